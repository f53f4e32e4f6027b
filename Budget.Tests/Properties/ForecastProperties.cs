using Budget.Core.Forecasts;
using Budget.Core.PersonHeld;
using FsCheck;
using FsCheck.Fluent;

namespace Budget.Tests.Properties;

/// <summary>A forecast that a holder can count on: exact at a steady pace, and never more or less than its months.</summary>
public sealed class ForecastProperties
{
    private static readonly Period Year = Period.Year(2026);

    private static readonly Arbitrary<(long PerMonth, int Known)> SteadyPaces =
        Gen.Choose(100, 500_000).SelectMany(cents => Gen.Choose(0, 12).Select(known => ((long)cents, known))).ToArbitrary();

    /// <summary>One to four helpers, each with a period of its own and some months that were claimed, in any order and of any amount.</summary>
    private static readonly Gen<HelpOfBudget> Help =
        from key in Gen.Choose(1, 1_000_000)
        from startsAt in Gen.Choose(0, 364)
        from days in Gen.Choose(1, 365)
        from perMonth in Gen.Choose(0, 300_000)
        from months in Gen.Choose(1, 12).ListOf()
        from amounts in Gen.Choose(0, 300_000).ListOf(12)
        let first = Year.StartsOn.AddDays(startsAt)
        let last = first.AddDays(days) is var end && end < Year.EndsOn ? end : Year.EndsOn
        select new HelpOfBudget(
            $"{key}", "Fatima", new Period(first, last), new Money(perMonth), new Money(5_000),
            months.Distinct().ToDictionary(month => new DateOnly(2026, month, 1), month => new Money(amounts[month - 1])));

    private static readonly Arbitrary<(long Granted, int Today, HelpOfBudget[] Help)> Budgets = (
        from granted in Gen.Choose(1, 5_000_000)
        from today in Gen.Choose(0, 420)
        from help in Help.ListOf(3)
        select ((long)granted, today, help.DistinctBy(one => one.Key).ToArray())).ToArbitrary();

    private static readonly Arbitrary<AgreementTerms> Agreements = (
        from startsAt in Gen.Choose(0, 364)
        from days in Gen.Choose(0, 364)
        from rate in Gen.Choose(1, 10_000)
        from volume in Gen.Choose(1, 20_000)
        from pay in Gen.Elements(AgreementPay.Hours, AgreementPay.Monthly)
        let first = Year.StartsOn.AddDays(startsAt)
        let last = first.AddDays(days) is var end && end < Year.EndsOn ? end : Year.EndsOn
        select new AgreementTerms("Fatima", HelperKind.Freelancer, AgreementForm.Assignment, "", "", "", pay, new Money(rate), Quantity.FromHundredths(volume), Money.Zero, new Period(first, last))).ToArbitrary();

    [Test]
    public void The_forecast_of_a_steady_pace_is_exact() => Prop.ForAll(SteadyPaces, pace =>
    {
        var granted = new Money(pace.PerMonth * 9);
        var forecast = BudgetForecast.Of(Year, granted, new DateOnly(2026, 1, 1).AddMonths(pace.Known), [Steady(pace.PerMonth, pace.Known)]);
        return forecast.Total == new Money(pace.PerMonth * 12)
            && forecast.RunsOutOn == new DateOnly(2026, 10, 1)
            && forecast.Left == new Money(-3 * pace.PerMonth)
            && forecast.WeeksEarly == 13;
    }).QuickCheckThrowOnFailure();

    [Test]
    public void What_exactly_lasts_lasts_and_one_cent_less_does_not() => Prop.ForAll(SteadyPaces, pace =>
    {
        BudgetForecast Of(long granted) => BudgetForecast.Of(Year, new Money(granted), new DateOnly(2026, 1, 1).AddMonths(pace.Known), [Steady(pace.PerMonth, pace.Known)]);
        return Of(pace.PerMonth * 12).RunsOutOn is null && Of((pace.PerMonth * 12) - 1).RunsOutOn == new DateOnly(2026, 12, 31);
    }).QuickCheckThrowOnFailure();

    [Test]
    public void The_months_are_the_whole_and_so_are_their_even_parts() => Prop.ForAll(Budgets, budget =>
    {
        var forecast = Of(budget);
        return forecast.Months.Sum(month => month.Total.Cents) == forecast.Total.Cents
            && forecast.Months.Sum(month => month.Even.Cents) == budget.Granted
            && forecast.Months.All(month => month.Total >= month.Spent)
            && forecast.Left == forecast.Granted - forecast.Total;
    }).QuickCheckThrowOnFailure();

    [Test]
    public void It_runs_out_inside_the_period_and_only_when_it_costs_more_than_was_granted() => Prop.ForAll(Budgets, budget =>
    {
        var forecast = Of(budget);
        return forecast.RunsOutOn is { } day ? forecast.Total > forecast.Granted && Year.Covers(day) && forecast.WeeksEarly >= 0 : forecast.Total <= forecast.Granted;
    }).QuickCheckThrowOnFailure();

    [Test]
    public void What_is_reserved_of_an_agreement_of_which_nothing_was_claimed_is_what_the_page_to_sign_says() => Prop.ForAll(Agreements, agreed =>
    {
        var help = new HelpOfBudget("1", "Fatima", agreed.Period, agreed.PerMonth, agreed.Rate, new Dictionary<DateOnly, Money>()) { Pay = agreed.IsFixed ? "monthly" : "hours", MonthlyVolume = agreed.MonthlyVolume };
        var whole = new Money(agreed.PerMonth.Cents * agreed.Period.Months().Count());
        return BudgetForecast.StillAgreed(help, Year, Year.StartsOn) == agreed.InAll && (agreed.IsFixed ? agreed.InAll <= whole : agreed.InAll == whole);
    }).QuickCheckThrowOnFailure();

    [Test]
    public void More_money_never_runs_out_earlier() => Prop.ForAll(Budgets, budget =>
        Of(budget).RunsOutOn is not { } day || Of(budget with { Granted = budget.Granted + 1_000 }).RunsOutOn is not { } later || later >= day).QuickCheckThrowOnFailure();

    [Test]
    public void What_is_changed_to_what_it_was_changes_nothing_and_less_help_never_costs_more() => Prop.ForAll(Budgets, budget =>
    {
        var (now, same) = (Of(budget), Of(budget, new WhatIf(Key: null, Year, 1)));
        var (half, none) = (Of(budget, new WhatIf(Key: null, Year, 0.5m)), Of(budget, new WhatIf(Key: null, Year, 0)));
        return same.Total == now.Total && half.Total <= now.Total && none.Total <= half.Total && none.Months.All(month => month.Total >= month.Spent);
    }).QuickCheckThrowOnFailure();

    [Test]
    public void A_cause_is_named_when_it_runs_out_and_only_then() => Prop.ForAll(Budgets, budget =>
        (ForecastCause.Of(Year, new Money(budget.Granted), Year.StartsOn.AddDays(budget.Today), budget.Help) is null) == (Of(budget).RunsOutOn is null)).QuickCheckThrowOnFailure();

    private static BudgetForecast Of((long Granted, int Today, HelpOfBudget[] Help) budget, params IReadOnlyList<WhatIf> changes) =>
        BudgetForecast.Of(Year, new Money(budget.Granted), Year.StartsOn.AddDays(budget.Today), budget.Help, changes);

    /// <summary>Agreed at another amount than is claimed, as long as something is: what is known counts.</summary>
    private static HelpOfBudget Steady(long perMonth, int known) => new(
        "1", "Fatima", Year, new Money(known == 0 ? perMonth : perMonth * 2), new Money(5_000),
        Enumerable.Range(1, known).ToDictionary(month => new DateOnly(2026, month, 1), _ => new Money(perMonth)));
}
