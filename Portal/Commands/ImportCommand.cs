using System.CommandLine;
using System.Globalization;
using Budget.Core;
using Budget.Core.Exchange;
using Budget.Core.Invoices;
using Budget.Core.Iwmo;
using Budget.Core.Providers;

namespace Portal.Commands;

/// <summary>
/// `Portal import FILE --answer OUT`: a WMO323 in, its WMO325 out. Exit code 0 when it was processed, also with rejected lines;
/// 2 when the file as a whole is refused, with one line why. The messages beside it (WMO305, 307, 315, 317) are known by their root and go to <see cref="ImportMessages"/>.
/// </summary>
internal static class ImportCommand
{
    public static Command Create()
    {
        var file = new Argument<FileInfo>("file") { Description = "The WMO323 declaration; or a WMO305, WMO307, WMO315 or WMO317." };
        var answer = new Option<FileInfo?>("--answer") { Description = "Where to write the WMO325 answer." };
        var command = new Command("import", "Takes in a message of a provider: a WMO323 declaration, of which it writes the WMO325 answer, or a message beside it.") { file, answer };
        command.SetAction((parsed, _) => CommandLine.WithPortal(async services =>
        {
            var source = parsed.GetRequiredValue(file);
            if (!source.Exists)
            {
                await Console.Error.WriteLineAsync($"There is no file {source.FullName}.");
                return 1;
            }

            // The place for the answer first: a declaration that was taken in must not end in an error about a path.
            var target = parsed.GetValue(answer);
            if (target?.Directory is { Exists: false } folder)
            {
                await Console.Error.WriteLineAsync($"There is no folder {folder.FullName} for the answer. Nothing was taken in.");
                return 1;
            }

            var today = services.GetRequiredService<TimeProvider>().Today();
            await using var stream = source.OpenRead();
            var message = await MessageFile.Load(stream);
            if (message.Kind is not null)
            {
                return await ImportMessages.Run(services, message);
            }

            stream.Position = 0;
            var declaration = await DeclarationFile.Load(stream, today);
            var actor = await AddresseeOf(services, declaration.Reading.Message?.Header);
            var taken = await services.GetRequiredService<ImportDeclaration>().Do(actor, declaration);
            if (taken.Fault is { } fault)
            {
                await Write(target, ImportDeclaration.RefusalAnswer(fault, declaration.Hash, today));
                await Console.Error.WriteLineAsync(MessageFaultText.For(fault, CultureInfo.CurrentUICulture));
                return 2;
            }

            if (taken.Refusal is { } refusal)
            {
                await Console.Error.WriteLineAsync(RefusalText.For(refusal, CultureInfo.CurrentUICulture));
                return 1;
            }

            var result = taken.Result!;
            var sent = await services.GetRequiredService<DeclarationMessages>().AnswerTo(actor, result.Id.Value);
            await Write(target, sent!.Text);
            Console.WriteLine(result.IsRepeat
                ? $"Taken in before, on {result.ReceivedOn:yyyy-MM-dd}: nothing was booked again. What happened then:"
                : $"Declaration {result.DeclarationNumber} of {result.SenderAgb} was taken in.");
            Console.WriteLine(
                $"{result.Lines} {(result.Lines == 1 ? "line" : "lines")}, {result.Lines - result.Rejected} accepted, {result.Rejected} rejected; submitted {result.Submitted}, accepted {result.Accepted}.");
            return 0;
        }));
        return command;
    }

    /// <summary>The municipality that the message is addressed to, when it lives in this installation; otherwise all of them, which refuse it.</summary>
    internal static async Task<Actor> AddresseeOf(IServiceProvider services, MessageHeader? header)
    {
        var own = (await services.GetRequiredService<Municipalities>().All()).Select(town => town.Code).ToList();
        var addressee = header?.MunicipalityCode ?? "";
        return Actor.System(own.Contains(addressee) ? addressee : string.Join(", ", own));
    }

    private static async Task Write(FileInfo? target, string? answer)
    {
        if (target is not null && answer is not null)
        {
            await File.WriteAllTextAsync(target.FullName, answer);
        }
    }
}
