using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace Budget.Tests.Support;

/// <summary>Somebody else's bookkeeping program, and a ledger that is emptied to be built again from its journal.</summary>
internal static class Hledger
{
    /// <summary>Every account with its balance, from <c>"account","EUR 12.34"</c>.</summary>
    public static async Task<Dictionary<string, Money>> Balances(string journal) =>
        Cells(await Run(journal, "balance", "--flat", "--empty", "--no-total", "-O", "csv")).ToDictionary(cells => cells[0], cells => Amount(cells[1]));

    /// <summary>
    /// What stands on these accounts, by the number of the budget: hledger takes the code of a transaction, which is the number of a posting, for an account.
    /// </summary>
    public static async Task<Dictionary<string, Money>> ByBudget(string journal, params string[] accounts) =>
        Cells(await Run(journal, ["balance", "--pivot", "code", "--flat", "--no-total", "-O", "csv", .. accounts]))
            .GroupBy(cells => cells[0].Split('/')[0])
            .ToDictionary(postings => postings.Key, postings => postings.Aggregate(Money.Zero, (sum, cells) => sum + Amount(cells[1])));

    /// <summary>The two columns of each line but the first.</summary>
    private static IEnumerable<string[]> Cells(string csv) =>
        csv.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Trim('"').Split("\",\""));

    public static async Task<string> Run(string journal, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("hledger", ["-f", journal, .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["LANG"] = "C.UTF-8" },
        })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.That(process.ExitCode, Is.Zero, await errors);
        return output;
    }

    public static async Task Require()
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo("hledger", ["--version"]) { UseShellExecute = false, RedirectStandardOutput = true })!;
            await process.WaitForExitAsync();
        }
        catch (Win32Exception)
        {
            Assert.That(Environment.GetEnvironmentVariable("CI"), Is.Null.Or.Empty, "hledger is missing: apt-get install hledger.");
            Assume.That(false, "No hledger here: apt-get install hledger.");
        }
    }

    public static async Task EmptyLedger(Town town, Engine engine)
    {
        var triggers = engine == Engine.Sqlite
            ? await Databases.Rows.Of(town.ConnectionString, "SELECT sql FROM sqlite_master WHERE type = 'trigger' AND name IN ('postings_refuse_update', 'postings_refuse_delete')")
            : ["ALTER TABLE postings ENABLE TRIGGER USER"];
        await Sql.AllowChanges(town);
        await Sql.WithoutForeignKeys(town, "DELETE FROM postings");
        foreach (var trigger in triggers)
        {
            await Sql.Execute(town, trigger);
        }
    }

    private static Money Amount(string text) => new((long)(100 * Convert.ToDecimal(text.Replace("EUR", "", StringComparison.Ordinal).Trim(), CultureInfo.InvariantCulture)));
}
