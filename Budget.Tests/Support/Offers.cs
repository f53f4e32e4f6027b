using Budget.Core.Neighbourhoods;
using Budget.Core.OpenOffer;
using Budget.Core.SupportRequests;

namespace Budget.Tests.Support;

/// <summary>Neighbourhoods and offers for everybody, put into a town by its own administrator.</summary>
internal sealed class Offers(Town town, Actor administrator)
{
    public Actor Administrator => administrator;

    public static async Task<Offers> Of(Town town, string municipality = Town.Huizen) => new(town, await town.User("beheer", Role.Administrator, municipality));

    public static GeneralProvision Eating(string name = "Samen eten") => new(
        OfferKind.EatingTogether, name, "", "Een warme maaltijd met buurtgenoten.", "", [LifeDomain.Contact], "De Draaikom", "Plein 1", "", "Elke dinsdag", "", "€ 5", "", "035 555 0303", "", "",
        [AccessFact.StepFree], SignsUpHere: true, Places: null, StartsOn: null, EndsOn: null, []);

    public async Task Neighbourhoods(params (string Code, long X, long Y)[] places)
    {
        foreach (var (code, x, y) in places)
        {
            Assert.That((await new DrawNeighbourhood(town.Database).Do(administrator, town.Key(), new(new(code, $"Wijk {code}", x, y), ""))).Refusal, Is.Null);
        }
    }

    public Task<Outcome<GeneralProvisionId>> Save(GeneralProvision provision, GeneralProvisionId? id = null, string seen = "", Actor? by = null) =>
        new SaveGeneralProvision(town.Database).Do(by ?? administrator, town.Key(), new(id, provision, seen));

    public async Task<GeneralProvisionId> Add(GeneralProvision provision) => (await Save(provision)).Value;

    public async Task<OneProvision.Answer> Now(GeneralProvisionId id) => (await new OneProvision(town.Database).Of(id, administrator))!;

    public async Task<Refusal?> End(GeneralProvisionId id, string? seen = null, Actor? by = null) =>
        (await new EndGeneralProvision(town.Database).Do(by ?? administrator, town.Key(), new(id, seen ?? (await Now(id)).Seen))).Refusal;

    public async Task<IReadOnlyList<string>> Found(string words = "", string home = "", IReadOnlyList<LifeDomain>? domains = null, IReadOnlyList<AccessFact>? facts = null, int page = 1, string municipality = Town.Huizen) =>
        [.. (await new OfferSearch(town.Database).Of(new(municipality, words, home, domains ?? [], facts ?? []), page)).Cards.Select(card => card.NameNl)];
}
