using Budget.Core.Audit;
using Budget.Core.Storage;

namespace Budget.Core.Residents;

/// <summary>
/// Who has this BSN in the caseworker's own municipality? Found by its keyed hash: nothing is opened, and no BSN travels further than this. Everybody
/// else, and every other municipality, gets the answer to a BSN that nobody has. So many times an hour for each person, in whichever portal or session: whoever tries
/// number after number is refused, and somebody is told.
/// </summary>
public sealed class ResidentByBsn(Database database)
{
    /// <summary>What a BSN's fingerprint says it is of (KeyRing.Fingerprint).</summary>
    internal const string Kind = "bsn";

    /// <summary>One a minute is more than a desk asks, and 90 million BSNs last a lifetime.</summary>
    public const int SearchesInAnHour = 60;

    public sealed record Answer(ResidentId ResidentId, string Name, DateOnly BornOn);

    public Task<Outcome<Answer>> Of(Actor actor, string bsn) => actor.Role != Role.Caseworker || !Bsn.IsWellFormed(bsn)
        ? Task.FromResult<Outcome<Answer>>(Refusal.NotFound)
        : database.Overwrite(session => Search(session, actor, bsn));

    internal static async Task<Outcome<Answer>> Search(Session session, Actor actor, string bsn)
    {
        var searches = await session.LockAndRead<long>(SearchesSql, new { actor.UserId, Since = TraceIds.LowestAt(session.Now.AddHours(-1)), Most = (long)SearchesInAnHour });
        if (searches >= SearchesInAnHour)
        {
            await Trace.Write(session, actor, TraceAction.Refused, nameof(ResidentByBsn), subject: "", resident: null, onBehalfOf: null, TraceBasis.None);
            await RaiseAlert.Raise(session, actor, AlertKind.Search, resident: null, searches);
            return Refusal.SearchedTooOften.With(SearchesInAnHour);
        }

        if (await session.FirstOrNone<Answer>(ByHashSql, new { actor.MunicipalityCode, BsnHash = await session.Keys.Fingerprint(session, Kind, bsn) }) is not { } found)
        {
            // Nobody is refused who looks for a person and has the number wrong; how often is bounded above.
            await Trace.Write(session, actor, TraceAction.Look, nameof(ResidentByBsn), subject: "", resident: null, onBehalfOf: null, TraceBasis.Task);
            return Refusal.NotFound;
        }

        await LookAtFile.Keep(session, actor, nameof(ResidentByBsn), subject: "", found.ResidentId, onBehalfOf: null, TraceBasis.Task);
        return found;
    }

    private const string SearchesSql = $"""
        {RowLock.User}
        SELECT COUNT(*)
        FROM (
            SELECT 1 AS search
            FROM traces
            WHERE user_id = @UserId
              AND id >= @Since
              AND what = 'ResidentByBsn'
            LIMIT @Most
        ) recent
        """;

    private const string ByHashSql = """
        SELECT id AS ResidentId, name AS Name, born_on AS BornOn
        FROM residents
        WHERE municipality_code = @MunicipalityCode
          AND bsn_hash = @BsnHash
        """;
}
