using Budget.Core.Delivery;
using Budget.Core.Plans;
using Budget.Core.SupportRequests;
using static Budget.Tests.Faults.EveryDeed;

namespace Budget.Tests.Faults;

/// <summary>The deeds of <see cref="EveryDeed"/> about how the support goes on once it is there.</summary>
internal static class EveryDeedOfPlans
{
    public static readonly Dictionary<string, Func<Town, Task<Sent>>> Ready = new(StringComparer.Ordinal)
    {
        [nameof(EvaluateGoal)] = async town =>
        {
            var (grant, askedOn) = await Asked(town);
            return await Once(town, _ => new EvaluateGoal.Entry(grant.RequestNumber, LifeDomain.Household, askedOn, Helps.No, "Het lukt niet."), (database, key, entry) => new EvaluateGoal(database).Do(grant.Resident.Actor, key, entry));
        },
        [nameof(AnswerEvaluation)] = async town =>
        {
            var (grant, askedOn) = await Asked(town);
            await new EvaluateGoal(town.Database).Do(grant.Resident.Actor, town.Key(), new(grant.RequestNumber, LifeDomain.Household, askedOn, Helps.No, ""));
            return await Once(town, _ => new AnswerEvaluation.Entry(grant.RequestNumber, LifeDomain.Household, askedOn, "Er komt een ander."), (database, key, entry) => new AnswerEvaluation(database).Do(town.Caseworker, key, entry));
        },
        [nameof(AddPlanLine)] = async town =>
        {
            var grant = await town.BudgetOf(100m);
            return await Once(town, _ => new AddPlanLine.Entry(grant.RequestNumber, LifeDomain.Household, "De was", "", PaidBy.Wmo, grant.BudgetNumber), (database, key, entry) => new AddPlanLine(database).Do(grant.Resident.Actor, key, entry));
        },
        [nameof(EndPlanLine)] = async town =>
        {
            var grant = await town.BudgetOf(100m);
            await new AddPlanLine(town.Database).Do(town.Caseworker, town.Key(), new(grant.RequestNumber, LifeDomain.Health, "Verpleging", "De wijkzuster", PaidBy.Zvw));
            var line = (await new PlanOfCase(town.Database).Of(grant.Resident.Actor, grant.RequestNumber))!.Parts.Single(part => part.Domain == LifeDomain.Health).Lines[0].Id;
            return await Once(town, _ => new EndPlanLine.Entry(grant.RequestNumber, line), (database, key, entry) => new EndPlanLine(database).Do(grant.Resident.Actor, key, entry));
        },
        [nameof(ProposeShift)] = async town =>
        {
            var (grant, second) = await Two(town);
            return await Once(town, _ => new ProposeShift.Entry(grant.RequestNumber, grant.BudgetNumber, second, new Money(1_000), "Meer hulp in huis."), (database, key, entry) => new ProposeShift(database).Do(grant.Resident.Actor, key, entry));
        },
        [nameof(AgreeToShift)] = async town =>
        {
            var (grant, second) = await Two(town);
            var shift = (await new ProposeShift(town.Database).Do(grant.Resident.Actor, town.Key(), new(grant.RequestNumber, grant.BudgetNumber, second, new Money(1_000), "Meer hulp in huis."))).Value;
            return await Once(town, _ => new AgreeToShift.Entry(grant.RequestNumber, shift, Agrees: true), (database, key, entry) => new AgreeToShift(database).Do(town.Caseworker, key, entry));
        },
    };

    /// <summary>Two budgets of one case between which can be shifted.</summary>
    private static async Task<(Grant Grant, string Second)> Two(Town town)
    {
        var grant = await town.BudgetOf(100m);
        return (grant, await town.AlsoGrant(grant, 50m));
    }

    /// <summary>A case of which it is time to say whether the goals are reached.</summary>
    private static async Task<(Grant Grant, DateOnly AskedOn)> Asked(Town town) =>
        (await town.BudgetOf(100m, period: new Period(town.Today.AddDays(-50), town.Today.AddDays(150))), town.Today.AddDays(-50 + (7 * EvaluationMoments.FirstWeeks)));
}
