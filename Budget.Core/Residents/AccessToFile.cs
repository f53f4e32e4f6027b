using Budget.Core.Storage;

namespace Budget.Core.Residents;

/// <summary>Who may open my file besides staff of the municipality? Myself, and who represents me now or will.</summary>
public sealed class AccessToFile(Database database)
{
    /// <param name="Kind">"self" or "representative".</param>
    public sealed record Item(string UserName, string Kind, DateOnly StartsOn, DateOnly EndsOn);

    public Task<IReadOnlyList<Item>> Of(Actor actor, ResidentId resident) => database.Read(session =>
        session.List<Item>(AccessSql, Access.Of(actor, session, resident.Value.ToString("D"))));

    private const string AccessSql = $"""
        SELECT DISTINCT u.name AS UserName, a.kind AS Kind, a.starts_on AS StartsOn, a.ends_on AS EndsOn
        FROM resident_access a
        JOIN users u ON u.id = a.user_id
        WHERE a.resident_id = @Subject
          AND a.resident_id IN ({Access.Mine})
          AND a.ends_on >= @Today
        ORDER BY Kind DESC, UserName
        """;
}
