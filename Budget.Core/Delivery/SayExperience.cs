using Budget.Core.Audit;
using Budget.Core.Ledger;
using Budget.Core.Residents;
using Budget.Core.Secrecy;
using Budget.Core.Storage;

namespace Budget.Core.Delivery;

/// <summary>Whether the help of a provider helps.</summary>
public enum Helps { Yes, Partly, No }

/// <summary>
/// A resident, or who represents the resident, says whether it helps: of a provider whom the resident has or had. Others are shown how many said so, from five up; the
/// words are hidden and for nobody else. Saying it again takes the place of what was said.
/// </summary>
public sealed class SayExperience(Database database)
{
    public const int LongestWords = 400;

    /// <param name="Words">May be empty.</param>
    public sealed record Entry(AssignmentId AssignmentId, Helps Helps, string Words);

    public Task<Outcome<AssignmentId>> Do(Actor actor, IdempotencyKey key, Entry entry) =>
        database.Once<AssignmentId>(actor, key, nameof(SayExperience), entry, async session =>
        {
            if (actor.Role != Role.Resident)
            {
                return Refusal.NotAllowed;
            }

            var words = TypedText.Seen(entry.Words);
            if (words.Length > LongestWords)
            {
                return Refusal.TextTooLong.With(LongestWords);
            }

            if (await DeliveredAssignment.Find(session, actor, entry.AssignmentId) is not { } assignment || !await ResidentFile.Lock(session, assignment.ResidentId))
            {
                return Refusal.NotFound;
            }

            if (session.Today < assignment.StartsOn || assignment.EndsOn < assignment.StartsOn)
            {
                return Refusal.SupportNotBegun.With(assignment.StartsOn.InDigits());
            }

            if (await session.Single<long>(SomebodyCameSql, new { assignment.Id }) == 0)
            {
                return Refusal.NobodyCameYet;
            }

            await session.Execute(SaySql, new
            {
                assignment.Id,
                assignment.ResidentId,
                assignment.ProviderId,
                assignment.MunicipalityCode,
                Helps = entry.Helps.Stored(),
                Words = (await ResidentKey.Of(session, assignment.ResidentId)).Hide(HiddenColumn.ExperienceWords, $"{assignment.Id.Value:D}", words),
                actor.UserId,
                session.Now,
            });
            await Trace.Write(session, actor, nameof(SayExperience), assignment.BudgetNumber, assignment.ResidentId, await Access.OnBehalfOf(session, actor, assignment.ResidentId));
            return assignment.Id;
        });

    // Said by either side, or declared.
    private const string SomebodyCameSql = $"""
        SELECT COUNT(*)
        FROM assignments a
        WHERE a.id = @Id
          AND {SomebodyCame.Sql}
        """;

    private const string SaySql = """
        INSERT INTO experiences (assignment_id, municipality_code, resident_id, provider_id, helps, words, said_by, said_at)
        VALUES (@Id, @MunicipalityCode, @ResidentId, @ProviderId, @Helps, @Words, @UserId, @Now)
        ON CONFLICT (assignment_id) DO UPDATE
        SET helps = @Helps,
            words = @Words,
            said_by = @UserId,
            said_at = @Now
        """;
}
