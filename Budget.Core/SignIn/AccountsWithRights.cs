using Budget.Core.Audit;
using Budget.Core.Storage;

namespace Budget.Core.SignIn;

/// <summary>
/// Who may do what here? Everybody who works for the municipality or for its providers, for an administrator who looks a few times a year whether it is still right
/// (DigiD U/TV.01). A right is a role: it comes from the work account or from eHerkenning at each sign-in, and is taken away there or by blocking.
/// </summary>
public sealed class AccountsWithRights(Database database)
{
    /// <summary>More than any municipality has; a list that is cut off says so.</summary>
    public const int Most = 2000;

    /// <param name="ProviderName">For which provider somebody works; none of the municipality's own.</param>
    /// <param name="SeenAt">None when that was not in the past month.</param>
    public sealed record Item(UserId Id, string Name, string Role, string? ProviderName, DateTimeOffset? SeenAt, DateTimeOffset? BlockedAt);

    public async Task<IReadOnlyList<Item>> Of(Actor actor) => actor.Role != Role.Administrator
        ? []
        : await database.LookThrough(actor, nameof(AccountsWithRights), session => session.List<Item>(AccountsSql, new { actor.MunicipalityCode, Most = (long)Most }));

    private const string AccountsSql = $"""
        SELECT users.id AS Id, users.name AS Name, users.role AS Role, provider.name AS ProviderName,
               (SELECT MAX(seen.seen_at)
                FROM sessions seen
                WHERE seen.user_id = users.id) AS SeenAt,
               users.blocked_at AS BlockedAt
        FROM users
        LEFT JOIN providers provider ON provider.id = users.provider_id
        WHERE users.role <> 'resident'
          AND {AdministeredAccount.Ours}
        ORDER BY users.role, provider.name, users.name, users.id
        LIMIT @Most
        """;
}
