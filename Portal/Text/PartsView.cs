using Budget.Core;
using Budget.Core.Budgets;
using Budget.Core.Ledger;

namespace Portal.Text;

/// <summary>A budget in its parts, with the same bar and the same words wherever it stands.</summary>
/// <param name="Opened">The page that opens each part; none where there is no such page for who looks.</param>
/// <param name="OfAnother">Staff, and who reads along, read of somebody else's money.</param>
/// <param name="IsCard">Short: one of several budgets.</param>
/// <param name="Disputed">What is set aside; a part of what is spent.</param>
/// <param name="OnTopPerMonth">Own money of the holder, shown apart.</param>
public sealed record PartsView(Balance Balance, BudgetParts Parts, bool IsPersonHeld, string? Opened = null, bool OfAnother = false, bool IsCard = false, Money Disputed = default, Money OnTopPerMonth = default)
{
    public static PartsView Of(AccountOverview.Item item) => new(item.Balance, item.Parts, item.IsPersonHeld, IsCard: true, OnTopPerMonth: item.OnTopPerMonth);

    /// <summary>The parts that the bar draws, in its order: name, id of its section, swatch and amount. What waits is named only when something does.</summary>
    public IEnumerable<(string Name, string Id, string Swatch, Money Amount)> Drawn =>
    [
        ("spent", "besteed", "spent", Parts.Spent),
        .. Parts.OnItsWay.IsPositive ? [("on-its-way", "onderweg", "way", Parts.OnItsWay)] : Array.Empty<(string, string, string, Money)>(),
        ("reserved", "gereserveerd", "reserved", Parts.Reserved),
        ("free", "vrij", "available", Parts.Free),
    ];

    /// <summary>As machines know it: in a PVB what is reserved and free are the ledger's own two accounts; in a PGB they are worked out within what is available.</summary>
    public string AmountName(string part) => (part, IsPersonHeld) switch
    {
        ("reserved", true) => "agreed",
        ("free", false) => "available",
        _ => part,
    };

    /// <summary>Which note explains a part: a PGB is reserved otherwise, and who reads of another's money is told so.</summary>
    public string Note(string part) => $"{part}{(part == "reserved" && IsPersonHeld ? "-pgb" : "")}{(OfAnother && part != "free" ? "-staff" : "")}";
}
