using Budget.Core.Storage;

namespace Budget.Core.Residents;

/// <summary>
/// Ownership as part of the WHERE clause. Each fragment expects the parameters of <see cref="Of"/>; what is not yours is not found.
/// </summary>
internal static class Access
{
    /// <summary>
    /// The residents for whom a resident's session is there: oneself and those one represents today; or, signed in with DigiD Machtigen, the one
    /// resident whose mandate that is. Their ids. Not of a municipality for which the level of this sign-in is too low.
    /// </summary>
    public const string Mine = $"""
        {Open}
                {Mandate}
        """;

    /// <summary>Of those in <see cref="Mine"/> the ones that are somebody else: whom one represents today, or whose mandate it is.</summary>
    public const string Others = $"""
        {Open}
                  AND access.kind = 'representative'
                {Mandate}
        """;

    /// <summary>Of those in <see cref="Mine"/> one's own: for what only the resident says, and nobody for the resident.</summary>
    public const string Own = $"""
        {Open}
                  AND access.kind = 'self'
        """;

    private const string Open = """
        SELECT access.resident_id
                FROM resident_access access
                WHERE @Role = 'resident'
                  AND @ActsFor = ''
                  AND access.user_id = @UserId
                  AND access.starts_on <= @Today
                  AND access.ends_on >= @Today
                  AND (@ClosedTo = '' OR NOT EXISTS (
                      SELECT 1
                      FROM residents closed
                      WHERE closed.id = access.resident_id
                        AND @ClosedTo LIKE '%' || closed.municipality_code || '%'))
        """;

    private const string Mandate = """
        UNION ALL
                SELECT mandate.id
                FROM residents mandate
                WHERE @Role = 'resident'
                  AND mandate.id = @ActsFor
        """;

    /// <summary>Residents' own files and those they represent today; staff: their whole municipality. Providers: nothing here.</summary>
    public const string ToFile = $"""
        file.resident_id IN (
                {Mine}
                UNION ALL
                SELECT own.id
                FROM residents own
                WHERE @Role IN ('caseworker', 'finance', 'auditor', 'system')
                  AND own.municipality_code = @MunicipalityCode)
            AND (@Role = 'resident' OR file.municipality_code = @MunicipalityCode)
        """;

    /// <summary>The same of one file, which its number or id has found already: nobody's files are listed first, however large the municipality.</summary>
    public const string ToOne = $"""
        (@Role = 'resident' AND file.resident_id IN (
                {Mine})
            OR @Role IN ('caseworker', 'finance', 'auditor', 'system')
                AND file.municipality_code = @MunicipalityCode
                AND EXISTS (
                    SELECT 1
                    FROM residents own
                    WHERE own.id = file.resident_id
                      AND own.municipality_code = @MunicipalityCode))
        """;

    public static object Of(Actor actor, Session session) => Of(actor, session, "");

    /// <param name="subject">What is asked for; of its own type, or the mapper would pass a text by the rule for texts (SqlTypes).</param>
    public static object Of<T>(Actor actor, Session session, T subject) => new
    {
        Role = actor.Role.ToString().ToLowerInvariant(),
        actor.UserId,
        actor.MunicipalityCode,
        ActsFor = actor.ActsFor?.Value.ToString("D") ?? "",
        actor.ClosedTo,
        session.Today,
        session.Now,
        Subject = subject,
    };

    /// <summary>The resident for whom this user acts as representative; none when acting for oneself or as staff.</summary>
    public static async Task<ResidentId?> OnBehalfOf(Session session, Actor actor, ResidentId residentId) =>
        actor.ActsFor is not null ? actor.ActsFor :
        actor.Role == Role.Resident && await session.Single<long>(IsRepresentativeSql, new { actor.UserId, residentId }) > 0 ? residentId : null;

    private const string IsRepresentativeSql = """
        SELECT COUNT(*)
        FROM resident_access
        WHERE user_id = @UserId
          AND resident_id = @residentId
          AND kind = 'representative'
        """;
}
