using Budget.Core.Funds;
using Budget.Core.Ledger;

namespace Budget.Core.Management;

/// <summary>What part of a municipality's support this is: a neighbourhood, or a provision. Of the budgets of one fund year.</summary>
/// <param name="Code">As the municipality calls it; empty of residents who said no neighbourhood.</param>
/// <param name="NameNl">Empty when its code is.</param>
/// <param name="NameEn">The same as in Dutch where it has one name.</param>
/// <param name="Residents">Who have a budget in it; of a provision, one resident counts once in each.</param>
/// <param name="Granted">None where it is not shown, as <see cref="Spent"/>: it would tell that of others.</param>
public sealed record SupportPart(string Code, string NameNl, string NameEn, long Residents, Money? Granted, Money? Spent)
{
    /// <summary>By the neighbourhood that the resident chose, in the order of their names; who chose none last.</summary>
    internal static IReadOnlyList<SupportPart> ByNeighbourhood(IReadOnlyList<BudgetsOfFund.Item> budgets) =>
    [
        .. budgets.GroupBy(budget => (Code: budget.PlaceCode, Name: budget.PlaceName))
            .OrderBy(place => place.Key.Code.Length == 0 ? 1 : 0).ThenBy(place => place.Key.Name, StringComparer.Ordinal).ThenBy(place => place.Key.Code, StringComparer.Ordinal)
            .Select(place => Of(place.Key.Code, place.Key.Name, place.Key.Name, [.. place])),
    ];

    /// <summary>In the order of their codes, each with the category of which its money is a part.</summary>
    internal static IReadOnlyList<(string Category, SupportPart Part)> ByProduct(IReadOnlyList<BudgetsOfFund.Item> budgets) =>
    [
        .. budgets.GroupBy(budget => (budget.Category, budget.ProductCode, budget.ProductNl, budget.ProductEn)).OrderBy(product => product.Key.ProductCode, StringComparer.Ordinal)
            .Select(product => (product.Key.Category, Of(product.Key.ProductCode, product.Key.ProductNl, product.Key.ProductEn, [.. product]))),
    ];

    private static SupportPart Of(string code, string nameNl, string nameEn, IReadOnlyList<BudgetsOfFund.Item> budgets)
    {
        var balance = budgets.Aggregate(Balance.Empty, (sum, budget) => sum.Plus(budget.Balance));
        return new SupportPart(code, nameNl, nameEn, budgets.Select(budget => budget.ResidentId).Distinct().Count(), balance.Granted, balance.Spent);
    }
}

/// <summary>Parts as they may be shown: not those of a few residents, nor as many others as it takes to hide them (<see cref="SmallCells"/>, decision 38).</summary>
/// <param name="Joined">How many parts are not shown apart.</param>
/// <param name="Together">What those are together; none when nothing is hidden, or when even that would tell too much, and then nothing is shown of them.</param>
public sealed record ShownParts(IReadOnlyList<SupportPart> Parts, int Joined, SupportPart? Together)
{
    public bool IsEmpty => Parts.Count == 0 && Joined == 0;

    /// <summary>The sum of what is shown; none when something is hidden altogether.</summary>
    public SupportPart? Total => Joined > 0 && Together is null ? null : Sum(Together is null ? Parts : [.. Parts, Together]);

    /// <summary>Of parts in which each resident is once, with their total: what is hidden stands there as one.</summary>
    public static ShownParts Of(IReadOnlyList<SupportPart> parts)
    {
        var cells = SmallCells.Of([.. parts.Select(part => part.Residents)]);
        var hidden = parts.Where((_, at) => cells.Hidden[at]).ToList();
        return new ShownParts([.. parts.Where((_, at) => !cells.Hidden[at])], hidden.Count, cells.MayJoin ? Sum(hidden) : null);
    }

    /// <summary>
    /// Of provisions, beside which the money of each category is shown: that of a hidden one is its category without the others. So where one of a category is hidden, no money is shown of any of that category, nor of what is
    /// hidden together.
    /// </summary>
    public static ShownParts OfProducts(IReadOnlyList<(string Category, SupportPart Part)> products)
    {
        var cells = SmallCells.Of([.. products.Select(product => product.Part.Residents)]);
        var withHidden = products.Where((_, at) => cells.Hidden[at]).Select(product => product.Category).ToHashSet(StringComparer.Ordinal);
        var shown = products.Where((_, at) => !cells.Hidden[at]).Select(product => withHidden.Contains(product.Category) ? product.Part with { Granted = null, Spent = null } : product.Part).ToList();
        return new ShownParts(shown, products.Count - shown.Count, Together: null);
    }

    private static SupportPart Sum(IReadOnlyList<SupportPart> parts) => parts.Aggregate(
        new SupportPart("", "", "", 0, Money.Zero, Money.Zero),
        (sum, part) => sum with { Residents = sum.Residents + part.Residents, Granted = sum.Granted + part.Granted, Spent = sum.Spent + part.Spent });
}
