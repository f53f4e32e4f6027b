using Budget.Core;
using Budget.Core.Delivery;
using Budget.Core.Plans;
using Budget.Core.Storage;
using Budget.Core.SupportRequests;

namespace Portal.Demo;

/// <summary>How support goes on in the demo town: the plan of mevrouw De Vries over all laws, a goal of hers that is not reached, and a proposal to shift.</summary>
internal static class DemoPlans
{
    public static async Task Live(Database town, IReadOnlyDictionary<string, Actor> staff, Func<IdempotencyKey> key)
    {
        var (deVries, caseworker) = (staff["devries"], staff["consulent"]);
        if ((await new CaseList(town).Of(deVries)).FirstOrDefault(item => item.Progress.Step is CaseStep.Support or CaseStep.ChooseProvider)?.Number is not { } number)
        {
            return;
        }

        var plan = (await new PlanOfCase(town).Of(deVries, number))!;
        foreach (var (domain, what, who, paidBy, by) in new[]
        {
            (LifeDomain.Health, "Steunkousen aan en uit, elke dag", "Wijkverpleging Gooi", PaidBy.Zvw, caseworker),
            (LifeDomain.Contact, "Samen eten in het buurthuis, op dinsdag", "Buurthuis De Draaikom", PaidBy.Nobody, deVries),
            (LifeDomain.Household, "Boodschappen laten bezorgen", "De supermarkt", PaidBy.Self, deVries),
        })
        {
            Must(await new AddPlanLine(town).Do(by, key(), new(number, domain, what, who, paidBy)));
        }

        Must(await new AddPlanLine(town).Do(caseworker, key(), new(number, LifeDomain.Household, "Schoonmaken en de was", "", PaidBy.Wmo, plan.Budgets[0].Number)));
        await Evaluate(town, deVries, key, number);
        await Shift(town, caseworker, key, number, plan.Budgets);
    }

    /// <summary>One goal is said, so that a task waits at the municipality; what else is asked is left for the visitor.</summary>
    private static async Task Evaluate(Database town, Actor resident, Func<IdempotencyKey> key, string number)
    {
        var goals = (await new GoalsOfCase(town).Of(resident, number))!;
        if (goals.AskedOn is { } askedOn)
        {
            Must(await new EvaluateGoal(town).Do(resident, key(), new(number, goals.Goals[0].Domain, askedOn, Helps.No, "Er komt steeds iemand anders, en dan blijft de badkamer liggen.")));
        }
    }

    /// <summary>By the municipality, when something is free to shift: it waits for mevrouw De Vries.</summary>
    private static async Task Shift(Database town, Actor caseworker, Func<IdempotencyKey> key, string number, IReadOnlyList<PlanOfCase.OwnBudget> budgets)
    {
        var from = budgets.OrderByDescending(budget => budget.Available).First();
        var cents = Math.Min(from.Available.Cents, 12_000);
        if (budgets.FirstOrDefault(budget => budget.Id != from.Id) is { } to && cents > 0)
        {
            Must(await new ProposeShift(town).Do(caseworker, key(), new(number, from.Number, to.Number, new Money(cents), "Dit past beter bij wat u nu nodig heeft. Wij spraken erover aan de telefoon.")));
        }
    }

    private static T Must<T>(Outcome<T> outcome) =>
        outcome.IsRefused ? throw new InvalidOperationException($"The demo town broke a rule: {outcome.Refusal}") : outcome.Value;
}
