using Budget.Core.Audit;
using Budget.Core.Storage;
using Budget.Core.SupportRequests;

namespace Budget.Core.Concerns;

/// <summary>What did family doctors report in my municipality? For caseworkers: what waits, the oldest first, and what was picked up in the past thirty days.</summary>
public sealed class ConcernList(Database database)
{
    /// <summary>No law; what somebody who agreed to it may expect.</summary>
    public const int WorkingDays = 5;

    private const int DaysShown = 30;

    /// <param name="Name">Of whom it is; empty of somebody without a file, once it was picked up.</param>
    public sealed record Item(ConcernId Id, string Number, string Name, string ProviderName, DateOnly ReportedOn, DateOnly PickUpBy, bool IsLinked, bool IsLate, DateOnly? PickedUpOn);

    public async Task<IReadOnlyList<Item>> Of(Actor actor) => actor.Role != Role.Caseworker ? [] : await database.LookThrough<IReadOnlyList<Item>>(actor, nameof(ConcernList), async session =>
    {
        List<Item> items = [];
        foreach (var row in await session.List<ConcernRow>(ListSql, new { actor.MunicipalityCode, Since = session.Today.AddDays(-DaysShown) }))
        {
            var pickUpBy = LegalTerm.WorkingDaysAfter(row.ReportedOn, WorkingDays);
            items.Add(new(
                new ConcernId(Guid.ParseExact(row.Id, "D")), row.Number, row.ResidentName ?? row.Shown(await row.Key(session)).Name, row.ProviderName, row.ReportedOn, pickUpBy,
                row.ResidentId is not null, row.PickedUpOn is null && session.Today > pickUpBy, row.PickedUpOn));
        }

        return items;
    });

    private const string ListSql = $"""
        {ConcernRow.SelectSql}
        WHERE c.municipality_code = @MunicipalityCode
          AND (c.picked_up_at IS NULL OR c.picked_up_on >= @Since)
        ORDER BY c.picked_up_at IS NOT NULL, c.reported_at, c.number
        LIMIT 200
        """;

    /// <summary>As the worklist calls it (<see cref="Caseload.WorklistParts"/>): it tells of nobody, for who it is about is hidden and stands on its own page.</summary>
    internal const string Kind = "concern";

    /// <summary>What waits, for the worklist; due so many working days after it was reported, which the worklist counts.</summary>
    internal const string TasksSql = $"""
        SELECT '{Kind}' AS kind, c.number, c.id AS target, c.resident_id, c.reported_on AS due, CAST(NULL AS TIMESTAMPTZ) AS since, 0 AS days, 0 AS urgent
        FROM concerns c
        WHERE c.municipality_code = @MunicipalityCode
          AND c.picked_up_at IS NULL
        """;
}
