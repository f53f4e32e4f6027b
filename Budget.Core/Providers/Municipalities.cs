using Budget.Core.Storage;

namespace Budget.Core.Providers;

/// <summary>The municipalities of this installation: name and how to reach them.</summary>
public sealed class Municipalities(Database database)
{
    public sealed record Answer(string Code, string Name, string Phone, string Email);

    public Task<IReadOnlyList<Answer>> All() => database.Read(session => session.List<Answer>(AllSql));

    private const string AllSql = """
        SELECT code AS Code, name AS Name, phone AS Phone, email AS Email
        FROM municipalities
        ORDER BY code
        """;
}
