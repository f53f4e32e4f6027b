using Budget.Core.Storage;

namespace Budget.Core.Concerns;

/// <summary>What did my practice report, and was it picked up? The newest first, at most a hundred: a number and days, and nothing of what came of it.</summary>
public sealed class ReportedConcerns(Database database)
{
    public sealed record Item(string Number, string MunicipalityName, string ReportedByName, DateOnly ReportedOn, DateOnly? PickedUpOn);

    public async Task<IReadOnlyList<Item>> Of(Actor actor) => actor is not { Role: Role.ProviderStaff, ProviderId: { } provider } ? [] : await database.Read(session =>
        session.List<Item>(ReportedSql, new { provider }));

    private const string ReportedSql = """
        SELECT c.number AS Number, m.name AS MunicipalityName, reporter.name AS ReportedByName, c.reported_on AS ReportedOn, c.picked_up_on AS PickedUpOn
        FROM concerns c
        JOIN municipalities m ON m.code = c.municipality_code
        JOIN users reporter ON reporter.id = c.reported_by
        WHERE c.provider_id = @provider
        ORDER BY c.reported_at DESC, c.number DESC
        LIMIT 100
        """;
}
