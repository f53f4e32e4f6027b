using Budget.Core.Statements;

namespace Portal.Hosting;

/// <summary>
/// Makes the statements that finance asked for, while the portal serves. Ended in the middle, this portal or another goes on where it stopped. A disk that is full or a database that is away
/// is said in the log, and it is tried again.
/// </summary>
internal sealed partial class KeepStatements(MakeStatements make, PublicAddress address, IConfiguration configuration, TimeProvider time, ILogger<KeepStatements> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    /// <summary>Where the files are until they are thrown away: Exports:Folder.</summary>
    public static string FolderOf(IConfiguration configuration) =>
        configuration["Exports:Folder"] is { Length: > 0 } set ? set : Path.Combine("data", "exports");

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (await make.Do(FolderOf(configuration), address.PaperCheck, stoppingToken))
                {
                    continue;
                }
            }
            // Whatever it is: the portal serves on. What comes out of here stops the host.
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested || fault is not OperationCanceledException)
            {
                LogAway(fault.GetBaseException().GetType().Name);
            }

            await Task.Delay(Pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Statements could not be made just now: {Trouble}. They are tried again")]
    private partial void LogAway(string trouble);
}
