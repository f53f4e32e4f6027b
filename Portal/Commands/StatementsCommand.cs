using System.CommandLine;
using System.Globalization;
using Budget.Core;
using Budget.Core.Providers;
using Budget.Core.Statements;
using Portal.Hosting;

namespace Portal.Commands;

/// <summary>`Portal statements --year Y --out DIR`: a PDF per budget and index.csv. Ended at any moment, the same command goes on where it stopped. Exit code 2 when some could not be made.</summary>
internal static class StatementsCommand
{
    public static Command Create()
    {
        var year = new Option<int>("--year") { Description = "The year of booking.", Required = true };
        var folder = new Option<DirectoryInfo>("--out") { Description = "The folder to fill; begun before, it is gone on with.", Required = true };
        var quarter = new Option<int?>("--quarter") { Description = "Only this quarter of it, 1 to 4." };
        var town = new Option<string?>("--municipality") { Description = "Of this municipality only, by its code (0406)." };
        var product = new Option<string?>("--product") { Description = "Of this product only, by its code." };
        var provider = new Option<string?>("--provider") { Description = "Of budgets on which this provider helped, by its AGB." };
        var form = new Option<string?>("--form") { Description = "pvb or pgb." };
        var neighbourhood = new Option<string?>("--neighbourhood") { Description = "Of residents of this neighbourhood, by its code." };
        var language = new Option<string?>("--language") { Description = "nl (usual) or en." };
        var command = new Command("statements", "Writes the statements of a year as PDF, one per budget.") { year, folder, quarter, town, product, provider, form, neighbourhood, language };
        command.SetAction((parsed, stop) => CommandLine.WithPortal(async services =>
        {
            if (Period(parsed.GetValue(year), parsed.GetValue(quarter), services.GetRequiredService<TimeProvider>()) is not { } booked)
            {
                await Console.Error.WriteLineAsync("Give a year from 2015 that has begun, and a quarter of it that has begun, 1 to 4.");
                return 1;
            }

            if (parsed.GetValue(form) is not (null or "pvb" or "pgb") || parsed.GetValue(language) is not (null or "nl" or "en"))
            {
                await Console.Error.WriteLineAsync("A form is pvb or pgb, a language nl or en.");
                return 1;
            }

            var towns = (await services.GetRequiredService<Municipalities>().All()).Where(one => parsed.GetValue(town) is not { } code || one.Code == code).ToList();
            if (towns.Count == 0)
            {
                await Console.Error.WriteLineAsync($"There is no municipality {parsed.GetValue(town)}.");
                return 1;
            }

            var which = new StatementSelection(
                booked, parsed.GetValue(product) ?? "", parsed.GetValue(provider) ?? "", parsed.GetValue(form) switch { "pvb" => "personfollowing", "pgb" => "personheld", _ => "" },
                parsed.GetValue(neighbourhood) ?? "");
            var wanted = new ExportStatements.Wanted(which, CultureInfo.GetCultureInfo(parsed.GetValue(language) == "en" ? "en-GB" : "nl-NL"), services.GetRequiredService<PublicAddress>().PaperCheck);
            var (bar, target) = (Progress.To(Console.Error), parsed.GetRequiredValue(folder).FullName);
            var made = await services.GetRequiredService<ExportStatements>().Into(
                target, [.. towns.Select(one => Actor.System(one.Code))], wanted,
                (done, all) =>
                {
                    bar.Show("Statements", done, all);
                    return Task.CompletedTask;
                },
                stop);
            Console.WriteLine($"{made.Made + made.Before} statements are in {target}{(made.Before > 0 ? $", {made.Before} of them from before" : "")}.");
            if (made.Faults.Count == 0)
            {
                return 0;
            }

            await Console.Error.WriteLineAsync($"{made.Faults.Count} could not be made: {Path.Combine(target, ExportFolder.FaultsName)} says why.");
            return 2;
        }));
        return command;
    }

    private static Budget.Core.Period? Period(int year, int? quarter, TimeProvider time) =>
        year is < 2015 or > 2100 || quarter is < 1 or > 4 ? null
        : (quarter is { } part ? StatementSheet.QuarterOf(year, part) : Budget.Core.Period.Year(year)) is var booked && booked.StartsOn <= time.Today() ? booked : null;
}
