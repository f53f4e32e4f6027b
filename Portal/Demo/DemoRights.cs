using Budget.Core;
using Budget.Core.Budgets;
using Budget.Core.Ledger;
using Budget.Core.Storage;

namespace Portal.Demo;

/// <summary>What waits for a second person in the demo town when its story ends: a correction that financien2 proposed, for financien to decide on.</summary>
internal static class DemoRights
{
    public static async Task Write(Database town, IReadOnlyDictionary<string, Actor> staff, Func<IdempotencyKey> key)
    {
        var proposer = staff["financien2"];
        foreach (var budget in await new BudgetList(town).Of(staff["devries"]))
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
