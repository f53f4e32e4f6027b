using Budget.Core;
using Budget.Core.Configuration;
using Budget.Core.Providers;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Text;

namespace Portal.Pages.Administration;

/// <summary>One contract: its terms, another rate from a day on, the years of its option, and what was changed of it.</summary>
public sealed class ContractModel(ContractList contracts, IndexContract index, TakeOption take, AdmitLightly admit, ConfigurationHistory history) : PortalPage
{
    public ContractList.Row Row { get; private set; } = null!;

    public IReadOnlyList<ConfigurationHistory.Item> History { get; private set; } = [];

    /// <summary>How many changes of the contract, or of its provider, were seen.</summary>
    [BindProperty] public string? Seen { get; set; }

    [BindProperty] public string? StartsOn { get; set; }
    [BindProperty] public string? Percent { get; set; }
    [BindProperty] public string? Rate { get; set; }

    /// <summary>"ja" or "nee": an initiative of residents.</summary>
    [BindProperty] public string? Light { get; set; }

    public async Task<IActionResult> OnGet(Guid id)
    {
        if (await contracts.One(Me, new ContractId(id)) is not { } row)
        {
            return NotFound();
        }

        Row = row;
        History =
        [
            .. (await history.Of(Me, SignContract.What, $"{id:D}"))
                .Concat(await history.Of(Me, AdmitLightly.What, $"{row.ProviderId.Value:D}"))
                .OrderByDescending(change => change.ChangedAt),
        ];
        return Page();
    }

    public async Task<IActionResult> OnPostIndex(Guid id)
    {
        if (await OnGet(id) is not PageResult)
        {
            return NotFound();
        }

        Require(DayText.TryParse(StartsOn, out var startsOn), nameof(StartsOn), "starts-on-missing");
        var byPercent = !string.IsNullOrWhiteSpace(Percent);
        var byRate = !string.IsNullOrWhiteSpace(Rate);
        Require(byPercent != byRate, nameof(Percent), "percent-or-rate");
        var sign = byPercent && Percent!.Trim().StartsWith('-') ? -1 : 1;
        var percent = new Quantity(0);
        var rate = Money.Zero;
        Require(!byPercent || (Quantity.TryParse(Percent!.Trim().TrimStart('-').TrimEnd('%'), out percent) && percent.Value <= 100), nameof(Percent), "percent-wrong");
        Require(!byRate || (Money.TryParse(Rate, out rate) && rate.IsPositive), nameof(Rate), "rate-wrong");
        if (!ModelState.IsValid)
        {
            return Again();
        }

        var changed = await index.Do(Me, FormKey, new(Row.Id, startsOn, byPercent ? sign * percent.Value : null, byRate ? rate : null, Seen ?? ""));
        if (changed.IsRefused)
        {
            return Refused(changed.Refusal!, changed.Refusal!.Is(Refusal.DayOutsideContract) ? nameof(StartsOn) : byPercent ? nameof(Percent) : nameof(Rate));
        }

        Tell("indexed", changed.Value.Before, changed.Value.After, startsOn.InWords(Culture));
        return LocalRedirect($"/beheer/contracten/{id:D}");
    }

    public async Task<IActionResult> OnPostOption(Guid id)
    {
        if (await OnGet(id) is not PageResult)
        {
            return NotFound();
        }

        var taken = await take.Do(Me, FormKey, Row.Id);
        if (taken.IsRefused)
        {
            return Refused(taken.Refusal!);
        }

        Tell("taken", taken.Value.InWords(Culture));
        return LocalRedirect($"/beheer/contracten/{id:D}");
    }

    public async Task<IActionResult> OnPostLight(Guid id)
    {
        if (await OnGet(id) is not PageResult)
        {
            return NotFound();
        }

        var admitted = await admit.Do(Me, FormKey, new(Row.ProviderId, Light == "ja", Seen ?? ""));
        if (admitted.IsRefused)
        {
            return Refused(admitted.Refusal!);
        }

        Tell(Light == "ja" ? "admitted" : "not-admitted", Row.ProviderName);
        return LocalRedirect($"/beheer/contracten/{id:D}");
    }
}
