using Budget.Core.Audit;
using Budget.Core.Storage;

namespace Budget.Core.Mandates;

/// <summary>
/// The resident says which acts a mandate leaves out, at once and as often as the resident likes; what is named takes the place of what was. Only the resident, and only of a mandate: who acts by law does so by a judge or by
/// parental authority, which nobody takes away here.
/// </summary>
public sealed class NarrowMandate(Database database)
{
    /// <param name="LeftOut">None to let everything be done.</param>
    public sealed record Entry(ResidentId ResidentId, UserId Representative, IReadOnlyList<MandateAct> LeftOut);

    public Task<Outcome<ResidentId>> Do(Actor actor, IdempotencyKey key, Entry entry) =>
        database.Once<ResidentId>(actor, key, nameof(NarrowMandate), entry, async session =>
        {
            if (actor.Role != Role.Resident)
            {
                return Refusal.NotAllowed;
            }

            if (await OwnMandate.Lock(session, actor, entry.ResidentId, entry.Representative) is not { } mandate)
            {
                return Refusal.NotFound;
            }

            if (mandate.IsByLaw)
            {
                return Refusal.ActsByLaw;
            }

            var leftOut = MandateActs.Write(entry.LeftOut);
            await session.Execute(NarrowSql, new { entry.ResidentId, entry.Representative, leftOut });
            // What it leaves out from now on is kept nowhere else with its moment.
            await Trace.Write(session, actor, nameof(NarrowMandate), $"{entry.Representative.Value:D} {leftOut}".TrimEnd(), entry.ResidentId);
            return entry.ResidentId;
        });

    private const string NarrowSql = """
        UPDATE resident_access
        SET left_out = @leftOut
        WHERE user_id = @Representative
          AND resident_id = @ResidentId
        """;
}
