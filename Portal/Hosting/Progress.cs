namespace Portal.Hosting;

/// <summary>A progress bar on one line of a terminal; where there is no terminal, a line per tenth.</summary>
public sealed class Progress(TextWriter output, bool isTerminal)
{
    private int shown = -1;

    public static Progress To(TextWriter output) => new(output, !Console.IsErrorRedirected);

    public void Show(string what, int done, int all)
    {
        var percent = all == 0 ? 100 : done * 100 / all;
        var step = isTerminal ? percent : percent / 10 * 10;
        if (step == shown)
        {
            return;
        }

        shown = step;
        var bar = new string('#', percent / 5).PadRight(20, '.');
        if (isTerminal)
        {
            output.Write($"\r{what} [{bar}] {percent} %{(percent == 100 ? "\n" : "")}");
        }
        else
        {
            output.WriteLine($"{what} [{bar}] {percent} %");
        }

        output.Flush();
    }
}
