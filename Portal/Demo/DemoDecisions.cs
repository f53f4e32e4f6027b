using Budget.Core;
using Budget.Core.Assignments;
using Budget.Core.Budgets;
using Budget.Core.Decisions;
using Budget.Core.Storage;
using Budget.Core.SupportRequests;

namespace Portal.Demo;

/// <summary>The other kinds of decision, once each, on the last day of the story: help at once, a refusal with an objection, an extension, a withdrawal; and an objection that came late.</summary>
internal static class DemoDecisions
{
    /// <summary>Of the first neighbours only: a large town is not read through for five people.</summary>
    private const int Enough = 60;

    public static async Task Write(Database town, DateOnly today, IEnumerable<(Actor Resident, Actor Caseworker)> neighbours, IReadOnlyDictionary<string, Actor> staff, Func<IdempotencyKey> key)
    {
        var (urgent, refused, extended, withdrawn, late) = (false, false, false, false, false);
        foreach (var (resident, caseworker) in neighbours.Where(one => one.Caseworker.MunicipalityCode == Persona.Huizen).Take(Enough))
        {
            var one = (await new CaseList(town).Of(resident))[0];
            switch (one.Progress.Step)
            {
                case CaseStep.Investigate when !urgent:
                    urgent = true;
                    await HelpAtOnce(one.Number, caseworker, resident);
                    break;
                case CaseStep.Decide when !refused:
                    refused = true;
                    var refusal = Must(await new RefuseApplication(town).Do(caseworker, key(), new(
                        one.Number, AppliedOn: null, RefusalGround.GeneralProvision, "In uw buurt is elke week een eetgroep, en de boodschappenbus stopt voor uw deur. Daarmee bent u geholpen.")));
                    Must(await new ObjectToDecision(town).Do(resident, key(), new(refusal, "Ik kan niet in de boodschappenbus komen. De trede is te hoog voor mij.")));
                    break;
                case CaseStep.Support when !(extended && withdrawn && late):
                    var budget = (await new BudgetList(town).Of(resident))[0];
                    if (!late)
                    {
                        late = true;
                        var decision = (await new DecisionsOfCase(town).Of(resident, one.Number))!.Items[0].Number;
                        var objection = Must(await new ObjectToDecision(town).Do(resident, key(), new(decision, "Ik heb meer uren nodig dan hier staat.", "Ik was lang bij mijn zus en zag de brief pas later."))).ObjectionNumber;
                        Must(await new DecideObjection(town).Do(staff["consulent3"], key(), new(objection, ObjectionOutcome.Unfounded, "In het onderzoek zei u dat dit genoeg is. Is dat veranderd? Stel dan een nieuwe hulpvraag.")));
                    }
                    else if (!extended)
                    {
                        extended = true;
                        await Extend(one.Number, budget, caseworker);
                    }
                    else
                    {
                        withdrawn = true;
                        Must(await new WithdrawProvision(town).Do(caseworker, key(), new(
                            one.Number, budget.Number, new DateOnly(today.Year, today.Month, 1).AddMonths(1).AddDays(-1), WithdrawalGround.B, "U gaat bij uw dochter wonen. Daar heeft u deze hulp niet meer nodig.")));
                    }

                    break;
            }
        }

        async Task HelpAtOnce(string request, Actor caseworker, Actor resident)
        {
            var product = DemoCatalogue.Products.Single(one => one.Code == DemoCatalogue.Household);
            var helped = Must(await new HelpAtOnce(town).Do(caseworker, key(), new(
                request, product.Code, new(3), Frequency.Week, product.Rate, new Period(today, today.AddDays(41)), FundingForm.PersonFollowing, "U bent net uit het ziekenhuis. Hulp kan niet wachten.")));
            var offers = (await new ProvidersForBudget(town).Of(resident, helped.BudgetNumber))!.Choices;
            Must(await new ChooseProvider(town).Do(resident, key(), new(helped.BudgetNumber, offers[0].Offer.ContractId)));
        }

        async Task Extend(string request, BudgetList.Item budget, Actor caseworker)
        {
            var before = (await new RequestToDecide(town).Of(caseworker, request))!.Budgets.Single(one => one.Number == budget.Number);
            Must(await new ExtendProvision(town).Do(caseworker, key(), new(
                request, budget.Number, before.Volume, before.Frequency switch { "week" => Frequency.Week, "month" => Frequency.Month, _ => Frequency.Total }, before.Rate,
                budget.EndsOn.AddMonths(6), "Het gaat goed zo. U heeft deze hulp ook daarna nog nodig.")));
        }
    }

    private static T Must<T>(Outcome<T> outcome) =>
        outcome.IsRefused ? throw new InvalidOperationException($"The demo town broke a rule: {outcome.Refusal}") : outcome.Value;
}
