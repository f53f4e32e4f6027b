using System.Globalization;
using Budget.Core.Audit;
using Budget.Core.Budgets;
using Budget.Core.Ledger;
using Budget.Core.Mail;
using Budget.Core.Residents;
using Budget.Core.Storage;

namespace Budget.Core.Assignments;

/// <summary>
/// The resident goes to another provider on a day, or stops with this one and takes none yet (the money follows the resident). What was spent stays, what the
/// old one may still declare stays reserved for it, the unspent rest goes along. The old assignment ends on the day before (other provider: iWmo 38, change
/// 09; stopping: 21), the new one begins on the day: both, and their two postings, in one transaction under the budget's lock. Not before the notice of the contract
/// is over. What is done is what was shown: when something came in between, nothing is done and it is shown again.
/// </summary>
public sealed class SwitchProvider(Database database)
{
    /// <param name="From">The number of the assignment that ends, as it was shown: of two tabs that go elsewhere, one does.</param>
    /// <param name="To">The contract of the new provider; none for who only stops.</param>
    /// <param name="On">The first day without the old provider.</param>
    /// <param name="Seen">The mark of the <see cref="Effect"/> that was shown.</param>
    public sealed record Entry(string BudgetNumber, long From, ContractId? To, DateOnly On, string Seen);

    /// <summary>What it does, in full.</summary>
    /// <param name="Spent">What was spent on the budget until now; it stays.</param>
    /// <param name="StaysReserved">For help of the old provider that was not declared yet, up to its last day.</param>
    /// <param name="Rest">What is free for another provider.</param>
    /// <param name="Rate">Of the new provider, on its first day.</param>
    /// <param name="Buys">How much support the rest buys there, in whole units.</param>
    /// <param name="Reserves">What is put apart for it.</param>
    public sealed record Effect(
        long From, string OldName, DateOnly LastDay, Money Spent, Money StaysReserved, Money Rest, string? NewName, Money? Rate, Quantity? Buys, Money? Reserves)
    {
        /// <summary>The same for the same effect, in every language.</summary>
        public string Mark => string.Create(
            CultureInfo.InvariantCulture, $"{From}/{LastDay:O}/{Spent.Cents}/{StaysReserved.Cents}/{Rest.Cents}/{NewName}/{Rate?.Cents}/{Buys?.Value}/{Reserves?.Cents}");
    }


    /// <param name="AssignmentNumber">The new one; none for who only stops.</param>
    public sealed record Answer(DateOnly LastDay, long? AssignmentNumber, Money StaysReserved, Money Reserved);

    public Task<Outcome<Answer>> Do(Actor actor, IdempotencyKey key, Entry entry) =>
        database.Once<Answer>(actor, key, nameof(SwitchProvider), entry, async session =>
        {
            var prepared = await Prepare(session, actor, entry);
            if (prepared.IsRefused)
            {
                return prepared.Refusal!;
            }

            var (budget, ledger, old, offer, onBehalfOf, effect) = prepared.Value;
            if (effect.Mark != entry.Seen)
            {
                return Refusal.EffectChanged;
            }

            await old.End(session, actor, ledger, budget, effect.LastDay, offer is null ? EndReason.Client : EndReason.OtherProvider);
            await Outbox.PutToProvider(session, MailKind.ClientLeaves, old.ProviderId, budget.MunicipalityCode, budget.Number);
            ChooseProvider.Answer? made = null;
            if (offer is not null)
            {
                var outcome = await NewAssignment.Make(session, actor, ledger, budget, offer, new Period(entry.On, budget.LastDay));
                if (outcome.IsRefused)
                {
                    // With the refusal goes the whole transaction, the end of the old one too.
                    return outcome.Refusal!;
                }

                made = outcome.Value;
            }

            await Trace.Write(session, actor, nameof(SwitchProvider), entry.BudgetNumber, budget.ResidentId, onBehalfOf);
            return new Answer(effect.LastDay, made?.AssignmentNumber, effect.StaysReserved, made?.Reserved ?? Money.Zero);
        });

    /// <summary>What it would do; changes nothing.</summary>
    public Task<Outcome<Effect>> Draft(Actor actor, Entry entry) => database.Draft<Effect>(async session =>
    {
        var prepared = await Prepare(session, actor, entry);
        return prepared.IsRefused ? prepared.Refusal! : prepared.Value.Effect;
    });

    /// <summary>The first day on which another can begin: after the notice of the contract or its end, after what was declared, and not before it began itself.</summary>
    internal static DateOnly EarliestOn(AssignmentToEnd old, DateOnly today)
    {
        var (noticed, runsOut) = (today.AddDays((int)old.NoticeDays), old.EndsOn.AddDays(1));
        return new[] { noticed < runsOut ? noticed : runsOut, old.DeclaredUntil?.AddDays(1) ?? old.StartsOn, old.StartsOn }.Max();
    }

    private sealed record Prepared(
        PersonalBudget Budget, BudgetLedger Ledger, AssignmentToEnd Old, ProviderOffer? Offer, ResidentId? OnBehalfOf, Effect Effect);

    private static async Task<Outcome<Prepared>> Prepare(Session session, Actor actor, Entry entry)
    {
        if (actor.Role is not (Role.Resident or Role.System))
        {
            return Refusal.NotAllowed;
        }

        if (await BudgetQuery.Find(session, actor, entry.BudgetNumber) is not { } budget)
        {
            return Refusal.NotFound;
        }

        if (budget.IsPersonHeld)
        {
            return Refusal.NotPersonFollowing;
        }

        if (budget.LastDay < session.Today)
        {
            return Refusal.BudgetEnded;
        }

        var onBehalfOf = await Access.OnBehalfOf(session, actor, budget.ResidentId);
        var ledger = await BudgetLedger.Open(session, actor, budget.Id, onBehalfOf);
        // When its contract ran out there is nobody to leave any more: another is chosen.
        if (await AssignmentToEnd.Of(session, budget.Id) is not { } old || old.EndsOn < session.Today)
        {
            return Refusal.NotAssigned;
        }

        if (old.Number != entry.From)
        {
            return Refusal.AlreadySwitched;
        }

        if (entry.On > budget.LastDay)
        {
            return Refusal.DayOutsideBudget;
        }

        if (entry.On > old.EndsOn.AddDays(1))
        {
            return Refusal.DayOutsideAssignment;
        }

        if (EarliestOn(old, session.Today) is var earliest && entry.On < earliest)
        {
            return Refusal.SwitchTooSoon.With(earliest.InDigits());
        }

        var lastDay = entry.On.AddDays(-1);
        var stays = await old.StaysReserved(ledger, budget, lastDay);
        var rest = ledger.Balance.Available + await ledger.LeftOf(old.Id) - stays;
        var effect = new Effect(old.Number, old.ProviderName, lastDay, ledger.Balance.Spent, stays, rest, NewName: null, Rate: null, Buys: null, Reserves: null);
        if (entry.To is not { } contract)
        {
            return new Prepared(budget, ledger, old, Offer: null, onBehalfOf, effect);
        }

        var days = new Period(entry.On, budget.LastDay);
        if ((await NewAssignment.Offers(session, budget, days)).FirstOrDefault(one => one.ContractId == contract) is not { } offer)
        {
            return Refusal.NoContract;
        }

        if (offer.ProviderId == old.ProviderId)
        {
            return Refusal.SameProvider;
        }

        if (!rest.IsPositive)
        {
            return Refusal.NothingLeft;
        }

        return new Prepared(budget, ledger, old, offer, onBehalfOf, effect with
        {
            NewName = offer.Name,
            Rate = offer.Rate,
            Buys = NewAssignment.Buys(budget, offer, days, rest),
            Reserves = NewAssignment.WillReserve(budget, offer, days, rest),
        });
    }
}
