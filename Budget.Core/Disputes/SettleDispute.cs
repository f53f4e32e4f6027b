using Budget.Core.Audit;
using Budget.Core.Mail;
using Budget.Core.Residents;
using Budget.Core.Storage;

namespace Budget.Core.Disputes;

/// <summary>
/// A caseworker settles a dispute, once the provider has answered or its term is over: it was delivered, and the line is paid; or it was not, and it is reversed in the same transaction. The resident's word and the
/// caseworker's are two people, so no colleague has to approve (docs/decisions/0019).
/// </summary>
public sealed class SettleDispute(Database database)
{
    public const int LongestExplanation = 1000;

    /// <summary>Less is no explanation.</summary>
    public const int ShortestExplanation = 10;

    /// <param name="Explanation">Resident and provider read it as it is written.</param>
    public sealed record Entry(Guid Dispute, bool IsDelivered, string Explanation);

    /// <returns>Which dispute: an answer is kept, and longer than the file of a resident.</returns>
    public Task<Outcome<Guid>> Do(Actor actor, IdempotencyKey key, Entry entry) =>
        database.Once<Guid>(actor, key, nameof(SettleDispute), entry, async session =>
        {
            if (actor.Role != Role.Caseworker)
            {
                return Refusal.NotAllowed;
            }

            if (await DeclaredLine.OfMunicipality(session, actor, entry.Dispute) is not { } found || !await ResidentFile.Lock(session, found.ResidentId))
            {
                return Refusal.NotFound;
            }

            var explanation = TypedText.Seen(entry.Explanation);
            if (explanation.Length < ShortestExplanation)
            {
                return Refusal.RequestIncomplete;
            }

            if (explanation.Length > LongestExplanation)
            {
                return Refusal.TextTooLong.With(LongestExplanation);
            }

            await BudgetLock.Take(session, found.BudgetId);
            var line = (await DeclaredLine.OfMunicipality(session, actor, entry.Dispute))!;
            if (!line.Standing.IsOpen)
            {
                return line.WhyOver;
            }

            if (line.Standing.State(session.Today) == LineState.WaitsForProvider)
            {
                return Refusal.DisputeWaitsForProvider.With(line.AnswerBy!.Value.InDigits());
            }

            if (entry.IsDelivered)
            {
                await DisputeEnd.Deliver(session, actor, line, explanation);
            }
            else if (await DisputeEnd.Reverse(session, actor, line, explanation) is { } refusal)
            {
                return refusal;
            }

            await Outbox.Put(session, MailKind.DisputeIsAnswered, line.ResidentId, line.RequestNumber);
            await Outbox.PutToProvider(session, MailKind.DisputeIsSettled, line.ProviderId, line.MunicipalityCode, line.RequestNumber);
            await Trace.Write(session, actor, nameof(SettleDispute), $"{line.BudgetNumber}/{line.Posting}", line.ResidentId);
            return entry.Dispute;
        });
}
