using System.Globalization;
using System.Text;
using Budget.Core.Providers;
using Budget.Core.Storage;

namespace Budget.Core.Retention;

/// <summary>
/// What must not be kept any longer goes: files past their term (<see cref="FilesPastTheirTerm"/>), and drafts that nobody looked at for a year. First as a
/// draft that changes nothing; then for good, file by file, with a report that is kept: counts and numbers of cases, no names. Ended half-way it goes on
/// the next time, because what was destroyed is no longer past its term.
/// </summary>
public sealed class RunRetention(Database database)
{
    public sealed record Answer(long Files, long Drafts, string Report);

    /// <summary>What would go now.</summary>
    public async Task<Answer> Draft()
    {
        var files = await Files();
        var drafts = await database.Read(session => session.Single<long>(CountDraftsSql, new { Before = session.Now.AddYears(-1) }));
        return new Answer(files.Count, drafts, Report(files, drafts));
    }

    public async Task<Answer> Do(IProgress<(long Done, long Total)>? progress = null)
    {
        var files = await Files();
        var destroy = new DestroyFile(database);
        List<FilesPastTheirTerm.Item> gone = [];
        foreach (var file in files)
        {
            var outcome = await destroy.Do(
                Actor.System(file.MunicipalityCode), IdempotencyKey.Of($"retention:{file.ResidentId.Value:D}"), new(file.ResidentId));
            // Something was put in the file since we looked: then it is kept.
            if (!outcome.IsRefused)
            {
                gone.Add(file);
            }

            progress?.Report((gone.Count, files.Count));
        }

        var answer = new Answer(0, 0, "");
        await database.Overwrite(async session =>
        {
            var drafts = await session.Execute(DeleteDraftsSql, new { Before = session.Now.AddYears(-1) });
            answer = new Answer(gone.Count, drafts, Report(gone, drafts));
            await session.Execute(InsertRunSql, new { Id = $"{session.NewId():D}", RunAt = session.Now, answer.Files, answer.Drafts, answer.Report });
        });
        if (answer.Files + answer.Drafts > 0)
        {
            await database.ForgetWhatWasDeleted();
        }

        return answer;
    }

    private async Task<List<FilesPastTheirTerm.Item>> Files()
    {
        List<FilesPastTheirTerm.Item> files = [];
        foreach (var municipality in await new Municipalities(database).All())
        {
            files.AddRange(await new FilesPastTheirTerm(database).Of(Actor.System(municipality.Code)));
        }

        return files;
    }

    private static string Report(List<FilesPastTheirTerm.Item> files, long drafts)
    {
        var report = new StringBuilder();
        foreach (var file in files)
        {
            report.Append(CultureInfo.InvariantCulture, $"{file.MunicipalityCode} kept until {file.KeptUntil:yyyy-MM-dd}: {string.Join(' ', file.CaseNumbers)}\n");
        }

        return report.Append(CultureInfo.InvariantCulture, $"{files.Count} {(files.Count == 1 ? "file" : "files")} past the term of {FilesPastTheirTerm.YearsKept} years, {drafts} {(drafts == 1 ? "draft" : "drafts")} older than a year.\n").ToString();
    }

    private const string CountDraftsSql = """
        SELECT COUNT(*)
        FROM support_request_drafts
        WHERE saved_at < @Before
        """;

    private const string DeleteDraftsSql = """
        DELETE FROM support_request_drafts
        WHERE saved_at < @Before
        """;

    private const string InsertRunSql = """
        INSERT INTO retention_runs (id, run_at, files, drafts, report)
        VALUES (@Id, @RunAt, @Files, @Drafts, @Report)
        """;
}
