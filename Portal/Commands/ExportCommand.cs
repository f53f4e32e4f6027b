using System.CommandLine;
using Budget.Core.Ledger;

namespace Portal.Commands;

/// <summary>`Portal export hledger --out FILE [--budget NUMBER]`: the ledger as a plain-text journal.</summary>
internal static class ExportCommand
{
    public static Command Create()
    {
        var file = new Option<FileInfo>("--out") { Description = "The journal to write.", Required = true };
        var budget = new Option<string?>("--budget") { Description = "One budget only, by its number." };
        var hledger = new Command("hledger", "Writes the ledger as a journal that hledger accepts.") { file, budget };
        hledger.SetAction((parsed, _) => CommandLine.WithPortal(async services =>
        {
            // Written beside the target first: a half journal never looks like a whole one.
            var target = parsed.GetRequiredValue(file).FullName;
            var half = $"{target}.part";
            var journal = File.Create(half);
            try
            {
                long count;
                await using (journal)
                {
                    count = await services.GetRequiredService<HledgerJournal>().Write(journal, parsed.GetValue(budget));
                }

                if (count == 0 && parsed.GetValue(budget) is { } number)
                {
                    File.Delete(half);
                    await Console.Error.WriteLineAsync($"There is no budget {number}.");
                    return 1;
                }

                File.Move(half, target, overwrite: true);
                Console.WriteLine($"{count} {(count == 1 ? "posting" : "postings")} written to {target}.");
                if (await services.GetRequiredService<StandingFaults>().Any())
                {
                    await Console.Error.WriteLineAsync("Beware: verify found a fault in this ledger that is not put right.");
                }

                return 0;
            }
            catch
            {
                // Why is told where all commands tell it.
                File.Delete(half);
                await Console.Error.WriteLineAsync($"Nothing was exported, and what was begun beside {target} is removed:");
                throw;
            }
        }, onlyReads: true));
        return new Command("export", "Writes the books for other tools.") { hledger };
    }
}
