using Budget.Core.Audit;
using Budget.Core.Secrecy;
using Budget.Core.Storage;

namespace Budget.Core.Community;

/// <summary>The municipality says to what residents told that it helps to make it happen, and how; or why it does not. Once, for everybody who sees it.</summary>
public sealed class AnswerIdea(Database database)
{
    public sealed record Entry(IdeaId Id, bool IsFacilitated, string Words);

    public Task<Outcome<IdeaId>> Do(Actor actor, IdempotencyKey key, Entry entry) =>
        database.Once<IdeaId>(actor, key, nameof(AnswerIdea), entry, async session =>
        {
            if (actor.Role is not (Role.Caseworker or Role.Administrator))
            {
                return Refusal.NotAllowed;
            }

            var words = TypedText.Seen(entry.Words);
            if (words.Length == 0)
            {
                return Refusal.ReasonMissing;
            }

            if (words.Length > TellIdea.LongestText)
            {
                return Refusal.TextTooLong.With(TellIdea.LongestText);
            }

            if (await IdeaRow.Lock(session, actor, entry.Id) is not { IsShown: "yes" } idea)
            {
                return Refusal.NotFound;
            }

            if (idea.Outcome is not null)
            {
                return Refusal.AlreadyAnswered;
            }

            await session.Execute(AnswerSql, new
            {
                entry.Id,
                Outcome = entry.IsFacilitated ? "facilitated" : "declined",
                Answer = (await ResidentKey.Of(session, idea.ResidentId)).Hide(HiddenColumn.IdeaAnswer, $"{entry.Id.Value:D}", words),
                actor.UserId,
                session.Now,
            });
            await Trace.Write(session, actor, nameof(AnswerIdea), "", idea.ResidentId);
            return entry.Id;
        });

    private const string AnswerSql = """
        UPDATE ideas
        SET outcome = @Outcome,
            answer = @Answer,
            answered_by = @UserId,
            answered_at = @Now
        WHERE id = @Id
        """;
}
