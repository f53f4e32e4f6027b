using System.CommandLine;
using Budget.Core.Storage;
using Portal.Hosting;

namespace Portal.Commands;

/// <summary>`Portal migrate`: brings the schema up to date and says which migrations were applied.</summary>
internal static class MigrateCommand
{
    public static Command Create()
    {
        var command = new Command("migrate", "Brings the database schema up to date.");
        command.SetAction(async (_, _) =>
        {
            await using var services = PortalHost.Services();
            var database = services.GetRequiredService<Database>();
            var applied = await Migrator.Migrate(database);
            await KeysAtHand.Open(database, PortalHost.Settings());
            foreach (var name in applied)
            {
                Console.WriteLine($"applied {name}");
            }

            Console.WriteLine($"{database.Engine}: {await Migrator.CountApplied(database)} migrations, {applied.Count} applied now.");
            return 0;
        });
        return command;
    }
}
