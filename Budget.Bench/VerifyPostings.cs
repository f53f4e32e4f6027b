using System.Security.Cryptography;
using System.Text;
using Budget.Core.Ledger;

namespace Budget.Bench;

/// <summary>
/// The whole ledger computed again from its first posting, and every invoice line beside its posting. The floor reads the postings alone, one
/// after the other with plain ADO.NET, and takes a SHA-256 of each.
/// </summary>
internal static class VerifyPostings
{
    private const int Assignments = 400;
    private const int LinesEach = 600;

    public static async Task<IReadOnlyList<Figure>> Run()
    {
        await using var town = await BenchTown.On(BenchStorage.Sqlite());
        var declarations = await Declarations.In(town, Assignments);
        await declarations.Import(declarations.NextFile());
        await LargeLedger.Fill(town, LinesEach);
        var verify = new VerifyLedger(town.Database);
        var verified = await verify.Run();
        await using var connection = await town.Storage.OpenPlain();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT * FROM postings ORDER BY budget_id, number";
        var (time, floor) = await Measure.InTurns(
            perRound: 1,
            async () =>
            {
                await using var rows = await command.ExecuteReaderAsync();
                var values = new object[rows.FieldCount];
                while (await rows.ReadAsync())
                {
                    rows.GetValues(values);
                    SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('|', values)));
                }
            },
            async () =>
            {
                if (await verify.Run() is { IsSound: false } unsound)
                {
                    throw new InvalidOperationException($"{unsound.FirstFault}");
                }
            },
            warmUp: 1);
        return
        [
            new Figure(FormattableString.Invariant($"VerifyLedger, {verified.Postings:#,0} postings, SQLite"), time, floor, verified.Postings,
                Remark: $"per second: postings; {verified.Budgets} budgets"),
        ];
    }
}
