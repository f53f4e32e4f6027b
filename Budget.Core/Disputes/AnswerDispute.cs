using Budget.Core.Audit;
using Budget.Core.Mail;
using Budget.Core.Residents;
using Budget.Core.Secrecy;
using Budget.Core.SignIn;
using Budget.Core.Storage;

namespace Budget.Core.Disputes;

/// <summary>
/// The provider answers a dispute: it was delivered, and why, so that the municipality settles; or the resident is right, and then the line is reversed at once by the provider's own word. That takes money
/// back, so that only who may declare says it (docs/decisions/0020). The line is not to be credited as well: a credit of what was reversed is rejected (9390). Also after its term, as long as nobody settled it.
/// </summary>
public sealed class AnswerDispute(Database database)
{
    public const int LongestExplanation = 1000;

    /// <param name="Explanation">Of what was delivered always; the resident reads it as it is written.</param>
    public sealed record Entry(Guid Dispute, bool IsDelivered, string Explanation);

    /// <returns>Which dispute: an answer is kept, and longer than the file of a resident.</returns>
    public Task<Outcome<Guid>> Do(Actor actor, IdempotencyKey key, Entry entry) =>
        database.Once<Guid>(actor, key, nameof(AnswerDispute), entry, async session =>
        {
            if (actor.Role != Role.ProviderStaff)
            {
                return Refusal.NotAllowed;
            }

            if (await DeclaredLine.OfProvider(session, actor, entry.Dispute) is not { } found || !await ResidentFile.Lock(session, found.ResidentId))
            {
                return Refusal.NotFound;
            }

            if (!entry.IsDelivered && await OwnOffice.In(session, actor) is not { MaySubmit: true })
            {
                return Refusal.NotAllowed;
            }

            var explanation = TypedText.Seen(entry.Explanation);
            if (entry.IsDelivered && explanation.Length == 0)
            {
                return Refusal.RequestIncomplete;
            }

            if (explanation.Length > LongestExplanation)
            {
                return Refusal.TextTooLong.With(LongestExplanation);
            }

            await BudgetLock.Take(session, found.BudgetId);
            var line = (await DeclaredLine.OfProvider(session, actor, entry.Dispute))!;
            if (!line.Standing.IsOpen)
            {
                return line.WhyOver;
            }

            if (entry.IsDelivered)
            {
                if (line.AnsweredAt is not null)
                {
                    return Refusal.AlreadyAnswered;
                }

                await Say(session, actor, line, explanation);
            }
            else if (await DisputeEnd.Reverse(session, actor, line, explanation) is { } refusal)
            {
                return refusal;
            }

            await Outbox.Put(session, MailKind.DisputeIsAnswered, line.ResidentId, line.RequestNumber);
            await Trace.Write(session, actor, nameof(AnswerDispute), $"{line.BudgetNumber}/{line.Posting}", line.ResidentId);
            return entry.Dispute;
        });

    private static async Task Say(Session session, Actor actor, DeclaredLine line, string explanation)
    {
        await session.Execute(InsertSql, new
        {
            line.DisputeId,
            Explanation = (await ResidentKey.Of(session, line.ResidentId)).Hide(HiddenColumn.DisputeAnswer, line.DisputeId!, explanation),
            actor.UserId,
            session.Now,
        });
        // Late, the municipality's own term is running already: an answer does not make it longer.
        var fromNow = session.Today.AddDays(LineStanding.SettleDays);
        await session.Execute(OpenSql, new { line.DisputeId, SettleBy = fromNow < line.SettleBy ? fromNow : line.SettleBy!.Value });
    }

    private const string InsertSql = """
        INSERT INTO dispute_answers (dispute_id, explanation, answered_by, answered_at)
        VALUES (@DisputeId, @Explanation, @UserId, @Now)
        """;

    private const string OpenSql = """
        UPDATE open_disputes
        SET is_answered = 1,
            settle_by = @SettleBy
        WHERE dispute_id = @DisputeId
        """;
}
