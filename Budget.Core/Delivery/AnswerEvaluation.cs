using Budget.Core.Audit;
using Budget.Core.Secrecy;
using Budget.Core.Storage;
using Budget.Core.SupportRequests;

namespace Budget.Core.Delivery;

/// <summary>A caseworker says what the municipality does now about a goal that is not reached: once, in words that the resident reads.</summary>
public sealed class AnswerEvaluation(Database database)
{
    public sealed record Entry(string RequestNumber, LifeDomain Domain, DateOnly AskedOn, string Answer);

    public Task<Outcome<string>> Do(Actor actor, IdempotencyKey key, Entry entry) =>
        database.Once<string>(actor, key, nameof(AnswerEvaluation), entry, async session =>
        {
            if (actor.Role != Role.Caseworker)
            {
                return Refusal.NotAllowed;
            }

            if (await RequestQuery.Lock(session, actor, entry.RequestNumber) is not { } request)
            {
                return Refusal.NotFound;
            }

            var answer = TypedText.Seen(entry.Answer);
            if (answer.Length is 0 or > EvaluateGoal.LongestWords)
            {
                return answer.Length == 0 ? Refusal.RequestIncomplete : Refusal.TextTooLong.With(EvaluateGoal.LongestWords);
            }

            var asked = new { request.Id, Domain = entry.Domain.ToString(), entry.AskedOn };
            if (await session.Single<long>(SaidSql, asked) == 0)
            {
                return Refusal.NotFound;
            }

            var answered = await session.Execute(AnswerSql, Session.With(
                asked,
                ("Answer", (await ResidentKey.Of(session, request.ResidentId)).Hide(HiddenColumn.EvaluationAnswer, GoalsOfCase.Row(request.Id, $"{entry.Domain}", entry.AskedOn), answer)),
                ("UserId", actor.UserId),
                ("Now", session.Now)));
            if (answered == 0)
            {
                return Refusal.AlreadyAnswered;
            }

            await Trace.Write(session, actor, nameof(AnswerEvaluation), entry.RequestNumber, request.ResidentId);
            return entry.RequestNumber;
        });

    private const string SaidSql = """
        SELECT COUNT(*)
        FROM goal_evaluations
        WHERE request_id = @Id
          AND life_domain = @Domain
          AND asked_on = @AskedOn
          AND reached = 'no'
        """;

    private const string AnswerSql = """
        UPDATE goal_evaluations
        SET answer = @Answer,
            answered_by = @UserId,
            answered_at = @Now
        WHERE request_id = @Id
          AND life_domain = @Domain
          AND asked_on = @AskedOn
          AND reached = 'no'
          AND answered_at IS NULL
        """;
}
