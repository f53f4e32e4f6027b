using Budget.Core.Audit;
using Budget.Core.Residents;
using Budget.Core.Secrecy;
using Budget.Core.Storage;

namespace Budget.Core.Delivery;

/// <summary>
/// A caseworker answers a resident who wants a provider without a contract: welcome (the municipality makes a contract or admits it lightly, and then it can be chosen) or
/// declined, always with the reason in plain words.
/// </summary>
public sealed class AnswerProposal(Database database)
{
    public sealed record Entry(Guid Id, bool IsWelcome, string Answer);

    /// <returns>The number of the budget.</returns>
    public Task<Outcome<string>> Do(Actor actor, IdempotencyKey key, Entry entry) =>
        database.Once<string>(actor, key, nameof(AnswerProposal), entry, async session =>
        {
            if (actor.Role != Role.Caseworker)
            {
                return Refusal.NotAllowed;
            }

            if (await session.FirstOrNone<Asked>(AskedSql, Access.Of(actor, session, entry.Id.ToString("D"))) is not { } asked
                || !await ResidentFile.Lock(session, asked.ResidentId))
            {
                return Refusal.NotFound;
            }

            var answer = TypedText.Seen(entry.Answer);
            if (answer.Length == 0)
            {
                return Refusal.RequestIncomplete;
            }

            if (answer.Length > ProposeProvider.LongestWhy)
            {
                return Refusal.TextTooLong.With(ProposeProvider.LongestWhy);
            }

            var answered = await session.Execute(AnswerSql, new
            {
                asked.Id,
                Outcome = entry.IsWelcome ? "welcome" : "declined",
                Answer = (await ResidentKey.Of(session, asked.ResidentId)).Hide(HiddenColumn.ProposalAnswer, asked.Id, answer),
                actor.UserId,
                session.Now,
            });
            if (answered == 0)
            {
                return Refusal.AlreadyAnswered;
            }

            await Trace.Write(session, actor, nameof(AnswerProposal), asked.BudgetNumber, asked.ResidentId);
            return asked.BudgetNumber;
        });

    private sealed record Asked(string Id, string BudgetNumber, ResidentId ResidentId);

    private const string AskedSql = $"""
        SELECT proposal.id AS Id, file.number AS BudgetNumber, file.resident_id AS ResidentId
        FROM provider_proposals proposal
        JOIN budgets file ON file.id = proposal.budget_id
        WHERE proposal.id = @Subject
          AND {Access.ToOne}
        """;

    private const string AnswerSql = """
        UPDATE provider_proposals
        SET outcome = @Outcome,
            answer = @Answer,
            answered_by = @UserId,
            answered_at = @Now
        WHERE id = @Id
          AND outcome IS NULL
        """;
}
