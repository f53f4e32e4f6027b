using System.CommandLine;
using System.Globalization;
using Budget.Core;
using Budget.Core.Invoices;
using Budget.Core.Residents;
using Portal.Demo;
using Portal.Hosting;

namespace Portal.Commands;

/// <summary>
/// `Portal demo --reset [--residents N] [--years Y] [--seed S]` writes the demo town anew; `Portal demo declaration --provider PERSONA
/// --month 2026-05 --out FILE` writes the WMO323 that this provider would send.
/// </summary>
internal static class DemoCommand
{
    public static Command Create()
    {
        var reset = new Option<bool>("--reset") { Description = "Throws the whole database away and writes the demo town anew." };
        var residents = new Option<int>("--residents") { Description = "How many residents.", DefaultValueFactory = _ => DemoTown.DefaultResidents };
        var years = new Option<int>("--years") { Description = "How many years of postings.", DefaultValueFactory = _ => 1 };
        var seed = new Option<int>("--seed") { Description = "The same seed gives the same town.", DefaultValueFactory = _ => 1 };
        var command = new Command("demo", "The demo town.") { reset, residents, years, seed, Declaration() };
        command.SetAction(async (parsed, _) =>
        {
            await using var services = PortalHost.Services();
            RequireDemo(services);
            if (!parsed.GetValue(reset))
            {
                await Console.Error.WriteLineAsync("Say --reset: it throws the whole database away and writes the demo town anew.");
                return 1;
            }

            var wish = new DemoTown.Wish(parsed.GetValue(residents), parsed.GetValue(years), parsed.GetValue(seed));
            if (wish.Residents is < 10 or > 9_000 || wish.Years is < 1 or > 10)
            {
                await Console.Error.WriteLineAsync("The demo town has 10 to 9,000 residents (there are no more test BSNs) and 1 to 10 years.");
                return 1;
            }

            var made = await services.GetRequiredService<DemoTown>().Reset(wish, Progress.To(Console.Error));
            Console.WriteLine($"{made.Residents} residents, {made.Budgets} budgets, {made.Postings} postings in {made.Seconds:0.0} s.");
            return 0;
        });
        return command;
    }

    private static Command Declaration()
    {
        var provider = new Option<string>("--provider") { Description = "A provider's persona, such as aanbieder.", Required = true };
        var month = new Option<string>("--month") { Description = "The month, such as 2026-05.", Required = true };
        var file = new Option<FileInfo>("--out") { Description = "Where to write the WMO323.", Required = true };
        var town = new Option<string>("--municipality") { Description = "The addressee.", DefaultValueFactory = _ => Persona.Huizen };
        var command = new Command("declaration", "Writes the WMO323 that a provider would send for a month.") { provider, month, file, town };
        command.SetAction((parsed, _) => CommandLine.WithPortal(async services =>
        {
            RequireDemo(services);
            if (!DayText.TryParseMonth(parsed.GetRequiredValue(month), out var firstDay))
            {
                await Console.Error.WriteLineAsync($"'{parsed.GetRequiredValue(month)}' is not a month. Write it as 2026-05.");
                return 1;
            }

            if (firstDay > services.GetRequiredService<TimeProvider>().Today())
            {
                await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"The month {firstDay:yyyy-MM} has not begun yet."));
                return 1;
            }

            var user = await services.GetRequiredService<SignedInUser>().ByLogin(parsed.GetRequiredValue(provider));
            if (user?.ProviderId is not { } providerId)
            {
                await Console.Error.WriteLineAsync($"'{parsed.GetRequiredValue(provider)}' is not a provider's persona. Try aanbieder or aanbieder2.");
                return 1;
            }

            var declaration = await services.GetRequiredService<DeclarationOfMonth>().Of(providerId, parsed.GetRequiredValue(town), Period.MonthOf(firstDay));
            if (declaration is null)
            {
                await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"There is nothing to declare for {firstDay:yyyy-MM}."));
                return 1;
            }

            await using var target = parsed.GetRequiredValue(file).Create();
            WriteDeclaration.Write(target, declaration);
            Console.WriteLine($"{declaration.Lines.Count} {(declaration.Lines.Count == 1 ? "line" : "lines")}, {declaration.Total}, written to {parsed.GetRequiredValue(file).FullName}.");
            return 0;
        }));
        return command;
    }

    private static void RequireDemo(IServiceProvider services)
    {
        if (!services.GetRequiredService<DemoSettings>().Enabled)
        {
            throw new InvalidOperationException("The demo is off. It is on in Development, or with Demo__Enabled=true outside Production.");
        }
    }
}
