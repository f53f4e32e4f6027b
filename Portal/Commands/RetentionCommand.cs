using System.CommandLine;
using Budget.Core.Retention;
using Portal.Hosting;

namespace Portal.Commands;

/// <summary>`Portal retention`: what must not be kept any longer, as a draft that changes nothing; with `--run` it is destroyed.</summary>
internal static class RetentionCommand
{
    public static Command Create()
    {
        var run = new Option<bool>("--run") { Description = "Destroys it, for good." };
        var command = new Command("retention", "Says which files and drafts are past their term; with --run destroys them.") { run };
        command.SetAction((parsed, _) => CommandLine.WithPortal(async services =>
        {
            var retention = services.GetRequiredService<RunRetention>();
            var answer = parsed.GetValue(run)
                ? await retention.Do(new KeysAtHand.Shown("Destroying", Progress.To(Console.Error)))
                : await retention.Draft();
            Console.Write(answer.Report);
            Console.WriteLine(parsed.GetValue(run) ? "They are destroyed; this report is kept." : "This was a draft: nothing has changed.");
            return 0;
        }));
        return command;
    }
}
