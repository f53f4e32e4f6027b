using Budget.Core;
using Budget.Core.Audit;
using Budget.Core.SignIn;

namespace Portal.Hosting;

/// <summary>Seals the traces every ten minutes while the portal runs, and once a day computes all blocks again; what is wrong raises an alert.
/// With it goes what sessions that are over would keep.</summary>
internal sealed partial class KeepTraces(SealTraces seal, VerifyTraces verify, ForgetSessions forget, TimeProvider time, ILogger<KeepTraces> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        DateOnly? verifiedOn = null;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await seal.Do();
                await forget.Do();
                if (verifiedOn != time.Today())
                {
                    verifiedOn = time.Today();
                    if ((await verify.Run()).Fault is { } fault)
                    {
                        LogFault(fault);
                        await verify.Raise();
                    }
                }
            }
            // Whatever it is: the portal serves on, and the next turn tries again. What comes out of here stops the host.
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested || fault is not OperationCanceledException)
            {
                LogAway(fault);
                verifiedOn = null;
            }

            await Task.Delay(Pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [LoggerMessage(Level = LogLevel.Critical, Message = "The traces are not right: {Fault}")]
    private partial void LogFault(string fault);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The traces could not be sealed just now")]
    private partial void LogAway(Exception fault);
}
