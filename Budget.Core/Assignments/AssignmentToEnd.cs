using Budget.Core.Budgets;
using Budget.Core.Closing;
using Budget.Core.Consent;
using Budget.Core.Invoices;
using Budget.Core.Ledger;
using Budget.Core.Storage;

namespace Budget.Core.Assignments;

/// <summary>Why an assignment ended; the words of the database, with iWmo's reasons 21, 22, 36 and 38.</summary>
public enum EndReason { Client, Provider, Municipality, OtherProvider }

/// <summary>
/// The standing assignment of a budget on its way to an end, in the past or still to come. Asked while nobody else writes to the budget: an invoice or a second
/// click may have come first.
/// </summary>
/// <param name="Rate">The dearest that is known of its contract: what stays reserved at it is enough.</param>
/// <param name="EndsOn">As it was chosen: the budget's last day, or that of the contract when that comes first.</param>
/// <param name="Reserved">All that was put apart for it.</param>
/// <param name="ReservedFirst">What of it was put apart when it was chosen; the rest was shifted in for more help.</param>
/// <param name="DeclaredUntil">The last day for which it declared help that stands; none when it declared nothing.</param>
internal sealed record AssignmentToEnd(
    AssignmentId Id, long Number, ProviderId ProviderId, ContractId ContractId, string Agb, string ProviderName, Money Rate, DateOnly StartsOn, DateOnly EndsOn,
    Money Reserved, Money ReservedFirst, DateOnly? DeclaredUntil, long NoticeDays)
{
    public static Task<AssignmentToEnd?> Of(Session session, BudgetId budget) => session.FirstOrNone<AssignmentToEnd>(StandingSql, new { budget });

    /// <summary>An assignment ends within its own days, or on the day before the first: then it never ran. What was declared is not taken back by it.</summary>
    public Refusal? Objection(DateOnly endedOn) =>
        endedOn < StartsOn.AddDays(-1) || endedOn > EndsOn || endedOn < DeclaredUntil ? Refusal.DayOutsideAssignment : null;

    /// <summary>What may still be declared for help up to that day stays reserved, as far as it is there.</summary>
    public async Task<Money> StaysReserved(BudgetLedger ledger, PersonalBudget budget, DateOnly endedOn)
    {
        var left = await ledger.LeftOf(Id);
        return Money.Min(left, StillToDeclare(budget, endedOn, declared: Reserved - left));
    }

    /// <summary>Writes the end, which is never after its own last day, and gives back what is not needed any more. What was shared with the provider ends with the support.</summary>
    /// <returns>How much became available.</returns>
    public async Task<Money> End(Session session, Actor actor, BudgetLedger ledger, PersonalBudget budget, DateOnly endedOn, EndReason reason)
    {
        endedOn = endedOn < EndsOn ? endedOn : EndsOn;
        object?[] end =
        [
            Id.Value, endedOn, reason == EndReason.OtherProvider ? "other-provider" : reason.Stored(), actor.UserId.Value, session.Now,
        ];
        var released = await ledger.LeftOf(Id) - await StaysReserved(ledger, budget, endedOn);
        await session.Wire.Send(EndAssignment.InsertSql, end);
        await GiveConsent.EndWithSupport(session, actor, budget.ResidentId, ProviderId);
        if (released.IsPositive)
        {
            await ReleaseReservation.Release(ledger, Id, released, Agb, session.Today, $"assignment {Number} ended", Seal.Of(end));
        }

        return released;
    }

    /// <summary>The granted volume over the days that were not declared yet, and what was shifted in for more help and was not declared.</summary>
    private Money StillToDeclare(PersonalBudget budget, DateOnly endedOn, Money declared)
    {
        var from = DeclaredUntil?.AddDays(1) ?? StartsOn;
        if (from > endedOn)
        {
            return Money.Zero;
        }

        return Money.Of(Rate, budget.VolumeOf(new Period(from, endedOn))) + MoreToDeclare(budget, declared);
    }

    /// <summary>When that extra help was given nobody knows, so all of it may still come; less what was declared beyond the granted volume of those days.</summary>
    private Money MoreToDeclare(PersonalBudget budget, Money declared)
    {
        var granted = DeclaredUntil >= StartsOn ? Money.Of(Rate, budget.VolumeOf(new Period(StartsOn, DeclaredUntil.Value))) : Money.Zero;
        var (more, beyond) = (Reserved - ReservedFirst, DeclaredUntil is null ? Money.Zero : declared - granted);
        return !beyond.IsPositive ? more : more > beyond ? more - beyond : Money.Zero;
    }

    private const string DeclaredUntilSql = $"""
        (SELECT MAX(line.ends_on)
                FROM invoice_lines line
                WHERE line.assignment_id = a.id
                  AND {StandingDebit.Sql})
        """;

    private const string StandingSql = $"""
        SELECT a.id AS Id, a.number AS Number, a.provider_id AS ProviderId, a.contract_id AS ContractId, provider.agb AS Agb, provider.name AS ProviderName,
               (SELECT MAX(known.rate_cents)
                FROM (
                    SELECT a.rate_cents
                    UNION ALL
                    SELECT later.rate_cents
                    FROM contract_rates later
                    WHERE later.contract_id = a.contract_id
                      AND (later.starts_on >= a.starts_on OR later.set_at >= a.chosen_at)) known) AS Rate,
               a.starts_on AS StartsOn, a.ends_on AS EndsOn,
               (SELECT CAST(SUM(put.amount_cents) AS BIGINT)
                FROM postings put
                WHERE put.budget_id = a.budget_id
                  AND put.reservation_id = a.id
                  AND put.kind = 'reserve') AS Reserved,
               (SELECT first.amount_cents
                FROM postings first
                WHERE first.budget_id = a.budget_id
                  AND first.reservation_id = a.id
                  AND first.kind = 'reserve'
                ORDER BY first.number
                LIMIT 1) AS ReservedFirst, {DeclaredUntilSql} AS DeclaredUntil, COALESCE(terms.notice_days, 0) AS NoticeDays
        FROM assignments a
        JOIN providers provider ON provider.id = a.provider_id
        LEFT JOIN contract_terms terms ON terms.contract_id = a.contract_id
        WHERE a.budget_id = @budget
          AND {StandingAssignment.Sql}
        """;
}
