using Budget.Core.Audit;
using Budget.Core.Residents;
using Budget.Core.Storage;

namespace Budget.Core.Decisions;

/// <summary>The decisions on one request, the newest first: in short, for the page of a case. What each says is <see cref="DecisionOverview"/>.</summary>
public sealed class DecisionsOfCase(Database database)
{
    /// <param name="ProductNl">Of the budget that it opens, or is about; none of a refusal.</param>
    /// <param name="LastDay">Of that budget.</param>
    /// <param name="ObjectionNumber">None as long as nobody objected.</param>
    public sealed record Item(
        string Number, string Kind, DateOnly DecidedOn, DateOnly ObjectBy, string? ProductNl, string? ProductEn, DateOnly? StartsOn, DateOnly? LastDay,
        string? ObjectionNumber, string? ObjectionOutcome);

    public sealed record Answer(ResidentId ResidentId, IReadOnlyList<Item> Items, DateOnly Today);

    /// <returns>None when there is no such request for this user.</returns>
    public Task<Answer?> Of(Actor actor, string requestNumber) => database.Look(actor, nameof(DecisionsOfCase), requestNumber, async session =>
        await session.FirstOrNone<Whose>(WhoseSql, Access.Of(actor, session, requestNumber)) is { } whose
            ? new Answer(whose.ResidentId, await Items(session, whose.Id), session.Today)
            : null, answer => answer.ResidentId);

    /// <summary>The same for the page of the case, which leaves the trace.</summary>
    internal static Task<IReadOnlyList<Item>> Items(Session session, RequestId request) => session.List<Item>(ItemsSql, new { Id = request });

    private sealed record Whose(RequestId Id, ResidentId ResidentId);

    private const string WhoseSql = $"""
        SELECT file.id AS Id, file.resident_id AS ResidentId
        FROM support_requests file
        JOIN residents r ON r.id = file.resident_id
        WHERE file.number = @Subject
          AND r.destroyed_at IS NULL
          AND {Access.ToOne}
        """;

    private const string ItemsSql = $"""
        SELECT d.number AS Number, COALESCE(k.kind, 'grant') AS Kind, d.decided_on AS DecidedOn, d.object_by AS ObjectBy,
               p.name_nl AS ProductNl, p.name_en AS ProductEn, b.starts_on AS StartsOn, {Budgets.LastDay.Sql} AS LastDay,
               o.number AS ObjectionNumber, o.outcome AS ObjectionOutcome
        FROM decisions d
        LEFT JOIN decision_kinds k ON k.decision_id = d.id
        LEFT JOIN budgets b ON b.decision_id = d.id OR (b.id = k.earlier_budget_id AND k.kind IN ('withdraw', 'recovery'))
        LEFT JOIN products p ON p.municipality_code = b.municipality_code AND p.code = b.product_code
        LEFT JOIN objections o ON o.decision_id = d.id
        WHERE d.request_id = @Id
        ORDER BY d.number DESC
        """;
}
