using Budget.Core.Storage;

namespace Budget.Core.Ledger;

/// <summary>The closing balance of one budget in one year, as it was written down.</summary>
internal sealed record YearBalance(long Year, long Number, Balance Balance, byte[] Hash)
{
    public bool Is(long number, Balance balance, ReadOnlySpan<byte> hash) =>
        Number == number && Balance == balance && hash.SequenceEqual(Hash);

    /// <summary>Those of the budgets from one id up to another.</summary>
    public static Dictionary<string, List<YearBalance>> Between(Session session, string from, string until)
    {
        var balances = new Dictionary<string, List<YearBalance>>(StringComparer.Ordinal);
        using var row = session.Rows(BetweenSql, ("@From", from), ("@Until", until));
        while (row.Next())
        {
            if (!balances.TryGetValue(row.TextOf(0), out var ofBudget))
            {
                balances[row.TextOf(0)] = ofBudget = [];
            }

            ofBudget.Add(new YearBalance(row.Number(1), row.Number(2), TownFacts.Balance(row, 3), row.Text(7).ToArray()));
        }

        return balances;
    }

    private const string BetweenSql = """
        SELECT budget_id, year, posting_number, available_cents, reserved_cents, payable_cents, paid_cents, hash
        FROM year_balances
        WHERE budget_id >= @From
          AND (@Until = '' OR budget_id < @Until)
        """;
}
