using Budget.Core;
using Budget.Core.Residents;
using Budget.Core.SupportRequests;
using Microsoft.AspNetCore.Mvc;
using Portal.TagHelpers;
using Portal.Text;

namespace Portal.Pages.Caseworker;

/// <summary>
/// A request that came by telephone, on paper or at the counter: first whose it is, found by BSN, which stands in no address; then what was said. Each search is counted and traced as on the page of
/// searching, whose result leads here too.
/// </summary>
public sealed class WriteDownModel(ResidentByBsn residents, KnownResident known, WriteDownRequest writeDown, TimeProvider time) : PortalPage
{
    private const string Yes = "Yes", No = "No";

    [BindProperty(SupportsGet = true)]
    public string? Bewoner { get; set; }

    [BindProperty] public string? Bsn { get; set; }
    [BindProperty] public string? Way { get; set; }
    [BindProperty] public string? CameOn { get; set; }
    [BindProperty] public string? BroughtBy { get; set; }
    [BindProperty] public string? OwnWords { get; set; }

    /// <summary>What should get better, for each part of life in their order; empty where it is not about.</summary>
    [BindProperty] public IList<string?> Goals { get; set; } = [];

    [BindProperty] public string? CurrentHelp { get; set; }
    [BindProperty] public string? Urgent { get; set; }
    [BindProperty] public string? UrgentBecause { get; set; }

    /// <summary>Whose it is; none until somebody was found.</summary>
    public ResidentByBsn.Answer? Resident { get; private set; }

    public bool HasSearched { get; private set; }

    public IReadOnlyList<Choice> Ways => [.. Enum.GetNames<RequestWay>().Select(way => new Choice(way, Text($"way-{way}")))];

    public IReadOnlyList<Choice> Urgencies => [new(No, Text("can-wait")), new(Yes, Text("cannot-wait"))];

    public static IReadOnlyList<LifeDomain> Domains => Enum.GetValues<LifeDomain>();

    public DateOnly Earliest => time.Today().AddDays(-WriteDownRequest.MostDays);

    public async Task<IActionResult> OnGet() => string.IsNullOrEmpty(Bewoner) || await Load() ? Page() : NotFound();

    public async Task<IActionResult> OnPostFind()
    {
        var digits = (Bsn ?? "").Replace(" ", "", StringComparison.Ordinal).Replace(".", "", StringComparison.Ordinal);
        if (!Budget.Core.Bsn.IsWellFormed(digits))
        {
            return Refused(Refusal.BsnInvalid, nameof(Bsn));
        }

        var found = await residents.Of(Me, digits);
        if (!found.IsRefused)
        {
            return LocalRedirect($"/consulent/hulpvraag/nieuw?bewoner={found.Value.ResidentId.Value:D}");
        }

        if (!found.Refusal!.Is(Refusal.NotFound))
        {
            return Refused(found.Refusal!, nameof(Bsn));
        }

        HasSearched = true;
        return Page();
    }

    public async Task<IActionResult> OnPost()
    {
        if (!await Load())
        {
            return string.IsNullOrEmpty(Bewoner) ? Refused(Refusal.BsnInvalid, nameof(Bsn)) : NotFound();
        }

        var way = Choice.Of<RequestWay>(Way);
        bool? isUrgent = Urgent switch { Yes => true, No => false, _ => null };
        var needs = Domains.Select((domain, place) => new SupportNeed(domain, Goals.ElementAtOrDefault(place) ?? "")).Where(need => TypedText.Seen(need.Goal).Length > 0).ToList();
        Require(way is not null, nameof(Way), "way-missing");
        Require(DayText.TryParse(CameOn, out var cameOn), nameof(CameOn), "came-on-missing");
        Require(TypedText.Seen(BroughtBy ?? "").Length > 0, nameof(BroughtBy), "brought-by-missing");
        Require(TypedText.Seen(OwnWords ?? "").Length > 0, nameof(OwnWords), "own-words-missing");
        Require(needs.Count > 0, $"{nameof(Goals)}[0]", "goals-missing");
        Require(isUrgent is not null, nameof(Urgent), "urgent-missing");
        Require(isUrgent != true || TypedText.Seen(UrgentBecause ?? "").Length > 0, nameof(UrgentBecause), "because-missing");
        var content = new RequestContent(OwnWords ?? "", needs, CurrentHelp ?? "", "", "", WishedForm.Unsure) { IsUrgent = isUrgent, UrgentBecause = UrgentBecause ?? "" };
        RequireLength(RequestContent.LongestText, length => Text("too-long", RequestContent.LongestText, length));
        if (!ModelState.IsValid)
        {
            return Again();
        }

        var written = await writeDown.Do(Me, FormKey, new(Resident!.ResidentId, way!.Value, cameOn, BroughtBy!, content));
        if (written.IsRefused)
        {
            return Refused(written.Refusal!, FieldOf(written.Refusal!));
        }

        Tell("saved", written.Value);
        return LocalRedirect($"/consulent/hulpvraag/{written.Value}");
    }

    private static string FieldOf(Refusal refusal) =>
        refusal.Is(Refusal.DayInFuture) || refusal.Is(Refusal.CameTooLongAgo) ? nameof(CameOn)
        : refusal.Is(Refusal.TextTooLong) ? nameof(BroughtBy)
        : "";

    private async Task<bool> Load()
    {
        Resident = Guid.TryParseExact(Bewoner, "D", out var id) ? await known.Of(Me, new ResidentId(id)) : null;
        Goals = [.. Domains.Select((_, place) => Goals.ElementAtOrDefault(place))];
        return Resident is not null;
    }
}
