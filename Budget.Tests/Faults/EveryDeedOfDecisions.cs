using Budget.Core.Decisions;
using Budget.Core.Departures;
using static Budget.Tests.Faults.EveryDeed;

namespace Budget.Tests.Faults;

/// <summary>The deeds of <see cref="EveryDeed"/> by which something is decided otherwise than by a grant, and by which somebody objects.</summary>
internal static class EveryDeedOfDecisions
{
    public static readonly Dictionary<string, Func<Town, Task<Sent>>> Ready = new(StringComparer.Ordinal)
    {
        [nameof(RefuseApplication)] = async town =>
        {
            var request = await Reported(town);
            return await Once(town, _ => new RefuseApplication.Entry(request, town.Today, RefusalGround.Network, Deciding.Reasons),
                (database, key, entry) => new RefuseApplication(database).Do(town.Caseworker, key, entry));
        },
        [nameof(HelpAtOnce)] = async town =>
        {
            var request = await town.Request(await town.Resident());
            return await Once(town, _ => new HelpAtOnce.Entry(
                request, Town.Guidance, new Quantity(2), Frequency.Week, new Money(6000), new Period(town.Today, town.Today.AddDays(41)), FundingForm.PersonFollowing, Deciding.Reasons),
                (database, key, entry) => new HelpAtOnce(database).Do(town.Caseworker, key, entry));
        },
        [nameof(ExtendProvision)] = async town =>
        {
            var grant = await Granted(town);
            return await Once(town, _ => new ExtendProvision.Entry(
                grant.RequestNumber, grant.BudgetNumber, new Quantity(2), Frequency.Week, new Money(6000), new(town.Today.Year + 1, 6, 30), Deciding.Reasons),
                (database, key, entry) => new ExtendProvision(database).Do(town.Caseworker, key, entry));
        },
        [nameof(ReviseProvision)] = async town =>
        {
            var grant = await Chosen(town);
            return await Once(town, _ => new ReviseProvision.Entry(
                grant.RequestNumber, grant.BudgetNumber, town.Today, null, new Quantity(3), Frequency.Week, new Money(6000), new(town.Today.Year, 12, 31), FundingForm.PersonFollowing, Deciding.Reasons),
                (database, key, entry) => new ReviseProvision(database).Do(town.Caseworker, key, entry));
        },
        [nameof(ChangeForm)] = async town =>
        {
            // Nobody was chosen: a contract of sixty euros an hour would keep all of a grant of one euro an hour reserved until today.
            var grant = await Granted(town);
            return await Once(town, _ => new ChangeForm.Entry(
                grant.RequestNumber, grant.BudgetNumber, town.Today.AddDays(1), FormGround.FormAsked, new Money(90), Deciding.Reasons, Deciding.Held),
                (database, key, entry) => new ChangeForm(database).Do(town.Caseworker, key, entry));
        },
        [nameof(WithdrawProvision)] = async town =>
        {
            var grant = await Chosen(town);
            return await Once(town, _ => new WithdrawProvision.Entry(grant.RequestNumber, grant.BudgetNumber, town.Today, WithdrawalGround.E, Deciding.Reasons),
                (database, key, entry) => new WithdrawProvision(database).Do(town.Caseworker, key, entry));
        },
        [nameof(WriteDownDeparture)] = async town =>
        {
            var grant = await Chosen(town);
            return await Once(town, _ => new WriteDownDeparture.Entry(grant.RequestNumber, DepartureReason.Died, town.Today),
                (database, key, entry) => new WriteDownDeparture(database).Do(town.Caseworker, key, entry));
        },
        [nameof(TakeBackDeparture)] = async town =>
        {
            var grant = await Chosen(town);
            await new WriteDownDeparture(town.Database).Do(town.Caseworker, town.Key(), new(grant.RequestNumber, DepartureReason.Moved, town.Today));
            return await Once(town, _ => grant.RequestNumber, (database, key, entry) => new TakeBackDeparture(database).Do(town.Caseworker, key, entry));
        },
        [nameof(RecoverCosts)] = async town =>
        {
            var grant = await town.BudgetOf(100m, FundingForm.PersonHeld);
            await new Budget.Core.PersonHeld.ForwardClaim(town.Database).Do(grant.Resident.Actor, town.Key(), new(await town.Agreement(grant), new(town.Today.Year, 4, 1), new(10m)));
            await town.Withdraw(grant, town.Today, WithdrawalGround.A);
            return await Once(town, _ => new RecoverCosts.Entry(grant.RequestNumber, grant.BudgetNumber, new Money(500), IsOnPurpose: true, Deciding.Reasons),
                (database, key, entry) => new RecoverCosts(database).Do(town.Caseworker, key, entry));
        },
        [nameof(ObjectToDecision)] = async town =>
        {
            var (resident, decision) = await Refused(town);
            return await Once(town, _ => new ObjectToDecision.Entry(decision, "Ik kan dit niet zelf."), (database, key, entry) => new ObjectToDecision(database).Do(resident.Actor, key, entry));
        },
        [nameof(DecideObjection)] = async town =>
        {
            var (resident, decision) = await Refused(town);
            var objection = (await new ObjectToDecision(town.Database).Do(resident.Actor, town.Key(), new(decision, "Ik kan dit niet zelf."))).Value.ObjectionNumber;
            var colleague = await town.User("collega", Role.Caseworker, Town.Huizen);
            return await Once(town, _ => new DecideObjection.Entry(objection, ObjectionOutcome.Founded, "U hebt gelijk."), (database, key, entry) => new DecideObjection(database).Do(colleague, key, entry));
        },
    };

    private static async Task<string> Reported(Town town, Resident? resident = null)
    {
        var request = await town.Request(resident ?? await town.Resident());
        await town.Report(request);
        return request;
    }

    private static Task<Grant> Granted(Town town) => town.BudgetOf(1200m);

    private static async Task<Grant> Chosen(Town town)
    {
        var grant = await Granted(town);
        await town.Choose(grant);
        return grant;
    }

    private static async Task<(Resident Resident, string Decision)> Refused(Town town)
    {
        var resident = await town.Resident();
        return (resident, (await town.Refuse(await Reported(town, resident))).Value);
    }
}
