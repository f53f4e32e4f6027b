using Budget.Core.Audit;
using Budget.Core.Residents;
using Budget.Core.Secrecy;
using Budget.Core.Storage;

namespace Budget.Core.Consent;

/// <summary>
/// Staff of a provider opens what a client said without the client's consent, because it cannot wait: with a reason, for a day, and only of who gets support from
/// that provider now. The resident is told who and why, the municipality gets an alert, and each look in that day stands in the file as what it was.
/// </summary>
public sealed class OpenInEmergency(Database database)
{
    public const int ShortestReason = 10;
    public const int LongestReason = 400;

    /// <summary>Long enough for a night; what lasts longer can be asked for.</summary>
    public static readonly TimeSpan Lasts = TimeSpan.FromHours(24);

    /// <param name="Reason">10 to 400 letters: the resident reads it.</param>
    public sealed record Entry(AssignmentId AssignmentId, string Reason);

    public Task<Outcome<AssignmentId>> Do(Actor actor, IdempotencyKey key, Entry entry) =>
        database.Once<AssignmentId>(actor, key, nameof(OpenInEmergency), entry, async session =>
        {
            if (actor.Role != Role.ProviderStaff)
            {
                return Refusal.NotAllowed;
            }

            if (await session.FirstOrNone<Client>(ClientSql, new { entry.AssignmentId, actor.ProviderId, session.Today }) is not { } client)
            {
                return Refusal.NotFound;
            }

            var reason = TypedText.Seen(entry.Reason);
            if (reason.Length < ShortestReason)
            {
                return Refusal.EmergencyReason.With(ShortestReason);
            }

            if (reason.Length > LongestReason)
            {
                return Refusal.TextTooLong.With(LongestReason);
            }

            // Behind the client's own row: who sends it four times at once opens it once, and nobody makes a day of it last.
            if (await session.LockAndRead<long>(RunningSql, new { client.ResidentId, actor.UserId, session.Now }) > 0)
            {
                return Refusal.EmergencyRuns;
            }

            var (words, id) = (await ResidentKey.Of(session, client.ResidentId), session.NewId());
            await session.Execute(InsertSql, new
            {
                Id = id.ToString("D"),
                client.ResidentId,
                actor.ProviderId,
                actor.UserId,
                Reason = words.Hide(HiddenColumn.EmergencyReason, $"{id:D}", reason),
                session.Now,
                EndsAt = session.Now + Lasts,
            });
            await Trace.Write(session, actor, TraceAction.Do, nameof(OpenInEmergency), "", client.ResidentId, onBehalfOf: null, TraceBasis.Emergency, reason);
            // The provider works for several municipalities: the alert is for the client's.
            await RaiseAlert.Raise(session, actor with { MunicipalityCode = client.MunicipalityCode }, AlertKind.Emergency, client.ResidentId, amount: 1);
            return entry.AssignmentId;
        });

    private sealed record Client(ResidentId ResidentId, string MunicipalityCode);

    private const string ClientSql = $"""
        SELECT b.resident_id AS ResidentId, b.municipality_code AS MunicipalityCode
        FROM assignments a
        JOIN budgets b ON b.id = a.budget_id
        JOIN residents r ON r.id = b.resident_id
        WHERE a.id = @AssignmentId
          AND a.provider_id = @ProviderId
          AND r.destroyed_at IS NULL
          AND {RunningAssignment.Sql}
        """;

    private const string RunningSql = $"""
        {RowLock.Resident}
        SELECT COUNT(*)
        FROM emergency_looks
        WHERE resident_id = @ResidentId
          AND user_id = @UserId
          AND ends_at > @Now
        """;

    private const string InsertSql = """
        INSERT INTO emergency_looks (id, resident_id, provider_id, user_id, reason, opened_at, ends_at)
        VALUES (@Id, @ResidentId, @ProviderId, @UserId, @Reason, @Now, @EndsAt)
        """;
}
