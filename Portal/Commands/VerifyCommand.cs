using System.CommandLine;
using System.Diagnostics;
using Budget.Core.Ledger;

namespace Portal.Commands;

/// <summary>`Portal verify`: computes the whole ledger again. Exit code 0 and counts, or 1 and the first bad posting.</summary>
internal static class VerifyCommand
{
    public static Command Create()
    {
        var command = new Command("verify", "Recomputes the whole ledger and names the first bad posting.");
        command.SetAction((_, _) => CommandLine.WithPortal(async services =>
        {
            var clock = Stopwatch.StartNew();
            var answer = await services.GetRequiredService<VerifyLedger>().Run();
            if (answer.FirstFault is { } fault)
            {
                await Console.Error.WriteLineAsync($"Posting {fault.Where} is not right: {fault.Why}.");
                return 1;
            }

            Console.WriteLine(
                $"The ledger is sound: {answer.Budgets} budgets, {answer.Postings} postings, read in {clock.Elapsed.TotalSeconds:0.0} s.");
            Console.WriteLine(
                $"Granted {answer.Granted} = available {answer.Available} + reserved {answer.Reserved} + payable {answer.Payable} + paid {answer.Paid}.");
            return 0;
        }));
        return command;
    }
}
