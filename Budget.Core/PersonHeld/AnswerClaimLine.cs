using Budget.Core.Audit;
using Budget.Core.Ledger;
using Budget.Core.Mail;
using Budget.Core.Residents;
using Budget.Core.Secrecy;
using Budget.Core.Storage;

namespace Budget.Core.PersonHeld;

/// <summary>
/// The holder, or who acts for the holder, answers one line of a helper: it is right and is booked; it was less, with the reason, and that is booked; or it was not so, with the reason. Each line by itself: what is wrong with one holds up no other.
/// Who entered a line for the holder to answer may take it back before that. Of a holder who died a caseworker answers what waits, in the same way: nobody else can, and days until the death are paid.
/// </summary>
public sealed class AnswerClaimLine(Database database)
{
    public const int LongestReason = 500;

    internal const string Approved = "approved";

    private const string Withdrawn = "withdrawn";

    public enum Verdict { Approve, Change, Reject, Withdraw }

    /// <param name="Volume">How much it was, of a change; less than was entered.</param>
    /// <param name="Reason">Of a change or a rejection; the helper reads it as it is written.</param>
    public sealed record Entry(Guid Line, Verdict Verdict, Quantity? Volume = null, string Reason = "");

    /// <param name="Amount">What was booked.</param>
    public sealed record Answer(string AgreementNumber, Money Amount);

    public Task<Outcome<Answer>> Do(Actor actor, IdempotencyKey key, Entry entry) =>
        database.Once<Answer>(actor, key, nameof(AnswerClaimLine), entry, async session =>
        {
            if (actor.Role is not (Role.Resident or Role.ProviderStaff or Role.Caseworker))
            {
                return Refusal.NotAllowed;
            }

            if (await session.FirstOrNone<Row>(LineSql, new { Line = $"{entry.Line:D}" }) is not { } row
                || await ClaimedAgreement.Lock(session, actor, row.AgreementNumber) is not (var agreement, var ledger))
            {
                return Refusal.NotFound;
            }

            if (await agreement.AgainstHolder(session, actor) is { } other)
            {
                return other;
            }

            // The holder answers and who entered it takes it back; who is both answers as the holder.
            if ((agreement.IsHelper == 1) != (entry.Verdict == Verdict.Withdraw) || (entry.Verdict == Verdict.Withdraw && row.EnteredBy != actor.UserId))
            {
                return Refusal.NotFound;
            }

            if (await session.FirstOrNone<Said>(AnsweredSql, new { row.Line.Id }) is { } said)
            {
                return said.Outcome == Withdrawn && entry.Verdict != Verdict.Withdraw ? Refusal.LineWithdrawn : Refusal.AlreadyDecided;
            }

            var reason = TypedText.Seen(entry.Reason);
            if (entry.Verdict is Verdict.Change or Verdict.Reject && reason.Length is 0 or > LongestReason)
            {
                return reason.Length == 0 ? Refusal.ReasonMissing : Refusal.TextTooLong.With(LongestReason);
            }

            var (refusal, amount) = await Say(session, actor, ledger, agreement, row.Line, entry, reason);
            if (refusal is not null)
            {
                return refusal;
            }

            await ClaimedMonths.Recount(session, agreement.Id, row.Line.StartsOn);
            if (amount.IsPositive)
            {
                await BudgetTurns.Tell(session, agreement.BudgetId);
            }

            var onBehalfOf = agreement.IsHelper == 1 ? null : await Access.OnBehalfOf(session, actor, agreement.ResidentId);
            await Trace.Write(
                session, actor, TraceAction.Do, nameof(AnswerClaimLine), agreement.Number, agreement.ResidentId, onBehalfOf, agreement.IsHelper == 1 ? TraceBasis.Consent : Trace.BasisOf(actor, onBehalfOf));
            return new Answer(agreement.Number, amount);
        });

    private static async Task<(Refusal? Refusal, Money Amount)> Say(Session session, Actor actor, BudgetLedger ledger, ClaimedAgreement agreement, Line line, Entry entry, string reason)
    {
        switch (entry.Verdict)
        {
            case Verdict.Approve:
                return (await Book(session, actor, ledger, agreement, line, Approved, line.Volume, line.Amount, reason: ""), line.Amount);
            case Verdict.Change:
                if (entry.Volume is not { Value: > 0 } less || less >= line.Volume)
                {
                    return (Refusal.ChangeIsNotLess, Money.Zero);
                }

                var amount = Money.Of(agreement.Rate, less);
                return (await Book(session, actor, ledger, agreement, line, "changed", less, amount, reason), amount);
            default:
                await Write(session, actor, agreement.ResidentId, line.Id, entry.Verdict == Verdict.Reject ? "rejected" : Withdrawn, claim: null, reason);
                return (null, Money.Zero);
        }
    }

    /// <returns>Why it could not be booked; none when it was.</returns>
    internal static async Task<Refusal?> Book(
        Session session, Actor actor, BudgetLedger ledger, ClaimedAgreement agreement, Line line, string outcome, Quantity volume, Money amount, string reason)
    {
        if (!agreement.Period.Covers(new Period(line.StartsOn, line.EndsOn)))
        {
            return Refusal.WorkOutsideAgreement;
        }

        // The budget may have ended since the line was entered, or the holder may have died. Of a line that goes on after that, who answers says how much it was until then.
        if (await BookedClaim.DaysPaid(session, ledger, agreement.ResidentId, new(line.StartsOn, line.EndsOn)) is not { } days || (outcome == "approved" && days.EndsOn < line.EndsOn))
        {
            return await BookedClaim.NotPaid(session, agreement.ResidentId, new(line.StartsOn, line.EndsOn));
        }

        var booked = await BookedClaim.Book(session, ledger, agreement.Id, agreement.Number, days, volume, amount, actor.UserId);
        if (booked.IsRefused)
        {
            return booked.Refusal;
        }

        await Write(session, actor, agreement.ResidentId, line.Id, outcome, new ClaimId(booked.Value.OriginId), reason);
        return null;
    }

    private static async Task Write(Session session, Actor actor, ResidentId resident, string line, string outcome, ClaimId? claim, string reason) => await session.Execute(InsertSql, new
    {
        line,
        outcome,
        claim,
        Reason = reason.Length == 0 ? "" : (await ResidentKey.Of(session, resident)).Hide(HiddenColumn.ClaimReason, line, reason),
        actor.UserId,
        session.Now,
    });

    internal sealed record Line(string Id, DateOnly StartsOn, DateOnly EndsOn, Quantity Volume, Money Amount);

    private sealed record Said(string Outcome);

    private sealed record Row(string Id, DateOnly StartsOn, DateOnly EndsOn, Quantity Volume, Money Amount, string AgreementNumber, UserId EnteredBy)
    {
        public Line Line => new(Id, StartsOn, EndsOn, Volume, Amount);
    }

    private const string LineSql = """
        SELECT line.id AS Id, line.starts_on AS StartsOn, line.ends_on AS EndsOn, line.volume_hundredths AS Volume, line.amount_cents AS Amount, agreement.number AS AgreementNumber, line.entered_by AS EnteredBy
        FROM claim_lines line
        JOIN care_agreements agreement ON agreement.id = line.agreement_id
        WHERE line.id = @Line
        """;

    private const string AnsweredSql = """
        SELECT outcome AS Outcome
        FROM claim_line_answers
        WHERE line_id = @Id
        """;

    private const string InsertSql = """
        INSERT INTO claim_line_answers (line_id, outcome, claim_id, reason, answered_by, answered_at)
        VALUES (@line, @outcome, @claim, @Reason, @UserId, @Now)
        """;
}
