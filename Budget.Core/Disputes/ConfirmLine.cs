using Budget.Core.Audit;
using Budget.Core.Residents;
using Budget.Core.Storage;

namespace Budget.Core.Disputes;

/// <summary>A resident says that an invoice line is right. Nobody has to, it is paid all the same; what was said is kept, and may be followed by a dispute.</summary>
public sealed class ConfirmLine(Database database)
{
    public sealed record Entry(string BudgetNumber, long Posting);

    /// <returns>The number of the budget.</returns>
    public Task<Outcome<string>> Do(Actor actor, IdempotencyKey key, Entry entry) =>
        database.Once<string>(actor, key, nameof(ConfirmLine), entry, async session =>
        {
            if (actor.Role != Role.Resident)
            {
                return Refusal.NotAllowed;
            }

            if (await DeclaredLine.OfBudget(session, actor, entry.BudgetNumber, entry.Posting) is not { } found || !await ResidentFile.Lock(session, found.ResidentId))
            {
                return Refusal.NotFound;
            }

            // Read again behind the lock: two windows may be open.
            var line = (await DeclaredLine.OfBudget(session, actor, entry.BudgetNumber, entry.Posting))!;
            if (line.ConfirmedAt is not null)
            {
                return entry.BudgetNumber;
            }

            if (!line.Standing.MayBeConfirmed(session.Today))
            {
                return line.Standing.IsOpen ? Refusal.DisputeOpen : Refusal.AlreadyDecided;
            }

            await session.Execute(InsertSql, new { line.LineId, actor.UserId, session.Now });
            await Trace.Write(session, actor, nameof(ConfirmLine), $"{entry.BudgetNumber}/{entry.Posting}", line.ResidentId, await Access.OnBehalfOf(session, actor, line.ResidentId));
            return entry.BudgetNumber;
        });

    private const string InsertSql = """
        INSERT INTO confirmed_lines (line_id, confirmed_by, confirmed_at)
        VALUES (@LineId, @UserId, @Now)
        """;
}
