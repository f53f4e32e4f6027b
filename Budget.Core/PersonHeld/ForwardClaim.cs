using Budget.Core.Audit;
using Budget.Core.Budgets;
using Budget.Core.Departures;
using Budget.Core.Ledger;
using Budget.Core.Residents;
using Budget.Core.Storage;

namespace Budget.Core.PersonHeld;

/// <summary>
/// The holder of a PGB, or who represents the holder, forwards one month of a helper's work. Checked against the care agreement
/// (its period and its monthly maximum), against double claims and against the budget; then booked on the budget at once.
/// </summary>
public sealed class ForwardClaim(Database database)
{
    /// <param name="Month">Any day in the month that was worked.</param>
    public sealed record Entry(string AgreementNumber, DateOnly Month, Quantity Volume);

    public sealed record Answer(string BudgetNumber, Money Amount, Money Available);

    public Task<Outcome<Answer>> Do(Actor actor, IdempotencyKey key, Entry entry) =>
        database.Once<Answer>(actor, key, nameof(ForwardClaim), entry, async session =>
        {
            if (actor.Role is not (Role.Resident or Role.System))
            {
                return Refusal.NotAllowed;
            }

            if (await CareAgreements.Find(session, actor, entry.AgreementNumber) is not { } agreement
                || await BudgetQuery.Find(session, actor, agreement.BudgetNumber) is not { } budget)
            {
                return Refusal.NotFound;
            }

            if (agreement.Period.Intersect(Period.MonthOf(entry.Month)) is not { } worked)
            {
                return Refusal.MonthOutsideAgreement;
            }

            if (worked.EndsOn >= session.Today)
            {
                return Refusal.MonthNotOver;
            }

            if (entry.Volume.Value <= 0)
            {
                return Refusal.AmountNotPositive;
            }

            if (entry.Volume > agreement.MonthlyVolume)
            {
                return Refusal.VolumeAboveAgreement.With(agreement.MonthlyVolume);
            }

            var onBehalfOf = await Access.OnBehalfOf(session, actor, budget.ResidentId);
            var ledger = await BudgetLedger.Open(session, actor, budget.Id, onBehalfOf);
            var gone = await Departure.Of(session, budget.ResidentId);
            var last = gone is null || ledger.EndedOn < gone.LastOn ? ledger.EndedOn : gone.LastOn;
            if (last is { } endedOn && endedOn < worked.EndsOn)
            {
                // The days up to the end of the budget, or until the holder died or moved; of a month after it there are none.
                if (endedOn < worked.StartsOn)
                {
                    return Refusal.BudgetEnded;
                }

                worked = new Period(worked.StartsOn, endedOn);
            }

            if (await session.Single<long>(ClaimedSql, new { agreement.Id, worked.StartsOn }) > 0)
            {
                return Refusal.MonthAlreadyClaimed;
            }

            var id = new ClaimId(session.NewId());
            var amount = Money.Of(agreement.Rate, entry.Volume);
            object?[] claim =
            [
                id.Value, agreement.Id.Value, worked.StartsOn, worked.EndsOn, entry.Volume.Hundredths, amount.Cents,
                actor.UserId.Value, session.Now, session.Today,
            ];
            var booked = await ledger.Append(new NewPosting(
                PostingKind.Claim, Account.Available, Account.Payable, amount,
                worked.EndsOn, OriginKind.Claim, id.Value, $"agreement {agreement.Number}", Counterparty: agreement.Number,
                Seal: Seal.Of(claim, (await session.Single<AgreementRow>(AgreementSql, new { agreement.Id })).Facts)));
            if (booked.IsRefused)
            {
                return booked.Refusal!;
            }

            await session.Wire.Send(InsertSql, [.. claim, budget.Id.Value, booked.Value.Number]);
            await Trace.Write(session, actor, nameof(ForwardClaim), agreement.Number, budget.ResidentId, onBehalfOf);
            return new Answer(budget.Number, booked.Value.Amount, booked.Value.After.Available);
        });

    private const string ClaimedSql = """
        SELECT COUNT(*)
        FROM claims c
        LEFT JOIN postings reversal ON reversal.budget_id = c.budget_id AND reversal.reverses_number = c.posting_number
        WHERE c.agreement_id = @Id
          AND c.starts_on = @StartsOn
          AND reversal.number IS NULL
        """;

    /// <summary>The care agreement as it stands, column by column: the rate and the helper that the claim was approved on.</summary>
    private sealed record AgreementRow(
        string Id, string Number, string BudgetId, string HelperName, string HelperKind, long Rate, long MonthlyVolume, DateOnly StartsOn, DateOnly EndsOn,
        string ApprovedBy, DateTimeOffset ApprovedAt)
    {
        public object?[] Facts => [Id, Number, BudgetId, HelperName, HelperKind, Rate, MonthlyVolume, StartsOn, EndsOn, ApprovedBy, ApprovedAt];
    }

    /// <summary>The columns of a claim, and after them those of its care agreement, in the order in which the posting seals them.</summary>
    internal const string SealedColumns = "id, agreement_id, starts_on, ends_on, volume_hundredths, amount_cents, submitted_by, submitted_at, submitted_on";

    internal const string AgreementColumns = """
        id, number, budget_id, helper_name, helper_kind, rate_cents, monthly_volume_hundredths, starts_on, ends_on, approved_by, approved_at
        """;

    private const string AgreementSql = """
        SELECT id AS Id, number AS Number, budget_id AS BudgetId, helper_name AS HelperName, helper_kind AS HelperKind, rate_cents AS Rate,
               monthly_volume_hundredths AS MonthlyVolume, starts_on AS StartsOn, ends_on AS EndsOn, approved_by AS ApprovedBy, approved_at AS ApprovedAt
        FROM care_agreements
        WHERE id = @Id
        """;

    private const string InsertSql = $"""
        INSERT INTO claims ({SealedColumns}, budget_id, posting_number)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
        """;
}
