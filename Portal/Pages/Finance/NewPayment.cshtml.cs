using Budget.Core;
using Budget.Core.Payments;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Portal.Hosting;
using Portal.Text;

namespace Portal.Pages.Finance;

/// <summary>What a run would pay now, of whom and of which declarations; and then proposes it. A colleague approves.</summary>
[EnableRateLimiting(Limits.HeavyWork)]
public sealed class NewPaymentModel(PaymentsDue due, ProposePayments propose, TimeProvider time) : PortalPage
{
    public PaymentsDue.Overview Due { get; private set; } = null!;

    public DateOnly Today => time.Today();

    /// <summary>Only what must be paid on this day or before; empty takes all.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Tot { get; set; }

    public DateOnly? DueUntil { get; private set; }

    [BindProperty]
    public string? RequestedOn { get; set; }

    /// <summary>What was shown: the form proposes that.</summary>
    [BindProperty]
    public DateOnly? Until { get; set; }

    [BindProperty]
    public string? Seen { get; set; }

    /// <summary>Until when was not understood: nothing is shown, and nothing can be proposed.</summary>
    public bool IsDayUnclear { get; private set; }

    public async Task<IActionResult> OnGet()
    {
        DueUntil = string.IsNullOrWhiteSpace(Tot) ? null : Day(Tot, nameof(Tot), "day-missing");
        RequestedOn = Today.AddDays(1).InDigits();
        Due = (await due.Of(Me, DueUntil))!;
        IsDayUnclear = !ModelState.IsValid;
        return IsDayUnclear ? Again() : Page();
    }

    public async Task<IActionResult> OnPost()
    {
        DueUntil = Until;
        Due = (await due.Of(Me, DueUntil))!;
        if (Day(RequestedOn, nameof(RequestedOn), "day-missing") is not { } day)
        {
            return Again();
        }

        var proposed = await propose.Do(Me, FormKey, new(day, DueUntil, Seen ?? ""));
        if (proposed.IsRefused)
        {
            return Refused(proposed.Refusal!, proposed.Refusal!.Is(Refusal.PaymentDayInvalid) ? nameof(RequestedOn) : "");
        }

        Tell("proposed", proposed.Value);
        return LocalRedirect($"/financien/betalingen/{proposed.Value}");
    }
}
