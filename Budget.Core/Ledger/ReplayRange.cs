using Budget.Core.Storage;

namespace Budget.Core.Ledger;

/// <summary>
/// The budgets from one id up to another, one after the other, and what they add up to. Ranges are read side by side; their sums are added
/// afterwards. What is held grows with days and budgets, never with postings.
/// </summary>
internal sealed class ReplayRange(Fingerprint fingerprint, IReadOnlyDictionary<string, BudgetFacts> facts, Action budgetDone)
{
    private readonly Dictionary<long, DateOnly> dayOfHour = [];

    public Fingerprint Fingerprint { get; } = fingerprint;
    public long Budgets { get; private set; }
    public long Postings { get; private set; }
    public Money FromFund { get; private set; } = Money.Zero;
    public Movement Total { get; private set; }
    public MovementOfDays ByPostedDay { get; } = new();
    public MovementOfDays ByEffectiveDay { get; } = new();
    public Dictionary<(TownFacts Town, long Year), Movement> Closings { get; } = [];

    /// <summary>The sum of the fingerprints of what is booked of lines, claims and payments.</summary>
    public ulong Booked { get; set; }

    /// <summary>The same with the seal of each, and of the credits.</summary>
    public ulong Sealed { get; set; }

    /// <summary>Whether there are postings from before there were seals: then the sums of the sealed ones need not agree.</summary>
    public bool HasUnsealed { get; set; }

    /// <summary>The sum of the fingerprints of all postings as the index of the days must hold them.</summary>
    public ulong OfDays { get; set; }

    public VerifyLedger.Fault? Fault { get; private set; }

    /// <param name="until">The first id that is not read; empty for all that follow.</param>
    public void Read(Session session, string municipality, string from, string until)
    {
        var closings = YearBalance.Between(session, from, until);
        BudgetReplay? budget = null;
        using var row = session.Rows(until.Length > 0 ? BetweenSql : FromSql, ("@Municipality", municipality), ("@From", from), ("@Until", until));
        while (Fault is null && row.Next())
        {
            if (budget is null || !row.Text(StoredPosting.BudgetId).SequenceEqual(budget.Id))
            {
                End(budget);
                var id = row.TextOf(StoredPosting.BudgetId);
                closings.Remove(id, out var ofBudget);
                budget = new BudgetReplay(id, facts.GetValueOrDefault(id), ofBudget ?? [], this);
                Budgets++;
            }

            Postings++;
            Fault ??= budget.Check(row);
        }

        End(budget);
        if (Fault is null && closings.FirstOrDefault(pair => municipality.Length == 0 || facts.ContainsKey(pair.Key)) is { Key: { } left, Value: { } rows })
        {
            Fault = new VerifyLedger.Fault($"{facts.GetValueOrDefault(left)?.Number ?? left}/{rows[0].Number}", $"the closing balance of {rows[0].Year} is of a budget without postings");
        }
    }

    public void Add(TownFacts town, DateOnly postedOn, DateOnly effectiveOn, Entry entry, bool isFirst)
    {
        FromFund -= entry.On(Account.Fund);
        if (town.Heads.Count == 0 && town.Months.Count == 0)
        {
            return;
        }

        var moved = entry.Movement(isFirst);
        ByPostedDay.Add(town, postedOn, moved);
        ByEffectiveDay.Add(town, effectiveOn, moved);
    }

    public void AddClosing(TownFacts town, long year, Balance balance)
    {
        Closings.TryGetValue((town, year), out var sum);
        Closings[(town, year)] = sum + Of(balance);
    }

    /// <summary>The day in Amsterdam, looked up: midnight there is always a whole hour elsewhere. None for an instant that cannot be.</summary>
    public DateOnly? DayOf(long milliseconds)
    {
        var hour = Math.DivRem(milliseconds, 3_600_000, out var rest) - (rest < 0 ? 1 : 0);
        if (!dayOfHour.TryGetValue(hour, out var day))
        {
            // The years 1 to 9998, as hours.
            if (hour is < -17_259_864 or > 70_371_000)
            {
                return null;
            }

            dayOfHour[hour] = day = AmsterdamDay.Of(DateTimeOffset.UnixEpoch.AddHours(hour));
        }

        return day;
    }

    private void End(BudgetReplay? budget)
    {
        if (budget is null)
        {
            return;
        }

        Fault ??= budget.End();
        Total += Of(budget.Balance);
        budgetDone();
    }

    private static Movement Of(Balance balance) => new(0, 1, balance.Available, balance.Reserved, balance.Payable, balance.Paid);

    private const string BetweenSql = $"""
        SELECT {StoredPosting.Columns}
        FROM postings
        WHERE budget_id >= @From
          AND budget_id < @Until
          AND (@Municipality = '' OR budget_id IN (SELECT id FROM budgets WHERE municipality_code = @Municipality))
        ORDER BY budget_id, number
        """;

    /// <summary>As above without an end. It takes that parameter all the same, so that one call will do for both.</summary>
    private const string FromSql = $"""
        SELECT {StoredPosting.Columns}
        FROM postings
        WHERE budget_id >= @From
          AND @Until = ''
          AND (@Municipality = '' OR budget_id IN (SELECT id FROM budgets WHERE municipality_code = @Municipality))
        ORDER BY budget_id, number
        """;
}
