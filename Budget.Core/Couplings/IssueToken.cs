using System.Security.Cryptography;
using System.Text;
using Budget.Core.Audit;
using Budget.Core.SignIn;
using Budget.Core.Storage;

namespace Budget.Core.Couplings;

/// <summary>
/// Gives a coupling that shows its secret a token for a quarter of an hour (OAuth 2.0 client credentials, RFC 6749, 4.4). Of the token the database knows the hash only. It leaves a trace, as signing in does.
/// </summary>
public sealed class IssueToken(Database database)
{
    public static readonly TimeSpan Lasts = TimeSpan.FromMinutes(15);

    /// <param name="Scopes">What is asked for; all that it may when none is named.</param>
    public sealed record Entry(string ClientId, string Secret, IReadOnlyList<string> Scopes);

    public enum Verdict
    {
        Given,
        /// <summary>No coupling that works has this secret.</summary>
        ClientUnknown,
        /// <summary>It asks for what there is not, or for more than it may.</summary>
        ScopeInvalid,
    }

    /// <param name="Value">None unless it was given.</param>
    /// <param name="Known">There is such a coupling, of which the secret was wrong: somebody guesses, or a program was not told of a new one.</param>
    public sealed record Answer(Verdict Verdict, string? Value, IReadOnlyList<string> Scopes, UserId? Known = null);

    public async Task<Answer> Do(Entry entry)
    {
        // Looked for before anything is written: anybody may send a guess.
        if (!Guid.TryParseExact(entry.ClientId, "D", out var id)
            || await database.Read(session => session.FirstOrNone<Row>(CouplingSql, new { UserId = new UserId(id), session.Today })) is not { } coupling)
        {
            return new Answer(Verdict.ClientUnknown, Value: null, []);
        }

        if (!CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(SessionToken.Hash(entry.Secret)), Encoding.UTF8.GetBytes(coupling.SecretHash)))
        {
            return new Answer(Verdict.ClientUnknown, Value: null, [], new UserId(id));
        }

        var may = CouplingScope.Of(coupling.May, coupling.MakerMay);
        if (entry.Scopes.Except(may, StringComparer.Ordinal).Any())
        {
            return new Answer(Verdict.ScopeInvalid, Value: null, []);
        }

        var (token, scopes) = (SessionToken.Make(), entry.Scopes.Count == 0 ? may : [.. may.Intersect(entry.Scopes, StringComparer.Ordinal)]);
        await database.Overwrite(async session =>
        {
            await session.Execute(InsertSql, new { Hash = SessionToken.Hash(token), UserId = new UserId(id), Scopes = string.Join(' ', scopes), session.Now, EndsAt = session.Now + Lasts });
            await session.Execute(UsedSql, new { UserId = new UserId(id), session.Now });
            await Trace.Write(session, new Actor(new UserId(id), Role.ProviderStaff, MunicipalityCode: "", coupling.ProviderId), nameof(IssueToken), subject: "");
        });
        return new Answer(Verdict.Given, token, scopes);
    }

    private sealed record Row(ProviderId ProviderId, string SecretHash, string May, string MakerMay);

    private const string CouplingSql = $"""
        SELECT coupling.provider_id AS ProviderId, coupling.secret_hash AS SecretHash, {OfficeRightNow.Sql} AS May, {OfficeRightNow.OfMaker} AS MakerMay
        FROM couplings coupling
        JOIN users ON users.id = coupling.user_id
        JOIN users maker ON maker.id = coupling.made_by
        WHERE coupling.user_id = @UserId
          AND {CouplingOfToken.Works}
        """;

    private const string InsertSql = """
        INSERT INTO coupling_tokens (token_hash, user_id, scopes, made_at, ends_at)
        VALUES (@Hash, @UserId, @Scopes, @Now, @EndsAt)
        """;

    private const string UsedSql = """
        UPDATE couplings
        SET used_at = @Now
        WHERE user_id = @UserId
        """;
}
