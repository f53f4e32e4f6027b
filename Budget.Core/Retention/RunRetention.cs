using System.Globalization;
using Budget.Core.Providers;
using Budget.Core.Storage;
using Budget.Core.Surveys;

namespace Budget.Core.Retention;

/// <summary>
/// What must not be kept any longer goes: files past their term (<see cref="FilesPastTheirTerm"/>), drafts that nobody looked at for a year, and the words of old surveys (<see cref="OldSurveyWords"/>). First as a
/// draft that changes nothing; then for good, file by file, with a report that is kept: counts and numbers of cases, no names. What is destroyed stands in
/// the report in the same moment. Ended half-way it goes on the next time, because what was destroyed is no longer past its term; what the first run destroyed stays in the
/// report of that run.
/// </summary>
public sealed class RunRetention(Database database)
{
    public sealed record Answer(long Files, long Drafts, string Report);

    /// <summary>What would go now.</summary>
    public async Task<Answer> Draft()
    {
        var files = await Files();
        var drafts = await database.Read(session => session.Single<long>(CountDraftsSql, new { Before = session.Now.AddYears(-1) }));
        var words = await database.Read(session => OldSurveyWords.In(session, mustGo: false));
        return new Answer(files.Count, drafts, string.Concat(files.Select(LineOf)) + string.Concat(words) + Totals(files.Count, drafts));
    }

    public async Task<Answer> Do(IProgress<(long Done, long Total)>? progress = null)
    {
        var files = await Files();
        var run = await database.Overwrite(async session =>
        {
            var id = $"{session.NewId():D}";
            await session.Execute(BeginSql, new { Id = id, RunAt = session.Now });
            return id;
        });
        foreach (var (file, place) in files.Select((file, place) => (file, place)))
        {
            // Something was put in the file since we looked: then it is refused, and kept.
            await database.Once<ResidentId>(
                Actor.System(file.MunicipalityCode), IdempotencyKey.Of($"retention:{file.ResidentId.Value:D}"), nameof(DestroyFile), new DestroyFile.Entry(file.ResidentId),
                async session =>
                {
                    var destroyed = await DestroyFile.In(session, Actor.System(file.MunicipalityCode), new(file.ResidentId));
                    if (!destroyed.IsRefused)
                    {
                        await session.Execute(AddFileSql, new { Run = run, Line = LineOf(file) });
                    }

                    return destroyed;
                });
            progress?.Report((place + 1, files.Count));
        }

        var answer = await database.Overwrite(async session =>
        {
            var drafts = await session.Execute(DeleteDraftsSql, new { Before = session.Now.AddYears(-1) });
            var words = await OldSurveyWords.In(session, mustGo: true);
            var soFar = await session.Single<Run>(RunSql, new { Run = run });
            var ended = new Answer(soFar.Files, drafts, soFar.Report + string.Concat(words) + Totals(soFar.Files, drafts));
            await session.Execute(EndSql, new { Run = run, ended.Drafts, ended.Report });
            return ended;
        });
        // Always: a run before this one may have been cut off before it came to this.
        await database.ForgetWhatWasDeleted(compact: true);
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

    private static string LineOf(FilesPastTheirTerm.Item file) =>
        string.Create(CultureInfo.InvariantCulture, $"{file.MunicipalityCode} kept until {file.KeptUntil:yyyy-MM-dd}: {string.Join(' ', file.CaseNumbers)}\n");

    private static string Totals(long files, long drafts) => string.Create(
        CultureInfo.InvariantCulture,
        $"{files} {(files == 1 ? "file" : "files")} past the term of {FilesPastTheirTerm.YearsKept} years, {drafts} {(drafts == 1 ? "draft" : "drafts")} older than a year.\n");

    private sealed record Run(long Files, string Report);

    private const string CountDraftsSql = """
        SELECT COUNT(*)
        FROM support_request_drafts
        WHERE saved_at < @Before
        """;

    private const string DeleteDraftsSql = """
        DELETE FROM support_request_drafts
        WHERE saved_at < @Before
        """;

    private const string BeginSql = """
        INSERT INTO retention_runs (id, run_at, files, drafts, report)
        VALUES (@Id, @RunAt, 0, 0, '')
        """;

    private const string AddFileSql = """
        UPDATE retention_runs
        SET files = files + 1,
            report = report || @Line
        WHERE id = @Run
        """;

    private const string RunSql = """
        SELECT files AS Files, report AS Report
        FROM retention_runs
        WHERE id = @Run
        """;

    private const string EndSql = """
        UPDATE retention_runs
        SET drafts = @Drafts,
            report = @Report
        WHERE id = @Run
        """;
}
