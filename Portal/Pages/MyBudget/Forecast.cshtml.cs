using System.Globalization;
using Budget.Core;
using Budget.Core.Forecasts;
using Budget.Core.Ledger;
using Microsoft.AspNetCore.Mvc;
using Portal.TagHelpers;
using Portal.Text;

namespace Portal.Pages.MyBudget;

/// <summary>Whether a budget lasts until its end, why not, month by month; and what if something changed. Nothing is changed by looking.</summary>
public sealed class ForecastModel(ForecastOfBudget forecasts) : PortalPage
{
    private const int MostWeeks = 52;
    private static readonly Quantity MostHours = new(168);
    private static readonly Money DearestRate = new(100_000);

    public ForecastOfBudget.Answer Answer { get; private set; } = null!;

    public BudgetForecast Now { get; private set; } = null!;

    /// <summary>What if; none as long as nothing was asked.</summary>
    public BudgetForecast? Then { get; private set; }

    /// <summary>Somebody was chosen and no change: how it is with this helper now.</summary>
    public HelpOfBudget? Chosen { get; private set; }

    /// <summary>The rate that was asked is more than the budget may pay for this helper: the most that it may.</summary>
    public Money? AtMost { get; private set; }

    [BindProperty(SupportsGet = true)] public string? Wie { get; set; }
    [BindProperty(SupportsGet = true)] public string? Minder { get; set; }
    [BindProperty(SupportsGet = true)] public string? Weken { get; set; }
    [BindProperty(SupportsGet = true)] public string? Tarief { get; set; }

    /// <summary>Who helps still, or will.</summary>
    public IReadOnlyList<Choice> Helpers => [.. Answer.Help.Where(help => help.Period.EndsOn > Answer.Today).Select(help => new Choice(help.Key, help.Name))];

    private bool IsAsked => !string.IsNullOrWhiteSpace(Minder) || !string.IsNullOrWhiteSpace(Weken) || !string.IsNullOrWhiteSpace(Tarief);

    public async Task<IActionResult> OnGet(string number)
    {
        if (await forecasts.Of(Me, number) is not { } answer)
        {
            return NotFound();
        }

        Answer = answer;
        if (!answer.HasForecast)
        {
            return Page();
        }

        Now = answer.Forecast();
        if (!IsAsked)
        {
            Chosen = answer.Help.FirstOrDefault(help => help.Key == Wie);
            return Page();
        }

        Then = Changes() is { } changes ? answer.Forecast(changes) : null;
        return Then is null ? Again() : Page();
    }

    /// <summary>None, with its messages, when something is not right.</summary>
    private List<WhatIf>? Changes()
    {
        var help = Answer.Help.FirstOrDefault(one => one.Key == Wie) ?? (Helpers is [var only] ? Answer.Help.First(one => one.Key == only.Value) : null);
        Require(help is not null, nameof(Wie), "who-missing");
        var (less, weeks, rate) = (new Quantity(0), 0, Money.Zero);
        Require(string.IsNullOrWhiteSpace(Minder) || (Quantity.TryParse(Minder, out less) && less.Value > 0 && less <= MostHours), nameof(Minder), "less-wrong");
        Require(
            string.IsNullOrWhiteSpace(Weken) || (int.TryParse(Weken.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out weeks) && weeks is > 0 and <= MostWeeks), nameof(Weken), "weeks-wrong", MostWeeks);
        Require(string.IsNullOrWhiteSpace(Tarief) || (Money.TryParse(Tarief, out rate) && rate.IsPositive && rate <= DearestRate), nameof(Tarief), "rate-wrong");
        if (help is not null && less.Value > 0)
        {
            var weekly = new Quantity(Math.Round(WhatIf.UnitsAWeek(help, Now.PerMonthOf(help.Key)), 2));
            Require(less <= weekly, nameof(Minder), "less-most", weekly, PostingText.Unit(Answer.Budget.Unit, weekly, Culture));
        }

        if (!ModelState.IsValid || help is null)
        {
            return null;
        }

        var tomorrow = Answer.Today.AddDays(1);
        var rest = new Period(tomorrow, tomorrow > Answer.Days.EndsOn ? tomorrow : Answer.Days.EndsOn);
        List<WhatIf> changes = [];
        if (less.Value > 0)
        {
            changes.Add(WhatIf.LessAWeek(help, Now.PerMonthOf(help.Key), less, rest));
        }

        if (weeks > 0)
        {
            changes.Add(new WhatIf(help.Key, new Period(tomorrow, tomorrow.AddDays((weeks * 7) - 1)), 0));
        }

        if (rate.IsPositive)
        {
            AtMost = Answer.MostFor(help) is { } most && rate > most ? most : null;
            changes.Add(WhatIf.AnotherRate(help, rate, rest));
        }

        return changes;
    }
}
