using Budget.Core.Audit;
using Budget.Core.Residents;
using Budget.Core.Secrecy;
using Budget.Core.Storage;

namespace Budget.Core.SupportRequests;

/// <summary>
/// The persoonlijk plan (Wmo 2015, 2.3.2 lid 2 and 5): the resident says what is needed and from whom. Handed in within seven days the municipality has to
/// take it into account, also when its report came sooner; later it may, as long as there is no report. Again hands in a next one, and the last counts.
/// </summary>
public sealed class HandInPlan(Database database)
{
    public sealed record Entry(string RequestNumber, string Words);

    /// <param name="InTime">Whether it came within the seven days.</param>
    public sealed record Answer(bool InTime);

    public Task<Outcome<Answer>> Do(Actor actor, IdempotencyKey key, Entry entry) =>
        database.Once<Answer>(actor, key, nameof(HandInPlan), entry, async session =>
        {
            if (actor.Role != Role.Resident)
            {
                return Refusal.NotAllowed;
            }

            if (await RequestQuery.Lock(session, actor, entry.RequestNumber) is not { } request)
            {
                return Refusal.NotFound;
            }

            if (request.Objection(CaseAction.HandInPlan) is { } objection)
            {
                return objection;
            }

            if (TypedText.Seen(entry.Words).Length == 0)
            {
                return Refusal.RequestIncomplete;
            }

            if (entry.Words.Length > RequestContent.LongestText)
            {
                return Refusal.TextTooLong.With(RequestContent.LongestText);
            }

            var before = await session.Single<Before>(BeforeSql, new { request.Id });
            var (inTime, version) = (session.Today <= LegalTerm.HandInPlanBy(before.SubmittedOn), before.Versions + 1);
            if (!inTime && request.Progress.Step != CaseStep.Investigate)
            {
                return Refusal.PlanTooLate;
            }

            if (version > Most)
            {
                return Refusal.PlanTooOften.With(Most);
            }

            var words = (await ResidentKey.Of(session, request.ResidentId)).Hide(HiddenColumn.Plan, $"{request.Id.Value:D}/{version}", entry.Words);
            await session.Execute(InsertSql, new { request.Id, version, words, actor.UserId, session.Now, session.Today });
            await Trace.Write(session, actor, nameof(HandInPlan), entry.RequestNumber, request.ResidentId, await Access.OnBehalfOf(session, actor, request.ResidentId));
            return new Answer(inTime);
        });

    /// <summary>Nobody rewrites a plan more often than this; what does is no person.</summary>
    public const int Most = 20;

    private sealed record Before(DateOnly SubmittedOn, long Versions);

    private const string BeforeSql = """
        SELECT file.submitted_on AS SubmittedOn, (SELECT COUNT(*) FROM personal_plans plan WHERE plan.request_id = file.id) AS Versions
        FROM support_requests file
        WHERE file.id = @Id
        """;

    private const string InsertSql = """
        INSERT INTO personal_plans (request_id, version, words, handed_in_by, handed_in_at, handed_in_on)
        VALUES (@Id, @version, @words, @UserId, @Now, @Today)
        """;
}
