using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using Budget.Core.Audit;
using Budget.Core.Storage;

namespace Budget.Core.SignIn;

/// <summary>
/// Keeps that somebody did not come in and why (ASVS 16.3.1), and raises an alert when one person, or people whom nobody knows by one way in, fail again and
/// again. What a storm of them costs is bounded: after <see cref="Most"/> in ten minutes the alert says it all, and no more are written. Those who turned back are
/// counted by themselves, so that a storm of them hides no other.
/// </summary>
public sealed class KeepFailedSignIn(Database database)
{
    /// <summary>Of one person in ten minutes: more than trying again, and then once more with the app.</summary>
    public const int OfOnePerson = 5;

    /// <summary>By one way in, in ten minutes.</summary>
    public const int ByOneWay = 50;

    /// <summary>Written down in ten minutes, of those who turned back and of those who failed each.</summary>
    public const int Most = 200;

    /// <summary>Somebody turned back at the provider: kept, and nothing to be alarmed about.</summary>
    public const string Cancelled = "afgebroken";

    private const string Nobody = "-";

    /// <param name="Way">By which way in: "digid".</param>
    /// <param name="Reason">One word of a closed list, never what somebody sent.</param>
    /// <param name="Identity">Issuer and subject, when a token that was believed told them; kept as a short fingerprint.</param>
    public sealed record Entry(string Way, string Reason, string? Identity = null);

    public async Task Of(Entry entry)
    {
        try
        {
            await database.Overwrite(session => Keep(session, entry));
        }
        catch (DbException fault) when (DatabaseTrouble.IsAway(fault))
        {
            // Nobody came in all the same.
        }
    }

    private static async Task Keep(Session session, Entry entry)
    {
        // No account: what all who fail by this way have in common, so that they are counted by the index of a user's traces.
        var way = new Actor(new UserId(Named(Encoding.UTF8.GetBytes($"way in: {entry.Way}"))), Role.System, "");
        var print = entry.Identity is null ? null : await session.Keys.Fingerprint(session, "sign-in", entry.Identity);
        var mark = print is null ? Nobody : print[..12];
        var before = await session.Single<Counted>(RecentSql, new { way.UserId, Since = TraceIds.LowestAt(session.Now.AddMinutes(-10)), mark, Most = 2L * Most });
        var isCancelled = entry.Reason == Cancelled;
        if ((isCancelled ? before.Cancelled : before.Failed) < Most)
        {
            await Trace.Write(session, way, TraceAction.Refused, "SignIn", $"{entry.Reason} {mark}", resident: null, onBehalfOf: null, TraceBasis.None);
        }

        if (isCancelled)
        {
            return;
        }

        if (before.Failed + 1 >= ByOneWay)
        {
            await RaiseAlert.Raise(session, way, AlertKind.SignIn, resident: null, before.Failed + 1);
        }

        if (print is not null && before.OfPerson + 1 >= OfOnePerson)
        {
            await RaiseAlert.Raise(session, way with { UserId = new UserId(Named(Convert.FromHexString(print))) }, AlertKind.SignIn, resident: null, before.OfPerson + 1);
        }
    }

    private static Guid Named(byte[] name) => new(SHA256.HashData(name).AsSpan(0, 16));

    /// <param name="Cancelled">Who turned back by themselves.</param>
    private sealed record Counted(long Cancelled, long Failed, long OfPerson);

    private const string RecentSql = $"""
        SELECT COUNT(*) FILTER (WHERE subject LIKE '{Cancelled} %') AS Cancelled,
               COUNT(*) FILTER (WHERE subject NOT LIKE '{Cancelled} %') AS Failed,
               COUNT(*) FILTER (WHERE subject LIKE '% ' || @mark) AS OfPerson
        FROM (
            SELECT subject
            FROM traces
            WHERE user_id = @UserId
              AND id >= @Since
            LIMIT @Most
        ) recent
        """;
}
