using Budget.Core.Audit;
using Budget.Core.Storage;

namespace Budget.Core.HelperPayments;

/// <summary>
/// A colleague of who made a file for the SVB takes it back, because it was never given to the SVB: what stood in it is to be paid again, and nobody is written to. Of which the SVB said a word already stays. When the SVB pays
/// a line of it after all, nothing is booked: it is for people (<see cref="TakeSvbAnswer"/>).
/// </summary>
public sealed class WithdrawSvbOrder(Database database)
{
    public sealed record Entry(string Number);

    /// <summary>Answers how many lines are to be paid again.</summary>
    public Task<Outcome<long>> Do(Actor actor, IdempotencyKey key, Entry entry) => database.Once<long>(actor, key, nameof(WithdrawSvbOrder), entry, async session =>
    {
        if (actor.Role != Role.Finance)
        {
            return Refusal.NotAllowed;
        }

        await TownLock.Take(session, actor.MunicipalityCode);
        if (await session.FirstOrNone<Made>(OrderSql, new { actor.MunicipalityCode, entry.Number }) is not { } made)
        {
            return Refusal.NotFound;
        }

        if (made.Answers > 0 || made.Withdrawals > 0)
        {
            return Refusal.SvbOrderIsOver;
        }

        // Who could make a file and take it back, could have it paid twice.
        if (made.MadeBy == actor.UserId)
        {
            return Refusal.OwnProposal;
        }

        await session.Execute(InsertSql, new { made.Id, actor.UserId, session.Now });
        await session.Execute(NoLongerWaitSql, new { made.Id });
        await Trace.Write(session, actor, nameof(WithdrawSvbOrder), entry.Number);
        return made.Lines;
    });

    /// <summary>Of svb_order_lines as "sent": its file was taken back, and the SVB did not pay it after all. A fragment of a condition.</summary>
    internal const string IsWithdrawn = """
        (EXISTS (SELECT 1 FROM svb_withdrawals gone WHERE gone.order_id = sent.order_id)
                AND NOT EXISTS (SELECT 1 FROM svb_answer_lines after WHERE after.reference = sent.reference AND after.outcome = 'paid' AND after.counts = 1))
        """;

    private sealed record Made(string Id, UserId MadeBy, long Lines, long Answers, long Withdrawals);

    private const string OrderSql = """
        SELECT made.id AS Id, made.made_by AS MadeBy,
               (SELECT COUNT(*) FROM svb_order_lines line WHERE line.order_id = made.id) AS Lines,
               (SELECT COUNT(*) FROM svb_order_lines line JOIN svb_answer_lines word ON word.reference = line.reference WHERE line.order_id = made.id) AS Answers,
               (SELECT COUNT(*) FROM svb_withdrawals gone WHERE gone.order_id = made.id) AS Withdrawals
        FROM svb_orders made
        WHERE made.municipality_code = @MunicipalityCode
          AND made.number = @Number
        """;

    private const string InsertSql = """
        INSERT INTO svb_withdrawals (order_id, withdrawn_by, withdrawn_at)
        VALUES (@Id, @UserId, @Now)
        """;

    private const string NoLongerWaitSql = """
        DELETE FROM svb_waiting
        WHERE reference IN (SELECT line.reference FROM svb_order_lines line WHERE line.order_id = @Id)
        """;
}
