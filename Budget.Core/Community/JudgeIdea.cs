using Budget.Core.Audit;
using Budget.Core.Secrecy;
using Budget.Core.Storage;

namespace Budget.Core.Community;

/// <summary>
/// Somebody of the municipality has read what a resident told, and lets others see it, or says to the resident why not: a name of somebody else in it, or what hurts people. Once.
/// </summary>
public sealed class JudgeIdea(Database database)
{
    /// <param name="WhyNot">Needed when others do not see it.</param>
    public sealed record Entry(IdeaId Id, bool IsShown, string WhyNot);

    public Task<Outcome<IdeaId>> Do(Actor actor, IdempotencyKey key, Entry entry) =>
        database.Once<IdeaId>(actor, key, nameof(JudgeIdea), entry, async session =>
        {
            if (actor.Role is not (Role.Caseworker or Role.Administrator))
            {
                return Refusal.NotAllowed;
            }

            var whyNot = entry.IsShown ? "" : TypedText.Seen(entry.WhyNot);
            if (!entry.IsShown && whyNot.Length == 0)
            {
                return Refusal.ReasonMissing;
            }

            if (whyNot.Length > TellIdea.LongestText)
            {
                return Refusal.TextTooLong.With(TellIdea.LongestText);
            }

            if (await IdeaRow.Lock(session, actor, entry.Id) is not { } idea)
            {
                return Refusal.NotFound;
            }

            if (idea.IsShown is not null)
            {
                return Refusal.AlreadyAnswered;
            }

            await session.Execute(JudgeSql, new
            {
                entry.Id,
                IsShown = entry.IsShown ? "yes" : "no",
                WhyNot = (await ResidentKey.Of(session, idea.ResidentId)).Hide(HiddenColumn.IdeaWhyNot, $"{entry.Id.Value:D}", whyNot),
                actor.UserId,
                session.Now,
            });
            await Trace.Write(session, actor, nameof(JudgeIdea), "", idea.ResidentId);
            return entry.Id;
        });

    private const string JudgeSql = """
        UPDATE ideas
        SET is_shown = @IsShown,
            why_not = @WhyNot,
            judged_by = @UserId,
            judged_at = @Now
        WHERE id = @Id
        """;
}
