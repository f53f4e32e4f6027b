using System.Globalization;
using Budget.Core;
using Budget.Core.Ledger;
using Budget.Core.Neighbourhoods;
using Budget.Core.Providers;
using Microsoft.AspNetCore.Mvc;
using Portal.TagHelpers;
using Portal.Text;

namespace Portal.Pages.Providers;

/// <summary>Who helps in one's own municipality, by what one looks for; twenty to a page.</summary>
public sealed class IndexModel(ProviderDirectory directory, ProductCatalogue catalogue, MyNeighbourhood mine) : PortalPage
{
    /// <summary>How long one is willing to wait.</summary>
    private static readonly int[] WeeksToChoose = [0, 2, 4, 8, 13];

    public ProviderDirectory.Answer Answer { get; private set; } = null!;

    /// <summary>From where the distance is reckoned; none when one never said where one lives.</summary>
    public Neighbourhood? Home { get; private set; }

    public IReadOnlyList<Choice> Products { get; private set; } = [];

    public IReadOnlyList<Choice> Languages => [.. Enum.GetNames<ProviderLanguage>().Select(name => new Choice(name, Text($"language-{name}")))];

    public IReadOnlyList<Choice> Facts => [.. Enum.GetNames<AccessibilityFact>().Select(name => new Choice(name, Text($"access-{name}")))];

    public IReadOnlyList<Choice> Waits => [.. WeeksToChoose.Select(weeks => new Choice(
        weeks.ToString(CultureInfo.InvariantCulture), Text(weeks == 0 ? "wait-none" : "wait-weeks", weeks)))];

    public IReadOnlyList<Choice> Kinds => [new Choice("ja", Text("only-light"))];

    [BindProperty(SupportsGet = true, Name = "zoek")] public string? Search { get; set; }
    [BindProperty(SupportsGet = true, Name = "hulp")] public string? Product { get; set; }
    [BindProperty(SupportsGet = true, Name = "taal")] public string? Language { get; set; }
    [BindProperty(SupportsGet = true, Name = "toegang")] public string? Fact { get; set; }
    [BindProperty(SupportsGet = true, Name = "wachten")] public string? Wait { get; set; }
    [BindProperty(SupportsGet = true, Name = "klein")] public string? Light { get; set; }
    [BindProperty(SupportsGet = true, Name = "blad")] public string? Sheet { get; set; }

    public int PageNumber => Number(Sheet) is int page and >= 1 and <= 10_000 ? page : 1;

    public int Pages => (Answer.Count + ProviderDirectory.PageSize - 1) / ProviderDirectory.PageSize;

    public bool IsFiltered => new[] { Search, Product, Language, Fact, Wait, Light }.Any(text => !string.IsNullOrWhiteSpace(text));

    public async Task OnGet()
    {
        Home = await mine.Home(Me);
        Products = [.. (await catalogue.Of(Me.MunicipalityCode)).Select(product => new Choice(product.Code, PostingText.Product(product.NameNl, product.NameEn, Culture)))];
        Answer = await directory.Of(Me.MunicipalityCode, new ProviderDirectory.Wish(
            Search ?? "", Product ?? "", Choice.Of<ProviderLanguage>(Language), Choice.Of<AccessibilityFact>(Fact), Number(Wait), OnlyLight: Light == "ja", Home?.Place), PageNumber);
    }

    /// <summary>This page with another number, and the same search.</summary>
    public string Link(int page) => string.Create(CultureInfo.InvariantCulture,
        $"?zoek={Escaped(Search)}&hulp={Escaped(Product)}&taal={Escaped(Language)}&toegang={Escaped(Fact)}&wachten={Escaped(Wait)}&klein={Escaped(Light)}&blad={page}");

    /// <summary>What matters most when one chooses, on one line: how long one waits, how far it is, and whether it helps.</summary>
    public IEnumerable<string> Facets(ProviderDirectory.Item item)
    {
        yield return item.Profile.WaitingWeeks switch
        {
            null => Text("weeks-unknown"),
            0 => Text("weeks-none"),
            1 => Text("weeks-one"),
            var weeks => Text("weeks", weeks),
        };
        if (item.Metres is { } metres)
        {
            yield return Text("kilometres", new Quantity(Math.Round(metres / 1000m, 1)));
        }

        if (item.Experience is { } experience)
        {
            yield return Text("helps-of", experience.Helped, experience.Said);
        }
    }

    private static string Escaped(string? text) => Uri.EscapeDataString(text ?? "");

    private static int? Number(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
