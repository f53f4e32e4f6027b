using Budget.Core;
using Budget.Core.Caseload;
using Budget.Core.Storage;
using Budget.Core.SupportRequests;
using static Portal.Demo.DemoTown;

namespace Portal.Demo;

/// <summary>
/// Who leads which case when the story ends: in Huizen consulent and consulent3 in turns, in Hilversum consulent2, and of each fourth case nobody. Mevrouw De Vries is led by consulent, meneer Bakker by
/// consulent3 after consulent handed his case over; of the neighbours the first two of Huizen live together.
/// </summary>
internal static class DemoCaseload
{
    public static async Task Write(Database town, IReadOnlyList<(Actor Resident, Actor Caseworker)> neighbours, IReadOnlyDictionary<string, Actor> staff, Func<IdempotencyKey> key)
    {
        var (consulent, colleague) = (staff["consulent"], staff["consulent3"]);
        foreach (var persona in new[] { "devries", "bakker", "yilmaz" })
        {
            Must(await new TakeCase(town).Do(consulent, key(), await CaseOf(town, staff[persona])));
        }

        Must(await new HandOverCase(town).Do(consulent, key(), new(await CaseOf(town, staff["bakker"]), colleague.UserId, HandOverReason.Workload, SeenLead: consulent.UserId)));
        List<string> led = [];
        foreach (var (neighbour, caseworker) in neighbours.Where((_, place) => place % 4 != 3))
        {
            var request = await CaseOf(town, neighbour);
            Must(await new TakeCase(town).Do(caseworker.UserId == consulent.UserId && led.Count % 2 == 1 ? colleague : caseworker, key(), request));
            if (caseworker.UserId == consulent.UserId)
            {
                led.Add(request);
            }
        }

        if (led is [var first, var second, ..])
        {
            Must(await new JoinHousehold(town).Do(consulent, key(), new(first, second)));
        }
    }

    private static async Task<string> CaseOf(Database town, Actor resident) => (await new CaseList(town).Of(resident))[0].Number;
}
