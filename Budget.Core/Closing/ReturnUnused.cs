using Budget.Core.Audit;
using Budget.Core.Budgets;
using Budget.Core.Ledger;
using Budget.Core.Mail;
using Budget.Core.PersonHeld;
using Budget.Core.Storage;

namespace Budget.Core.Closing;

/// <summary>
/// The portal itself gives back what was not used of a PGB that is over, by its term or by a decision: once nothing can be claimed any more, six weeks for the helper and four for the holder after its last month (Uitvoeringsregeling Wmo
/// 2015). Not as long as a line waits for the holder, a correction waits for a colleague or a payment is to be settled with the SVB, and not within four weeks after anything was booked: then what was corrected can be claimed anew. What
/// comes free by a correction after that goes back in the same way.
/// </summary>
public sealed class ReturnUnused(Database database)
{
    private const int Term = 7 * (ClaimLines.HelperWeeks + ClaimLines.HolderWeeks);

    private const int Quiet = 7 * ClaimLines.HolderWeeks;

    /// <summary>The first day on which something can go back, of a budget with this last day.</summary>
    public static DateOnly FirstDay(DateOnly lastDay) => Period.MonthOf(lastDay).EndsOn.AddDays(Term + 1);

    /// <returns>How many budgets gave something back.</returns>
    public async Task<int> Do()
    {
        var returned = 0;
        foreach (var due in await database.Read(session => session.List<Due>(AllSql, Terms(session.Today))))
        {
            var actor = Actor.System(due.MunicipalityCode);
            // Of each state of the book once.
            var done = await database.Once<Money>(
                actor, IdempotencyKey.Of($"unused-{due.Number}-{due.LastPosting}"), nameof(ReturnUnused), due.Number, session => Return(session, actor, due.Id));
            returned += !done.IsRefused && !done.Replayed && done.Value.IsPositive ? 1 : 0;
        }

        return returned;
    }

    private static async Task<Outcome<Money>> Return(Session session, Actor actor, BudgetId budget)
    {
        var ledger = await BudgetLedger.Open(session, actor, budget);
        // Behind the lock: somebody may have claimed or corrected meanwhile.
        var terms = Terms(session.Today);
        if (await session.FirstOrNone<Due>(OneSql, new { Id = budget, terms.Until, terms.Before }) is not { } due)
        {
            return Refusal.NotFound;
        }

        await UnusedToReturn.Forget(session, budget);
        var left = ledger.Balance.Available;
        if (!left.IsPositive)
        {
            return Money.Zero;
        }

        _ = (await ledger.Append(new NewPosting(
            PostingKind.Expiry, Account.Available, Account.Fund, left, due.EndsOn, OriginKind.Decision, due.DecisionId.Value, $"budget {due.Number} ended"))).Value;
        await Outbox.Put(session, MailKind.UnusedIsReturned, due.ResidentId, due.RequestNumber);
        await Trace.Write(session, actor, nameof(ReturnUnused), due.Number, due.ResidentId);
        return left;
    }

    /// <param name="Until">The last month of which nothing can be claimed any more ends on this day.</param>
    /// <param name="Before">Nothing was booked on this day or after it.</param>
    private sealed record Days(DateOnly Until, DateOnly Before);

    private static Days Terms(DateOnly today) => new(Period.MonthOf(today.AddDays(-Term)).StartsOn.AddDays(-1), today.AddDays(-Quiet));

    private sealed record Due(
        BudgetId Id, string Number, string MunicipalityCode, ResidentId ResidentId, DecisionId DecisionId, string RequestNumber, DateOnly EndsOn, long LastPosting);

    private const string SelectSql = $"""
        SELECT b.id AS Id, b.number AS Number, b.municipality_code AS MunicipalityCode, b.resident_id AS ResidentId, b.decision_id AS DecisionId, request.number AS RequestNumber, {LastDay.Sql} AS EndsOn,
               last.number AS LastPosting
        FROM unused_to_return due
        JOIN budgets b ON b.id = due.budget_id
        JOIN residents r ON r.id = b.resident_id AND r.destroyed_at IS NULL
        JOIN decisions d ON d.id = b.decision_id
        JOIN support_requests request ON request.id = d.request_id
        JOIN postings last ON last.budget_id = b.id
            AND last.number = (SELECT MAX(number) FROM postings newest WHERE newest.budget_id = b.id)
        WHERE due.last_on <= @Until
          AND last.posted_on < @Before
          AND NOT EXISTS (
              SELECT 1
              FROM care_agreements agreement
              JOIN claim_lines waits ON waits.agreement_id = agreement.id
              WHERE agreement.budget_id = b.id
                AND NOT EXISTS (SELECT 1 FROM claim_line_answers said WHERE said.line_id = waits.id))
          AND NOT EXISTS (
              SELECT 1
              FROM claims c
              JOIN claims_to_settle open ON open.claim_id = c.id
              JOIN svb_starts begun ON begun.municipality_code = open.municipality_code AND begun.starts_on <= c.submitted_on
              WHERE c.budget_id = b.id)
          AND NOT EXISTS (
              SELECT 1
              FROM proposed_reversals proposal
              WHERE proposal.budget_id = b.id
                AND proposal.outcome IS NULL)
        """;

    private const string AllSql = $"""
        {SelectSql}
        ORDER BY b.id
        """;

    private const string OneSql = $"""
        {SelectSql}
          AND b.id = @Id
        """;
}
