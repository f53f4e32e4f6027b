using Budget.Core.Audit;
using Budget.Core.Storage;

namespace Budget.Core.Disputes;

/// <summary>The lines of this provider of which a resident says that they are not so: what is open first, and the last that were settled. Nobody else's.</summary>
public sealed class DisputesOfProvider(Database database)
{
    public const int Most = 50;

    public sealed record Row(
        string Id, string ResidentName, string MunicipalityName, string ProductNl, string ProductEn, DateOnly StartsOn, DateOnly EndsOn, Money Amount,
        DateTimeOffset? ConfirmedAt, DateTimeOffset? DisputedAt, DateTimeOffset? AnsweredAt, string? Outcome, DateTimeOffset? EndedAt, string? EndedByRole,
        DateOnly? AnswerBy, DateOnly? SettleBy, long? ReversedBy)
    {
        public Period Period => new(StartsOn, EndsOn);
        public LineStanding Standing => new(ConfirmedAt, DisputedAt, AnsweredAt, Outcome, EndedAt, EndedByRole, AnswerBy, SettleBy, ReversedBy);
    }

    public sealed record Answer(IReadOnlyList<Row> Items, DateOnly Today);

    public Task<Answer> Of(Actor actor) => database.LookThrough(actor, nameof(DisputesOfProvider), async session =>
        new Answer(actor.Role == Role.ProviderStaff ? await session.List<Row>(RowsSql, new { actor.ProviderId, Most = (long)Most }) : [], session.Today));

    public Task<LineOfBudget.Answer?> One(Actor actor, Guid dispute) => database.Look(actor, nameof(DisputesOfProvider), subject: "", async session =>
        await DeclaredLine.OfProvider(session, actor, dispute) is { } line ? new LineOfBudget.Answer(await line.Shown(session), session.Today) : null,
        answer => answer.Line.ResidentId);

    private const string RowsSql = $"""
        SELECT dispute.id AS Id, r.name AS ResidentName, m.name AS MunicipalityName, product.name_nl AS ProductNl, product.name_en AS ProductEn,
               line.starts_on AS StartsOn, line.ends_on AS EndsOn, line.amount_cents AS Amount, {StandingSql.Columns}
        FROM disputes newest
        JOIN invoice_lines line ON line.id = newest.line_id
        JOIN assignments a ON a.id = line.assignment_id
        JOIN budgets file ON file.id = line.budget_id
        JOIN residents r ON r.id = file.resident_id
        JOIN municipalities m ON m.code = file.municipality_code
        JOIN products product ON product.municipality_code = file.municipality_code AND product.code = file.product_code
        {StandingSql.Joins}
        WHERE a.provider_id = @ProviderId
          AND dispute.id = newest.id
          AND r.destroyed_at IS NULL
        ORDER BY CASE WHEN waits.dispute_id IS NULL THEN 1 ELSE 0 END, dispute.disputed_at DESC, dispute.id DESC
        LIMIT @Most
        """;
}
