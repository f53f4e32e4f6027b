using Budget.Core.Audit;
using Budget.Core.Budgets;
using Budget.Core.Departures;
using Budget.Core.Ledger;
using Budget.Core.Residents;
using Budget.Core.Storage;

namespace Budget.Core.PersonHeld;

/// <summary>
/// The holder of a PGB, or who represents the holder, forwards one month of a helper's work. Checked against the care agreement
/// (its period and its monthly maximum), against double claims and against the budget; then booked on the budget at once. Not of a holder who died.
/// </summary>
public sealed class ForwardClaim(Database database)
{
    /// <param name="Month">Any day in the month that was worked.</param>
    public sealed record Entry(string AgreementNumber, DateOnly Month, Quantity Volume);

    public sealed record Answer(string BudgetNumber, Money Amount, Money Available);

    public Task<Outcome<Answer>> Do(Actor actor, IdempotencyKey key, Entry entry) =>
        database.Once<Answer>(actor, key, nameof(ForwardClaim), entry, async session =>
        {
            if (actor.Role is not (Role.Resident or Role.System))
            {
                return Refusal.NotAllowed;
            }

            if (await CareAgreements.Find(session, actor, entry.AgreementNumber) is not { } found
                || await BudgetQuery.Find(session, actor, found.BudgetNumber) is not { } budget)
            {
                return Refusal.NotFound;
            }

            var onBehalfOf = await Access.OnBehalfOf(session, actor, budget.ResidentId);
            var ledger = await BudgetLedger.Open(session, actor, budget.Id, onBehalfOf);
            if (actor.Role == Role.Resident && await Departure.Of(session, budget.ResidentId) is { Reason: DepartureReason.Died })
            {
                return Refusal.HolderDied;
            }

            // Behind the budget's own row: somebody may have ended the agreement at this moment.
            var agreement = (await CareAgreements.Find(session, actor, entry.AgreementNumber))!;
            if (agreement.IsFixed)
            {
                return Refusal.PaysItself;
            }

            if (agreement.Period.Intersect(Period.MonthOf(entry.Month)) is not { } worked)
            {
                return Refusal.MonthOutsideAgreement;
            }

            if (worked.EndsOn >= session.Today)
            {
                return Refusal.MonthNotOver;
            }

            if (entry.Volume.Value <= 0)
            {
                return Refusal.AmountNotPositive;
            }

            if (entry.Volume > agreement.MonthlyVolume)
            {
                return Refusal.VolumeAboveAgreement.With(agreement.MonthlyVolume);
            }

            if (await BookedClaim.DaysPaid(session, ledger, budget.ResidentId, worked) is not { } days)
            {
                return Refusal.BudgetEnded;
            }

            if (await BookedClaim.IsClaimed(session, agreement.Id, days))
            {
                return Refusal.MonthAlreadyClaimed;
            }

            if (await HelperAway.Against(session, agreement.Id, days, isWholeMonth: true) is { } away)
            {
                return away;
            }

            if (await SharedHours.Against(session, agreement.Id, days.StartsOn, entry.Volume) is { } shared)
            {
                return shared;
            }

            var booked = await BookedClaim.Book(session, ledger, agreement.Id, agreement.Number, days, entry.Volume, Money.Of(agreement.Rate, entry.Volume), actor.UserId);
            if (booked.IsRefused)
            {
                return booked.Refusal!;
            }

            await Trace.Write(session, actor, nameof(ForwardClaim), agreement.Number, budget.ResidentId, onBehalfOf);
            return new Answer(budget.Number, booked.Value.Amount, booked.Value.After.Available);
        });
}
