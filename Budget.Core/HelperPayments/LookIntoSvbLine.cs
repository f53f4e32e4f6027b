using Budget.Core.Audit;
using Budget.Core.Ledger;
using Budget.Core.Storage;

namespace Budget.Core.HelperPayments;

/// <summary>Who was right about a line of which the SVB said something else later.</summary>
public enum SvbVerdict
{
    /// <summary>What it said last: what stands in our books is to change.</summary>
    Svb,
    /// <summary>What stands in our books.</summary>
    Ours,
}

/// <summary>
/// Somebody of finance looked into what the SVB said otherwise of a line, and says who was right. It books nothing: a payment follows on a word of the SVB only (<see cref="TakeSvbAnswer"/>). When our books are right, what was held for it goes
/// with a next file, which somebody else makes; when the SVB is, it stays held.
/// </summary>
public sealed class LookIntoSvbLine(Database database)
{
    /// <param name="Words">How many words were shown (<see cref="SvbOrders.Line.ToLookAt"/>): when another came since, this is refused.</param>
    public sealed record Entry(string Reference, SvbVerdict Verdict, long Words);

    /// <summary>Answers how many words were looked into.</summary>
    public Task<Outcome<long>> Do(Actor actor, IdempotencyKey key, Entry entry) => database.Once<long>(actor, key, nameof(LookIntoSvbLine), entry, async session =>
    {
        if (actor.Role != Role.Finance)
        {
            return Refusal.NotAllowed;
        }

        await TownLock.Take(session, actor.MunicipalityCode);
        if (await session.FirstOrNone<Found>(FindSql, new { actor.MunicipalityCode, entry.Reference }) is not { } found)
        {
            return Refusal.NotFound;
        }

        if (found.Words == 0)
        {
            return Refusal.AlreadyDecided;
        }

        if (found.Words != entry.Words)
        {
            return Refusal.PaymentsChanged;
        }

        await session.Execute(InsertSql, new { entry.Reference, Verdict = entry.Verdict.Stored(), actor.UserId, session.Now });
        await Trace.Write(session, actor, nameof(LookIntoSvbLine), found.OrderNumber);
        return found.Words;
    });

    private sealed record Found(string OrderNumber, long Words);

    private const string FindSql = $"""
        SELECT file.number AS OrderNumber, {SvbOrders.OtherWords} AS Words
        FROM svb_order_lines sent
        JOIN svb_orders file ON file.id = sent.order_id
        {PaymentOfClaim.Words}
        WHERE sent.reference = @Reference
          AND file.municipality_code = @MunicipalityCode
        """;

    private const string InsertSql = $"""
        INSERT INTO svb_word_looks (answer_id, reference, outcome, looked_by, looked_at)
        SELECT other.answer_id, other.reference, @Verdict, @UserId, @Now
        FROM svb_order_lines sent
        {PaymentOfClaim.Words}
        JOIN svb_answer_lines other ON {SvbOrders.IsOther}
        WHERE sent.reference = @Reference
        """;
}
