using System.Globalization;
using Budget.Core;
using Budget.Core.Ledger;
using Budget.Core.PersonHeld;
using Microsoft.AspNetCore.Mvc;
using Portal.TagHelpers;
using Portal.Text;

namespace Portal.Pages.PersonHeld;

/// <summary>The holder forwards one month of a helper's work.</summary>
public sealed class ClaimModel(CareAgreements agreements, ForwardClaim forward, TimeProvider time) : PortalPage
{
    public CareAgreements.Agreement Agreement { get; private set; } = null!;

    /// <summary>The months of the agreement that are over and were not forwarded yet, newest first.</summary>
    public IReadOnlyList<Choice> Months { get; private set; } = [];

    /// <summary>The amount, once it was calculated.</summary>
    public Money? Preview { get; private set; }

    [BindProperty]
    public string? Month { get; set; }

    [BindProperty]
    public string? Volume { get; set; }

    /// <summary>The amount that was looked at, as the form carries it; another amount is shown again before it is sent.</summary>
    [BindProperty]
    public string? Seen { get; set; }

    /// <summary>Where the months book themselves nothing is forwarded: the agreement says so.</summary>
    public async Task<IActionResult> OnGet(string number) => await Load(number) ? Page() : IsFixed ? LocalRedirect($"/pgb/{number}") : NotFound();

    public async Task<IActionResult> OnPost(string number)
    {
        if (!await Load(number))
        {
            return NotFound();
        }

        if (Read() is not var (month, volume))
        {
            return Again();
        }

        if (Seen is { Length: > 0 } seen && seen != Money.Of(Agreement.Rate, volume).ToString())
        {
            return await OnPostCheck(number);
        }

        var booked = await forward.Do(Me, FormKey, new(number, month, volume));
        if (booked.IsRefused)
        {
            return Refused(booked.Refusal!, booked.Refusal!.Code.StartsWith("month", StringComparison.Ordinal) ? nameof(Month) : nameof(Volume));
        }

        Tell(booked.Replayed ? "forwarded-before" : "forwarded", month.MonthName(Culture), Agreement.HelperName, booked.Value.Amount, booked.Value.Available);
        return LocalRedirect($"/mijn-budget/{booked.Value.BudgetNumber}");
    }

    /// <summary>What it comes to, before anything is sent.</summary>
    public async Task<IActionResult> OnPostCheck(string number)
    {
        if (!await Load(number))
        {
            return NotFound();
        }

        if (Read() is not var (_, volume))
        {
            return Again();
        }

        Preview = Money.Of(Agreement.Rate, volume);
        Require(Months.Any(open => open.Value == Month), nameof(Month), "month-missing");
        Require(volume <= Agreement.MonthlyVolume, nameof(Volume), "volume-above", Agreement.MonthlyVolume, PostingText.Unit(Agreement.Unit, Agreement.MonthlyVolume, Culture));
        Require(Preview <= Agreement.Available, nameof(Volume), "balance-low", Agreement.Available);
        if (ModelState.IsValid)
        {
            return Page();
        }

        Preview = null;
        return Again();
    }

    private (DateOnly Month, Quantity Volume)? Read()
    {
        Require(DayText.TryParseMonth(Month, out var month), nameof(Month), "month-missing");
        Require(Quantity.TryParse(Volume, out var volume) && volume.Value > 0, nameof(Volume), "volume-missing");
        return ModelState.IsValid ? (month, volume) : null;
    }

    private bool IsFixed { get; set; }

    private async Task<bool> Load(string number)
    {
        var answer = await agreements.Of(Me);
        if (answer.Agreements.FirstOrDefault(one => one.Number == number) is not { } agreement)
        {
            return false;
        }

        Agreement = agreement;
        IsFixed = agreement.IsFixed;
        Months = [.. answer.OpenMonths(agreement, time.Today()).Select(month => new Choice(month.StartsOn.ToString("yyyy-MM", CultureInfo.InvariantCulture), month.StartsOn.MonthName(Culture)))];
        return !IsFixed;
    }
}
