using System.Globalization;
using Budget.Core.Forecasts;

namespace Budget.Tests.Unit;

/// <summary>Stories of budgets: whether they last, why not, and how that is said.</summary>
public sealed class ForecastTests
{
    private static readonly Period Year = Period.Year(2026);
    private static readonly CultureInfo Dutch = CultureInfo.GetCultureInfo("nl-NL");
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en");

    private static Money Euros(decimal euros) => new((long)(euros * 100));

    private static HelpOfBudget Help(string name, decimal perMonth, params decimal[] claimed) => new(
        name, name, Year, Euros(perMonth), Euros(20), claimed.Select((euros, at) => (Month: new DateOnly(2026, at + 1, 1), euros)).ToDictionary(one => one.Month, one => Euros(one.euros)));

    private static string InDutch(Money granted, DateOnly today, params HelpOfBudget[] help) => Said(Dutch, granted, today, help);

    private static string Said(CultureInfo culture, Money granted, DateOnly today, params HelpOfBudget[] help)
    {
        var forecast = BudgetForecast.Of(Year, granted, today, help);
        var why = ForecastCause.Of(Year, granted, today, help) is { } cause ? $" {ForecastText.Why(cause, forecast, culture)}" : "";
        return $"{ForecastText.Lasts(forecast, culture)}{why} {ForecastText.HowSure(forecast.Sureness, culture)}".Replace('\u00A0', ' ');
    }

    [Test]
    public void A_budget_that_lasts_says_until_when_and_what_is_left() => Assert.That(
        InDutch(Euros(1_250), new(2026, 7, 1), Help("Fatima", 100, 100, 100, 100, 100, 100)),
        Is.EqualTo("Met dit tempo is uw budget genoeg tot en met 31 december 2026. Dan is er ongeveer € 50 over. De laatste drie maanden waren bijna gelijk. Blijft dat zo, dan klopt deze schatting."));

    [Test]
    public void The_pace_is_told_as_what_is_spent_beside_what_is_over_and_what_waits_is_not_spent()
    {
        var known = new KnownOfBudget(Year, Euros(1_000), new(2026, 7, 2), [Help("Fatima", 100, 100, 100, 100, 100, 150)], OnItsWay: Euros(100)) { Spent = Euros(450) };
        Assert.That(ForecastText.Used(known, Dutch).Replace('\u00A0', ' '), Is.EqualTo("U heeft 45% van uw budget gebruikt. 50% van de tijd is voorbij. Daarnaast wacht er € 100,00 op een antwoord."));
        Assert.That(ForecastText.Used(known with { Today = new(2027, 2, 1), OnItsWay = Money.Zero }, English), Is.EqualTo("You have used 45% of your budget. 100% of the time has passed."));
    }

    [Test]
    public void Before_anything_was_claimed_it_goes_by_what_was_agreed() => Assert.That(
        InDutch(Euros(1_000), new(2026, 1, 10), Help("Fatima", 100)),
        Is.EqualTo("Gaat de hulp zoals is afgesproken, dan is uw budget op rond 1 november 2026, 9 weken te vroeg. Dat komt doordat er in totaal € 200,00 meer is afgesproken dan het budget. "
            + "Er is nog geen hele maand bekend. Deze schatting gaat uit van wat is afgesproken."));

    [Test]
    public void Of_more_than_one_agreement_the_one_is_named_for_which_there_is_least_money()
    {
        HelpOfBudget[] help = [Help("1 Fatima", 60), Help("2 Ria", 20), Help("3 Anja", 90)];
        Assert.That(InDutch(Euros(900), new(2026, 1, 10), help), Does.Contain("Dat komt doordat er in totaal € 1.140,00 meer is afgesproken dan het budget, vooral met 3 Anja."));
        // What nobody claimed in time is agreed no longer: January to March, of 170 euros each.
        var cause = ForecastCause.Of(Year, Euros(500), new(2026, 6, 15), [.. help.Select(one => one with { Spent = new Dictionary<DateOnly, Money> { [new(2026, 5, 1)] = one.PerMonth } })]);
        Assert.That(cause, Is.EqualTo(new ForecastCause(CauseKind.AgreedTooMuch, "3 Anja", Since: null, Euros((9 * 170) - 500))));
    }

    [Test]
    public void A_day_on_which_it_was_out_already_is_not_named_as_one_to_come()
    {
        var help = Help("Fatima", 100, 100, 100, 100, 100, 100, 100, 100, 100, 100, 100);
        Assert.That(InDutch(Euros(1_050), new(2026, 11, 10), help), Does.StartWith("Met dit tempo is uw budget op rond 16 november 2026, 7 weken te vroeg."));
        Assert.That(InDutch(Euros(1_050), new(2026, 11, 28), help), Does.StartWith("Met dit tempo is uw budget nu ongeveer op. Het loopt tot en met 31 december 2026."));
        Assert.That(Said(English, Euros(50), new(2026, 1, 31), Help("Fatima", 100)), Does.StartWith("If the help goes as agreed, your budget is about out now. It runs until 31 December 2026."));
    }

    [Test]
    public void Extra_help_in_one_month_is_named_with_its_helper() => Assert.That(
        InDutch(Euros(1_250), new(2026, 7, 5), Help("Fatima", 100, 100, 100, 100, 100, 100, 250)),
        Does.Contain("Dat komt door extra hulp van Fatima in juni 2026: € 150,00 meer dan in andere maanden.").And.Contain("Dit is een ruwe schatting"));

    [Test]
    public void A_second_helper_is_named() => Assert.That(
        Said(English, Euros(1_200), new(2026, 7, 5), Help("Fatima", 100, 100, 100, 100, 100, 100, 100), Help("Tante Ria", 100) with { Period = new(new(2026, 7, 1), Year.EndsOn) }),
        Is.EqualTo("At this pace your budget runs out around 1 October 2026, 13 weeks too early. That comes from Tante Ria helping as well since 1 July 2026. This is a rough estimate: few months are known yet."));

    [Test]
    public void A_pace_above_what_there_is_is_said_in_figures() => Assert.That(
        InDutch(Euros(1_000), new(2026, 7, 5), Help("Fatima", 80, 100, 100, 100, 100, 100, 100)),
        Does.Contain("op rond 1 november 2026, 9 weken te vroeg. Een maand kost nu ongeveer € 100. Voor een maand is er ongeveer € 83."));

    [Test]
    public void A_month_that_may_still_be_claimed_costs_as_much_as_the_others_and_one_that_may_not_nothing()
    {
        var help = Help("Fatima", 100, 100, 100);
        Assert.That(BudgetForecast.Of(Year, Euros(2_000), new(2026, 5, 20), [help]).Total, Is.EqualTo(Euros(1_200)), "March may be claimed until ten weeks after it");
        var late = BudgetForecast.Of(Year, Euros(2_000), new(2026, 6, 10), [help]);
        Assert.That(late.Months[2].Total, Is.EqualTo(Money.Zero));
        Assert.That(late.Total.Cents, Is.EqualTo(20_000 + (9 * 6_667)), "and then the pace is that of January, February and a month without help");
    }

    [Test]
    public void A_month_that_was_claimed_line_by_line_may_still_grow_until_its_terms_are_over()
    {
        var help = Help("Fatima", 100, 100, 100, 30) with { InParts = new HashSet<DateOnly> { new(2026, 3, 1) } };
        Assert.That(BudgetForecast.Of(Year, Euros(2_000), new(2026, 4, 20), [help]).Months[2].Total, Is.EqualTo(Euros(100)), "by the pace, of which thirty are there");
        Assert.That(BudgetForecast.Of(Year, Euros(2_000), new(2026, 6, 20), [help]).Months[2].Total, Is.EqualTo(Euros(30)));
        Assert.That(BudgetForecast.StillAgreed(help, Year, new(2026, 4, 20)), Is.EqualTo(Euros(70 + (9 * 100))));
    }

    [Test]
    public void The_month_of_today_costs_no_less_than_what_was_claimed_of_it()
    {
        var help = Help("Fatima", 100, 100, 100, 100, 130);
        Assert.That(BudgetForecast.Of(Year, Euros(2_000), new(2026, 4, 20), [help]).Total, Is.EqualTo(Euros(1_230)), "and is no pace yet");
    }

    [Test]
    public void What_if_there_are_two_weeks_of_holiday_or_another_helper()
    {
        var help = new[] { Help("Fatima", 100, 100, 100, 100), Help("Ria", 60, 60, 60, 60) };
        BudgetForecast With(params WhatIf[] changes) => BudgetForecast.Of(Year, Euros(2_000), new(2026, 4, 5), help, changes);
        Assert.That(With().Total, Is.EqualTo(Euros(1_920)));
        Assert.That(With(new WhatIf("Fatima", new(new(2026, 8, 1), new(2026, 8, 31)), 0)).Total, Is.EqualTo(Euros(1_820)), "all of August");
        Assert.That(With(new WhatIf("Fatima", new(new(2026, 7, 1), Year.EndsOn), 1.2m)).Total, Is.EqualTo(Euros(1_920 + 120)), "a fifth dearer from July");
        Assert.That(With(WhatIf.AnotherRate(help[0], Euros(25), new(new(2026, 7, 1), Year.EndsOn))).Total, Is.EqualTo(Euros(1_920 + 150)), "five euros an hour more");
        var now = With().PerMonthOf("Fatima");
        Assert.That(now, Is.EqualTo(Euros(100)));
        Assert.That(With(WhatIf.LessAWeek(help[0], now, new Quantity(0.5m), new(new(2026, 7, 1), Year.EndsOn))).Total.Cents, Is.EqualTo(192_000 - (6 * 4_333)), "half an hour of twenty euros, 52 times in twelve months");
        Assert.That(With(WhatIf.LessAWeek(help[0], now, new Quantity(10), Year)).Total, Is.EqualTo(Euros(1_920 - 900)), "never less than nothing");
        Assert.That(With(new WhatIf(Key: null, Year, 0)).Total, Is.EqualTo(Euros(480)), "what was claimed stays");
    }
}
