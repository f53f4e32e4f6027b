using System.CommandLine;
using System.Globalization;
using Budget.Core;
using Budget.Core.Payments;
using Budget.Core.Providers;
using Budget.Core.Storage;

namespace Portal.Commands;

/// <summary>
/// `Portal payments --out FILE`: the file for the bank (pain.001.001.09) of the oldest approved run that nobody took along yet, here or on the page. One run a time, under the one identification it
/// has, so that a bank that gets it twice knows it. Nothing to take along: says so, writes nothing, exit code 0.
/// </summary>
internal static class PaymentsCommand
{
    public static Command Create()
    {
        var file = new Option<FileInfo>("--out") { Description = "The file to write. It must not be there yet.", Required = true };
        var number = new Option<string?>("--run") { Description = "This run, also when it was taken along before: the same file again." };
        var command = new Command("payments", "Writes an approved payment that was not taken along yet as a file for the bank (pain.001.001.09).") { file, number };
        command.SetAction((parsed, _) => CommandLine.WithPortal(async services =>
        {
            // The place first: a file that was taken along must not end in an error about a path, or in the place of one that was not sent yet.
            var target = parsed.GetRequiredValue(file);
            if (target.Exists || target.Directory is not { Exists: true })
            {
                await Console.Error.WriteLineAsync(target.Exists ? $"There is a file {target.FullName} already. Nothing was written." : $"There is no folder {target.Directory?.FullName}. Nothing was written.");
                return 1;
            }

            var (fetch, database) = (services.GetRequiredService<FetchPaymentFile>(), services.GetRequiredService<Database>());
            foreach (var town in await services.GetRequiredService<Municipalities>().All())
            {
                var fetched = await fetch.Do(Actor.System(town.Code), IdempotencyKey.Of($"payments:{database.NewId():D}"), new(parsed.GetValue(number)));
                if (fetched.Refusal is { } refusal && !refusal.Is(Refusal.NotFound))
                {
                    await Console.Error.WriteLineAsync(RefusalText.For(refusal, CultureInfo.CurrentUICulture));
                    return 1;
                }

                if (!fetched.IsRefused)
                {
                    var half = $"{target.FullName}.part";
                    await File.WriteAllTextAsync(half, fetched.Value.File);
                    File.Move(half, target.FullName);
                    Console.WriteLine($"Payment {fetched.Value.Number} of {town.Name} was written to {target.FullName}.");
                    Console.WriteLine(fetched.Value.Left == 0 ? "No other payment of this municipality waits." : $"{fetched.Value.Left} more {(fetched.Value.Left == 1 ? "payment waits" : "payments wait")}: do this again with another file.");
                    return 0;
                }
            }

            if (parsed.GetValue(number) is { } asked)
            {
                await Console.Error.WriteLineAsync($"There is no approved payment {asked}. Nothing was written.");
                return 1;
            }

            Console.WriteLine("There is no approved payment that was not taken along yet. Nothing was written.");
            return 0;
        }));
        return command;
    }
}
