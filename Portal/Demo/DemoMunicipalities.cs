using Budget.Core;
using Budget.Core.Configuration;
using Budget.Core.PersonHeld;
using Budget.Core.Providers;
using Budget.Core.Storage;
using static Portal.Demo.DemoTown;

namespace Portal.Demo;

/// <summary>What makes the two demo municipalities different from one another: rates, hours, letters, colour and logo. Hilversum's shield is made up.</summary>
internal static class DemoMunicipalities
{
    private const string Shield =
        "iVBORw0KGgoAAAANSUhEUgAAAGAAAABgCAYAAADimHc4AAABJ0lEQVR42u3dwRHCMAxEUXdCQXRE89AABw4JWknvz6SA+B094z1HkiRJ0vpej+c75buqpH8CAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
        + "AAAAAAAAAAgEqAt24NAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAADAjZgrSQAAAAAAAAAAAAAAAAAAAAAAAAAAAAD4B0ASwjSAdg/3AQAAYCVACsIkgJYPuAIAUAeQgDAFoO070usBqhEmALR+TR1A"
        + "MUJ3gPabAgCKEToDjFjX6AowZt4EQDFCR4BRQz/dAMatLXUCGDl51QVg7O5YB4DR42/pAOMX+JIBVkwhJgKs2qNMA1g3CpoEsHKdNQHgTKkbwJlaOsDZVArA0XeMOwGc+A8gVwI4UUlSWh8DxKN2et"
        + "bTsgAAAABJRU5ErkJggg==";

    /// <summary>Of a real regional by-law of 2023, in cents; group help has no network rate.</summary>
    private static readonly IReadOnlyList<(string Product, long Freelancer, long Network)> Others =
    [
        (DemoCatalogue.Household, 2385, 1590), (DemoCatalogue.Guidance, 4950, 2000), (DemoCatalogue.SpecialistGuidance, 5535, 2000), (DemoCatalogue.ShortStay, 19_160, 3000),
    ];

    public static async Task Write(Database town, IReadOnlyDictionary<string, Actor> staff, Func<IdempotencyKey> key, DateOnly start, DateOnly today)
    {
        foreach (var administrator in new[] { staff["beheer"], staff["beheer3"] })
        {
            foreach (var (product, freelancer, network) in Others)
            {
                await Rate(administrator, product, RateKind.Freelancer, start, freelancer);
                await Rate(administrator, product, RateKind.Network, start, network);
            }

            // The minimum wage of an hour.
            Must(await new SetHeldRules(town).Do(administrator, key(), new(start, new Money(1_471), (await new HeldRules(town).Of(administrator)).Seen)));
        }

        // Next year Huizen pays a little more for guidance; Hilversum has not decided yet.
        await Rate(staff["beheer"], DemoCatalogue.Guidance, RateKind.Professional, new(today.Year + 1, 1, 1), 6850);
        Must(await new SetContactPoints(town).Do(staff["beheer3"], key(), new(
            "14 035", "wmo@example.nl", "Dudokpark 1, Hilversum", "Op werkdagen van 8.30 tot 17.00 uur.", "On working days from 8.30 to 17.00.", "", "")));
        Must(await new SetLetterTexts(town).Do(staff["beheer3"], key(), new(
            "Postbus 9900, 1201 GM Hilversum", "Vindt u deze brief moeilijk? In de bibliotheek helpen vrijwilligers u met lezen.",
            "Do you find this letter hard to read? Volunteers at the library help you.", "1")));
        Must(await new SetLook(town).Do(staff["beheer3"], key(), new("#7a1f4b", Convert.FromBase64String(Shield), TakesLogoAway: false, "2")));

        async Task Rate(Actor administrator, string product, RateKind kind, DateOnly day, long cents)
        {
            var seen = (await new ProductRates(town).All(administrator)).Single(one => one.Code == product).Seen;
            Must(await new SetProductRate(town).Do(administrator, key(), new(product, kind, day, new Money(cents), seen)));
        }
    }
}
