using System.Text.Json;
using System.Text.Json.Serialization;
using Budget.Core.Storage;

namespace Budget.Core.Configuration;

/// <summary>
/// What an administrator changed in the set-up of the own municipality, written down in the transaction of the deed: what it was and what it is, as flat JSON. Rows are
/// never changed. Never personal data: what a municipality offers is no secret.
/// </summary>
internal static class ConfigurationChange
{
    private static readonly JsonSerializerOptions Words = new() { Converters = { new JsonStringEnumConverter() } };

    /// <param name="what">What kind of thing, such as "Neighbourhood".</param>
    /// <param name="subject">Which of them.</param>
    /// <param name="before">None when it is new.</param>
    public static Task Write(Session session, Actor actor, string what, string subject, object? before, object after) => session.Execute(InsertSql, new
    {
        Id = session.NewId().ToString("D"),
        actor.MunicipalityCode,
        what,
        subject,
        Before = JsonSerializer.Serialize(before, Words),
        After = JsonSerializer.Serialize(after, Words),
        actor.UserId,
        session.Now,
    });

    /// <summary>
    /// Until this transaction ends nobody else changes the set-up of this municipality. Answers how often the subject was changed, as text, empty when it was never there: who wants
    /// to change it has to have seen it after the last change, so that of two people who change the same at once neither wins without knowing of the other.
    /// </summary>
    public static Task<string> LockAndCount(Session session, Actor actor, string what, string subject) =>
        session.LockAndRead<string>(LockAndCountSql, new { actor.MunicipalityCode, what, subject });

    /// <summary>The same for who only looks, and changes it perhaps.</summary>
    public static Task<string> Count(Session session, Actor actor, string what, string subject) => session.Single<string>(CountSql, new { actor.MunicipalityCode, what, subject });

    private const string LockAndCountSql = $"""
        /*postgresql
        SELECT code
        FROM municipalities
        WHERE code = @MunicipalityCode
        FOR NO KEY UPDATE;
        */
        {CountSql}
        """;

    private const string CountSql = """
        SELECT CASE COUNT(*) WHEN 0 THEN '' ELSE CAST(COUNT(*) AS TEXT) END
        FROM configuration_changes
        WHERE municipality_code = @MunicipalityCode
          AND what = @what
          AND subject = @subject
        """;

    private const string InsertSql = """
        INSERT INTO configuration_changes (id, municipality_code, what, subject, before_json, after_json, changed_by, changed_at)
        VALUES (@Id, @MunicipalityCode, @what, @subject, @Before, @After, @UserId, @Now)
        """;
}
