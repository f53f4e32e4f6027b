using Budget.Core;
using Budget.Core.Ledger;
using Budget.Core.Neighbourhoods;
using Budget.Core.Providers;
using Budget.Core.Statements;
using Microsoft.AspNetCore.Mvc;
using Portal.TagHelpers;
using Portal.Text;

namespace Portal.Pages.Finance;

/// <summary>Finance asks for all statements of a time, or of a part of the town, and sees what was asked before. They are made behind the pages.</summary>
public sealed class StatementsModel(StatementExports exports, AskStatements ask, ProductCatalogue products, NeighbourhoodList neighbourhoods, TimeProvider time) : PortalPage
{
    [BindProperty] public string? From { get; set; }
    [BindProperty] public string? Until { get; set; }
    [BindProperty] public string? Product { get; set; }
    [BindProperty] public string? Provider { get; set; }
    [BindProperty] public string? Form { get; set; }
    [BindProperty] public string? Neighbourhood { get; set; }
    [BindProperty] public string? Language { get; set; }

    public IReadOnlyList<StatementExports.Export> Exports { get; private set; } = [];

    public IReadOnlyList<Choice> Products { get; private set; } = [];

    public IReadOnlyList<Choice> Providers { get; private set; } = [];

    public IReadOnlyList<Choice> Neighbourhoods { get; private set; } = [];

    public IReadOnlyList<Choice> Forms => [new("personfollowing", "PVB"), new("personheld", "PGB")];

    public IReadOnlyList<Choice> Languages => [new("nl", "Nederlands"), new("en", "English")];

    /// <summary>Of which budgets an export was asked, and in which language.</summary>
    public string Part(StatementExports.Export export)
    {
        string[] narrowed = [NameOf(Products, export.Product), NameOf(Forms, export.FundingForm), NameOf(Neighbourhoods, export.Neighbourhood), NameOf(Providers, export.Provider)];
        return string.Join(" · ", narrowed.Where(name => name.Length > 0).DefaultIfEmpty(Text("all-budgets")).Append(NameOf(Languages, export.Language)));
    }

    public async Task OnGet()
    {
        await Load();
        // Most want the year that is over.
        var last = Period.Year(time.Today().Year - 1);
        (From, Until, Language) = (last.StartsOn.InDigits(), last.EndsOn.InDigits(), "nl");
    }

    public async Task<IActionResult> OnPost()
    {
        await Load();
        var (from, until) = (Day(From, nameof(From), "day-wrong"), Day(Until, nameof(Until), "day-wrong"));
        if (from is { } first && until is { } last)
        {
            Require(first <= last, nameof(Until), "until-before");
            Require(first <= time.Today(), nameof(From), "to-come");
            Require(first.Year >= FirstYear, nameof(From), "too-early");
            Require(last.Year <= time.Today().Year + 1, nameof(Until), "too-late");
        }

        Require(IsOneOf(Product, Products) && IsOneOf(Provider, Providers) && IsOneOf(Form, Forms) && IsOneOf(Neighbourhood, Neighbourhoods) && IsOneOf(Language, Languages), "", "choice-wrong");
        if (!ModelState.IsValid)
        {
            return Again();
        }

        var asked = await ask.Do(Me, FormKey, new(
            new StatementSelection(new Period(from!.Value, until!.Value), Product ?? "", Provider ?? "", Form ?? "", Neighbourhood ?? ""), Language == "en"));
        if (asked.IsRefused)
        {
            return Refused(asked.Refusal!);
        }

        Tell("asked");
        return LocalRedirect($"/financien/overzichten/{asked.Value:D}");
    }

    /// <summary>The Wmo 2015, and with it the budgets, began in this year.</summary>
    private const int FirstYear = 2015;

    private static string NameOf(IReadOnlyList<Choice> choices, string value) => value.Length == 0 ? "" : choices.FirstOrDefault(choice => choice.Value == value)?.Text ?? value;

    private static bool IsOneOf(string? chosen, IReadOnlyList<Choice> choices) => string.IsNullOrEmpty(chosen) || choices.Any(choice => choice.Value == chosen);

    private async Task Load()
    {
        Exports = await exports.Of(Me);
        Products = [.. (await products.Of(Me.MunicipalityCode)).Select(product => new Choice(product.Code, $"{product.Code} {PostingText.Product(product.NameNl, product.NameEn, Culture)}"))];
        Providers = [.. (await exports.Providers(Me)).Select(one => new Choice(one.Agb, $"{one.Name} ({one.Agb})"))];
        Neighbourhoods = [.. (await neighbourhoods.Of(Me.MunicipalityCode)).Select(one => new Choice(one.Code, one.Name))];
    }
}
