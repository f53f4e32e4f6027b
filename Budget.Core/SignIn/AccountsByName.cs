using Budget.Core.Audit;
using Budget.Core.Residents;
using Budget.Core.Storage;

namespace Budget.Core.SignIn;

/// <summary>Whose account is it? For an administrator, by a part of the name, in the own municipality and with its providers; at most 50. Never a BSN.</summary>
public sealed class AccountsByName(Database database)
{
    public const int ShortestName = 3;

    private const int Most = 50;

    /// <param name="ProviderName">For which provider somebody works; none of others.</param>
    public sealed record Item(UserId Id, string Name, string Role, string? ProviderName, DateTimeOffset? BlockedAt);

    public async Task<IReadOnlyList<Item>> Of(Actor actor, string name)
    {
        var looked = SearchName.Fold(name.Trim());
        return actor.Role != Role.Administrator || looked.Length < ShortestName ? [] : await database.LookThrough(actor, nameof(AccountsByName), async session =>
        {
            // The engines do not agree on what a lower-case letter is, and this is asked seldom: we fold and compare, a town at most.
            List<Item> found = [];
            await foreach (var account in session.Stream<Item>(AccountsSql, new { actor.MunicipalityCode }))
            {
                if (SearchName.Fold(account.Name).Contains(looked, StringComparison.Ordinal))
                {
                    found.Add(account);
                    if (found.Count == Most)
                    {
                        break;
                    }
                }
            }

            return (IReadOnlyList<Item>)found;
        });
    }

    private const string AccountsSql = $"""
        SELECT users.id AS Id, users.name AS Name, users.role AS Role, provider.name AS ProviderName, users.blocked_at AS BlockedAt
        FROM users
        LEFT JOIN providers provider ON provider.id = users.provider_id
        WHERE {AdministeredAccount.Ours}
        ORDER BY users.name, users.id
        """;
}
