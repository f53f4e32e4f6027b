using System.Globalization;
using Budget.Core;
using Budget.Core.Configuration;
using Budget.Core.PersonHeld;
using Microsoft.AspNetCore.Mvc;
using Portal.Text;

namespace Portal.Pages.Administration;

/// <summary>What the by-law asks of PGBs, from day to day, and who changed that.</summary>
public sealed class HeldRulesModel(HeldRules rules, SetHeldRules set, ConfigurationHistory history, TimeProvider time) : PortalPage
{
    [BindProperty] public string? Seen { get; set; }
    [BindProperty] public string? Floor { get; set; }
    [BindProperty] public string? Free { get; set; }
    [BindProperty] public string? FreePercent { get; set; }
    [BindProperty] public string? StartsOn { get; set; }

    public IReadOnlyList<HeldRules.Rule> Rules { get; private set; } = [];

    /// <summary>Of two that start on one day the last that was set counts.</summary>
    public bool IsReplaced(HeldRules.Rule rule) => !ReferenceEquals(rule, Rules.First(other => other.StartsOn == rule.StartsOn));

    /// <summary>The one that counts today; none where all start later.</summary>
    public HeldRules.Rule? Now => Rules.FirstOrDefault(rule => rule.StartsOn <= time.Today());

    public IReadOnlyList<ConfigurationHistory.Item> History { get; private set; } = [];

    public async Task OnGet()
    {
        Seen = await Load();
        // A rule takes the place of the whole one before it: what nobody changes stays as it was.
        if (Rules is [var last, ..])
        {
            (Floor, Free, FreePercent) = (
                last.Floor.ToDecimalComma(), last.Free.IsPositive ? last.Free.ToDecimalComma() : "", last.FreePercent > 0 ? last.FreePercent.ToString(CultureInfo.InvariantCulture) : "");
        }
    }

    public async Task<IActionResult> OnPost()
    {
        await Load();
        Require(Money.TryParse(Floor, out var floor) && !floor.IsNegative && floor <= SetHeldRules.Most, nameof(Floor), "floor-missing", SetHeldRules.Most);
        var (free, percent) = (Money.Zero, 0L);
        Require(string.IsNullOrWhiteSpace(Free) || (Money.TryParse(Free, out free) && !free.IsNegative && free <= SetHeldRules.MostFree), nameof(Free), "free-wrong", SetHeldRules.MostFree);
        Require(
            string.IsNullOrWhiteSpace(FreePercent) || (long.TryParse(FreePercent.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out percent) && percent <= 100), nameof(FreePercent), "percent-wrong");
        var startsOn = Day(StartsOn, nameof(StartsOn), "day-missing");
        if (!ModelState.IsValid)
        {
            return Again();
        }

        var saved = await set.Do(Me, FormKey, new(startsOn!.Value, floor, Seen ?? "", free, percent));
        if (saved.IsRefused)
        {
            return Refused(saved.Refusal!, saved.Refusal!.Is(Refusal.DayIsPast) ? nameof(StartsOn) : saved.Refusal!.Is(Refusal.FloorAboveRates) ? nameof(Floor) : saved.Refusal!.Is(Refusal.FreeAmountOrPart) ? nameof(FreePercent) : "");
        }

        Tell("saved");
        return LocalRedirect("/beheer/pgb-regels");
    }

    private async Task<string> Load()
    {
        History = await history.Of(Me, SetHeldRules.What);
        var now = await rules.Of(Me);
        Rules = now.All;
        return now.Seen;
    }
}
