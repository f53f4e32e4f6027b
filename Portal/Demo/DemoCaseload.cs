using Budget.Core;
using Budget.Core.Caseload;
using Budget.Core.Storage;
using Budget.Core.SupportRequests;
using static Portal.Demo.DemoTown;

namespace Portal.Demo;

/// <summary>
/// Who leads which case when the story ends: in Huizen consulent and consulent3 in turns, in Hilversum consulent2, and of what nobody reported on yet each fourth case nobody. Mevrouw De Vries is led by consulent,
/// meneer Bakker by consulent3 after consulent handed his case over; of the neighbours the first two of Huizen live together.
/// </summary>
internal static class DemoCaseload
{
    public static async Task Write(Database town, IReadOnlyList<(Actor Resident, Actor Caseworker)> neighbours, IReadOnlyDictionary<string, Actor> staff, Func<IdempotencyKey> key)
    {
        var (consulent, colleague) = (staff["consulent"], staff["consulent3"]);
        foreach (var persona in new[] { "devries", "bakker", "yilmaz" })
        {
            await LeadBy(consulent, await CaseOf(town, staff[persona]));
        }

        await LeadBy(colleague, await CaseOf(town, staff["bakker"]));
        List<string> led = [];
        foreach (var (neighbour, caseworker) in neighbours.Where((_, place) => place % 4 != 3))
        {
            var request = await CaseOf(town, neighbour);
            await LeadBy(caseworker.UserId == consulent.UserId && led.Count % 2 == 1 ? colleague : caseworker, request);
            if (caseworker.UserId == consulent.UserId)
            {
                led.Add(request);
            }
        }

        if (led is [var first, var second, ..])
        {
            Must(await new JoinHousehold(town).Do(consulent, key(), new(first, second)));
        }

        // Who gave the report leads the case already.
        async Task LeadBy(Actor caseworker, string request)
        {
            var lead = (await new LeadOfCase(town).Of(caseworker, request))!.LeadId;
            if (lead is null)
            {
                Must(await new TakeCase(town).Do(caseworker, key(), request));
            }
            else if (lead != caseworker.UserId)
            {
                Must(await new HandOverCase(town).Do(caseworker, key(), new(request, caseworker.UserId, HandOverReason.Workload, lead)));
            }
        }
    }

    private static async Task<string> CaseOf(Database town, Actor resident) => (await new CaseList(town).Of(resident))[0].Number;
}
