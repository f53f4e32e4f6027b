using Budget.Core.Residents;
using Budget.Core.Storage;

namespace Budget.Core.SignIn;

/// <summary>The account that somebody who has proved who it is comes in with.</summary>
/// <param name="ActsFor">The one resident for whom this sign-in is (DigiD Machtigen).</param>
/// <param name="ClosedTo">Municipalities that ask for a higher level than the one of this sign-in.</param>
/// <param name="IsNew">Nobody here knows this person yet: first an introduction (<see cref="IntroduceMyself"/>).</param>
public sealed record Recognised(UserId UserId, Role Role, ResidentId? ActsFor = null, bool IsNew = false, string ClosedTo = "");

/// <summary>The accounts by what a provider says of a person: a fingerprint, so that the database tells nobody else.</summary>
internal sealed record Account(UserId UserId, string Role, DateTimeOffset? BlockedAt)
{
    public static Task<Account?> Find(Session session, string fingerprint) => session.FirstOrNone<Account>(FindSql, new { fingerprint });

    /// <summary>A new account, known from now on by this fingerprint; when somebody made one at this very moment, that one.</summary>
    public static async Task<UserId> Open(Session session, string fingerprint, string name, Role role, string municipality, ProviderId? provider = null)
    {
        var id = new UserId(session.NewId());
        await RegisterUser.Insert(session, id, new($"oidc-{id.Value:N}", name, role, municipality, provider));
        if (await session.Execute(InsertIdentitySql, new { fingerprint, id }) > 0)
        {
            return id;
        }

        await session.Execute(ForgetSql, new { id });
        return (await Find(session, fingerprint))!.UserId;
    }

    private const string FindSql = """
        SELECT u.id AS UserId, u.role AS Role, u.blocked_at AS BlockedAt
        FROM user_identities i
        JOIN users u ON u.id = i.user_id
        WHERE i.fingerprint = @fingerprint
        """;

    private const string InsertIdentitySql = """
        INSERT INTO user_identities (fingerprint, user_id)
        VALUES (@fingerprint, @id)
        ON CONFLICT (fingerprint) DO NOTHING
        """;

    private const string ForgetSql = """
        DELETE FROM users
        WHERE id = @id
        """;
}
