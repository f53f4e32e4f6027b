namespace Budget.Bench;

/// <summary>
/// One WMO323 message of a thousand lines, from bytes to the kept WMO325, in one transaction on SQLite. The floor writes two bare rows
/// for each line (the line and its posting) in one durable transaction, without reading, judging or a single index.
/// </summary>
internal static class ImportLines
{
    private const int Assignments = 1_000;
    // There are fifty-five messages.
    private const int MostWarmUp = 30;

    public static async Task<IReadOnlyList<Figure>> Run()
    {
        await using var town = await BenchTown.On(BenchStorage.Sqlite());
        var declarations = await Declarations.In(town, Assignments);
        await using var storage = BenchStorage.Sqlite();
        await using var connection = await storage.OpenPlain();
        await using var command = connection.CreateCommand();
        command.CommandText = "CREATE TABLE bare (text TEXT NOT NULL)";
        await command.ExecuteNonQueryAsync();
        // As long as a posting and as long as an invoice line.
        command.CommandText = $"INSERT INTO bare (text) VALUES ('{new string('x', 500)}'), ('{new string('x', 250)}')";
        var times = await Measure.RoundsOf(
            Measure.Rounds, MostWarmUp,
            () => Measure.Once(async () =>
            {
                await using var transaction = await connection.BeginTransactionAsync();
                command.Transaction = transaction;
                for (var line = 0; line < Assignments; line++)
                {
                    await command.ExecuteNonQueryAsync();
                }

                await transaction.CommitAsync();
            }),
            () =>
            {
                var file = declarations.NextFile();
                return Measure.Once(() => declarations.Import(file));
            });
        return [new Figure("ImportDeclaration, a message of 1,000 lines, SQLite", times[1], times[0], "two bare rows a line", Assignments) { Remark = "per second: lines" }];
    }
}
