using Budget.Core.Audit;
using Budget.Core.Mail;
using Budget.Core.Residents;
using Budget.Core.Secrecy;
using Budget.Core.Storage;

namespace Budget.Core.Disputes;

/// <summary>Why a line is not so, as the resident says.</summary>
public enum DisputeReason { NotDelivered, LessDelivered, Other }

/// <summary>
/// A resident says of an accepted line that it is not so. From then on it is set aside: it is not paid, and the provider may answer. Nothing is booked. A line is accepted or rejected whole (Standaard
/// Administratieprotocol), so also of what was delivered in part it is the line that is settled. Not of a line that was reversed, nor of one that was settled before.
/// </summary>
public sealed class DisputeLine(Database database)
{
    public const int LongestExplanation = 1000;

    /// <param name="Explanation">1 to 1000 letters; the provider and the municipality read it as it is written.</param>
    /// <param name="Delivered">How much was delivered, of <see cref="DisputeReason.LessDelivered"/>, where it is known: less than was declared.</param>
    public sealed record Entry(string BudgetNumber, long Posting, DisputeReason Reason, string Explanation, Quantity? Delivered = null);

    /// <returns>The last day on which the provider answers.</returns>
    public Task<Outcome<DateOnly>> Do(Actor actor, IdempotencyKey key, Entry entry) =>
        database.Once<DateOnly>(actor, key, nameof(DisputeLine), entry, async session =>
        {
            if (actor.Role != Role.Resident)
            {
                return Refusal.NotAllowed;
            }

            if (await DeclaredLine.OfBudget(session, actor, entry.BudgetNumber, entry.Posting) is not { } found || !await ResidentFile.Lock(session, found.ResidentId))
            {
                return Refusal.NotFound;
            }

            var explanation = TypedText.Seen(entry.Explanation);
            if (explanation.Length == 0)
            {
                return Refusal.RequestIncomplete;
            }

            if (explanation.Length > LongestExplanation)
            {
                return Refusal.TextTooLong.With(LongestExplanation);
            }

            // Behind the lock of the budget too: who pays or reverses stands in the same line.
            await BudgetLock.Take(session, found.BudgetId);
            var line = (await DeclaredLine.OfBudget(session, actor, entry.BudgetNumber, entry.Posting))!;
            if (!line.Standing.MayBeDisputed(session.Today))
            {
                return line.Standing.IsOpen ? Refusal.DisputeOpen : line.ReversedBy is not null ? Refusal.AlreadyReversed : Refusal.DisputeSettled;
            }

            if (entry.Reason == DisputeReason.LessDelivered && entry.Delivered is { } less && (less >= line.Volume || less < new Quantity(0)))
            {
                return Refusal.DeliveredImplausible;
            }

            var (id, answerBy) = (session.NewId().ToString("D"), session.Today.AddDays(LineStanding.AnswerDays));
            await session.Execute(InsertSql, new
            {
                id,
                line.LineId,
                Place = line.Places + 1,
                Reason = Stored(entry.Reason),
                Explanation = (await ResidentKey.Of(session, line.ResidentId)).Hide(HiddenColumn.DisputeExplanation, id, explanation),
                Delivered = entry.Reason == DisputeReason.LessDelivered ? entry.Delivered?.Hundredths : null,
                actor.UserId,
                session.Now,
            });
            await session.Execute(OpenSql, new { id, line.MunicipalityCode, line.BudgetId, line.Posting, answerBy, SettleBy = answerBy.AddDays(LineStanding.SettleDays) });
            await Outbox.PutToProvider(session, MailKind.LineIsDisputed, line.ProviderId, line.MunicipalityCode, line.RequestNumber);
            await Trace.Write(session, actor, nameof(DisputeLine), $"{entry.BudgetNumber}/{entry.Posting}", line.ResidentId, await Access.OnBehalfOf(session, actor, line.ResidentId));
            return answerBy;
        });

    private static string Stored(DisputeReason reason) => reason switch
    {
        DisputeReason.NotDelivered => "not-delivered",
        DisputeReason.LessDelivered => "less-delivered",
        _ => "other",
    };

    private const string InsertSql = """
        INSERT INTO disputes (id, line_id, place, reason, explanation, delivered_hundredths, disputed_by, disputed_at)
        VALUES (@id, @LineId, @Place, @Reason, @Explanation, @Delivered, @UserId, @Now)
        """;

    private const string OpenSql = """
        INSERT INTO open_disputes (dispute_id, municipality_code, budget_id, posting_number, answer_by, settle_by)
        VALUES (@id, @MunicipalityCode, @BudgetId, @Posting, @answerBy, @SettleBy)
        """;
}
