using System.CommandLine;
using Budget.Core;
using Budget.Core.Audit;
using Budget.Core.Storage;

namespace Portal.Commands;

/// <summary>`Portal decoy &lt;municipality&gt; &lt;name&gt;`: lays the file of somebody who does not exist; whoever opens it raises an alert.</summary>
internal static class DecoyCommand
{
    public static Command Create()
    {
        var municipality = new Argument<string>("municipality") { Description = "The municipality's code, as 0406." };
        var name = new Argument<string>("name") { Description = "A name that makes curious, of nobody who lives there." };
        var command = new Command("decoy", "Lays the file of somebody who does not exist; whoever opens it raises an alert.") { municipality, name };
        command.SetAction((parsed, _) => CommandLine.WithPortal(async services =>
        {
            var code = parsed.GetRequiredValue(municipality);
            var laid = await services.GetRequiredService<LayDecoy>().Do(Actor.System(code), IdempotencyKey.Of($"decoy:{services.GetRequiredService<Database>().NewId():N}"), new(code, parsed.GetRequiredValue(name)));
            if (laid.IsRefused)
            {
                await Console.Error.WriteLineAsync(RefusalText.For(laid.Refusal!, System.Globalization.CultureInfo.CurrentUICulture));
                return 1;
            }

            Console.WriteLine($"Laid as request {laid.Value}. It is on no list of work; who opens it is named in an alert (/beheer, /controle). Keep the number to yourself.");
            return 0;
        }));
        return command;
    }
}
