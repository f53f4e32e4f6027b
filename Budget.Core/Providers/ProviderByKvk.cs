using Budget.Core.Storage;

namespace Budget.Core.Providers;

/// <summary>Whether a provider is in the installation already, by its number at the chamber of commerce: for who is about to make a contract with it.</summary>
public sealed class ProviderByKvk(Database database)
{
    public sealed record Answer(ProviderId Id, string Agb, string Kvk, string Name, string AboutNl, string AboutEn, string Phone);

    public Task<Answer?> Of(Actor actor, string kvk) => database.Read(session =>
        actor.Role == Role.Administrator ? session.FirstOrNone<Answer>(FoundSql, new { kvk }) : Task.FromResult<Answer?>(null));

    private const string FoundSql = """
        SELECT id AS Id, agb AS Agb, kvk AS Kvk, name AS Name, about_nl AS AboutNl, about_en AS AboutEn, phone AS Phone
        FROM providers
        WHERE kvk = @kvk
        ORDER BY id
        LIMIT 1
        """;
}
