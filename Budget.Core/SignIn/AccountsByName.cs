using Budget.Core.Audit;
using Budget.Core.Residents;
using Budget.Core.Storage;

namespace Budget.Core.SignIn;

/// <summary>Whose account is it? For an administrator, by a part of the name, in the own municipality; at most 50. Never a BSN.</summary>
public sealed class AccountsByName(Database database)
{
    public const int ShortestName = 3;

    private const int Most = 50;

    public sealed record Item(UserId Id, string Name, string Role, DateTimeOffset? BlockedAt);

    public async Task<IReadOnlyList<Item>> Of(Actor actor, string name)
    {
        var looked = SearchName.Fold(name.Trim());
        return actor.Role != Role.Administrator || looked.Length < ShortestName ? [] : await database.LookThrough(actor, nameof(AccountsByName), async session =>
        {
            // The engines do not agree on what a lower-case letter is, and this is asked seldom: we fold and compare, a town at most.
            List<Item> found = [];
            await foreach (var account in session.Stream<Item>(AccountsSql, new { actor.MunicipalityCode }))
            {
                if (found.Count < Most && SearchName.Fold(account.Name).Contains(looked, StringComparison.Ordinal))
                {
                    found.Add(account);
                }
            }

            return (IReadOnlyList<Item>)found;
        });
    }

    private const string AccountsSql = """
        SELECT id AS Id, name AS Name, role AS Role, blocked_at AS BlockedAt
        FROM users
        WHERE municipality_code = @MunicipalityCode
        ORDER BY name, id
        """;
}
