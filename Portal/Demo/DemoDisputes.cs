using Budget.Core;
using Budget.Core.Budgets;
using Budget.Core.Disputes;
using Budget.Core.Storage;
using static Portal.Demo.DemoTown;

namespace Portal.Demo;

/// <summary>
/// Invoices of which residents say that they are not so: one of mevrouw De Vries that waits for the provider, one that waits for the municipality, and of neighbours one that was settled each way. And one that she
/// says is right.
/// </summary>
internal static class DemoDisputes
{
    public static void Plan(
        Database town, IReadOnlyDictionary<string, Actor> staff, IReadOnlyList<(Actor Resident, string Budget)> helped, Func<IdempotencyKey> key, Action<DateOnly, Func<Task>> on, DateOnly today)
    {
        var deVries = staff["devries"];
        on(today.AddDays(-30), async () =>
        {
            var neighbours = helped.Where(one => one.Resident.MunicipalityCode == Persona.Huizen && !staff.Values.Any(other => other.UserId == one.Resident.UserId));
            var settled = 0;
            foreach (var (resident, budget) in neighbours)
            {
                if (settled < 2 && await Last(town, resident, budget, "Thuiszorg Gooi") is { } posting)
                {
                    await Settle(town, staff, key, resident, budget, posting, isDelivered: settled++ == 0);
                }
            }
        });
        on(today.AddDays(-8), async () =>
        {
            if (await Of(town, deVries, "De Meent Begeleiding") is var (budget, posting))
            {
                Must(await new DisputeLine(town).Do(deVries, key(), new(budget, posting, DisputeReason.LessDelivered, "Zij kwam twee keer niet. Ik heb er toen over gebeld.")));
                Must(await new AnswerDispute(town).Do(staff["aanbieder2"], key(), new(
                    await Newest(town, staff["aanbieder2"]), IsDelivered: true, "Wij belden die twee keer met u. Bellen telt ook mee, dat staat in het plan.")));
            }
        });
        on(today.AddDays(-3), async () =>
        {
            if (await Of(town, deVries, "Thuiszorg Gooi") is var (budget, posting))
            {
                Must(await new DisputeLine(town).Do(deVries, key(), new(budget, posting, DisputeReason.NotDelivered, "Ik was die weken bij mijn dochter. Er is toen niemand geweest.")));
                var earlier = (await new BudgetOverview(town).Of(deVries, budget))!.Postings.FirstOrDefault(line => line is { Kind: "invoice", ReversedByNumber: null } && line.Number < posting);
                if (earlier is not null)
                {
                    Must(await new ConfirmLine(town).Do(deVries, key(), new(budget, earlier.Number)));
                }
            }
        });
    }

    private static async Task Settle(
        Database town, IReadOnlyDictionary<string, Actor> staff, Func<IdempotencyKey> key, Actor resident, string budget, long posting, bool isDelivered)
    {
        Must(await new DisputeLine(town).Do(resident, key(), new(budget, posting, DisputeReason.NotDelivered, "Die weken is er niemand geweest.")));
        var id = await Newest(town, staff["aanbieder"]);
        Must(await new AnswerDispute(town).Do(staff["aanbieder"], key(), new(id, IsDelivered: true, "Volgens onze planning waren wij er elke week.")));
        Must(await new SettleDispute(town).Do(staff["consulent"], key(), new(id, isDelivered, isDelivered
            ? "Wij spraken u beiden. De hulp was er, maar op een andere dag dan u gewend bent."
            : "Er zijn geen werkbriefjes van die weken. Daarom geven wij u gelijk.")));
    }

    private static async Task<Guid> Newest(Database town, Actor provider) => Guid.Parse((await new DisputesOfProvider(town).Of(provider)).Items[0].Id);

    /// <summary>The last invoice of this provider to this resident, with its budget.</summary>
    private static async Task<(string Budget, long Posting)?> Of(Database town, Actor resident, string provider)
    {
        foreach (var budget in (await new BudgetList(town).Of(resident)).Where(one => !one.IsPersonHeld))
        {
            if (await Last(town, resident, budget.Number, provider) is { } posting)
            {
                return (budget.Number, posting);
            }
        }

        return null;
    }

    private static async Task<long?> Last(Database town, Actor resident, string budget, string provider) =>
        (await new BudgetOverview(town).Of(resident, budget))!.Postings.FirstOrDefault(line => line is { Kind: "invoice", ReversedByNumber: null } && line.Who == provider)?.Number;
}
