using Budget.Core;
using Budget.Core.Budgets;
using Budget.Core.Consent;
using Budget.Core.Ledger;
using Budget.Core.Residents;
using Budget.Core.Storage;
using Budget.Core.SupportRequests;

namespace Portal.Demo;

/// <summary>What stands when the story of the demo town ends: a correction that financien2 proposed, for financien to decide on, and the consent that mevrouw De Vries gave.</summary>
internal static class DemoRights
{
    public static async Task Write(Database town, IReadOnlyDictionary<string, Actor> staff, Func<IdempotencyKey> key)
    {
        var (proposer, deVries) = (staff["financien2"], staff["devries"]);
        var file = (await new MyPeople(town).Of(deVries))[0].ResidentId;
        if (await new ConsentsOfResident(town).Of(deVries, file) is { Providers: [.., var provider], Domains: var domains })
        {
            var today = AmsterdamDay.Of(town.Time.GetUtcNow());
            await new GiveConsent(town).Do(deVries, key(), new(file, provider.ProviderId, [.. domains.Take(1)], GiveConsent.LastDay(today, provider.SupportEndsOn)));
        }

        foreach (var budget in await new BudgetList(town).Of(deVries))
        {
            var last = (await new BudgetOverview(town).Of(proposer, budget.Number))!.Postings.FirstOrDefault(posting => posting is { Kind: "invoice", ReversedByNumber: null });
            if (last is not null)
            {
                await new ProposeReversal(town).Do(proposer, key(), new(budget.Number, last.Number, "De bewoner was die weken in het ziekenhuis."));
                return;
            }
        }
    }
}
