using System.CommandLine;
using System.Data.Common;
using System.Globalization;
using Budget.Core.Storage;
using Portal.Hosting;

namespace Portal.Commands;

/// <summary>
/// The verbs of docs/operations.md. Without a verb the portal serves its pages. Errors are one plain line on standard error (a second one holds what
/// the database itself said) and an exit code other than 0, never a stack trace.
/// </summary>
internal static class CommandLine
{
    private static readonly string[] Verbs = ["migrate", "demo", "verify", "import", "payments", "statements", "export", "close", "rebuild", "keys", "retention", "decoy", "help", "--help", "-h", "-?", "--version"];

    public static async Task<int> Run(string[] args)
    {
        try
        {
            if (args.Length == 0 || !Verbs.Contains(args[0]))
            {
                // --urls and other settings of ASP.NET are its own; a word that is no verb is a slip of the keyboard.
                if (args.Length > 0 && !args[0].StartsWith('-'))
                {
                    await Console.Error.WriteLineAsync($"'{args[0]}' is not a command. Try: Portal help");
                    return 1;
                }

                return await PortalHost.Serve(args);
            }

            CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("en-GB");
            if (args[0] is "help")
            {
                args = ["--help"];
            }

            var root = new RootCommand("Eigen Regie. Without a command: serves the portal.")
            {
                MigrateCommand.Create(),
                DemoCommand.Create(),
                VerifyCommand.Create(),
                ImportCommand.Create(),
                PaymentsCommand.Create(),
                StatementsCommand.Create(),
                ExportCommand.Create(),
                CloseCommand.Create(),
                RebuildCommand.Create(),
                KeysCommand.Create(),
                RetentionCommand.Create(),
                DecoyCommand.Create(),
            };
            // The default handler prints a stack trace; ours is one line, below.
            return await root.Parse(args).InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            await Console.Error.WriteLineAsync(Plain(fault));
            return 1;
        }
    }

    /// <summary>What went wrong as one sentence, of a database with what the engine said on a second line: an operator wants that, not the stack.</summary>
    private static string Plain(Exception fault) =>
        fault is DbException trouble && DatabaseTrouble.Explain(trouble, PortalHost.Settings().GetConnectionString("Budget") ?? "") is { } explained
            ? explained
            : fault.GetBaseException().Message.ReplaceLineEndings(" ").Trim();

    /// <summary>A portal without web server, for the length of one command, on a database that is there; brought up to date first.</summary>
    /// <param name="onlyReads">Does with a database that cannot be written, when that is up to date; and without the keys.</param>
    public static async Task<int> WithPortal(Func<IServiceProvider, Task<int>> work, bool onlyReads = false)
    {
        await using var services = PortalHost.Services(mayBeReadOnly: onlyReads);
        var database = services.GetRequiredService<Database>();
        if (!await Migrator.HasSchema(database))
        {
            await Console.Error.WriteLineAsync($"There is no ledger in this {database.Engine} database. Look at ConnectionStrings__Budget, or make one with: Portal migrate");
            return 1;
        }

        if (!onlyReads || !await database.IsReadOnly())
        {
            await Migrator.Migrate(database);
            if (!onlyReads)
            {
                await KeysAtHand.Open(database, services.GetRequiredService<IConfiguration>());
            }
        }
        else if (!await Migrator.IsUpToDate(database))
        {
            await Console.Error.WriteLineAsync("This ledger was kept by an older version and cannot be brought up to date, because it cannot be written. Do so with a copy: Portal migrate");
            return 1;
        }

        return await work(services);
    }
}
