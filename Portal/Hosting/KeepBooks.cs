using Budget.Core;
using Budget.Core.Closing;
using Budget.Core.Ledger;
using Budget.Core.PersonHeld;

namespace Portal.Hosting;

/// <summary>
/// Keeps the books while the portal runs: computes the whole ledger again at the start and once a day, and writes down the head of each day that
/// is over, books what helpers are paid each month without claiming, and gives back what was not used. What it finds wrong stops all booking, and all writing down, until somebody has put it right (`Portal verify` says where).
/// </summary>
internal sealed partial class KeepBooks(WriteLedgerHeads heads, VerifyLedger verify, BookFixedPay fixedPay, ReturnUnused unused, TimeProvider time, ILogger<KeepBooks> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        DateOnly? verifiedOn = null;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (verifiedOn != time.Today())
                {
                    verifiedOn = time.Today();
                    Report(await verify.Run());
                }

                if (await heads.Do(stoppingToken) is var written and > 0)
                {
                    LogHeads(written);
                }

                if (await fixedPay.Do() is var paid and > 0)
                {
                    LogPaid(paid);
                }

                if (await unused.Do() is var returned and > 0)
                {
                    LogReturned(returned);
                }
            }
            catch (LedgerIsUnsoundException)
            {
                // It was logged when it was found. The heads are written when a verify has found the ledger sound again.
            }
            // The database is away for a while, or whatever else: the portal serves on, and the books are kept at the next turn. What comes out of here stops the host.
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested || fault is not OperationCanceledException)
            {
                LogAway(fault);
                verifiedOn = null;
            }

            await Task.Delay(Pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void Report(VerifyLedger.Answer answer)
    {
        if (answer.FirstFault is { } fault)
        {
            LogFault(fault.Where, fault.Why);
            return;
        }

        LogSound(answer.Budgets, answer.Postings);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Wrote {Count} ledger heads")]
    private partial void LogHeads(int count);

    [LoggerMessage(Level = LogLevel.Information, Message = "Booked {Count} months of fixed pay")]
    private partial void LogPaid(int count);

    [LoggerMessage(Level = LogLevel.Information, Message = "Gave back what was not used of {Count} budgets")]
    private partial void LogReturned(int count);

    [LoggerMessage(Level = LogLevel.Information, Message = "The ledger is sound: {Budgets} budgets, {Postings} postings")]
    private partial void LogSound(long budgets, long postings);

    [LoggerMessage(Level = LogLevel.Critical, Message = "The ledger is not sound at posting {Posting}: {Why}. Nothing is booked until verify finds it right")]
    private partial void LogFault(string posting, string why);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The books could not be kept just now")]
    private partial void LogAway(Exception fault);
}
