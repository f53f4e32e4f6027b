using System.Security.Cryptography;
using Budget.Core.Storage;

namespace Budget.Core.SignIn;

/// <summary>
/// Ends sessions at the server: whoever still has the cookie has nothing. One's own (one or all of them), those of an account, or those that a
/// provider says are over (OpenID Connect Back-Channel Logout 1.0). Ending what has ended does nothing.
/// </summary>
public sealed class EndSession(Database database)
{
    /// <summary>The session of this cookie.</summary>
    /// <returns>The id_token with which it began, for the way out at the provider; none without.</returns>
    public async Task<string?> Of(string token)
    {
        var hash = SessionToken.Hash(token);
        // Looked for before anything is written: anybody may send a cookie that was never ours.
        if (await database.Read(session => session.FirstOrNone<Ending>(IdTokenSql, new { hash })) is not { } ending)
        {
            return null;
        }

        return await database.Overwrite(async session =>
        {
            // Whatever became of the key: out is out.
            await session.Execute(EndByTokenSql, new { hash, session.Now });
            return Unwrapped(session, ending);
        });
    }

    /// <summary>One of one's own sessions; another's stays.</summary>
    /// <returns>Whether there is such a session of one's own.</returns>
    public Task<bool> Of(Actor actor, SessionId id) => database.Overwrite(session => OneOfAccount(session, actor.UserId, id));

    /// <summary>All of one's own sessions but the one from which this is asked.</summary>
    public Task AllBut(Actor actor, SessionId id) => database.Overwrite(session =>
        session.Execute(EndOthersSql, new { actor.UserId, id, session.Now }));

    /// <summary>Those that a provider's own session began. A word that was heard before ends nothing: there may be a new session since.</summary>
    /// <param name="providerSession">Issuer and sid, as <see cref="StartSession.Entry"/> was given them.</param>
    /// <param name="word">Issuer and jti of the word.</param>
    public Task AtProvider(string providerSession, string word) => database.Overwrite(async session =>
    {
        if (await session.Execute(HearSql, new { Hash = SessionToken.Hash(word), session.Now }) > 0)
        {
            await session.Execute(EndAtProviderSql, new { ProviderSession = await session.Keys.Fingerprint(session, "sid", providerSession), session.Now });
        }
    });

    /// <summary>One of an account; another account's stays.</summary>
    /// <returns>Whether the account has such a session, ended now or before.</returns>
    internal static async Task<bool> OneOfAccount(Session session, UserId userId, SessionId id) =>
        await session.Execute(EndOneSql, new { userId, id, session.Now }) > 0 || await session.Single<long>(IsOfSql, new { userId, id }) > 0;

    /// <summary>All of an account, whose rights are others now.</summary>
    internal static Task OfAccount(Session session, UserId userId) => session.Execute(EndOfAccountSql, new { userId, session.Now });

    private static string? Unwrapped(Session session, Ending ending)
    {
        try
        {
            return ending.IdToken is null ? null : session.Keys.UnwrapText(StartSession.IdTokenOf(ending.Id), ending.IdToken);
        }
        catch (Exception fault) when (fault is InvalidOperationException or CryptographicException)
        {
            return null;
        }
    }

    private sealed record Ending(SessionId Id, string? IdToken);

    private const string IdTokenSql = """
        SELECT id AS Id, id_token AS IdToken
        FROM sessions
        WHERE token_hash = @hash
          AND ended_at IS NULL
        """;

    /// <summary>The head of each statement: what ends keeps no secret.</summary>
    internal const string End = """
        UPDATE sessions
        SET ended_at = @Now, id_token = NULL, introduces = NULL
        """;

    private const string IsOfSql = """
        SELECT COUNT(*)
        FROM sessions
        WHERE id = @id
          AND user_id = @userId
        """;

    private const string EndByTokenSql = $"""
        {End}
        WHERE token_hash = @hash
          AND ended_at IS NULL
        """;

    private const string EndOneSql = $"""
        {End}
        WHERE id = @id
          AND user_id = @userId
          AND ended_at IS NULL
        """;

    private const string EndOfAccountSql = $"""
        {End}
        WHERE user_id = @userId
          AND ended_at IS NULL
        """;

    private const string EndOthersSql = $"""
        {End}
        WHERE user_id = @UserId
          AND id <> @id
          AND ended_at IS NULL
        """;

    private const string HearSql = """
        INSERT INTO logout_words (hash, heard_at)
        VALUES (@Hash, @Now)
        ON CONFLICT (hash) DO NOTHING
        """;

    private const string EndAtProviderSql = $"""
        {End}
        WHERE provider_session = @ProviderSession
          AND ended_at IS NULL
        """;
}
