using Budget.Core.Audit;
using Budget.Core.Residents;
using Budget.Core.Storage;

namespace Budget.Core.PersonHeld;

/// <summary>One approved care agreement from paper, as a caseworker of its municipality reads it. One that was made in the portal has a text of its own (<see cref="AgreementText"/>).</summary>
public sealed class PaperAgreement(Database database)
{
    /// <param name="LastOn">When it really ends: <paramref name="EndsOn"/>, or an earlier day on which somebody ended it.</param>
    /// <param name="WrittenBy">Who wrote it down or, of a helper who acts for the holder as well, approved it as the second.</param>
    public sealed record Answer(
        string Number, string BudgetNumber, ResidentId ResidentId, string ResidentName, string HelperName, string HelperKind, string ProductNl, string ProductEn, string Unit, Money Rate, Quantity MonthlyVolume,
        DateOnly StartsOn, DateOnly EndsOn, DateOnly LastOn, string WrittenBy, DateTimeOffset WrittenAt)
    {
        /// <summary>It can still be ended: nobody did.</summary>
        public bool Runs => LastOn == EndsOn;
    }

    public Task<Answer?> Of(Actor actor, string number) => database.Look(
        actor, nameof(AgreementText), number, async session => actor.Role == Role.Caseworker ? await session.FirstOrNone<Answer>(Sql, Access.Of(actor, session, number)) : null, answer => answer.ResidentId);

    private const string Sql = $"""
        SELECT agreement.number AS Number, file.number AS BudgetNumber, r.id AS ResidentId, r.name AS ResidentName, agreement.helper_name AS HelperName, agreement.helper_kind AS HelperKind, p.name_nl AS ProductNl,
               p.name_en AS ProductEn, p.unit AS Unit, agreement.rate_cents AS Rate, agreement.monthly_volume_hundredths AS MonthlyVolume, agreement.starts_on AS StartsOn, agreement.ends_on AS EndsOn,
               {AgreementEnd.Of} AS LastOn, u.name AS WrittenBy, agreement.approved_at AS WrittenAt
        FROM care_agreements agreement
        JOIN budgets file ON file.id = agreement.budget_id
        JOIN residents r ON r.id = file.resident_id
        JOIN products p ON p.municipality_code = file.municipality_code AND p.code = file.product_code
        JOIN users u ON u.id = agreement.approved_by
        LEFT JOIN agreement_proposals drawn ON drawn.id = agreement.proposal_id
        WHERE agreement.number = @Subject
          AND COALESCE(drawn.identifier_hash, '') = ''
          AND r.destroyed_at IS NULL
          AND {Access.ToOne}
        """;
}
