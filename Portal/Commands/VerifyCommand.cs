using System.CommandLine;
using System.Diagnostics;
using Budget.Core.Audit;
using Budget.Core.Ledger;
using Budget.Core.Storage;
using Portal.Hosting;

namespace Portal.Commands;

/// <summary>`Portal verify`: computes the whole ledger again. Exit code 0 and counts, or 1 and the first bad posting.</summary>
internal static class VerifyCommand
{
    private const string NotWrittenDown = "This is written down nowhere: the database cannot be written.";

    public static Command Create()
    {
        var everyHead = new Option<bool>("--every-head") { Description = "Also recomputes the root of every daily head, not of the last alone. Slow." };
        var content = new Option<bool>("--content") { Description = "Also says what the books hold as one number, the same in whatever order it was written." };
        var command = new Command("verify", "Recomputes the whole ledger and names the first bad posting.") { everyHead, content };
        command.SetAction((parsed, _) => CommandLine.WithPortal(async services =>
        {
            var clock = Stopwatch.StartNew();
            var answer = await services.GetRequiredService<VerifyLedger>().Run(
                everyHead: parsed.GetValue(everyHead), progress: new Patience(Progress.To(Console.Error), clock));
            var isReadOnly = await services.GetRequiredService<Database>().IsReadOnly();
            if (answer.FirstFault is { } fault)
            {
                await Console.Error.WriteLineAsync($"{fault.Where} is not right: {fault.Why}. {(isReadOnly ? NotWrittenDown : "Until a verify finds the ledger sound, nothing is booked.")}");
                return 1;
            }

            Console.WriteLine(
                $"The ledger is sound: {answer.Budgets} budgets, {answer.Postings} postings, read in {clock.Elapsed.TotalSeconds:0.0} s.");
            Console.WriteLine($"Written down and right: {answer.Heads} heads of days, {answer.Months} closed months, {answer.Years} closed years.");
            Console.WriteLine(
                $"Granted {answer.Granted} = available {answer.Available} + reserved {answer.Reserved} + payable {answer.Payable} + paid {answer.Paid}.");
            if (isReadOnly)
            {
                Console.WriteLine(NotWrittenDown);
            }

            var traces = await services.GetRequiredService<VerifyTraces>().Run();
            if (traces.Fault is { } forged)
            {
                await Console.Error.WriteLineAsync($"The ledger is sound, the traces are not: {forged}.");
                return 1;
            }

            Console.WriteLine($"Traces: {traces.Traces} in {traces.Blocks} blocks, as they were sealed.");
            if (parsed.GetValue(content))
            {
                Console.WriteLine($"Content: {await services.GetRequiredService<LedgerContent>().Of()}");
            }

            return 0;
        }, onlyReads: true));
        return command;
    }

    /// <summary>Shows the way only to who has waited for a second. Told from several threads.</summary>
    private sealed class Patience(Progress progress, Stopwatch clock) : IProgress<(long Done, long Total)>
    {
        private readonly Lock gate = new();
        private bool isShown;
        private long furthest;

        public void Report((long Done, long Total) value)
        {
            lock (gate)
            {
                isShown |= clock.Elapsed > TimeSpan.FromSeconds(1) && value.Done < value.Total;
                furthest = Math.Max(furthest, value.Done);
                if (isShown)
                {
                    progress.Show("Verifying", (int)furthest, (int)value.Total);
                }
            }
        }
    }
}
