using System.Globalization;
using Budget.Core.Storage;

namespace Budget.Core.Statements;

/// <summary>
/// Makes the exports that were asked for, one after the other, each in a folder of its own. Whoever makes one holds it for <see cref="Lease"/> from batch to batch: a portal that ends lets it go by
/// ending, and whoever takes it up goes on where it stopped. Files are thrown away after <see cref="KeptFor"/>, or when somebody stopped it.
/// </summary>
public sealed class MakeStatements(Database database)
{
    public static readonly TimeSpan KeptFor = TimeSpan.FromDays(7);
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    /// <param name="root">Where the folders are; all portals of an installation that serve finance reach the same.</param>
    /// <param name="checkAddress">As of <see cref="StatementDocument"/>.</param>
    /// <returns>Whether there was something to do.</returns>
    public async Task<bool> Do(string root, string? checkAddress, CancellationToken stop = default)
    {
        await Empty(root);
        if (await Take() is not { } job)
        {
            return false;
        }

        var actor = new Actor(job.AskedBy, Role.Finance, job.MunicipalityCode);
        var wanted = new ExportStatements.Wanted(
            new StatementSelection(new Period(job.StartsOn, job.EndsOn), job.Product, job.Provider, job.FundingForm, job.Neighbourhood),
            CultureInfo.GetCultureInfo(job.Language == "en" ? "en-GB" : "nl-NL"), checkAddress);
        using var stopped = CancellationTokenSource.CreateLinkedTokenSource(stop);
        try
        {
            var made = await new ExportStatements(database).Into(FolderOf(root, job.Id), [actor], wanted, async (done, total) =>
            {
                if (await Report(job.Id, done, total) == 0)
                {
                    await stopped.CancelAsync();
                }

                stopped.Token.ThrowIfCancellationRequested();
            }, stopped.Token);
            await database.Overwrite(session => session.Execute(FinishSql, new { job.Id, Faults = (long)made.Faults.Count, session.Now }));
        }
        catch (OperationCanceledException) when (stopped.IsCancellationRequested)
        {
            // Somebody stopped it, or the portal ends: it lies as it is.
            await database.Overwrite(session => session.Execute(LetGoSql, new { job.Id }));
        }

        return true;
    }

    /// <summary>Nobody but the portal's own user looks into it.</summary>
    public static string FolderOf(string root, string id)
    {
        var folder = Path.Combine(root, id);
        if (!OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        return folder;
    }

    private Task<Job?> Take() => database.Overwrite(async session =>
        await session.FirstOrNone<Job>(NextSql, new { session.Now }) is { } next
        && await session.Execute(TakeSql, new { next.Id, session.Now, Until = session.Now + Lease }) == 1 ? next : null);

    /// <returns>0 when somebody stopped it.</returns>
    private Task<int> Report(string id, int done, int total) => database.Overwrite(session =>
        session.Execute(ReportSql, new { id, Done = (long)done, Total = (long)total, Until = session.Now + Lease }));

    private async Task Empty(string root)
    {
        foreach (var over in await database.Read(session => session.List<string>(OverSql, new { session.Now, Before = session.Now - KeptFor })))
        {
            if (Path.Combine(root, over) is var folder && Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }

            await database.Overwrite(session => session.Execute(EmptiedSql, new { Id = over, session.Now }));
        }
    }

    private sealed record Job(
        string Id, string MunicipalityCode, DateOnly StartsOn, DateOnly EndsOn, string Product, string Provider, string FundingForm, string Neighbourhood, string Language, UserId AskedBy);

    private const string NextSql = """
        SELECT id AS Id, municipality_code AS MunicipalityCode, starts_on AS StartsOn, ends_on AS EndsOn, product AS Product, provider AS Provider, funding_form AS FundingForm,
               neighbourhood AS Neighbourhood, language AS Language, asked_by AS AskedBy
        FROM statement_exports
        WHERE finished_at IS NULL
          AND stopped_at IS NULL
          AND (leased_until IS NULL OR leased_until < @Now)
        ORDER BY asked_at
        LIMIT 1
        """;

    // Asked again, because another portal may have taken it meanwhile.
    private const string TakeSql = """
        UPDATE statement_exports
        SET leased_until = @Until
        WHERE id = @Id
          AND finished_at IS NULL
          AND stopped_at IS NULL
          AND (leased_until IS NULL OR leased_until < @Now)
        """;

    private const string ReportSql = """
        UPDATE statement_exports
        SET done = @Done, total = @Total, leased_until = @Until
        WHERE id = @id
          AND stopped_at IS NULL
        """;

    private const string LetGoSql = """
        UPDATE statement_exports
        SET leased_until = NULL
        WHERE id = @Id
        """;

    private const string FinishSql = """
        UPDATE statement_exports
        SET finished_at = @Now, leased_until = NULL, faults = @Faults
        WHERE id = @Id
        """;

    private const string OverSql = """
        SELECT id
        FROM statement_exports
        WHERE emptied_at IS NULL
          AND (leased_until IS NULL OR leased_until < @Now)
          AND (stopped_at IS NOT NULL OR finished_at < @Before)
        """;

    private const string EmptiedSql = """
        UPDATE statement_exports
        SET emptied_at = @Now
        WHERE id = @Id
        """;
}
