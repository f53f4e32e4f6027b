using Budget.Core;
using Budget.Core.Concerns;
using Microsoft.AspNetCore.Mvc;
using Portal.TagHelpers;
using Portal.Text;

namespace Portal.Pages.Concerns;

/// <summary>Where a family doctor reports a concern with the person's consent, and reads whether it was picked up. For nobody else's staff.</summary>
public sealed class IndexModel(Doctors doctors, ReportedConcerns reported, ReportConcern report) : PortalPage
{
    private const string Yes = "yes";

    [BindProperty]
    public string? Municipality { get; set; }

    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public string? Bsn { get; set; }

    [BindProperty]
    public string? BornOn { get; set; }

    [BindProperty]
    public string? Address { get; set; }

    [BindProperty]
    public string? Words { get; set; }

    [BindProperty]
    public IList<string> Agrees { get; set; } = [];

    public IReadOnlyList<Doctors.Town> Towns { get; private set; } = [];

    public IReadOnlyList<ReportedConcerns.Item> Reported { get; private set; } = [];

    public IReadOnlyList<Choice> Choices => [.. Towns.Select(town => new Choice(town.Code, town.Name))];

    public IReadOnlyList<Choice> AgreesChoice => [new(Yes, Text("agrees-yes"))];

    public async Task<IActionResult> OnGet() => await Load() ? Page() : Forbid();

    public async Task<IActionResult> OnPost()
    {
        if (!await Load())
        {
            return Forbid();
        }

        var town = Towns is [var only] ? only : Towns.FirstOrDefault(one => one.Code == Municipality);
        // As people copy it from a letter.
        var bsn = (Bsn ?? "").Replace(" ", "", StringComparison.Ordinal).Replace(".", "", StringComparison.Ordinal);
        var hasDay = DayText.TryParse(BornOn, out var bornOn);
        Require(town is not null, nameof(Municipality), "municipality-missing");
        Require(TypedText.Seen(Name ?? "").Length > 0, nameof(Name), "name-missing");
        Require(hasDay || string.IsNullOrWhiteSpace(BornOn), nameof(BornOn), "born-on-wrong");
        Require(bsn.Length > 0 || hasDay, nameof(BornOn), "who-missing");
        Require(bsn.Length > 0 || TypedText.Seen(Address ?? "").Length > 0, nameof(Address), "address-missing");
        Require(TypedText.Seen(Words ?? "").Length > 0, nameof(Words), "words-missing");
        Require(Agrees.Contains(Yes, StringComparer.Ordinal), nameof(Agrees), "agrees-missing");
        if (!ModelState.IsValid)
        {
            return Again();
        }

        var number = await report.Do(Me, FormKey, new(town!.Code, Name!, bsn, hasDay ? bornOn : null, Address ?? "", Words!, Agrees: true));
        if (number.IsRefused)
        {
            return Refused(number.Refusal!, number.Refusal!.Is(Refusal.BsnInvalid) ? nameof(Bsn) : number.Refusal.Is(Refusal.DayInFuture) ? nameof(BornOn) : "");
        }

        Tell("told", number.Value, town.Name);
        return LocalRedirect("/melden");
    }

    private async Task<bool> Load()
    {
        Towns = await doctors.TownsOf(Me);
        Reported = await reported.Of(Me);
        return Towns.Count > 0 || Reported.Count > 0;
    }
}
