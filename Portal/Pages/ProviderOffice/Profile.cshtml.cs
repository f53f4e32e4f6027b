using System.Globalization;
using Budget.Core;
using Budget.Core.Ledger;
using Budget.Core.Providers;
using Microsoft.AspNetCore.Mvc;
using Portal.TagHelpers;
using Portal.Text;

namespace Portal.Pages.ProviderOffice;

/// <summary>What residents read of this provider in one municipality; kept by its own people.</summary>
public sealed class ProfileModel(OwnProfile profiles, KeepProfile keep) : PortalPage
{
    public OwnProfile.Answer Answer { get; private set; } = null!;

    [BindProperty(SupportsGet = true, Name = "gemeente")]
    public string? Town { get; set; }

    /// <summary>The mark of the profile as it was shown.</summary>
    [BindProperty] public string? Seen { get; set; }

    [BindProperty] public string? Weeks { get; set; }
    [BindProperty] public IList<string> Languages { get; set; } = [];
    [BindProperty] public IList<string> Specials { get; set; } = [];
    [BindProperty] public string? Specialisms { get; set; }
    [BindProperty] public IList<string> Facts { get; set; } = [];
    [BindProperty] public string? Address { get; set; }
    [BindProperty] public string? X { get; set; }
    [BindProperty] public string? Y { get; set; }

    public IReadOnlyList<Choice> LanguageChoices => [.. Enum.GetNames<ProviderLanguage>().Select(name => new Choice(name, Text($"language-{name}")))];

    public IReadOnlyList<Choice> FactChoices => [.. Enum.GetNames<AccessibilityFact>().Select(name => new Choice(name, Text($"access-{name}")))];

    public IReadOnlyList<Choice> Products => [.. Answer.Products.Select(product => new Choice(product.Code, PostingText.Product(product.NameNl, product.NameEn, Culture)))];

    public async Task<IActionResult> OnGet()
    {
        if (!await Load())
        {
            return NotFound();
        }

        var profile = Answer.Profile;
        Seen = profile.Mark;
        Weeks = profile.WaitingWeeks?.ToString(CultureInfo.InvariantCulture);
        Languages = [.. profile.Languages.Select(language => language.ToString())];
        Facts = [.. profile.Accessibility.Select(fact => fact.ToString())];
        (Specials, Specialisms, Address) = ([.. profile.SpecialProducts], profile.Specialisms, profile.Address);
        (X, Y) = (profile.Place?.X.ToString(CultureInfo.InvariantCulture), profile.Place?.Y.ToString(CultureInfo.InvariantCulture));
        return Page();
    }

    public async Task<IActionResult> OnPost()
    {
        if (!await Load())
        {
            return NotFound();
        }

        var weeks = Number(Weeks, KeepProfile.MostWeeks);
        Require(string.IsNullOrWhiteSpace(Weeks) || weeks is not null, nameof(Weeks), "weeks-wrong", KeepProfile.MostWeeks);
        Require(Languages.All(name => Choice.Of<ProviderLanguage>(name) is not null), nameof(Languages), "value-invalid");
        Require(Facts.All(name => Choice.Of<AccessibilityFact>(name) is not null), nameof(Facts), "value-invalid");
        Require(Specials.All(code => Answer.Products.Any(product => product.Code == code)), nameof(Specials), "value-invalid");
        Require((Specialisms ?? "").Length <= KeepProfile.LongestSpecialisms, nameof(Specialisms), "too-long", KeepProfile.LongestSpecialisms);
        Require((Address ?? "").Length <= KeepProfile.LongestAddress, nameof(Address), "too-long", KeepProfile.LongestAddress);
        var (x, y) = (Number(X, 999_999), Number(Y, 999_999));
        var place = x is { } east && y is { } north ? new Place(east, north) : null;
        Require(string.IsNullOrWhiteSpace(X) == string.IsNullOrWhiteSpace(Y) && (string.IsNullOrWhiteSpace(X) || place is { IsInTheCountry: true }), nameof(X), "place-wrong");
        if (!ModelState.IsValid)
        {
            return Again();
        }

        var kept = await keep.Do(Me, FormKey, new(
            Answer.Chosen.Code, [.. Languages.Select(Enum.Parse<ProviderLanguage>)], [.. Facts.Select(Enum.Parse<AccessibilityFact>)], Specialisms ?? "", [.. Specials], weeks, Address ?? "", place, Seen ?? ""));
        if (kept.IsRefused)
        {
            return Refused(kept.Refusal!);
        }

        Tell("kept", Answer.Chosen.Name);
        return LocalRedirect($"/aanbieder/profiel?gemeente={Answer.Chosen.Code}");
    }

    private static int? Number(string? text, int most) =>
        int.TryParse(text?.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= most ? number : null;

    private async Task<bool> Load()
    {
        if (await profiles.Of(Me, Town) is not { } answer)
        {
            return false;
        }

        Answer = answer;
        return true;
    }
}
