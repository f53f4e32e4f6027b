using Budget.Core.Audit;
using Budget.Core.Residents;
using Budget.Core.Storage;
using Budget.Core.Supporters;

namespace Budget.Core.PersonHeld;

/// <summary>The helper signs a care agreement, or says why not. What was signed goes to the municipality.</summary>
public sealed class AnswerAsHelper(Database database)
{
    public const int LongestReason = 500;

    /// <param name="Reason">Of who does not sign; the holder reads it as it is written.</param>
    public sealed record Entry(string Number, bool Signs, string Reason = "");

    public Task<Outcome<string>> Do(Actor actor, IdempotencyKey key, Entry entry) =>
        database.Once<string>(actor, key, nameof(AnswerAsHelper), entry, async session =>
        {
            if (!SupportedRequest.MayRead(actor))
            {
                return Refusal.NotAllowed;
            }

            if (await DrawnUp.Lock(session, actor, entry.Number) is not { } drawn || drawn.HelperId != actor.UserId)
            {
                return Refusal.NotFound;
            }

            if (drawn.State != AgreementState.WaitsForHelper)
            {
                return Refusal.AgreementAnswered;
            }

            var reason = TypedText.Seen(entry.Reason);
            if (!entry.Signs && reason.Length == 0)
            {
                return Refusal.ReasonMissing;
            }

            if (reason.Length > LongestReason)
            {
                return Refusal.TextTooLong.With(LongestReason);
            }

            await drawn.Say(session, actor, entry.Signs ? AgreementStep.Signed : AgreementStep.Declined, entry.Signs ? "" : reason);
            await Trace.Write(session, actor, TraceAction.Do, nameof(AnswerAsHelper), drawn.Number, drawn.ResidentId, onBehalfOf: null, TraceBasis.Consent);
            return drawn.Number;
        });
}
