using Budget.Core.Audit;
using Budget.Core.Budgets;
using Budget.Core.Decisions;
using Budget.Core.Storage;

namespace Budget.Core.PersonHeld;

/// <summary>What a helper is to the holder: a firm, a self-employed person, or someone from the own network.</summary>
public enum HelperKind { Professional, Freelancer, Network }

/// <summary>
/// Writes down an approved zorgovereenkomst: who helps, at which rate, at most how much a month, from when until when.
/// Inside the period and at no more than the rate of the decision.
/// </summary>
public sealed class ApproveCareAgreement(Database database)
{
    public sealed record Entry(string BudgetNumber, string HelperName, HelperKind HelperKind, Money Rate, Quantity MonthlyVolume, Period Period);

    public Task<Outcome<string>> Do(Actor actor, IdempotencyKey key, Entry entry) =>
        database.Once<string>(actor, key, nameof(ApproveCareAgreement), entry, async session =>
        {
            if (!actor.MayDecide)
            {
                return Refusal.NotAllowed;
            }

            if (await BudgetQuery.Find(session, actor, entry.BudgetNumber) is not { } budget)
            {
                return Refusal.NotFound;
            }

            if (!budget.IsPersonHeld)
            {
                return Refusal.NotPersonHeld;
            }

            // A decision that ends it at this very moment leaves an agreement that runs longer: of those days nothing is booked.
            if (!budget.Period.Covers(entry.Period) || entry.Period.EndsOn > budget.LastDay)
            {
                return Refusal.DayOutsideBudget;
            }

            if (entry.Rate > budget.Rate)
            {
                return Refusal.RateAboveByLaw.With(budget.Rate);
            }

            if (!entry.Rate.IsPositive || entry.MonthlyVolume.Value <= 0)
            {
                return Refusal.AmountNotPositive;
            }

            if (!GrantedVolume.Fits(budget.Unit, entry.MonthlyVolume, Frequency.Month, entry.Period))
            {
                return Refusal.VolumeImplausible;
            }

            if (entry.HelperName.Trim().Length is 0 or > 200)
            {
                return Refusal.NameMissing;
            }

            var year = session.Today.Year;
            var number = $"{year}-{await session.NextNumber($"agreement-{year}"):D6}";
            await session.Execute(InsertSql, new
            {
                Id = new AgreementId(session.NewId()),
                number,
                BudgetId = budget.Id,
                HelperName = entry.HelperName.Trim(),
                HelperKind = entry.HelperKind.ToString().ToLowerInvariant(),
                entry.Rate,
                entry.MonthlyVolume,
                entry.Period.StartsOn,
                entry.Period.EndsOn,
                actor.UserId,
                ApprovedAt = session.Now,
            });
            await Trace.Write(session, actor, nameof(ApproveCareAgreement), number, budget.ResidentId);
            return number;
        });

    private const string InsertSql = """
        INSERT INTO care_agreements (
            id, number, budget_id, helper_name, helper_kind, rate_cents, monthly_volume_hundredths, starts_on, ends_on, approved_by, approved_at)
        VALUES (
            @Id, @number, @BudgetId, @HelperName, @HelperKind, @Rate, @MonthlyVolume, @StartsOn, @EndsOn, @UserId, @ApprovedAt)
        """;
}
