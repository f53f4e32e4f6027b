using Budget.Core.Storage;

namespace Budget.Core.Secrecy;

/// <summary>Secrets of the installation that the framework makes and we keep, wrapped by the master key: shared by all portal processes.</summary>
public sealed class KeptSecrets(Database database)
{
    /// <param name="prefix">The beginning of their names, such as "cookies:".</param>
    public Task<IReadOnlyList<string>> All(string prefix) => database.Read<IReadOnlyList<string>>(async session =>
        [.. (await session.List<Secret>(SecretsSql, new { prefix, Length = (long)prefix.Length })).Select(secret => session.Keys.UnwrapText(secret.Name, secret.Wrapped))]);

    public Task Keep(string name, string secret) => database.Overwrite(session =>
        session.Execute(InsertSql, new { name, Wrapped = session.Keys.WrapText(session, name, secret), MadeAt = session.Now }));

    private sealed record Secret(string Name, string Wrapped);

    private const string SecretsSql = """
        SELECT name AS Name, wrapped AS Wrapped
        FROM secrets
        WHERE substr(name, 1, CAST(@Length AS INTEGER)) = @prefix
        ORDER BY made_at
        """;

    private const string InsertSql = """
        INSERT INTO secrets (name, wrapped, made_at)
        VALUES (@name, @Wrapped, @MadeAt)
        """;
}
