using System.Globalization;
using Budget.Core;
using Budget.Core.Community;
using Budget.Core.Neighbourhoods;
using Budget.Core.OpenOffer;
using Budget.Core.Providers;
using Budget.Core.Residents;
using Budget.Core.SupportRequests;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;
using Portal.Access;
using Portal.TagHelpers;
using Portal.Text;

namespace Portal.Pages.OpenOffer;

/// <summary>
/// What there is for everybody, for anybody: of one's own municipality, or, for who is not signed in, of the one that is chosen and stays in the address. What was searched
/// stands in the address too, so that a page of it can be kept or sent on.
/// </summary>
public sealed class IndexModel(Municipalities municipalities, MyPeople people, NeighbourhoodList neighbourhoods, MyNeighbourhood mine, OfferSearch search, IdeaList ideas) : PortalPage
{
    /// <summary>The code of a municipality, for who has none of one's own.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Gemeente { get; set; }

    /// <summary>For whom, when one represents somebody.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Voor { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Woorden { get; set; }

    /// <summary>The code of the neighbourhood that is home; none is one's own, empty is no neighbourhood.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Wijk { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Deel { get; set; }

    [BindProperty(SupportsGet = true)]
    public IList<string> Kan { get; set; } = [];

    [BindProperty(SupportsGet = true)]
    public string? Bladzijde { get; set; }

    public IReadOnlyList<Municipalities.Answer> Towns { get; private set; } = [];

    /// <summary>None when it is not known yet.</summary>
    public Municipalities.Answer? Town { get; private set; }

    public bool IsOwnTown { get; private set; }

    public bool IsVisitor => SignedIn.RoleOf(User) is null;

    public bool SeesIdeas => SignedIn.RoleOf(User) is null or Role.Resident or Role.Caseworker or Role.Administrator;

    /// <summary>How many ideas of residents nobody of the municipality has read yet; for who reads them.</summary>
    public long IdeasWaiting { get; private set; }

    public bool IsResident => SignedIn.RoleOf(User) == Role.Resident;

    public IReadOnlyList<Choice> Neighbourhoods { get; private set; } = [];

    public IReadOnlyList<Choice> Domains { get; private set; } = [];

    public IReadOnlyList<Choice> Facts { get; private set; } = [];

    public IReadOnlyList<OfferSearch.Card> Cards { get; private set; } = [];

    public long Total { get; private set; }

    public int PageNumber { get; private set; } = 1;

    public int Pages => (int)((Total + OfferSearch.PageSize - 1) / OfferSearch.PageSize);

    /// <summary>Whether anything was asked that could leave something out.</summary>
    public bool HasWish => !string.IsNullOrWhiteSpace(Woorden) || !string.IsNullOrEmpty(Deel) || !string.IsNullOrEmpty(Wijk) || Kan.Count > 0;

    public string Everything => IsOwnTown ? "/aanbod?wijk=" : $"/aanbod?gemeente={Town!.Code}&wijk=";

    public async Task<IActionResult> OnGet()
    {
        Towns = await municipalities.All();
        var person = IsResident ? await people.Choose(Me, Voor) : null;
        if (person is { Person: null, People.Count: > 0 })
        {
            return NotFound();
        }

        var own = person?.Person?.MunicipalityCode ?? User.MunicipalityCode();
        IsOwnTown = own.Length > 0;
        Town = Towns.FirstOrDefault(town => town.Code == (IsOwnTown ? own : Gemeente));
        if (Town is null)
        {
            return Page();
        }

        var there = await neighbourhoods.Of(Town.Code);
        // One that is not there (any more) is no neighbourhood, unless it is where somebody lives.
        var home = person?.Person is { } one ? await mine.Of(Me, one.ResidentId) : null;
        Wijk ??= home?.Code ?? "";
        if (there.All(other => other.Code != Wijk) && home?.Code != Wijk)
        {
            Wijk = "";
        }

        Neighbourhoods = [.. there.Concat(home is null ? [] : [home]).DistinctBy(other => other.Code).OrderBy(other => other.Name, StringComparer.Ordinal).Select(other => new Choice(other.Code, other.Name))];
        Domains = [.. Enum.GetNames<LifeDomain>().Select(name => new Choice(name, Text($"domain-{name}")))];
        Facts = [.. Enum.GetNames<AccessFact>().Select(name => new Choice(name, Text($"fact-{name}")))];
        Kan = [.. Kan.Where(fact => Choice.Of<AccessFact>(fact) is not null).Distinct()];
        await Search(Town.Code);
        IdeasWaiting = SignedIn.RoleOf(User) is Role.Caseworker or Role.Administrator ? await ideas.Waiting(Me) : 0;
        return Page();
    }

    private async Task Search(string municipality)
    {
        var wish = new OfferSearch.Wish(
            municipality, Woorden ?? "", Wijk ?? "", Choice.Of<LifeDomain>(Deel) is { } domain ? [domain] : [], [.. Kan.Select(fact => Choice.Of<AccessFact>(fact)!.Value)]);
        PageNumber = int.TryParse(Bladzijde, NumberStyles.None, CultureInfo.InvariantCulture, out var page) && page is >= 1 and <= 1000 ? page : 1;
        var found = await search.Of(wish, PageNumber);
        if (found.Total == 0 && PageNumber > 1)
        {
            // Behind the last page is the first.
            (PageNumber, found) = (1, await search.Of(wish, 1));
        }

        (Cards, Total) = (found.Cards, found.Total);
    }

    /// <summary>The same search, another page of it.</summary>
    public string PageLink(int page)
    {
        var query = new List<KeyValuePair<string, string?>> { new("wijk", Wijk) };
        query.AddRange(new[] { ("gemeente", IsOwnTown ? "" : Town!.Code), ("voor", Voor), ("woorden", Woorden), ("deel", Deel) }
            .Where(part => !string.IsNullOrEmpty(part.Item2)).Select(part => KeyValuePair.Create(part.Item1, part.Item2)));
        query.AddRange(Kan.Select(fact => KeyValuePair.Create("kan", (string?)fact)));
        query.Add(new("bladzijde", page.ToString(CultureInfo.InvariantCulture)));
        return QueryHelpers.AddQueryString("/aanbod", query);
    }
}
