using Budget.Core.Audit;
using Budget.Core.Residents;
using Budget.Core.Storage;

namespace Budget.Core.PersonHeld;

/// <summary>The holder takes an agreement back, as long as it was not approved.</summary>
public sealed class WithdrawAgreement(Database database)
{
    public sealed record Entry(string Number);

    public Task<Outcome<string>> Do(Actor actor, IdempotencyKey key, Entry entry) =>
        database.Once<string>(actor, key, nameof(WithdrawAgreement), entry, async session =>
        {
            if (actor.Role != Role.Resident)
            {
                return Refusal.NotAllowed;
            }

            if (await DrawnUp.Lock(session, actor, entry.Number) is not { } drawn || await ResidentFile.Mine(session, actor, drawn.ResidentId) is null)
            {
                return Refusal.NotFound;
            }

            if (!drawn.IsOpen)
            {
                return Refusal.AgreementAnswered;
            }

            await drawn.Say(session, actor, AgreementStep.Withdrawn);
            await Trace.Write(session, actor, nameof(WithdrawAgreement), drawn.Number, drawn.ResidentId, await Access.OnBehalfOf(session, actor, drawn.ResidentId));
            return drawn.Number;
        });
}
