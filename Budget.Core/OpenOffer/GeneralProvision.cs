using Budget.Core.Mail;
using Budget.Core.Neighbourhoods;
using Budget.Core.SupportRequests;

namespace Budget.Core.OpenOffer;

/// <summary>What kind of thing it is. Income schemes are here too: much is not a care question.</summary>
public enum OfferKind { ShoppingBus, EatingTogether, ComputerLessons, IncomeScheme, VolunteerHelp, CarerSupport, Other }

/// <summary>What makes an offer usable for who cannot come everywhere or to everything.</summary>
public enum AccessFact { StepFree, AccessibleToilet, HearingLoop, Quiet, NearBusStop, BringSomebody, AtHome, Online }

/// <summary>
/// A general provision (algemene voorziening): something for everybody in a municipality, without a decision and outside the budget. Words are Dutch; the English of each
/// may be empty, and then the Dutch is shown.
/// </summary>
/// <param name="Neighbourhood">The code of where it is; empty when it has no place of its own.</param>
/// <param name="SignsUpHere">Whether one signs up in this portal.</param>
/// <param name="Places">How many can take part; none when there is no end to it.</param>
/// <param name="Serves">Codes of the neighbourhoods that it is for; none means the whole municipality.</param>
public sealed record GeneralProvision(
    OfferKind Kind, string NameNl, string NameEn, string AboutNl, string AboutEn, IReadOnlyList<LifeDomain> Domains,
    string Location, string Address, string Neighbourhood, string WhenNl, string WhenEn, string CostsNl, string CostsEn,
    string Phone, string Email, string Website, IReadOnlyList<AccessFact> Facts, bool SignsUpHere, long? Places, DateOnly? StartsOn, DateOnly? EndsOn,
    IReadOnlyList<string> Serves)
{
    public const int LongestName = 100;
    public const int LongestLine = 200;
    public const int LongestAbout = 2000;
    public const int MostPlaces = 10_000;

    /// <summary>As others will see it, with each choice once and in its order.</summary>
    public GeneralProvision Tidy() => this with
    {
        NameNl = TypedText.Seen(NameNl),
        NameEn = TypedText.Seen(NameEn),
        AboutNl = TypedText.Seen(AboutNl),
        AboutEn = TypedText.Seen(AboutEn),
        Location = TypedText.Seen(Location),
        Address = TypedText.Seen(Address),
        WhenNl = TypedText.Seen(WhenNl),
        WhenEn = TypedText.Seen(WhenEn),
        CostsNl = TypedText.Seen(CostsNl),
        CostsEn = TypedText.Seen(CostsEn),
        Phone = TypedText.Seen(Phone),
        Email = TypedText.Seen(Email),
        Website = TypedText.Seen(Website),
        Domains = [.. Domains.Distinct().Order()],
        Facts = [.. Facts.Distinct().Order()],
        Serves = [.. Serves.Where(code => code.Length > 0).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
    };

    /// <summary>What is wrong with it, whatever the municipality; none when nothing is.</summary>
    /// <param name="neighbourhoods">Those of the municipality.</param>
    public Refusal? FaultAmong(IReadOnlyList<Neighbourhood> neighbourhoods) =>
        NameNl.Length == 0 || AboutNl.Length == 0 || Domains.Count == 0 || (Phone.Length == 0 && Email.Length == 0 && Website.Length == 0) ? Refusal.RequestIncomplete
        : Lines.FirstOrDefault(line => line.Text.Length > line.Longest) is { Text: not null } tooLong ? Refusal.TextTooLong.With(tooLong.Longest)
        : Phone.Length > 0 && !PhoneText.IsPhone(Phone) ? Refusal.PhoneInvalid
        : Email.Length > 0 && !AskMailCode.IsAddress(Email) ? Refusal.AddressInvalid
        : Website.Length > 0 && !IsWebsite(Website) ? Refusal.WebsiteInvalid
        : Places is < 1 or > MostPlaces || (StartsOn is { } starts && EndsOn is { } ends && ends < starts) ? Refusal.PeriodInvalid
        : Serves.Append(Neighbourhood).Any(code => code.Length > 0 && neighbourhoods.All(one => one.Code != code)) ? Refusal.NeighbourhoodUnknown
        : null;

    /// <summary>A safe address of a website: a link to anything else is not made.</summary>
    public static bool IsWebsite(string text) => Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme == Uri.UriSchemeHttps && address.UserInfo.Length == 0;

    private IEnumerable<(string Text, int Longest)> Lines =>
    [
        (NameNl, LongestName), (NameEn, LongestName), (AboutNl, LongestAbout), (AboutEn, LongestAbout), (Location, LongestLine), (Address, LongestLine),
        (WhenNl, LongestLine), (WhenEn, LongestLine), (CostsNl, LongestLine), (CostsEn, LongestLine), (Phone, LongestLine), (Email, LongestLine), (Website, LongestLine),
    ];
}
