using Budget.Core;
using Budget.Core.Community;
using Budget.Core.Neighbourhoods;
using Budget.Core.OpenOffer;
using Budget.Core.Residents;
using Budget.Core.Storage;
using static Portal.Demo.DemoTown;

namespace Portal.Demo;

/// <summary>The neighbourhoods of the demo town, and what there is to do for everybody. Names are real, their centres are about right, all else is made up.</summary>
internal static class DemoNeighbourhood
{
    private static readonly IReadOnlyList<Neighbourhood> Huizen =
    [
        new("oude-dorp", "Oude Dorp", 144_900, 479_300),
        new("zenderwijk", "Zenderwijk", 144_000, 478_700),
        new("phohi", "Phohi", 144_500, 478_200),
        new("stad-lande", "Stad en Lande", 145_800, 478_300),
        new("bijvanck", "Bijvanck", 146_700, 478_500),
        new("huizermaat", "Huizermaat", 146_500, 479_300),
        new("bovenmaten", "Bovenmaten", 147_400, 479_500),
    ];

    private static readonly IReadOnlyList<Neighbourhood> Hilversum =
    [
        new("centrum", "Centrum", 140_600, 470_700),
        new("kerkelanden", "Kerkelanden", 138_700, 469_500),
        new("meent", "Hilversumse Meent", 136_500, 474_600),
    ];

    /// <summary>Before the story of the town begins.</summary>
    public static async Task Draw(Database town, IReadOnlyDictionary<string, Actor> staff, Func<IdempotencyKey> key)
    {
        foreach (var (administrator, neighbourhoods) in new[] { (staff["beheer"], Huizen), (staff["beheer3"], Hilversum) })
        {
            foreach (var neighbourhood in neighbourhoods)
            {
                Must(await new DrawNeighbourhood(town).Do(administrator, key(), new(neighbourhood, "")));
            }
        }

        foreach (var (administrator, offers) in new[] { (staff["beheer"], DemoOffers.Huizen), (staff["beheer3"], DemoOffers.Hilversum) })
        {
            foreach (var offer in offers)
            {
                Must(await new SaveGeneralProvision(town).Do(administrator, key(), new(Id: null, offer, "")));
            }
        }

        foreach (var (login, code) in new[] { ("devries", "bovenmaten"), ("bakker", "zenderwijk"), ("yilmaz", "bijvanck") })
        {
            Must(await new ChooseNeighbourhood(town).Do(staff[login], key(), new((await new MyPeople(town).Of(staff[login]))[0].ResidentId, code)));
        }
    }

    /// <summary>When the story ends.</summary>
    public static async Task Live(Database town, IReadOnlyDictionary<string, Actor> staff, Func<IdempotencyKey> key)
    {
        await Join(town, staff, key);
        await Tell(town, staff, key);
    }

    /// <summary>Mevrouw De Vries eats with her neighbours, and Emre takes part in moving to music without his name.</summary>
    private static async Task Join(Database town, IReadOnlyDictionary<string, Actor> staff, Func<IdempotencyKey> key)
    {
        foreach (var (login, words, sharesName) in new[] { ("devries", "samen eten", true), ("yilmaz", "bewegen", false) })
        {
            var person = (await new MyPeople(town).Of(staff[login]))[0];
            var offer = (await new OfferSearch(town).Of(new(person.MunicipalityCode, words, "", [], []), page: 1)).Cards[0];
            Must(await new JoinGeneralProvision(town).Do(staff[login], key(), new(offer.Id, person.ResidentId, sharesName)));
        }
    }

    /// <summary>What residents told: one that the municipality helps with, one that waits to be read, one that others do not see.</summary>
    private static async Task Tell(Database town, IReadOnlyDictionary<string, Actor> staff, Func<IdempotencyKey> key)
    {
        async Task<IdeaId> Told(string login, IdeaKind kind, string words) =>
            Must(await new TellIdea(town).Do(staff[login], key(), new((await new MyPeople(town).Of(staff[login]))[0].ResidentId, kind, words)));

        var bench = await Told("bakker", IdeaKind.Need, "Bij de bushalte in de Zenderwijk is geen bankje. Wie niet lang kan staan, kan daar niet wachten.");
        var neighbour = await Told("bakker", IdeaKind.Need, "De buurman op nummer 12 moet zijn hond binnen houden.");
        await Told("devries", IdeaKind.Offer, "Ik wil op woensdag koffie schenken in de hal van onze flat. Wie helpt mee?");
        Must(await new JudgeIdea(town).Do(staff["consulent"], key(), new(bench, IsShown: true, "")));
        Must(await new JudgeIdea(town).Do(staff["consulent"], key(), new(neighbour, IsShown: false, "Dit gaat over één buurman. Bel ons, dan kijken wij samen wat kan.")));
        Must(await new JoinIdea(town).Do(staff["devries"], key(), new(bench, (await new MyPeople(town).Of(staff["devries"]))[0].ResidentId, JoinsIn: true)));
        Must(await new AnswerIdea(town).Do(staff["consulent"], key(), new(bench, IsFacilitated: true, "Het bankje komt er in het voorjaar. Wilt u meedenken over de plek? Bel de wijkbeheerder.")));
    }
}
