using Budget.Core.Departures;
using Budget.Core.HelperPayments;
using Budget.Core.Ledger;
using Budget.Core.Residents;
using Budget.Core.Storage;

namespace Budget.Core.PersonHeld;

/// <summary>Books some days of a helper's work on a care agreement, and seals with the posting what it was booked on.</summary>
internal static class BookedClaim
{
    /// <summary>The days up to the end of the budget, or until the holder died or moved; none of what lies after that.</summary>
    public static async Task<Period?> DaysPaid(Session session, BudgetLedger ledger, ResidentId resident, Period worked)
    {
        var gone = await Departure.Of(session, resident);
        var last = gone is null || ledger.EndedOn < gone.LastOn ? ledger.EndedOn : gone.LastOn;
        return last is not { } endedOn || endedOn >= worked.EndsOn ? worked
            : endedOn < worked.StartsOn ? null
            : new Period(worked.StartsOn, endedOn);
    }

    /// <summary>Why days are not paid (<see cref="DaysPaid"/>): the holder died before them, or else the budget is over.</summary>
    public static async Task<Refusal> NotPaid(Session session, ResidentId resident, Period worked) =>
        await Departure.Of(session, resident) is { Reason: DepartureReason.Died } gone && gone.LastOn < worked.EndsOn ? Refusal.HolderDied : Refusal.BudgetEnded;

    /// <summary>Whether help of these days was claimed and stands, or waits for the holder.</summary>
    public static async Task<bool> IsClaimed(Session session, AgreementId agreement, Period days) =>
        await session.Single<long>(ClaimedSql, new { agreement, days.StartsOn, days.EndsOn }) > 0;

    public static async Task<Outcome<Posting>> Book(
        Session session, BudgetLedger ledger, AgreementId agreement, string number, Period days, Quantity volume, Money amount, UserId submittedBy)
    {
        var id = new ClaimId(session.NewId());
        object?[] claim = [id.Value, agreement.Value, days.StartsOn, days.EndsOn, volume.Hundredths, amount.Cents, submittedBy.Value, session.Now, session.Today];
        var booked = await ledger.Append(new NewPosting(
            PostingKind.Claim, Account.Available, Account.Payable, amount,
            days.EndsOn, OriginKind.Claim, id.Value, $"agreement {number}", Counterparty: number,
            Seal: Seal.Of(claim, (await session.Single<AgreementRow>(AgreementSql, new { agreement })).Facts)));
        if (!booked.IsRefused)
        {
            await session.Wire.Send(InsertSql, [.. claim, ledger.BudgetId.Value, booked.Value.Number]);
            await ClaimedMonths.Recount(session, agreement, days.StartsOn);
            await ClaimToPay.Recount(session, id);
        }

        return booked;
    }

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

    private const string ClaimedSql = $"""
        SELECT COUNT(*)
        FROM ({ClaimLineStanding.DaysSql}) claimed
        WHERE claimed.agreement_id = @agreement
          AND claimed.starts_on <= @EndsOn
          AND claimed.ends_on >= @StartsOn
        """;

    private const string AgreementSql = """
        SELECT id AS Id, number AS Number, budget_id AS BudgetId, helper_name AS HelperName, helper_kind AS HelperKind, rate_cents AS Rate,
               monthly_volume_hundredths AS MonthlyVolume, starts_on AS StartsOn, ends_on AS EndsOn, approved_by AS ApprovedBy, approved_at AS ApprovedAt
        FROM care_agreements
        WHERE id = @agreement
        """;

    private const string InsertSql = $"""
        INSERT INTO claims ({SealedColumns}, budget_id, posting_number)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
        """;
}
