using Budget.Core.Budgets;
using Budget.Core.Decisions;
using Budget.Core.Forecasts;
using Budget.Core.Ledger;

namespace Budget.Core.PersonHeld;

/// <summary>
/// Whether there is room for a care agreement that nobody approved yet: in what the decision grants for a month and in the money of the budget, beside what was agreed already. A warning and no verdict: of an agreement less may be claimed, and it may
/// end sooner.
/// </summary>
/// <param name="Together">The most that is agreed for a month on one of its days from today on, with all that run beside it; without flat amounts, which are of no hours, and without who stands in, who shares the hours of another.</param>
/// <param name="Granted">The most that the decision grants for a month (<see cref="GrantedVolume.InAMonth"/>).</param>
/// <param name="InAll">What it costs at most (<see cref="AgreementTerms.InAll"/>).</param>
/// <param name="Room">What there is for it when all that was agreed before is claimed; nothing when there is less.</param>
/// <param name="Forecast">With this one.</param>
public sealed record AgreementRoom(Quantity Together, Quantity Granted, Money InAll, Money Room, BudgetForecast Forecast)
{
    public bool IsMoreThanGranted => Together > Granted;

    public bool IsMoreThanLeft => InAll > Room;

    /// <param name="replaces">The number of the agreement that this is a next version of; none of a new one.</param>
    public static AgreementRoom Of(KnownOfBudget known, PersonalBudget budget, AgreementTerms terms, string? replaces)
    {
        List<HelpOfBudget> others = [.. known.Help.Select(one => one.Key == replaces ? Until(one, terms.Period.StartsOn.AddDays(-1)) : one).OfType<HelpOfBudget>()];
        var room = known.Granted - known.Spent - known.OnItsWay - others.Aggregate(Money.Zero, (sum, one) => sum + BudgetForecast.StillAgreed(one, known.Days, known.Today));
        var mine = new HelpOfBudget("", terms.HelperName, terms.Period, terms.PerMonth, terms.Rate, new Dictionary<DateOnly, Money>()) { Pay = terms.Pay.Stored(), MonthlyVolume = terms.MonthlyVolume };
        return new AgreementRoom(
            HoursWith(others, terms, known.Today), GrantedVolume.InAMonth(budget.Volume, StoredNames.Parse<Frequency>(budget.Frequency)), terms.InAll, Money.Max(room, Money.Zero),
            BudgetForecast.Of(known.Days, known.Granted, known.Today, [.. others, mine]));
    }

    /// <summary>None of what would end before it began.</summary>
    private static HelpOfBudget? Until(HelpOfBudget help, DateOnly lastOn) =>
        lastOn < help.Period.StartsOn ? null : help with { Period = new Period(help.Period.StartsOn, lastOn < help.Period.EndsOn ? lastOn : help.Period.EndsOn) };

    private static Quantity HoursWith(List<HelpOfBudget> others, AgreementTerms terms, DateOnly today)
    {
        if (terms.Pay == AgreementPay.Allowance)
        {
            return new Quantity(0);
        }

        var beside = others.FindAll(one => one.Pay != AgreementPay.Allowance.Stored() && !one.StandsIn);
        // What is over is over.
        var first = terms.Period.Covers(today) ? today : terms.Period.StartsOn;
        DateOnly[] days = [first, .. beside.Select(one => one.Period.StartsOn).Where(day => day > first && terms.Period.Covers(day))];
        return new Quantity(terms.MonthlyVolume.Value + days.Max(day => beside.Where(one => one.Period.Covers(day)).Sum(one => one.MonthlyVolume.Value)));
    }
}
