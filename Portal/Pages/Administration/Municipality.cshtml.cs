using System.Globalization;
using Budget.Core;
using Budget.Core.Configuration;
using Microsoft.AspNetCore.Mvc;
using Portal.TagHelpers;
using Portal.Text;

namespace Portal.Pages.Administration;

/// <summary>How the own municipality shows itself: whom to call, what stands on letters, colour and logo; and how long it takes. Four forms, each with its own deed and one history.</summary>
public sealed class MunicipalityModel(
    OwnMunicipality municipality, SetContactPoints contacts, SetLetterTexts letters, SetLook look, SetDecisionTerms terms, ConfigurationHistory history, ContactPoints shown) : PortalPage
{
    public OwnMunicipality.Answer Answer { get; private set; } = null!;

    public IReadOnlyList<ConfigurationHistory.Item> History { get; private set; } = [];

    /// <summary>How many changes of it were seen.</summary>
    [BindProperty] public string? Seen { get; set; }

    [BindProperty] public string? Phone { get; set; }
    [BindProperty] public string? Email { get; set; }
    [BindProperty] public string? HoursNl { get; set; }
    [BindProperty] public string? HoursEn { get; set; }
    [BindProperty] public string? Address { get; set; }
    [BindProperty] public string? Website { get; set; }
    [BindProperty] public string? Sender { get; set; }
    [BindProperty] public string? ClosingNl { get; set; }
    [BindProperty] public string? ClosingEn { get; set; }
    [BindProperty] public string? Colour { get; set; }
    [BindProperty] public IFormFile? Logo { get; set; }

    /// <summary>"ja" keeps the logo there is, "nee" takes it away.</summary>
    [BindProperty] public string? Keep { get; set; }

    [BindProperty] public string? TemporaryWeeks { get; set; }
    [BindProperty] public string? ObjectionWeeks { get; set; }

    public IReadOnlyList<Choice> ObjectionTerms => [new("6", Text("objection-6")), new("12", Text("objection-12"))];

    public IReadOnlyList<Choice> KeepOrNot => [new("ja", Text("keep-yes")), new("nee", Text("keep-no"))];

    public async Task<IActionResult> OnGet() => await Load("") ? Page() : NotFound();

    public async Task<IActionResult> OnPostContact()
    {
        if (!await Load("Contact"))
        {
            return NotFound();
        }

        Require(!string.IsNullOrWhiteSpace(Phone), nameof(Phone), "phone-missing");
        Require(!string.IsNullOrWhiteSpace(Email), nameof(Email), "email-missing");
        Require(string.IsNullOrWhiteSpace(HoursNl) == string.IsNullOrWhiteSpace(HoursEn), string.IsNullOrWhiteSpace(HoursNl) ? nameof(HoursNl) : nameof(HoursEn), "both-languages");
        return !ModelState.IsValid ? Again()
            : Done(await contacts.Do(Me, FormKey, new(Phone!, Email!, Address ?? "", HoursNl ?? "", HoursEn ?? "", Website ?? "", Seen ?? "")), "contact-saved", nameof(Website));
    }

    public async Task<IActionResult> OnPostLetters()
    {
        if (!await Load("Letters"))
        {
            return NotFound();
        }

        Require(string.IsNullOrWhiteSpace(ClosingNl) == string.IsNullOrWhiteSpace(ClosingEn), string.IsNullOrWhiteSpace(ClosingNl) ? nameof(ClosingNl) : nameof(ClosingEn), "both-languages");
        return !ModelState.IsValid ? Again() : Done(await letters.Do(Me, FormKey, new(Sender ?? "", ClosingNl ?? "", ClosingEn ?? "", Seen ?? "")), "letters-saved", nameof(Sender));
    }

    public async Task<IActionResult> OnPostLook()
    {
        if (!await Load("Look"))
        {
            return NotFound();
        }

        byte[] logo = [];
        if (Logo is { Length: > 0 })
        {
            if (Logo.Length > SetLook.LargestLogo)
            {
                return Refused(Refusal.LogoUnknown, nameof(Logo));
            }

            logo = new byte[Logo.Length];
            await using var stream = Logo.OpenReadStream();
            await stream.ReadExactlyAsync(logo);
        }

        var set = await look.Do(Me, FormKey, new(Colour ?? "", logo, TakesLogoAway: Keep == "nee", Seen ?? ""));
        return Done(set, "look-saved", set.IsRefused && set.Refusal!.Is(Refusal.LogoUnknown) ? nameof(Logo) : nameof(Colour));
    }

    public async Task<IActionResult> OnPostTerms()
    {
        if (!await Load("Terms"))
        {
            return NotFound();
        }

        Require(Weeks(TemporaryWeeks) is >= 1 and <= SetDecisionTerms.MostWeeks, nameof(TemporaryWeeks), "temporary-missing", SetDecisionTerms.MostWeeks);
        Require(Weeks(ObjectionWeeks) is 6 or 12, nameof(ObjectionWeeks), "objection-missing");
        return !ModelState.IsValid ? Again() : Done(await terms.Do(Me, FormKey, new(Weeks(TemporaryWeeks), Weeks(ObjectionWeeks), Seen ?? "")), "terms-saved", nameof(TemporaryWeeks));
    }

    /// <summary>None of what is no number of weeks.</summary>
    private static long Weeks(string? typed) => long.TryParse(typed?.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var weeks) ? weeks : 0;

    private IActionResult Done(Outcome<string> set, string told, string field)
    {
        if (set.IsRefused)
        {
            var refusal = set.Refusal!;
            return Refused(refusal, refusal.Is(Refusal.ChangedMeanwhile) ? "" : refusal.Is(Refusal.PhoneInvalid) ? nameof(Phone) : refusal.Is(Refusal.AddressInvalid) ? nameof(Email) : field);
        }

        shown.Forget();
        Tell(told);
        return LocalRedirect("/beheer/gemeente");
    }

    /// <param name="sent">The form that was sent, whose fields stay as they were typed; the others show what is kept.</param>
    private async Task<bool> Load(string sent)
    {
        if (await municipality.Of(Me) is not { } answer)
        {
            return false;
        }

        Answer = answer;
        History = await history.Of(Me, MunicipalityProfile.What);
        var profile = answer.Profile;
        if (sent.Length == 0)
        {
            Seen = answer.Seen;
        }

        if (sent != "Contact")
        {
            (Phone, Email, HoursNl, HoursEn, Address, Website) = (profile.Phone, profile.Email, profile.HoursNl, profile.HoursEn, profile.Address, profile.Website);
        }

        if (sent != "Letters")
        {
            (Sender, ClosingNl, ClosingEn) = (profile.LetterSender, profile.LetterClosingNl, profile.LetterClosingEn);
        }

        if (sent != "Look")
        {
            (Colour, Keep) = (profile.Colour, "ja");
        }

        if (sent != "Terms")
        {
            (TemporaryWeeks, ObjectionWeeks) = (answer.Terms.TemporaryWeeks.ToString(CultureInfo.InvariantCulture), answer.Terms.ObjectionWeeks.ToString(CultureInfo.InvariantCulture));
        }

        return true;
    }
}
