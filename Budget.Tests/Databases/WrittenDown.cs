using System.Globalization;
using Budget.Core.Ledger;

namespace Budget.Tests.Databases;

/// <summary>
/// Writes down what a day, a month and a year come to, as their deeds will: computed here from plain rows, another way than verify does.
/// </summary>
internal sealed class WrittenDown(Town town)
{
    private const string At = "2026-02-20T10:00:00.000Z";

    private sealed record Row(string Budget, long Number, string From, string To, long Amount, string PostedOn, string EffectiveOn, string Hash, long[] After);

    /// <param name="spoil">What to write instead of what is right; the hash is of what is written.</param>
    public async Task<string> Head(string previousHash, DateOnly day, Func<Balance, Balance>? spoil = null, string? root = null, long budgetsMore = 0)
    {
        var until = (await Postings()).Where(row => string.CompareOrdinal(row.PostedOn, Text(day)) <= 0).ToList();
        var last = until.GroupBy(row => row.Budget, StringComparer.Ordinal).OrderBy(rows => rows.Key, StringComparer.Ordinal)
            .Select(rows => rows.MaxBy(row => row.Number)!.Hash).ToList();
        var balance = (spoil ?? (same => same))(Sum(until));
        root ??= LedgerHead.RootOf(last);
        var hash = LedgerHead.HashOf(previousHash, Town.Huizen, day, last.Count + budgetsMore, until.Count, balance, root, closedUntil: null, closedYear: null);
        await Sql.Execute(town, $"""
            INSERT INTO ledger_heads (municipality_code, day, budgets, postings, available_cents, reserved_cents, payable_cents, paid_cents, root, hash, written_at)
            VALUES ('{Town.Huizen}', '{Text(day)}', {last.Count + budgetsMore}, {until.Count}, {Cents(balance)}, '{root}', '{hash}', '{At}')
            """);
        return hash;
    }

    public async Task Month(DateOnly endsOn)
    {
        var until = (await Postings()).Where(row => string.CompareOrdinal(row.EffectiveOn, Text(endsOn)) <= 0).ToList();
        await Sql.Execute(town, $"""
            INSERT INTO closed_months (municipality_code, ends_on, postings, available_cents, reserved_cents, payable_cents, paid_cents, closed_by, closed_at)
            VALUES ('{Town.Huizen}', '{Text(endsOn)}', {until.Count}, {Cents(Sum(until))}, 'x', '{At}')
            """);
    }

    public async Task Year(int year)
    {
        var until = (await Postings()).Where(row => string.CompareOrdinal(row.PostedOn, $"{year}-12-31") <= 0).ToList();
        var last = until.GroupBy(row => row.Budget, StringComparer.Ordinal).Select(rows => rows.MaxBy(row => row.Number)!).ToList();
        foreach (var row in last)
        {
            await Sql.Execute(town, $"""
                INSERT INTO year_balances (budget_id, year, posting_number, available_cents, reserved_cents, payable_cents, paid_cents, hash)
                VALUES ('{row.Budget}', {year}, {row.Number}, {string.Join(", ", row.After)}, '{row.Hash}')
                """);
        }

        await Sql.Execute(town, $"""
            INSERT INTO closed_years (municipality_code, year, budgets, available_cents, reserved_cents, payable_cents, paid_cents, closed_by, closed_at)
            VALUES ('{Town.Huizen}', {year}, {last.Count}, {Cents(Sum(until))}, 'x', '{At}')
            """);
    }

    private async Task<List<Row>> Postings() => [.. (await Rows.Of(town.ConnectionString, """
        SELECT budget_id, number, from_account, to_account, amount_cents, CAST(posted_on AS TEXT), CAST(effective_on AS TEXT), hash,
               available_cents, reserved_cents, payable_cents, paid_cents
        FROM postings
        """)).Select(line => line.Split(' ')).Select(parts => new Row(
            parts[0], Number(parts[1]), parts[2], parts[3], Number(parts[4]), parts[5], parts[6], parts[7], [.. parts[8..].Select(Number)]))];

    private static Balance Sum(IReadOnlyList<Row> rows)
    {
        Money On(string account) => new(rows.Sum(row => row.To == account ? row.Amount : row.From == account ? -row.Amount : 0));
        return new Balance(On("available"), On("reserved"), On("payable"), On("paid"));
    }

    private static string Cents(Balance balance) => FormattableString.Invariant(
        $"{balance.Available.Cents}, {balance.Reserved.Cents}, {balance.Payable.Cents}, {balance.Paid.Cents}");

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
