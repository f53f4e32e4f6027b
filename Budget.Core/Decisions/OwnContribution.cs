namespace Budget.Core.Decisions;

/// <summary>
/// The own contribution (eigen bijdrage, Wmo 2015, 2.1.4): one amount a household a month, collected by the CAK, by the day from which it holds. An income-based scheme was
/// planned and put on hold: therefore rows with a day, and no constant.
/// </summary>
/// <param name="PerMonth">None when nothing is to be paid.</param>
/// <param name="Exempt">Why nothing is to be paid, as far as we know it ("wheelchair", "underage"); none when something is.</param>
public sealed record OwnContribution(Money? PerMonth, string? Exempt)
{
    /// <summary>iWmo category of wheelchairs, for which no contribution may be asked (2.1.4 lid 2).</summary>
    private const string Wheelchairs = "11";

    private const int Adult = 18;

    private static readonly (DateOnly From, Money PerMonth)[] Rows =
    [
        (new(2020, 1, 1), new(1900)),
        (new(2024, 1, 1), new(2060)),
        (new(2025, 1, 1), new(2100)),
        (new(2026, 1, 1), new(2180)),
    ];

    /// <param name="day">The first day of the help, or the day of the decision when that is later.</param>
    /// <param name="category">Of the product, in iWmo.</param>
    /// <param name="bornOn">None when the file was destroyed.</param>
    public static OwnContribution On(DateOnly day, string category, DateOnly? bornOn) =>
        category == Wheelchairs ? new(null, "wheelchair")
        : bornOn is { } born && born.AddYears(Adult) > day ? new(null, "underage")
        : Rows.LastOrDefault(row => row.From <= day) is { PerMonth: { IsPositive: true } amount } ? new(amount, null)
        : new(null, null);
}
