using Budget.Core.Audit;
using Budget.Core.Budgets;
using Budget.Core.Decisions;
using Budget.Core.Departures;
using Budget.Core.Ledger;
using Budget.Core.Providers;
using Budget.Core.Residents;
using Budget.Core.Storage;

namespace Budget.Core.PersonHeld;

/// <summary>What a helper is to the holder: a firm, a self-employed person, or someone from the own network.</summary>
public enum HelperKind { Professional, Freelancer, Network }

/// <summary>
/// Writes down an approved zorgovereenkomst: who helps, at which rate, at most how much a month, from when until when.
/// Inside the period, and held against the decision and the by-law as one that is made in the portal (<see cref="AgreementTerms.FaultBeside"/>); a month costs no more than the decision grants for a month. Not of a holder who died or left.
/// Of a helper who acts for the holder as well it waits until another person of the municipality approves it too (<see cref="PaperProposal"/>); the holder is not the own helper.
/// </summary>
public sealed class ApproveCareAgreement(Database database)
{
    /// <summary>A helper has at least so many letters: one is no name.</summary>
    public const int ShortestName = 2;

    /// <param name="ActsForHolder">Who writes it down knows that the helper acts for the holder as well. Whose name is that of somebody who does is known without it.</param>
    public sealed record Entry(string BudgetNumber, string HelperName, HelperKind HelperKind, Money Rate, Quantity MonthlyVolume, Period Period, bool ActsForHolder = false);

    /// <param name="Fault">Why it is refused; none when nothing is wrong.</param>
    /// <param name="Beside">What it is held against; none for who does not decide.</param>
    public sealed record Checked(Refusal? Fault, AgreementBeside? Beside);

    /// <summary>What is wrong with it and what it is held against, before anything is written down.</summary>
    public Task<Checked> Check(Actor actor, Entry entry) => database.Read(async session => await BudgetQuery.Find(session, actor, entry.BudgetNumber) is { } budget
        ? new Checked(await Fault(session, budget, entry), actor.MayDecide ? await AgreementBeside.OfPaper(session, budget, Terms(entry)) : null)
        : new Checked(Refusal.NotFound, Beside: null));

    /// <returns>Its number.</returns>
    public Task<Outcome<string>> Do(Actor actor, IdempotencyKey key, Entry entry) =>
        database.Once<string>(actor, key, nameof(ApproveCareAgreement), entry, async session =>
        {
            if (!actor.MayDecide)
            {
                return Refusal.NotAllowed;
            }

            if (await BudgetQuery.Find(session, actor, entry.BudgetNumber) is not { } budget || !await ResidentFile.Lock(session, budget.ResidentId))
            {
                return Refusal.NotFound;
            }

            if (await Fault(session, budget, entry) is { } fault)
            {
                return fault;
            }

            var year = session.Today.Year;
            var number = $"{year}-{await session.NextNumber($"agreement-{year}"):D6}";
            if (entry.ActsForHolder || await PaperProposal.ActsForHolder(session, budget.ResidentId, entry.HelperName))
            {
                await PaperProposal.Write(session, actor, budget, number, Terms(entry));
                await Trace.Write(session, actor, nameof(DecideAgreement), number, budget.ResidentId);
                return number;
            }

            await session.Execute(InsertSql, new
            {
                Id = new AgreementId(session.NewId()),
                number,
                BudgetId = budget.Id,
                Terms(entry).HelperName,
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

    // On paper there is an hourly rate and no form.
    private static AgreementTerms Terms(Entry entry) => new(
        TypedText.Line(entry.HelperName), entry.HelperKind, AgreementTerms.FormsOf(entry.HelperKind)[0], "", "", "", AgreementPay.Hours, entry.Rate, entry.MonthlyVolume, Money.Zero, entry.Period);

    private static async Task<Refusal?> Fault(Session session, PersonalBudget budget, Entry entry)
    {
        if (!budget.IsPersonHeld)
        {
            return Refusal.NotPersonHeld;
        }

        if (await Departure.AgainstRequest(session, budget.ResidentId) is { } gone)
        {
            return gone;
        }

        // A decision that ends it at this very moment leaves an agreement that runs longer: of those days nothing is booked.
        if (!budget.Period.Covers(entry.Period) || entry.Period.EndsOn > budget.LastDay)
        {
            return Refusal.DayOutsideBudget;
        }

        if (!entry.Rate.IsPositive || entry.MonthlyVolume.Value <= 0)
        {
            return Refusal.AmountNotPositive;
        }

        var terms = Terms(entry);
        var most = Money.Of(budget.Rate, GrantedVolume.InAMonth(budget.Volume, StoredNames.Parse<Frequency>(budget.Frequency)));
        return terms.FaultBeside(
                budget.Period, budget.Rate,
                await HeldRules.LimitOn(session, budget.MunicipalityCode, budget.ProductCode, entry.HelperKind, entry.Period.StartsOn),
                budget.Unit == CareUnit.Hour ? await HeldRules.FloorOn(session, budget.MunicipalityCode, entry.Period.StartsOn) : Money.Zero)
            ?? (!GrantedVolume.Fits(budget.Unit, entry.MonthlyVolume, Frequency.Month, entry.Period) ? Refusal.VolumeImplausible
                : terms.PerMonth > most ? Refusal.VolumeAboveDecision.With(most)
                : terms.HelperName.Length > AgreementTerms.LongestName || terms.HelperName.Count(char.IsLetter) < ShortestName ? Refusal.NameMissing
                : PaperProposal.IsNamed(terms.HelperName, budget.ResidentName) ? Refusal.HelperIsHolder
                : null);
    }

    private const string InsertSql = """
        INSERT INTO care_agreements (
            id, number, budget_id, helper_name, helper_kind, rate_cents, monthly_volume_hundredths, starts_on, ends_on, approved_by, approved_at)
        VALUES (
            @Id, @number, @BudgetId, @HelperName, @HelperKind, @Rate, @MonthlyVolume, @StartsOn, @EndsOn, @UserId, @ApprovedAt)
        """;
}
