using Budget.Core.Audit;
using Budget.Core.Residents;
using Budget.Core.Secrecy;
using Budget.Core.SignIn;
using Budget.Core.Storage;
using Budget.Core.SupportRequests;

namespace Budget.Core.MyData;

/// <summary>
/// A caseworker says whether something is put right, and why (AVG art. 12 lid 3 and 4). A name and a day of birth are put right by this deed itself; what else was
/// agreed somebody does by hand, because a report and a decision stay as they were written and money is corrected by a posting of its own.
/// </summary>
public sealed class AnswerCorrection(Database database)
{
    /// <summary>Nobody grew older than 122; beyond this somebody's finger slipped.</summary>
    public const int OldestYears = 130;

    /// <param name="Name">The right name, when that is what was wrong and it is agreed.</param>
    /// <param name="BornOn">The right day of birth, likewise.</param>
    public sealed record Entry(string Number, bool IsAgreed, string Answer, string? Name = null, DateOnly? BornOn = null);

    public Task<Outcome<string>> Do(Actor actor, IdempotencyKey key, Entry entry) =>
        database.Once<string>(actor, key, nameof(AnswerCorrection), entry, async session =>
        {
            if (!actor.MayDecide)
            {
                return Refusal.NotAllowed;
            }

            if (await DataRequest.Find(session, actor, entry.Number, "correction") is not { } request)
            {
                return Refusal.NotFound;
            }

            var answer = TypedText.Seen(entry.Answer);
            if (answer.Length == 0)
            {
                return Refusal.RequestIncomplete;
            }

            if (answer.Length > RequestContent.LongestText)
            {
                return Refusal.TextTooLong.With(RequestContent.LongestText);
            }

            if (entry.IsAgreed && await PutRight(session, request, entry) is { } refusal)
            {
                return refusal;
            }

            if (!await DataRequest.Answer(session, actor, request, entry.IsAgreed, answer))
            {
                return Refusal.AlreadyAnswered;
            }

            await Trace.Write(session, actor, nameof(AnswerCorrection), entry.Number, request.ResidentId);
            return entry.Number;
        });

    private static async Task<Refusal?> PutRight(Session session, DataRequest.Facts request, Entry entry)
    {
        switch (request.About)
        {
            case "name":
                if (TypedText.Seen(entry.Name ?? "") is not { Length: > 0 and <= IntroduceMyself.LongestName } name)
                {
                    return Refusal.NameMissing;
                }

                await session.Execute(NameSql, new { request.ResidentId, name, SearchName = SearchName.Fold(name) });
                await session.Execute(AccountSql, new { request.ResidentId, name });
                return null;
            case "bornon":
                if (entry.BornOn is not { } bornOn)
                {
                    return Refusal.RequestIncomplete;
                }

                if (bornOn > session.Today)
                {
                    return Refusal.DayInFuture;
                }

                if (bornOn < session.Today.AddYears(-OldestYears))
                {
                    return Refusal.DayTooLongAgo.With(OldestYears);
                }

                await session.Execute(BornOnSql, new { request.ResidentId, bornOn });
                return null;
            default:
                return null;
        }
    }

    private const string NameSql = """
        UPDATE residents
        SET name = @name,
            search_name = @SearchName
        WHERE id = @ResidentId
        """;

    // The account of the resident alone: one of a representative bears another's name.
    private const string AccountSql = """
        UPDATE users
        SET name = @name
        WHERE role = 'resident'
          AND id IN (
            SELECT user_id
            FROM resident_access
            WHERE resident_id = @ResidentId
              AND kind = 'self')
        """;

    private const string BornOnSql = """
        UPDATE residents
        SET born_on = @bornOn
        WHERE id = @ResidentId
        """;
}
