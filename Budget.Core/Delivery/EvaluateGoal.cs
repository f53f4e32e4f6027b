using Budget.Core.Audit;
using Budget.Core.Ledger;
using Budget.Core.Residents;
using Budget.Core.Secrecy;
using Budget.Core.Storage;
using Budget.Core.SupportRequests;

namespace Budget.Core.Delivery;

/// <summary>
/// The resident, or who represents the resident, says of one goal whether it is reached, about the moment at which it is asked (<see cref="EvaluationMoments"/>). Saying it again takes the place of what
/// was said, until the municipality answered: the municipality answers for the result (Wmo 2015, 2.1.1 and 2.3.9), so a "no" is a task of its own (<see cref="GoalsNotReached"/>).
/// </summary>
public sealed class EvaluateGoal(Database database)
{
    public const int LongestWords = 1000;

    /// <param name="AskedOn">The moment about which the form asked.</param>
    /// <param name="Words">May be empty.</param>
    public sealed record Entry(string RequestNumber, LifeDomain Domain, DateOnly AskedOn, Helps Reached, string Words);

    public Task<Outcome<string>> Do(Actor actor, IdempotencyKey key, Entry entry) =>
        database.Once<string>(actor, key, nameof(EvaluateGoal), entry, async session =>
        {
            if (actor.Role != Role.Resident)
            {
                return Refusal.NotAllowed;
            }

            if (await RequestQuery.Lock(session, actor, entry.RequestNumber) is not { } request)
            {
                return Refusal.NotFound;
            }

            var support = (await session.Single<SupportDays>(SupportSql, new { request.Id })).Period;
            if (EvaluationMoments.On(session.Today, support) != entry.AskedOn)
            {
                return Refusal.NotAskedNow;
            }

            var typed = TypedText.Seen(entry.Words);
            if (typed.Length > LongestWords)
            {
                return Refusal.TextTooLong.With(LongestWords);
            }

            if (await session.Single<long>(GoalSql, new { request.Id, Domain = entry.Domain.ToString() }) == 0)
            {
                return Refusal.NotFound;
            }

            var words = await ResidentKey.Of(session, request.ResidentId);
            var said = await session.Execute(SaySql, new
            {
                request.Id,
                Domain = entry.Domain.ToString(),
                entry.AskedOn,
                Reached = entry.Reached.Stored(),
                Words = words.Hide(HiddenColumn.EvaluationWords, GoalsOfCase.Row(request.Id, $"{entry.Domain}", entry.AskedOn), typed),
                actor.UserId,
                session.Now,
            });
            if (said == 0)
            {
                return Refusal.AlreadyAnswered;
            }

            await Trace.Write(session, actor, nameof(EvaluateGoal), entry.RequestNumber, request.ResidentId, await Access.OnBehalfOf(session, actor, request.ResidentId));
            return entry.RequestNumber;
        });

    private const string SupportSql = $"""
        SELECT {SupportDays.Columns}
        FROM support_requests file
        WHERE file.id = @Id
        """;

    private const string GoalSql = """
        SELECT COUNT(*)
        FROM support_needs
        WHERE request_id = @Id
          AND life_domain = @Domain
        """;

    private const string SaySql = """
        INSERT INTO goal_evaluations (request_id, life_domain, asked_on, reached, words, said_by, said_at)
        VALUES (@Id, @Domain, @AskedOn, @Reached, @Words, @UserId, @Now)
        ON CONFLICT (request_id, life_domain, asked_on) DO UPDATE
        SET reached = excluded.reached,
            words = excluded.words,
            said_by = excluded.said_by,
            said_at = excluded.said_at
        WHERE goal_evaluations.answered_at IS NULL
        """;
}
