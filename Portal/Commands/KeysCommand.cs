using System.CommandLine;
using Budget.Core.Secrecy;
using Portal.Hosting;

namespace Portal.Commands;

/// <summary>`Portal keys`: which master key wraps how many keys. `Portal keys rotate`: a new one, and everything wrapped again under it.</summary>
internal static class KeysCommand
{
    public static Command Create()
    {
        var rotate = new Command("rotate", "Makes a new master key and wraps everything again under it; the portal may run meanwhile.");
        rotate.SetAction((_, _) => CommandLine.WithPortal(async services =>
        {
            var answer = await services.GetRequiredService<RotateKeys>().Do(new KeysAtHand.Shown("Wrapping again", Progress.To(Console.Error)));
            Console.WriteLine(answer.WasUnfinished
                ? $"A rotation that had been cut off is finished: {answer.Wrapped} keys wrapped again under {answer.Current}. For another master key, say it again."
                : $"The new master key is {answer.Current}: {answer.Wrapped} keys wrapped again. Make a copy of the file of master keys now.");
            return 0;
        }));
        var command = new Command("keys", "Shows which master key wraps how many keys.") { rotate };
        command.SetAction((_, _) => CommandLine.WithPortal(async services =>
        {
            foreach (var key in await services.GetRequiredService<KeysOverview>().Of())
            {
                Console.WriteLine(key switch
                {
                    { IsCurrent: true } => $"{key.Name}  wraps what is new; {key.Residents} residents, {key.Others} others",
                    { Wraps: 0 } => $"{key.Name}  wraps nothing here any more; keep it as long as a backup may need it",
                    _ => $"{key.Name}  still wraps {key.Residents} residents, {key.Others} others: Portal keys rotate",
                });
            }

            return 0;
        }));
        return command;
    }
}
