namespace Budget.Core.Decisions;

/// <summary>
/// The own contribution (eigen bijdrage, Wmo 2015, 2.1.4): one amount a household a month, collected by the CAK, by the day from which it holds. An income-based scheme was
/// planned and put on hold: therefore rows with a day, and no constant. Computed from what is given here and nothing else.
/// </summary>
/// <param name="PerMonth">None when nothing is to be paid, or what is to be paid follows from another rule.</param>
/// <param name="Exempt">Why not this amount, as far as we know it ("wheelchair", "underage", "protected", "shelter", "household", "wlz"); none when it is.</param>
public sealed record OwnContribution(Money? PerMonth, string? Exempt)
{
    /// <summary>iWmo category of wheelchairs, for which no contribution may be asked (2.1.4 lid 2).</summary>
    private const string Wheelchairs = "11";

    /// <summary>For these also parents of a child can be asked to pay (2.1.5).</summary>
    private const string HomeAdaptations = "13";

    /// <summary>Paid by income (Uitvoeringsbesluit Wmo 2015, chapter 3).</summary>
    private const string ProtectedLiving = "15";

    private const int Adult = 18;

    /// <summary>From which day on how much; the last that has begun holds.</summary>
    public static IReadOnlyList<(DateOnly From, Money PerMonth)> Rows { get; } =
    [
        (new(2020, 1, 1), new(1900)),
        (new(2024, 1, 1), new(2060)),
        (new(2025, 1, 1), new(2100)),
        (new(2026, 1, 1), new(2180)),
    ];

    /// <param name="day">The first day of the help, or the day of the decision when that is later; or any day for which it is asked.</param>
    /// <param name="category">Of the product, in iWmo.</param>
    /// <param name="bornOn">None when the file was destroyed.</param>
    /// <param name="oneWithoutPension">Whether it is a household of more than one, of whom at least one does not get a state pension (AOW) yet. We do not know: the CAK sees who lives where.</param>
    /// <param name="paysForWlz">Whether somebody in the household pays a contribution for long-term care (Wlz) already.</param>
    /// <param name="cost">What the help costs in all, above which nobody pays; none when it is not known, or more than any contribution.</param>
    public static OwnContribution On(
        DateOnly day, string category, DateOnly? bornOn, bool oneWithoutPension = false, bool paysForWlz = false, Money? cost = null) =>
        Otherwise(day, category, bornOn) is { } reason ? new(null, reason)
        : oneWithoutPension ? new(null, "household")
        : paysForWlz ? new(null, "wlz")
        : Rows.LastOrDefault(row => row.From <= day) is { PerMonth: { IsPositive: true } amount } ? new(cost is { } most ? Money.Min(amount, most) : amount, null)
        : new(null, null);

    /// <summary>The first month for which it is asked: the CAK collects from the month after the one in which the help begins.</summary>
    public static DateOnly FirstMonth(DateOnly startsOn) => new DateOnly(startsOn.Year, startsOn.Month, 1).AddMonths(1);

    /// <summary>By the help itself and the age of who gets it, whoever lives there.</summary>
    private static string? Otherwise(DateOnly day, string category, DateOnly? bornOn) => category switch
    {
        Wheelchairs => "wheelchair",
        ProtectedLiving => "protected",
        "16" or "17" => "shelter",
        _ => bornOn is { } born && born.AddYears(Adult) > day && category != HomeAdaptations ? "underage" : null,
    };
}
