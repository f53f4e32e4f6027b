using Budget.Core.Storage;

namespace Budget.Core.Ledger;

/// <summary>What was written down about the ledger of one municipality: the heads of its days, its closed months and its closed years.</summary>
internal sealed class TownFacts(string code)
{
    private readonly HashSet<DateOnly> firstOpenDays = [];
    private readonly Dictionary<DateOnly, DateOnly?> monthsClosedOn = [];
    private readonly Dictionary<long, DateOnly?> yearsClosedOn = [];

    public string Code { get; } = code;
    public List<LedgerHead> Heads { get; } = [];
    public List<ClosedMonth> Months { get; } = [];
    public List<ClosedYear> Years { get; } = [];

    /// <summary>The day of the last head, over which its root is computed again.</summary>
    public DateOnly? LastHeadDay => Heads.Count == 0 ? null : Heads[^1].Day;

    /// <summary>Whether a posting may have been moved to this day: it is the first after a month that was closed.</summary>
    public bool IsFirstOpenDay(DateOnly day) => firstOpenDays.Contains(day);

    /// <summary>The day on which it was closed; none when that cannot be read.</summary>
    public DateOnly? ClosedOn(ClosedMonth month) => monthsClosedOn[month.EndsOn];

    /// <inheritdoc cref="ClosedOn(ClosedMonth)"/>
    public DateOnly? ClosedOn(ClosedYear year) => yearsClosedOn[year.Year];

    public static async Task<Dictionary<string, TownFacts>> Load(Session session, string municipality)
    {
        var towns = new Dictionary<string, TownFacts>(StringComparer.Ordinal);
        await Task.Run(() =>
        {
            Each(session, TownsSql, municipality, row => Of(towns, row.TextOf(0)));
            Each(session, HeadsSql, municipality, row => Of(towns, row.TextOf(0)).Heads.Add(new LedgerHead(
                row.TextOf(0), row.DayOf(1) ?? DateOnly.MinValue, row.Number(2), row.Number(3),
                row.Amount(4), row.Amount(5), row.Amount(6), row.Amount(7), row.TextOf(8), row.TextOf(9),
                row.DayOf(10), row.OptionalNumber(11))));
            Each(session, MonthsSql, municipality, row =>
            {
                var month = new ClosedMonth(row.DayOf(1) ?? DateOnly.MinValue, row.Number(2), row.Amount(3), row.Amount(4), row.Amount(5), row.Amount(6));
                Of(towns, row.TextOf(0)).Months.Add(month);
                Of(towns, row.TextOf(0)).monthsClosedOn[month.EndsOn] = DayOf(row, 7);
                Of(towns, row.TextOf(0)).firstOpenDays.Add(month.EndsOn.AddDays(1));
            });
            Each(session, YearsSql, municipality, row =>
            {
                Of(towns, row.TextOf(0)).Years.Add(new ClosedYear(row.Number(1), row.Number(2), row.Amount(3), row.Amount(4), row.Amount(5), row.Amount(6)));
                Of(towns, row.TextOf(0)).yearsClosedOn[row.Number(1)] = DayOf(row, 7);
            });
        });
        return towns;
    }

    /// <summary>Also of a municipality that is not there: what names it is found to be wrong.</summary>
    public static TownFacts Of(Dictionary<string, TownFacts> towns, string code)
    {
        if (!towns.TryGetValue(code, out var town))
        {
            towns[code] = town = new TownFacts(code);
        }

        return town;
    }

    private static DateOnly? DayOf(StoredRows row, int column) =>
        row.Instant(column) is var at and > StoredRows.NoNumber ? AmsterdamDay.Of(DateTimeOffset.FromUnixTimeMilliseconds(at)) : null;

    private static void Each(Session session, string sql, string municipality, Action<StoredRows> take)
    {
        using var row = session.Rows(sql, ("@Municipality", municipality));
        while (row.Next())
        {
            take(row);
        }
    }

    public static Balance Balance(StoredRows row, int column) =>
        new(row.Amount(column), row.Amount(column + 1), row.Amount(column + 2), row.Amount(column + 3));

    private const string TownsSql = """
        SELECT code
        FROM municipalities
        WHERE @Municipality = '' OR code = @Municipality
        """;

    private const string HeadsSql = """
        SELECT municipality_code, day, budgets, postings, available_cents, reserved_cents, payable_cents, paid_cents, root, hash, closed_until, closed_year
        FROM ledger_heads
        WHERE @Municipality = '' OR municipality_code = @Municipality
        ORDER BY municipality_code, day
        """;

    private const string MonthsSql = """
        SELECT municipality_code, ends_on, postings, available_cents, reserved_cents, payable_cents, paid_cents, closed_at
        FROM closed_months
        WHERE @Municipality = '' OR municipality_code = @Municipality
        ORDER BY municipality_code, ends_on
        """;

    private const string YearsSql = """
        SELECT municipality_code, year, budgets, available_cents, reserved_cents, payable_cents, paid_cents, closed_at
        FROM closed_years
        WHERE @Municipality = '' OR municipality_code = @Municipality
        ORDER BY municipality_code, year
        """;
}
