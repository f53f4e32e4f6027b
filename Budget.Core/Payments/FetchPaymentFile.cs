using Budget.Core.Audit;
using Budget.Core.Secrecy;
using Budget.Core.Storage;

namespace Budget.Core.Payments;

/// <summary>
/// Takes the file of an approved run along, as it was made when the run was approved: the same bytes each time, under the same identification, so that a bank that gets it twice knows it. Who did so
/// first is written down: the command `Portal payments` sends each file once.
/// </summary>
public sealed class FetchPaymentFile(Database database)
{
    /// <param name="Number">Of the run; none takes the oldest of the municipality that nobody took along yet.</param>
    public sealed record Entry(string? Number);

    /// <param name="Left">How many runs wait to be taken along after this one.</param>
    public sealed record Answer(string Number, string File, long Left);

    public async Task<Outcome<Answer>> Do(Actor actor, IdempotencyKey key, Entry entry)
    {
        var fetched = await database.Once<string>(actor, key, nameof(FetchPaymentFile), entry, async session =>
        {
            if (!actor.MayHandleMoney)
            {
                return Refusal.NotAllowed;
            }

            // Two who take the oldest: the second finds it taken.
            await TownLock.Take(session, actor.MunicipalityCode);
            var run = await session.FirstOrNone<Run>(entry.Number is null ? OldestSql : OneSql, new { actor.MunicipalityCode, Number = entry.Number ?? "" });
            if (run is null)
            {
                return Refusal.NotFound;
            }

            await session.Execute(InsertSql, new { run.Id, actor.UserId, session.Now });
            await Trace.Write(session, actor, nameof(FetchPaymentFile), run.Number);
            return run.Number;
        });
        if (fetched.IsRefused)
        {
            return fetched.Refusal!;
        }

        var answer = await database.Read<Outcome<Answer>>(async session =>
        {
            // The file itself stands in one place, and is in no answer that is kept.
            var kept = (await session.FirstOrNone<Kept>(FileSql, new { actor.MunicipalityCode, Number = fetched.Value }))!;
            var file = (await MunicipalityKey.Of(session, actor.MunicipalityCode)).Show(HiddenColumn.PaymentFile, $"{kept.Id.Value:D}", kept.File);
            return new Answer(fetched.Value, file, await session.Single<long>(LeftSql, new { actor.MunicipalityCode }));
        });
        return fetched.Replayed ? answer.AsReplay() : answer;
    }

    private sealed record Run(PaymentRunId Id, string Number);

    private sealed record Kept(PaymentRunId Id, string File);

    private const string OneSql = """
        SELECT run.id AS Id, run.number AS Number
        FROM payment_runs run
        JOIN payment_run_answers said ON said.run_id = run.id
        WHERE run.municipality_code = @MunicipalityCode
          AND said.outcome = 'approved'
          AND run.number = @Number
        """;

    private const string NotFetchedSql = """
        FROM payment_runs run
        JOIN payment_run_answers said ON said.run_id = run.id
        WHERE run.municipality_code = @MunicipalityCode
          AND said.outcome = 'approved'
          AND NOT EXISTS (
              SELECT 1
              FROM payment_files_fetched fetched
              WHERE fetched.run_id = run.id)
        """;

    private const string OldestSql = $"""
        SELECT run.id AS Id, run.number AS Number
        {NotFetchedSql}
        ORDER BY said.answered_at, run.number
        LIMIT 1
        """;

    private const string LeftSql = $"""
        SELECT COUNT(*)
        {NotFetchedSql}
        """;

    private const string InsertSql = """
        INSERT INTO payment_files_fetched (run_id, fetched_by, fetched_at)
        VALUES (@Id, @UserId, @Now)
        ON CONFLICT (run_id) DO NOTHING
        """;

    private const string FileSql = """
        SELECT run.id AS Id, said.file AS File
        FROM payment_runs run
        JOIN payment_run_answers said ON said.run_id = run.id
        WHERE run.municipality_code = @MunicipalityCode
          AND run.number = @Number
        """;
}
