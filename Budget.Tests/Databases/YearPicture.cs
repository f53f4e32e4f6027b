using System.Globalization;
using System.Text;
using Budget.Core.Budgets;
using Budget.Core.Ledger;
using Budget.Core.Statements;

namespace Budget.Tests.Databases;

/// <summary>Everything the books of a town say, in lines of text: rows as the engine keeps them, and every report made of them.</summary>
internal static class YearPicture
{
    private static readonly CultureInfo Dutch = CultureInfo.GetCultureInfo("nl-NL");

    /// <summary>Each table in words that both engines write alike, in an order that does not depend on their sorting of text.</summary>
    private static readonly string[] Tables =
    [
        """
        SELECT CAST(budget_id AS TEXT) || ' ' || number || ' ' || kind || ' ' || from_account || ' ' || to_account || ' ' || amount_cents
            || ' ' || CAST(occurred_on AS TEXT) || ' ' || CAST(effective_on AS TEXT) || ' ' || CAST(posted_on AS TEXT) || ' ' || available_cents
            || ' ' || reserved_cents || ' ' || payable_cents || ' ' || paid_cents || ' ' || COALESCE(reservation_id, '-') || ' ' || COALESCE(reservation_left_cents, -1)
            || ' ' || origin_id || ' ' || COALESCE(reverses_number, -1) || ' ' || actor_id || ' ' || reason || ' ' || hash
        FROM postings
        """,
        """
        SELECT 'head ' || municipality_code || ' ' || CAST(day AS TEXT) || ' ' || budgets || ' ' || postings || ' ' || available_cents || ' ' || reserved_cents
            || ' ' || payable_cents || ' ' || paid_cents || ' ' || root || ' ' || hash
        FROM ledger_heads
        """,
        """
        SELECT 'month ' || municipality_code || ' ' || CAST(ends_on AS TEXT) || ' ' || postings || ' ' || available_cents || ' ' || reserved_cents
            || ' ' || payable_cents || ' ' || paid_cents
        FROM closed_months
        """,
        """
        SELECT 'year ' || year || ' ' || budgets || ' ' || available_cents || ' ' || reserved_cents || ' ' || payable_cents || ' ' || paid_cents
        FROM closed_years
        """,
        """
        SELECT 'closing ' || budget_id || ' ' || year || ' ' || posting_number || ' ' || available_cents || ' ' || reserved_cents || ' ' || payable_cents
            || ' ' || paid_cents || ' ' || hash
        FROM year_balances
        """,
        "SELECT 'line ' || id || ' ' || reference || ' ' || return_codes || ' ' || COALESCE(budget_id, '-') || ' ' || COALESCE(posting_number, -1) FROM invoice_lines",
        "SELECT 'key ' || user_id || ' ' || idempotency_key || ' ' || deed || ' ' || content_hash || ' ' || answer FROM idempotency_keys",
        "SELECT 'trace ' || id || ' ' || what || ' ' || subject FROM traces",
    ];

    public static async Task<IReadOnlyList<string>> Of(Town town)
    {
        var lines = new List<string>();
        foreach (var table in Tables)
        {
            lines.AddRange((await Rows.Of(town.ConnectionString, table)).Order(StringComparer.Ordinal));
        }

        DateOnly[] days = [new(2026, 1, 5), new(2026, 1, 31), new(2026, 2, 10), new(2026, 2, 28), new(2026, 3, 31), new(2026, 4, 2), new(2026, 12, 31), town.Today];
        foreach (var day in days)
        {
            lines.Add($"{await new TrialBalance(town.Database).On(town.Finance, day)}");
        }

        foreach (var budget in await town.Database.Read(session => session.List<string>("SELECT number FROM budgets ORDER BY number")))
        {
            lines.AddRange(await OfBudget(town, budget, days));
        }

        using var journal = new MemoryStream();
        await new HledgerJournal(town.Database).Write(journal);
        lines.AddRange(Encoding.UTF8.GetString(journal.ToArray()).Split('\n'));
        lines.Add($"{await new VerifyLedger(town.Database).Run()}");
        return lines;
    }

    private static async Task<IReadOnlyList<string>> OfBudget(Town town, string budget, IEnumerable<DateOnly> days)
    {
        var lines = new List<string>();
        foreach (var day in days)
        {
            lines.Add($"{budget} {await new BalanceOnDay(town.Database).Of(town.Finance, budget, day)}");
            lines.Add(await new LedgerProof(town.Database).Of(town.Finance, budget, day) is { } proof
                ? $"{budget} {proof.Head} {proof.PostingNumber} {proof.Holds} {string.Join(' ', proof.Path)}"
                : $"{budget} has no proof on {day:O}");
        }

        foreach (var year in new[] { 2026, 2027 })
        {
            var statement = (await new BudgetStatement(town.Database).OfYear(town.Finance, budget, year))!;
            lines.AddRange([$"{budget} {year} {statement.Opening} {statement.Closing}", .. statement.Lines.Select(line => $"{line}")]);
            lines.AddRange(Encoding.UTF8.GetString(PostingsCsv.Write(statement, Dutch)).Split("\r\n"));
        }

        return lines;
    }
}
