using Budget.Core;
using Budget.Core.Payments;
using Microsoft.AspNetCore.Mvc;

namespace Portal.Text;

/// <summary>The account card of one provider over the time that the address says (<see cref="AskedPeriod"/>); the same for finance and the auditor.</summary>
public abstract class CreditorAccountPage(CreditorAccount accounts, TimeProvider time) : PortalPage
{
    [BindProperty(SupportsGet = true)]
    public string? Jaar { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Kwartaal { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Van { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Tot { get; set; }

    public CreditorAccount.Answer Answer { get; private set; } = null!;

    public DateOnly Today => time.Today();

    public async Task<IActionResult> OnGet(Guid id)
    {
        var asked = AskedPeriod.Read(Jaar, Kwartaal, Van, Tot, Today);
        if (await accounts.Of(Me, id, asked ?? Period.Year(Today.Year)) is not { } answer)
        {
            return NotFound();
        }

        Answer = answer;
        if (asked is not null)
        {
            return Page();
        }

        // The card of this year stands below what was not understood. The field stands in a partial, whose model calls it Page.Van.
        ModelState.AddModelError("Page.Van", Text("day-missing"));
        return Again();
    }
}

/// <summary>An account card as finance and the auditor both see it.</summary>
/// <param name="Office">Where the pages of who looks stand: "/financien" or "/controle".</param>
public sealed record CreditorAccountView(CreditorAccountPage Page, string Office)
{
    public string Path => $"{Office}/aanbieders/{Page.Answer.Id.Value:D}";

    /// <summary>This card for who wants to calculate further.</summary>
    public string Csv => $"/boeken/rekeningkaart/{Page.Answer.Id.Value:D}.csv?van={Page.Answer.Booked.StartsOn.InDigits()}&tot={Page.Answer.Booked.EndsOn.InDigits()}";
}
