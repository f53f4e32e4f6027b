using Budget.Core.Audit;
using Budget.Core.Residents;
using Budget.Core.Secrecy;
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
    /// <summary>Of one person in a day.</summary>
    public const int MostADay = 10;

    public sealed record Entry(ResidentId ResidentId, CorrectionOf About, string Words, string ShouldBe);

    public Task<Outcome<string>> Do(Actor actor, IdempotencyKey key, Entry entry) =>
        database.Once<string>(actor, key, nameof(AskCorrection), entry, async session =>
        {
            if (TypedText.Seen(entry.Words).Length == 0 || TypedText.Seen(entry.ShouldBe).Length == 0 || !Enum.IsDefined(entry.About))
            {
                return Refusal.RequestIncomplete;
            }

            if (entry.Words.Length > RequestContent.LongestText || entry.ShouldBe.Length > RequestContent.LongestText)
            {
                return Refusal.TextTooLong.With(RequestContent.LongestText);
            }

            if (await session.FirstOrNone<DataRequest.Resident>(DataRequest.MineSql, Access.Of(actor, session, entry.ResidentId.Value.ToString("D"))) is not { } resident)
            {
                return Refusal.NotFound;
            }

            if (await session.Single<long>(AskedSql, new { actor.UserId, Since = session.Now.AddDays(-1) }) >= MostADay)
            {
                return Refusal.AskedTooOften.With(MostADay);
            }

            var number = await DataRequest.NextNumber(session);
            await DataRequest.Insert(session, actor, entry.ResidentId, resident.MunicipalityCode, number, "correction", entry.About.ToString().ToLowerInvariant(), entry.Words, entry.ShouldBe);
            await Trace.Write(session, actor, nameof(AskCorrection), number, entry.ResidentId, await Access.OnBehalfOf(session, actor, entry.ResidentId));
            return number;
        });

    private const string AskedSql = """
        SELECT COUNT(*)
        FROM data_requests
        WHERE asked_by = @UserId
          AND asked_at > @Since
          AND kind = 'correction'
        """;
}
