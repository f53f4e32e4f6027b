using System.CommandLine;
using Budget.Core;
using Budget.Core.Closing;
using Budget.Core.Funds;
using Budget.Core.Ledger;
using Budget.Core.Providers;

namespace Portal.Commands;

/// <summary>
/// `Portal export hledger --out FILE [--budget NUMBER]`: the ledger as a plain-text journal. `Portal export xaf --year Y --out FILE [--municipality CODE]`: the books of
/// a municipality in a year as an audit file.
/// </summary>
internal static class ExportCommand
{
    public static Command Create() => new("export", "Writes the books for other tools.") { Hledger(), Xaf() };

    private static Command Hledger()
    {
        var file = new Option<FileInfo>("--out") { Description = "The journal to write.", Required = true };
        var budget = new Option<string?>("--budget") { Description = "One budget only, by its number." };
        var hledger = new Command("hledger", "Writes the ledger as a journal that hledger accepts.") { file, budget };
        hledger.SetAction((parsed, _) => CommandLine.WithPortal(services => Into(services, parsed.GetRequiredValue(file).FullName, async journal =>
        {
            var count = await services.GetRequiredService<HledgerJournal>().Write(journal, parsed.GetValue(budget));
            return (count, count == 0 && parsed.GetValue(budget) is { } number ? $"There is no budget {number}." : null);
        }), onlyReads: true));
        return hledger;
    }

    private static Command Xaf()
    {
        var year = new Option<int>("--year") { Description = "The year of booking.", Required = true };
        var file = new Option<FileInfo>("--out") { Description = "The audit file to write.", Required = true };
        var town = new Option<string?>("--municipality") { Description = "Of this municipality, by its code (0406); needed where there are several." };
        var xaf = new Command("xaf", "Writes the books of a year as an audit file for accountants (XAF 3.2).") { year, file, town };
        xaf.SetAction((parsed, _) => CommandLine.WithPortal(async services =>
        {
            if (!FundYear.IsPossible(parsed.GetValue(year)) || parsed.GetValue(year) > services.GetRequiredService<TimeProvider>().Today().Year)
            {
                await Console.Error.WriteLineAsync("Give a year that has begun.");
                return 1;
            }

            var codes = (await services.GetRequiredService<Municipalities>().All()).Select(one => one.Code).ToList();
            var code = parsed.GetValue(town) ?? (codes is [var only] ? only : null);
            if (code is null || !codes.Contains(code))
            {
                await Console.Error.WriteLineAsync(
                    code is null ? $"An audit file is of one municipality: say of which with --municipality ({string.Join(", ", codes)})." : $"There is no municipality {code}.");
                return 1;
            }

            return await Into(services, parsed.GetRequiredValue(file).FullName, async target =>
                ((await services.GetRequiredService<AuditFile>().Write(Actor.System(code), parsed.GetValue(year), target))!.Value, null));
        }, onlyReads: true));
        return xaf;
    }

    /// <param name="write">Answers how many postings it wrote, and why that is not to be kept, if it is not.</param>
    private static async Task<int> Into(IServiceProvider services, string target, Func<Stream, Task<(long Count, string? Objection)>> write)
    {
        // Written beside the target first: a half file never looks like a whole one.
        var half = $"{target}.part";
        var file = File.Create(half);
        try
        {
            (long Count, string? Objection) written;
            await using (file)
            {
                written = await write(file);
            }

            if (written.Objection is not null)
            {
                File.Delete(half);
                await Console.Error.WriteLineAsync(written.Objection);
                return 1;
            }

            File.Move(half, target, overwrite: true);
            Console.WriteLine($"{written.Count} {(written.Count == 1 ? "posting" : "postings")} written to {target}.");
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
    }
}
