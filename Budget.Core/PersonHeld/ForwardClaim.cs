using Budget.Core.Audit;
using Budget.Core.Budgets;
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
            if (await session.Single<long>(ClaimedSql, new { agreement.Id, worked.StartsOn }) > 0)
            {
                return Refusal.MonthAlreadyClaimed;
            }

            var id = new ClaimId(session.NewId());
            var booked = await ledger.Append(new NewPosting(
                PostingKind.Claim, Account.Available, Account.Payable, Money.Of(agreement.Rate, entry.Volume),
                worked.EndsOn, OriginKind.Claim, id.Value, $"agreement {agreement.Number}", Counterparty: agreement.Number));
            if (booked.IsRefused)
            {
                return booked.Refusal!;
            }

            await session.Execute(InsertSql, new
            {
                id,
                AgreementId = agreement.Id,
                worked.StartsOn,
                worked.EndsOn,
                entry.Volume,
                booked.Value.Amount,
                actor.UserId,
                SubmittedAt = session.Now,
                SubmittedOn = session.Today,
                BudgetId = budget.Id,
                PostingNumber = booked.Value.Number,
            });
            await AuditEntry.Write(session, actor, nameof(ForwardClaim), agreement.Number, budget.ResidentId, onBehalfOf);
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

    private const string InsertSql = """
        INSERT INTO claims (
            id, agreement_id, starts_on, ends_on, volume_hundredths, amount_cents, submitted_by, submitted_at, submitted_on, budget_id, posting_number)
        VALUES (
            @id, @AgreementId, @StartsOn, @EndsOn, @Volume, @Amount, @UserId, @SubmittedAt, @SubmittedOn, @BudgetId, @PostingNumber)
        """;
}
