using Budget.Core.Audit;
using Budget.Core.Ledger;
using Budget.Core.Residents;
using Budget.Core.Storage;
using Budget.Core.SupportRequests;

namespace Budget.Core.MyData;

/// <summary>Of what somebody says that it is not right.</summary>
public enum CorrectionOf { Name, BornOn, Request, Report, Decision, Money, Other }

/// <summary>
/// Somebody says what is wrong in the file, and what it should be (Wmo 2015, 5.3.2; AVG art. 16). The municipality answers within a month (AVG art. 12 lid 3). Answers the
/// number of the request.
/// </summary>
public sealed class AskCorrection(Database database)
{
    /// <summary>Of one person in twenty-four hours.</summary>
    public const int MostADay = 10;

    public sealed record Entry(ResidentId ResidentId, CorrectionOf About, string Words, string ShouldBe);

    public Task<Outcome<string>> Do(Actor actor, IdempotencyKey key, Entry entry) =>
        database.Once<string>(actor, key, nameof(AskCorrection), entry, async session =>
        {
            var (words, shouldBe) = (TypedText.Seen(entry.Words), TypedText.Seen(entry.ShouldBe));
            if (words.Length == 0 || shouldBe.Length == 0 || !Enum.IsDefined(entry.About))
            {
                return Refusal.RequestIncomplete;
            }

            if (words.Length > RequestContent.LongestText || shouldBe.Length > RequestContent.LongestText)
            {
                return Refusal.TextTooLong.With(RequestContent.LongestText);
            }

            if (await ResidentFile.Mine(session, actor, entry.ResidentId) is not { } file)
            {
                return Refusal.NotFound;
            }

            if (await session.LockAndRead<long>(AskedSql, new { actor.UserId, Since = session.Now.AddDays(-1) }) >= MostADay)
            {
                return Refusal.AskedTooOften.With(MostADay);
            }

            var number = await DataRequest.NextNumber(session);
            await DataRequest.Insert(session, actor, file, number, "correction", entry.About.Stored(), words, shouldBe);
            await Trace.Write(session, actor, nameof(AskCorrection), number, entry.ResidentId, await Access.OnBehalfOf(session, actor, entry.ResidentId));
            return number;
        });

    private const string AskedSql = $"""
        {RowLock.User}
        SELECT COUNT(*)
        FROM data_requests
        WHERE asked_by = @UserId
          AND asked_at > @Since
          AND kind = 'correction'
        """;
}
