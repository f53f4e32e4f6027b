using System.Globalization;
using Budget.Core;
using Budget.Core.Exchange;
using Budget.Core.Iwmo;

namespace Portal.Commands;

/// <summary>
/// `Portal import FILE` of a start, a stop or a question of a provider. One line of what was done and one for each part that was refused; exit code 0 when the file was processed, 2 when it is refused whole.
/// The answers that iWmo knows to these (306, 308, 316, 318) are not written: a WMO301 or WMO319 follows on the provider's page.
/// </summary>
internal static class ImportMessages
{
    public static async Task<int> Run(IServiceProvider services, MessageFile message)
    {
        var actor = await ImportCommand.AddresseeOf(services, message.Header);
        var taken = await services.GetRequiredService<ImportMessage>().Do(actor, message);
        if (taken.Fault is { } fault)
        {
            await Console.Error.WriteLineAsync(MessageFaultText.For(fault, CultureInfo.CurrentUICulture));
            return 2;
        }

        if (taken.Refusal is { } refusal)
        {
            await Console.Error.WriteLineAsync(RefusalText.For(refusal, CultureInfo.CurrentUICulture));
            return 1;
        }

        var result = taken.Result!;
        var refused = result.Parts.Where(part => part.IsRefused).ToList();
        Console.WriteLine(result.IsRepeat
            ? $"Taken in before, on {result.ReceivedOn:yyyy-MM-dd}: nothing was done again. What happened then:"
            : $"{result.Kind} {result.Identification} of {result.SenderAgb} was taken in.");
        Console.WriteLine($"{result.Parts.Count} {(result.Parts.Count == 1 ? "part" : "parts")}, {result.Parts.Count - refused.Count} taken in, {refused.Count} refused.");
        foreach (var part in refused)
        {
            Console.WriteLine($"{part.Number}. {part.About}: {MessagePartText.For(part, CultureInfo.CurrentUICulture)}");
        }

        return 0;
    }
}
