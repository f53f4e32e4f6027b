using Budget.Core.SignIn;
using Budget.Core.Storage;

namespace Budget.Core.Couplings;

/// <summary>
/// Which coupling sends this token? Asked at every request, so that a coupling that was ended, an account that was blocked and a right that was withdrawn count from the next one on. A coupling works as
/// long as it was not ended, its last day has not passed, and neither it nor who made it is blocked; it may no more than who made it may now.
/// </summary>
public sealed class CouplingOfToken(Database database)
{
    public sealed record Answer(UserId UserId, string Name, ProviderId ProviderId, IReadOnlyList<string> Scopes)
    {
        /// <summary>As staff of the provider: ownership is in the WHERE of what it does.</summary>
        public Actor Actor => new(UserId, Role.ProviderStaff, MunicipalityCode: "", ProviderId);
    }

    /// <returns>None when there is no such token, or none any more.</returns>
    public Task<Answer?> Find(string token) => database.Read<Answer?>(async session =>
        await session.FirstOrNone<Row>(TokenSql, new { Hash = SessionToken.Hash(token), session.Now, session.Today }) is { } row
            ? new Answer(row.UserId, row.Name, row.ProviderId, [.. row.Scopes.Split(' ').Intersect(CouplingScope.Of(row.May, row.MakerMay))])
            : null);

    private sealed record Row(UserId UserId, string Name, ProviderId ProviderId, string Scopes, string May, string MakerMay);

    /// <summary>Part of a WHERE about a coupling, with its account as "users" and who made it as "maker".</summary>
    internal const string Works = """
        coupling.ended_at IS NULL
          AND coupling.ends_on >= @Today
          AND users.blocked_at IS NULL
          AND maker.blocked_at IS NULL
        """;

    private const string TokenSql = $"""
        SELECT coupling.user_id AS UserId, coupling.name AS Name, coupling.provider_id AS ProviderId, token.scopes AS Scopes, {OfficeRightNow.Sql} AS May, {OfficeRightNow.OfMaker} AS MakerMay
        FROM coupling_tokens token
        JOIN couplings coupling ON coupling.user_id = token.user_id
        JOIN users ON users.id = coupling.user_id
        JOIN users maker ON maker.id = coupling.made_by
        WHERE token.token_hash = @Hash
          AND token.ends_at > @Now
          AND {Works}
        """;
}
