using Budget.Core.Ledger;
using Budget.Core.Residents;
using Budget.Core.Storage;

namespace Budget.Core.Audit;

/// <summary>What an alert is about.</summary>
public enum AlertKind
{
    /// <summary>Somebody looks at more files in an hour than work explains.</summary>
    Burst,
    /// <summary>Somebody is refused again and again.</summary>
    Refused,
    /// <summary>The file of somebody who does not exist was opened.</summary>
    Decoy,
    /// <summary>A file was opened without consent, because it could not wait.</summary>
    Emergency,
    /// <summary>Signing in is tried again and again.</summary>
    SignIn,
    /// <summary>Traces were changed, added or left out.</summary>
    Traces,
    /// <summary>Somebody looks people up by BSN more often than work explains.</summary>
    Search,
}

/// <summary>How a kind of alert stands in the database.</summary>
internal static class StoredAlertKind
{
    private const string SignIn = "sign-in";

    public static string Of(AlertKind kind) => kind == AlertKind.SignIn ? SignIn : kind.Stored();

    public static AlertKind Parse(string stored) => stored == SignIn ? AlertKind.SignIn : StoredNames.Parse<AlertKind>(stored);
}

/// <summary>
/// Raises an alert when traces say that somebody should look: once an hour for the same person and the same kind, so that one storm is one alert. Written
/// in the transaction of the trace that raises it. What is counted is counted no further than what raises an alert, by an index of its own: however many traces
/// somebody leaves, one more costs the same.
/// </summary>
internal static class RaiseAlert
{
    /// <summary>Files in an hour. A caseworker's day has some forty (domain.md, 6: 3,000 clients a town); an address book has more.</summary>
    public const int FilesInAnHour = 60;

    /// <summary>Refusals in ten minutes: more than slips of the finger.</summary>
    public const int RefusalsInTenMinutes = 10;

    public static async Task AfterLook(Session session, Actor actor, ResidentId resident)
    {
        if (await session.Single<long>(IsDecoySql, new { resident }) > 0)
        {
            await Raise(session, actor, AlertKind.Decoy, resident, amount: 1);
        }

        var opened = new { actor.UserId, resident, session.Now, Before = session.Now.AddHours(-1), Most = (long)FilesInAnHour };
        await session.Execute(OpenedSql, opened);
        await session.Execute(ForgetSql, opened);
        var files = await session.Single<long>(FilesSql, opened);
        if (files >= FilesInAnHour)
        {
            await Raise(session, actor, AlertKind.Burst, resident: null, files);
        }
    }

    /// <summary>Of something that is not there or not theirs, or a page that is not for their role.</summary>
    public static async Task AfterRefusal(Session session, Actor actor, string what, string subject)
    {
        await Trace.Write(session, actor, TraceAction.Refused, what, subject, resident: null, onBehalfOf: null, TraceBasis.None);
        var refusals = await session.Single<long>(RefusalsSql, new { actor.UserId, Since = TraceIds.LowestAt(session.Now.AddMinutes(-10)), Most = (long)RefusalsInTenMinutes });
        if (refusals >= RefusalsInTenMinutes)
        {
            await Raise(session, actor, AlertKind.Refused, resident: null, refusals);
        }
    }

    public static async Task Raise(Session session, Actor actor, AlertKind kind, ResidentId? resident, long amount)
    {
        var raised = new { Id = new AlertId(session.NewId()), session.Now, actor.MunicipalityCode, Kind = StoredAlertKind.Of(kind), actor.UserId, resident, amount, Since = session.Now.AddHours(-1) };
        await session.Execute(InsertSql, raised);
    }

    private const string IsDecoySql = """
        SELECT COUNT(*)
        FROM decoys
        WHERE resident_id = @resident
        """;

    private const string OpenedSql = """
        INSERT INTO files_opened (user_id, resident_id, opened_at)
        VALUES (@UserId, @resident, @Now)
        ON CONFLICT (user_id, resident_id) DO UPDATE
        SET opened_at = excluded.opened_at
        """;

    private const string ForgetSql = """
        DELETE FROM files_opened
        WHERE user_id = @UserId
          AND opened_at < @Before
        """;

    private const string FilesSql = """
        SELECT COUNT(*)
        FROM (
            SELECT 1 AS file
            FROM files_opened
            WHERE user_id = @UserId
            LIMIT @Most
        ) recent
        """;

    private const string RefusalsSql = """
        SELECT COUNT(*)
        FROM (
            SELECT 1 AS refusal
            FROM traces
            WHERE user_id = @UserId
              AND id >= @Since
              AND action = 'refused'
            LIMIT @Most
        ) recent
        """;

    private const string InsertSql = """
        INSERT INTO alerts (id, raised_at, municipality_code, kind, user_id, resident_id, amount)
        SELECT @Id, @Now, @MunicipalityCode, @Kind, @UserId, @resident, @amount
        WHERE NOT EXISTS (
            SELECT 1
            FROM alerts
            WHERE user_id = @UserId
              AND kind = @Kind
              AND raised_at > @Since
              AND COALESCE(resident_id, '') = COALESCE(@resident, ''))
        """;
}
