using System.Globalization;
using Budget.Core.Caseload;
using Budget.Core.SupportRequests;
using Microsoft.AspNetCore.Mvc;
using Portal.Text;

namespace Portal.Pages.Caseworker;

/// <summary>
/// The worklist of one municipality: what waits for us of whatever kind, one's own first, and all its cases. A search is a POST: names do not belong in addresses and logs.
/// </summary>
public sealed class IndexModel(Worklist worklist, CaseList cases) : PortalPage
{
    private const int ShortestSearch = 2;
    private const int LongestSearch = 100;
    private const int LastPage = 100_000;

    /// <summary>How the address says which view it is.</summary>
    private static readonly Dictionary<string, WorklistView> Views = new(StringComparer.Ordinal)
    {
        ["mij"] = WorklistView.Mine,
        ["niemand"] = WorklistView.Nobodys,
        ["iedereen"] = WorklistView.All,
    };

    /// <summary>Whose: "mij", "niemand" or "iedereen"; or "hulpvragen", all cases whosever turn it is. Without it one's own, as long as there is something.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Van { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Pagina { get; set; }

    [BindProperty]
    public string? Search { get; set; }

    public bool ShowsCases => Van == "hulpvragen";

    /// <summary>None when something was looked for that cannot be.</summary>
    public Worklist.Answer? List { get; private set; }

    /// <summary>What waits of who was looked for; none when nobody was.</summary>
    public IReadOnlyList<Worklist.Item>? Found { get; private set; }

    public CaseList.Part? Cases { get; private set; }

    public int PageNumber { get; private set; } = 1;

    public string PageLink(int page) => $"/consulent?van={(ShowsCases ? "hulpvragen" : Views.First(view => view.Value == List!.View).Key)}&pagina={page}";

    public int DaysUntil(DateOnly day) => day.DayNumber - List!.Today.DayNumber;

    public async Task OnGet()
    {
        PageNumber = int.TryParse(Pagina, NumberStyles.None, CultureInfo.InvariantCulture, out var page) ? Math.Clamp(page, 1, LastPage) : 1;
        List = await worklist.Of(Me, Views.TryGetValue(Van ?? "", out var view) ? view : null, PageNumber);
        if (ShowsCases)
        {
            Cases = await cases.OfMunicipality(Me, page: PageNumber);
        }
        else
        {
            PageNumber = List.Page;
        }
    }

    public async Task<IActionResult> OnPost()
    {
        List = await worklist.Of(Me, WorklistView.All);
        var search = Search?.Trim() ?? "";
        Require(search.Length >= ShortestSearch, nameof(Search), "search-missing", ShortestSearch);
        Require(search.Length <= LongestSearch, nameof(Search), "search-too-long", LongestSearch);
        if (!ModelState.IsValid)
        {
            return Again();
        }

        Found = await worklist.Find(Me, search);
        Cases = await cases.OfMunicipality(Me, search);
        return Page();
    }
}
