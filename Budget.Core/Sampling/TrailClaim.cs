using Budget.Core.Storage;

namespace Budget.Core.Sampling;

/// <summary>A claim of a helper of a PGB: who entered it and who approved it, and the care agreement on which it rests.</summary>
/// <param name="ApprovedByName">The holder, or who acts for the holder.</param>
/// <param name="EnteredAs">"helper", "holder" or "supporter"; none of a month that the holder forwarded at once.</param>
/// <param name="AgreedByName">Who of the municipality approved the agreement.</param>
/// <param name="DrawnByName">Who drew it up, and <paramref name="SignedAt"/> when the helper signed; none of an agreement on paper.</param>
/// <param name="Pay">"hours", or "monthly" or "allowance" of a fixed amount, which the portal books by itself (<see cref="PersonHeld.BookFixedPay"/>).</param>
/// <param name="SvbFrom">From which day the SVB pays by our files; none when that was never said.</param>
public sealed record TrailClaim(
    DateOnly StartsOn, DateOnly EndsOn, Quantity Volume, Money Amount, string ApprovedByName, DateTimeOffset ApprovedAt, string? EnteredAs, string? EnteredByName, DateTimeOffset? EnteredAt,
    Quantity? EnteredVolume, string AgreementNumber, string HelperName, string HelperKind, Money Rate, DateOnly AgreementStartsOn, DateOnly AgreementEndsOn, string? AgreedByName, DateTimeOffset AgreedAt,
    string? DrawnByName, DateTimeOffset? DrawnAt, DateTimeOffset? SignedAt, string Pay, DateOnly? SvbFrom)
{
    public Period Period => new(StartsOn, EndsOn);

    /// <summary>What was approved before the SVB began to pay by our files was paid otherwise.</summary>
    public bool IsOfSvb => SvbFrom is { } from && AmsterdamDay.Of(ApprovedAt) >= from;

    /// <summary>Nobody entered it: it is what was agreed for a month.</summary>
    public bool IsFixed => Pay != "hours" && EnteredAs is null;

    internal static Task<TrailClaim?> Of(Session session, TrailBooking booking) => session.FirstOrNone<TrailClaim>(ClaimSql, new { Id = new ClaimId(booking.OriginId) });

    private const string ClaimSql = """
        SELECT c.starts_on AS StartsOn, c.ends_on AS EndsOn, c.volume_hundredths AS Volume, c.amount_cents AS Amount, approver.name AS ApprovedByName, c.submitted_at AS ApprovedAt,
               line.entered_as AS EnteredAs, enterer.name AS EnteredByName, line.entered_at AS EnteredAt, line.volume_hundredths AS EnteredVolume, agreement.number AS AgreementNumber,
               agreement.helper_name AS HelperName, agreement.helper_kind AS HelperKind, agreement.rate_cents AS Rate, agreement.starts_on AS AgreementStartsOn, agreement.ends_on AS AgreementEndsOn,
               official.name AS AgreedByName, agreement.approved_at AS AgreedAt, drawer.name AS DrawnByName, drawn.drawn_at AS DrawnAt, signature.said_at AS SignedAt, COALESCE(drawn.pay, 'hours') AS Pay, begun.starts_on AS SvbFrom
        FROM claims c
        JOIN care_agreements agreement ON agreement.id = c.agreement_id
        JOIN budgets b ON b.id = c.budget_id
        JOIN users approver ON approver.id = c.submitted_by
        LEFT JOIN claim_line_answers said ON said.claim_id = c.id
        LEFT JOIN claim_lines line ON line.id = said.line_id
        LEFT JOIN users enterer ON enterer.id = line.entered_by
        LEFT JOIN users official ON official.id = agreement.approved_by
        LEFT JOIN agreement_proposals drawn ON drawn.id = agreement.proposal_id
        LEFT JOIN users drawer ON drawer.id = drawn.drawn_by
        LEFT JOIN agreement_steps signature ON signature.proposal_id = agreement.proposal_id AND signature.kind = 'signed'
        LEFT JOIN svb_starts begun ON begun.municipality_code = b.municipality_code
        WHERE c.id = @Id
        """;
}
