using Budget.Core.Budgets;
using Budget.Core.Payments;
using Budget.Core.Residents;
using Budget.Core.Secrecy;
using Budget.Core.Storage;

namespace Budget.Core.Disputes;

/// <summary>An accepted line of a provider's invoice with everything that was said of it, for the three who say something: the resident, the provider and the municipality.</summary>
/// <param name="Posting">The number of its posting in the budget.</param>
/// <param name="Available">What was available after it was booked; with <paramref name="Reserved"/> what was left.</param>
/// <param name="Delivered">How much was delivered as the resident says, where the resident knows.</param>
/// <param name="Explanation">Of the resident; hidden as long as it was not <see cref="Shown"/>, as are the answer of the provider and the settlement.</param>
public sealed record DeclaredLine(
    string LineId, BudgetId BudgetId, string BudgetNumber, long Posting, string RequestNumber, ResidentId ResidentId, string ResidentName,
    string MunicipalityCode, string MunicipalityName, string MunicipalityPhone, ProviderId ProviderId, string ProviderName, string ProviderPhone,
    string ProductNl, string ProductEn, string Unit, Quantity Volume, DateOnly StartsOn, DateOnly EndsOn, Money Amount, Money Available, Money Reserved, DateOnly PostedOn,
    string? DisputeId, string? Reason, Quantity? Delivered, string? Explanation, string? DisputedByName, string? Answer, string? Settlement,
    DateTimeOffset? ConfirmedAt, DateTimeOffset? DisputedAt, DateTimeOffset? AnsweredAt, string? Outcome, DateTimeOffset? EndedAt, string? EndedByRole,
    DateOnly? AnswerBy, DateOnly? SettleBy, long? ReversedBy, long Places)
{
    public Period Period => new(StartsOn, EndsOn);
    public Money Left => Available + Reserved;
    public LineStanding Standing => new(ConfirmedAt, DisputedAt, AnsweredAt, Outcome, EndedAt, EndedByRole, AnswerBy, SettleBy, ReversedBy);

    /// <summary>Why nobody answers or settles a dispute that is not open any more.</summary>
    internal Refusal WhyOver => Outcome is DisputeEnd.Credited or DisputeEnd.Corrected ? Refusal.AlreadyReversed : Refusal.AlreadyDecided;

    /// <summary>A line of a budget that this user may see; not yours and not there are the same.</summary>
    internal static async Task<DeclaredLine?> OfBudget(Session session, Actor actor, string budgetNumber, long posting) =>
        // First whether the budget is one's own: else the work would tell of another's line that it is there.
        await BudgetQuery.Find(session, actor, budgetNumber) is null
            ? null
            : await session.FirstOrNone<DeclaredLine>(OfBudgetSql, Session.With(Access.Of(actor, session, budgetNumber), ("Posting", posting)));

    /// <summary>A disputed line of the provider for which this user works; nobody else's.</summary>
    internal static async Task<DeclaredLine?> OfProvider(Session session, Actor actor, Guid dispute) =>
        actor is { Role: Role.ProviderStaff, ProviderId: not null }
            ? await session.FirstOrNone<DeclaredLine>(OfProviderSql, new { Dispute = dispute.ToString("D"), actor.ProviderId })
            : null;

    /// <summary>A disputed line of the own municipality.</summary>
    internal static async Task<DeclaredLine?> OfMunicipality(Session session, Actor actor, Guid dispute) =>
        actor.Role == Role.Caseworker ? await session.FirstOrNone<DeclaredLine>(OfMunicipalitySql, Access.Of(actor, session, dispute.ToString("D"))) : null;

    /// <summary>With what people wrote.</summary>
    internal async Task<DeclaredLine> Shown(Session session)
    {
        if (DisputeId is null)
        {
            return this;
        }

        var words = await ResidentKey.Of(session, ResidentId);
        return this with
        {
            Explanation = words.Show(HiddenColumn.DisputeExplanation, DisputeId, Explanation!),
            Answer = Answer is null ? null : words.Show(HiddenColumn.DisputeAnswer, DisputeId, Answer),
            Settlement = Settlement is null ? null : words.Show(HiddenColumn.DisputeSettlement, DisputeId, Settlement),
        };
    }

    private const string Select = $"""
        SELECT line.id AS LineId, file.id AS BudgetId, file.number AS BudgetNumber, line.posting_number AS Posting, request.number AS RequestNumber, r.id AS ResidentId, r.name AS ResidentName,
               m.code AS MunicipalityCode, m.name AS MunicipalityName, m.phone AS MunicipalityPhone, provider.id AS ProviderId, provider.name AS ProviderName, provider.phone AS ProviderPhone,
               product.name_nl AS ProductNl, product.name_en AS ProductEn, line.unit AS Unit, line.volume * CASE line.unit WHEN '83' THEN 1 ELSE 100 END AS Volume,
               line.starts_on AS StartsOn, line.ends_on AS EndsOn, line.amount_cents AS Amount, p.available_cents AS Available, p.reserved_cents AS Reserved, p.posted_on AS PostedOn,
               dispute.id AS DisputeId, dispute.reason AS Reason, dispute.delivered_hundredths AS Delivered, dispute.explanation AS Explanation, disputer.name AS DisputedByName,
               said.explanation AS Answer, ending.explanation AS Settlement,
               {StandingSql.Columns}, COALESCE(dispute.place, 0) AS Places
        FROM invoice_lines line
        JOIN budgets file ON file.id = line.budget_id
        JOIN postings p ON p.budget_id = line.budget_id AND p.number = line.posting_number
        JOIN decisions d ON d.id = file.decision_id
        JOIN support_requests request ON request.id = d.request_id
        JOIN residents r ON r.id = file.resident_id
        JOIN municipalities m ON m.code = file.municipality_code
        JOIN assignments a ON a.id = line.assignment_id
        JOIN providers provider ON provider.id = a.provider_id
        JOIN products product ON product.municipality_code = file.municipality_code AND product.code = file.product_code
        {StandingSql.Joins}
        LEFT JOIN users disputer ON disputer.id = dispute.disputed_by
        """;

    private const string OfBudgetSql = $"""
        {Select}
        WHERE file.number = @Subject
          AND line.posting_number = @Posting
          AND {DueLine.IsBookedDebit}
          AND {Access.ToOne}
        """;

    private const string OfProviderSql = $"""
        {Select}
        WHERE dispute.id = @Dispute
          AND a.provider_id = @ProviderId
          AND r.destroyed_at IS NULL
        """;

    private const string OfMunicipalitySql = $"""
        {Select}
        WHERE dispute.id = @Subject
          AND r.destroyed_at IS NULL
          AND {Access.ToOne}
        """;
}
