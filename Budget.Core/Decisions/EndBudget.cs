using Budget.Core.Assignments;
using Budget.Core.Budgets;
using Budget.Core.Closing;
using Budget.Core.Invoices;
using Budget.Core.Ledger;
using Budget.Core.PersonHeld;
using Budget.Core.Storage;

namespace Budget.Core.Decisions;

/// <summary>What ending a budget before its time does to its money.</summary>
/// <param name="Spent">Stays as it is.</param>
/// <param name="StillReserved">For help up to the last day that the provider has not declared yet.</param>
/// <param name="StillAvailable">For days up to the last that can still be claimed, or for which a provider can still be chosen.</param>
/// <param name="Returned">Goes back to the fund at once.</param>
/// <param name="AssignmentNumber">Of the assignment that ends with it; none when none stood.</param>
public sealed record EndedBudget(DateOnly EndedOn, Money Spent, Money StillReserved, Money StillAvailable, Money Returned, long? AssignmentNumber);

/// <summary>
/// Ends a budget on a day before its time, for a withdrawal or a revision, under its lock: the assignment that stands ends with it, what may still be declared or
/// claimed of the days until then stays, and the rest goes back to the fund at once. Spent is never taken (docs/decisions/0013).
/// </summary>
internal sealed class EndBudget(BudgetLedger ledger, PersonalBudget budget, AssignmentToEnd? assignment, DateOnly lastHelped, DateOnly endedOn)
{
    /// <summary>Whether it can end on that day: not twice, not outside its own period, and not before help that was given or declared already.</summary>
    /// <param name="isGone">The holder died or moved: what only waits for an answer holds nothing up (<see cref="Booked"/>).</param>
    public static async Task<Outcome<EndBudget>> Prepare(Session session, BudgetLedger ledger, PersonalBudget budget, DateOnly endedOn, bool isGone = false)
    {
        if (ledger.EndedOn is not null || budget.EndsOn < session.Today)
        {
            return Refusal.BudgetEnded;
        }

        if (endedOn < budget.StartsOn.AddDays(-1) || endedOn >= budget.EndsOn)
        {
            return Refusal.DayOutsideBudget;
        }

        var helped = isGone ? await Booked(session, budget) : await Earliest(session, budget);
        return endedOn < helped
            ? Refusal.EndsBeforeHelp.With(helped.InDigits())
            : new EndBudget(ledger, budget, await AssignmentToEnd.Of(session, budget.Id), helped, endedOn);
    }

    /// <summary>The first day on which it can end: the last for which help was declared, claimed or given; the day before its own first when there was none.</summary>
    private static async Task<DateOnly> Earliest(Session session, PersonalBudget budget) =>
        (await session.Single<Helped>(HelpedSql, new { budget.Id })).Day ?? budget.StartsOn.AddDays(-1);

    /// <summary>The same when the holder died or moved: of help that was entered and not booked nothing is paid of later days, so it moves no end.</summary>
    public static async Task<DateOnly> Booked(Session session, PersonalBudget budget) =>
        (await session.Single<Helped>(BookedSql, new { budget.Id })).Day ?? budget.StartsOn.AddDays(-1);

    /// <summary>Whose assignment ends with it; none when none stood.</summary>
    public ProviderId? Provider => assignment?.ProviderId;

    /// <summary>What would go back to the fund, while nothing was done yet.</summary>
    public async Task<Money> Returns(Session session)
    {
        var released = assignment is null ? Money.Zero : await ledger.LeftOf(assignment.Id) - await assignment.StaysReserved(ledger, budget, StopsOn(assignment));
        var available = ledger.Balance.Available + released;
        return available - await Stays(session, available);
    }

    public async Task<EndedBudget> Do(Session session, Actor actor, NewDecision decision)
    {
        if (assignment is not null)
        {
            await assignment.End(session, actor, ledger, budget, StopsOn(assignment), EndReason.Municipality);
        }

        var stays = await Stays(session, ledger.Balance.Available);
        var returned = ledger.Balance.Available - stays;
        if (returned.IsPositive)
        {
            var written = await ledger.Append(new NewPosting(
                PostingKind.Expiry, Account.Available, Account.Fund, returned, session.Today, OriginKind.Decision, decision.Id.Value, $"decision {decision.Number}",
                Seal: decision.KindSeal));
            _ = written.Value;
        }

        await UnusedToReturn.Keep(session, budget.Id);
        return new EndedBudget(endedOn, ledger.Balance.Spent, ledger.Balance.Reserved, stays, returned, assignment?.Number);
    }

    /// <summary>An assignment that was to begin later never runs.</summary>
    private DateOnly StopsOn(AssignmentToEnd standing) => endedOn < standing.StartsOn ? standing.StartsOn.AddDays(-1) : endedOn;

    private async Task<Money> Stays(Session session, Money available) => Money.Min(available, budget.IsPersonHeld ? await StillToClaim(session) : StillToChoose(session.Today));

    /// <summary>
    /// Of a PGB: the months up to the last day that were not claimed yet, at the most that the care agreements allow; and no less than what the days until then were granted
    /// for and is not spent, for an agreement that is made late.
    /// </summary>
    private async Task<Money> StillToClaim(Session session)
    {
        var claimed = (await session.List<Claimed>(ClaimedSql, new { budget.Id })).ToLookup(row => (row.AgreementId, Period.MonthOf(row.StartsOn).StartsOn));
        var byAgreement = Money.Zero;
        foreach (var agreement in await session.List<Agreed>(AgreementsSql, new { budget.Id, endedOn }))
        {
            var runs = new Period(agreement.StartsOn, agreement.EndsOn < endedOn ? agreement.EndsOn : endedOn);
            foreach (var month in runs.Months())
            {
                byAgreement += Left(Money.Of(agreement.Rate, agreement.MonthlyVolume), [.. claimed[(agreement.Id, Period.MonthOf(month.StartsOn).StartsOn)]]);
            }
        }

        var byDays = Granted(budget.StartsOn) - ledger.Balance.Spent;
        return byDays > byAgreement ? byDays : byAgreement;
    }

    /// <summary>Of a month that was claimed whole nothing; of one that was claimed line by line what is left of the most it may cost.</summary>
    private static Money Left(Money perMonth, IReadOnlyList<Claimed> claimed) =>
        claimed.Any(one => one.InParts == 0) ? Money.Zero
        : claimed.Aggregate(perMonth, (left, one) => left - one.Amount) is { IsPositive: true } left ? left
        : Money.Zero;

    /// <summary>Of a PVB: the days before the last for which no provider was chosen and one still can be.</summary>
    private Money StillToChoose(DateOnly today) => assignment is not null || endedOn < today ? Money.Zero : Granted(lastHelped >= budget.StartsOn ? lastHelped.AddDays(1) : budget.StartsOn);

    /// <summary>What was granted for the days from here up to the last; of a volume for the whole period the part of those days.</summary>
    private Money Granted(DateOnly from)
    {
        if (from > endedOn)
        {
            return Money.Zero;
        }

        return Money.Of(budget.Rate, budget.VolumeOf(new Period(from, endedOn)));
    }

    private sealed record Helped(DateOnly? Day);

    private sealed record Agreed(AgreementId Id, Money Rate, Quantity MonthlyVolume, DateOnly StartsOn, DateOnly EndsOn);

    private sealed record Claimed(AgreementId AgreementId, DateOnly StartsOn, Money Amount, long InParts);

    // The last day that was declared or claimed and not reversed, and the end of whoever ended before.
    private const string BookedDays = $"""
        SELECT line.ends_on AS day
            FROM assignments a
            JOIN invoice_lines line ON line.assignment_id = a.id
            WHERE a.budget_id = @Id
              AND {StandingDebit.Sql}
            UNION ALL
            SELECT ended.ended_on AS day
            FROM assignments a
            JOIN assignment_ends ended ON ended.assignment_id = a.id
            WHERE a.budget_id = @Id
              AND ended.ended_on >= a.starts_on
            UNION ALL
            SELECT c.ends_on AS day
            FROM claims c
            WHERE c.budget_id = @Id
              AND NOT EXISTS (
                  SELECT 1
                  FROM postings reversal
                  WHERE reversal.budget_id = c.budget_id
                    AND reversal.reverses_number = c.posting_number)
        """;

    private const string BookedSql = $"""
        SELECT MAX(day) AS Day
        FROM (
            {BookedDays}
        ) helped
        """;

    // And of what waits for an answer.
    private const string HelpedSql = $"""
        SELECT MAX(day) AS Day
        FROM (
            {BookedDays}
            UNION ALL
            SELECT waits.ends_on AS day
            FROM care_agreements agreement
            JOIN claim_lines waits ON waits.agreement_id = agreement.id
            WHERE agreement.budget_id = @Id
              AND NOT EXISTS (SELECT 1 FROM claim_line_answers said WHERE said.line_id = waits.id)
        ) helped
        """;

    private const string AgreementsSql = $"""
        SELECT agreement.id AS Id, agreement.rate_cents AS Rate, agreement.monthly_volume_hundredths AS MonthlyVolume, agreement.starts_on AS StartsOn, {AgreementEnd.Of} AS EndsOn
        FROM care_agreements agreement
        WHERE agreement.budget_id = @Id
          AND agreement.starts_on <= @endedOn
        """;

    private const string ClaimedSql = """
        SELECT c.agreement_id AS AgreementId, c.starts_on AS StartsOn, c.amount_cents AS Amount, CASE WHEN line.kind IN ('times', 'day') THEN CAST(1 AS BIGINT) ELSE CAST(0 AS BIGINT) END AS InParts
        FROM claims c
        LEFT JOIN claim_line_answers said ON said.claim_id = c.id
        LEFT JOIN claim_lines line ON line.id = said.line_id
        WHERE c.budget_id = @Id
          AND NOT EXISTS (
              SELECT 1
              FROM postings reversal
              WHERE reversal.budget_id = c.budget_id
                AND reversal.reverses_number = c.posting_number)
        """;
}
