using Budget.Core.Mail;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Portal.Hosting;

namespace Portal.Mail;

/// <summary>
/// Sends what waits in the outbox while the portal runs, every few seconds; each hour it first puts down what the day itself has to tell. A server that is away for a moment is asked again at once; one that stays away is left alone for a minute, and the
/// outbox itself tries again later. Several portals may do this beside one another.
/// </summary>
internal sealed partial class KeepMail(DrainOutbox outbox, RemindResidents remind, MailSettings settings, PublicAddress address, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<KeepMail> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan RemindsAndForgetsEvery = TimeSpan.FromHours(1);
    // All tries of one e-mail together are shorter than DrainOutbox.Lease: nobody else has it meanwhile.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly MailServer smtp = new(settings);
    private readonly MailFolder folder = new(settings.Folder);
    private readonly ResiliencePipeline<Delivery> guard = new ResiliencePipelineBuilder<Delivery>()
        .AddCircuitBreaker(new CircuitBreakerStrategyOptions<Delivery>
        {
            FailureRatio = 1,
            MinimumThroughput = 3,
            SamplingDuration = TimeSpan.FromMinutes(2),
            BreakDuration = TimeSpan.FromMinutes(1),
        })
        .AddRetry(new RetryStrategyOptions<Delivery> { MaxRetryAttempts = 2, Delay = TimeSpan.FromSeconds(0.5), BackoffType = DelayBackoffType.Exponential, UseJitter = true })
        .AddTimeout(Patience)
        .Build();

    private string trouble = "";

    public override void Dispose()
    {
        smtp.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Where it listens is known by then.
        using (var either = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, lifetime.ApplicationStarted))
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, time, either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        var remindedAt = DateTimeOffset.MinValue;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (time.GetUtcNow() - remindedAt > RemindsAndForgetsEvery)
                {
                    // What goes wrong here waits for the next hour: what waits in the outbox does not.
                    remindedAt = time.GetUtcNow();
                    await remind.Do();
                    await outbox.Forget();
                }

                var (sent, failed) = await outbox.Do(Send, stoppingToken);
                await smtp.Close(stoppingToken);
                if (failed > 0)
                {
                    LogFailed(failed, sent, trouble);
                }
            }
            // Whatever it is: the portal serves on, and what was in hand is tried again. What comes out of here stops the host.
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested || fault is not OperationCanceledException)
            {
                LogAway(fault.GetType().Name);
            }

            await Task.Delay(Pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<Delivery> Send(OutgoingMail mail, CancellationToken stopping)
    {
        try
        {
            var message = Letter.Of(mail, settings, settings.Portal ?? Here);
            return await guard.ExecuteAsync(async tooLong =>
            {
                if (settings.Host is not null)
                {
                    return await smtp.Send(message, tooLong);
                }

                await folder.Put(mail.Id, message, tooLong);
                return Delivery.Sent;
            }, stopping);
        }
        catch (Exception fault) when (!stopping.IsCancellationRequested)
        {
            // Its name only: what a mail server says may hold the address. That it is left alone for a minute is no news.
            trouble = fault is BrokenCircuitException ? trouble : fault.GetType().Name;
            return Delivery.Later;
        }
    }

    /// <summary>Where this portal listens, which is its address as long as nobody says another.</summary>
    private string Here => address.Listening ?? "http://localhost";

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Failed} e-mails could not be handed on ({Sent} were): {Trouble}. They are tried again, and an administrator sees which were given up")]
    private partial void LogFailed(int failed, int sent, string trouble);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The outbox could not be emptied just now: {Trouble}")]
    private partial void LogAway(string trouble);
}
