using System.CommandLine;
using Budget.Core.Ledger;

namespace Portal.Commands;

/// <summary>`Portal rebuild FILE`: books the postings of an exported journal into an empty ledger, hash by hash.</summary>
internal static class RebuildCommand
{
    public static Command Create()
    {
        var file = new Argument<FileInfo>("file") { Description = "A journal that `export hledger` wrote." };
        var command = new Command("rebuild", "Builds an empty ledger again from an exported journal.") { file };
        command.SetAction((parsed, _) => CommandLine.WithPortal(async services =>
        {
            var source = parsed.GetRequiredValue(file);
            if (!source.Exists)
            {
                await Console.Error.WriteLineAsync($"There is no file {source.FullName}.");
                return 1;
            }

            await using var journal = source.OpenRead();
            var count = await services.GetRequiredService<RebuildLedger>().Do(journal);
            Console.WriteLine($"{count} postings booked, each with the hash it had.");
            return 0;
        }));
        return command;
    }
}
