using System.Globalization;
using Budget.Core;
using Budget.Core.Assignments;
using Budget.Core.Budgets;
using Budget.Core.Delivery;
using Budget.Core.Providers;
using Budget.Core.SignIn;
using Budget.Core.Storage;

namespace Portal.Demo;

/// <summary>
/// The providers of the demo town as who chooses sees them: more of them than the three that declare, with terms, profiles, and what residents said; and what does not
/// go as it should.
/// </summary>
internal static class DemoProviders
{
    public const int NoticeDays = 14;

    /// <param name="Offers">Of which products, at which share of the by-law's rate.</param>
    private sealed record Other(string Name, string AboutNl, string AboutEn, string Specialisms, ProviderLanguage[] Languages, AccessibilityFact[] Facts, int Weeks, string Address, Place Place, string[] Offers, int Percent);

    private static readonly IReadOnlyList<Other> Others =
    [
        new("Zorggroep De Eem", "Een grote organisatie met wijkteams. Ook in het weekend.", "A large organisation with district teams. At weekends too.", "Dementie, en zorg na het ziekenhuis",
            [ProviderLanguage.Dutch, ProviderLanguage.English], [AccessibilityFact.AtHome, AccessibilityFact.Parking], 6, "Naarderstraat 66, Huizen", new(143_600, 478_900), [DemoCatalogue.Household, DemoCatalogue.Guidance, DemoCatalogue.DayActivities], 98),
        new("Yakın Zorg", "Hulp in het Turks en het Nederlands, door mensen die uw gewoonten kennen.", "Help in Turkish and Dutch, by people who know your customs.", "Ouderen met een Turkse achtergrond",
            [ProviderLanguage.Dutch, ProviderLanguage.Turkish], [AccessibilityFact.AtHome], 2, "Ampèrestraat 12, Hilversum", new(141_200, 470_400), [DemoCatalogue.Household, DemoCatalogue.Guidance], 96),
        new("Buurtkamer Oostermeent", "Bewoners koken, wandelen en klussen samen. Iedereen hoort erbij.", "Residents cook, walk and do odd jobs together. Everybody belongs.", "Samen eten, wandelen en fietsen",
            [ProviderLanguage.Dutch, ProviderLanguage.Arabic], [AccessibilityFact.Wheelchair, AccessibilityFact.AccessibleToilet, AccessibilityFact.GroundFloor, AccessibilityFact.PublicTransport], 0, "Oostermeent 3, Huizen", new(145_300, 478_300), [DemoCatalogue.DayActivities], 80),
        new("Autisme Thuis", "Vaste begeleiders die autisme van binnen kennen.", "The same guides each time, who know autism from within.", "Autisme, jongeren en studie",
            [ProviderLanguage.Dutch, ProviderLanguage.English], [AccessibilityFact.AtHome, AccessibilityFact.QuietRoom], 9, "Gijsbrecht van Amstelstraat 44, Hilversum", new(140_300, 470_900), [DemoCatalogue.Guidance, DemoCatalogue.SpecialistGuidance], 99),
        new("Doof in het Gooi", "Begeleiding in gebarentaal.", "Guidance in sign language.", "Dove en slechthorende mensen",
            [ProviderLanguage.Dutch, ProviderLanguage.SignLanguage], [AccessibilityFact.AtHome, AccessibilityFact.QuietRoom, AccessibilityFact.PublicTransport], 4, "Stationsstraat 8, Hilversum", new(140_800, 470_600), [DemoCatalogue.Guidance, DemoCatalogue.SpecialistGuidance], 100),
        new("Logeerhuis De Zandbak", "Een weekend ergens anders zijn, zodat thuis even kan rusten.", "A weekend somewhere else, so that home can rest for a while.", "Kinderen en volwassenen met een beperking",
            [ProviderLanguage.Dutch], [AccessibilityFact.Wheelchair, AccessibilityFact.AccessibleToilet, AccessibilityFact.GroundFloor], 12, "Bergweg 21, Laren", new(143_900, 473_600), [DemoCatalogue.ShortStay], 97),
        new("Schoon & Zo", "Huishoudelijke hulp, elke week dezelfde persoon.", "Household help, the same person each week.", "Grote schoonmaak en was",
            [ProviderLanguage.Dutch, ProviderLanguage.Polish, ProviderLanguage.Ukrainian], [AccessibilityFact.AtHome], 1, "Huizermaatweg 350, Huizen", new(144_700, 478_600), [DemoCatalogue.Household], 93),
        new("Dagcentrum 't Vlot", "Een boerderij met dieren, een moestuin en een lange tafel.", "A farm with animals, a vegetable garden and a long table.", "Dementie en buiten werken",
            [ProviderLanguage.Dutch], [AccessibilityFact.Wheelchair, AccessibilityFact.AccessibleToilet, AccessibilityFact.GroundFloor, AccessibilityFact.Parking], 3, "Meentweg 37, Eemnes", new(147_200, 473_800), [DemoCatalogue.DayActivities], 95),
        new("Grip Begeleiding", "Post, geld en afspraken weer op orde.", "Post, money and appointments in order again.", "Schulden, administratie en overzicht",
            [ProviderLanguage.Dutch, ProviderLanguage.English, ProviderLanguage.Arabic], [AccessibilityFact.AtHome, AccessibilityFact.PublicTransport], 5, "Langestraat 90, Hilversum", new(140_500, 470_700), [DemoCatalogue.Guidance], 94),
        new("Maatjes in Huis", "Studenten die helpen in huis en een praatje maken.", "Students who help in the house and have a chat.", "Gezelschap en lichte hulp",
            [ProviderLanguage.Dutch, ProviderLanguage.English, ProviderLanguage.Spanish], [AccessibilityFact.AtHome], 0, "Oude Raadhuisplein 1, Huizen", new(143_400, 479_200), [DemoCatalogue.Household, DemoCatalogue.DayActivities], 85),
        new("Psyche Nabij", "Begeleiding thuis bij psychische klachten.", "Guidance at home with mental health problems.", "Angst, depressie en herstel",
            [ProviderLanguage.Dutch, ProviderLanguage.French], [AccessibilityFact.AtHome, AccessibilityFact.QuietRoom], 8, "Emmastraat 5, Hilversum", new(140_100, 470_200), [DemoCatalogue.Guidance, DemoCatalogue.SpecialistGuidance], 99),
        new("Kleurrijk Dagbesteding", "Een atelier: schilderen, hout, muziek en soep.", "A studio: painting, wood, music and soup.", "Creatief werk, ook na hersenletsel",
            [ProviderLanguage.Dutch, ProviderLanguage.Papiamento], [AccessibilityFact.Wheelchair, AccessibilityFact.GroundFloor, AccessibilityFact.QuietRoom], 2, "Energieweg 15, Huizen", new(145_000, 477_600), [DemoCatalogue.DayActivities], 90),
    ];

    /// <summary>Twelve more, each with a contract "5 + 5" in both municipalities.</summary>
    public static async Task Admit(Database town, Period contract, Dictionary<string, ProviderId> providers, Func<IdempotencyKey> key)
    {
        for (var number = 0; number < Others.Count; number++)
        {
            var other = Others[number];
            var (agb, kvk) = (string.Create(CultureInfo.InvariantCulture, $"{41_420_000 + number}"), string.Create(CultureInfo.InvariantCulture, $"{32_200_000 + number}"));
            var phone = string.Create(CultureInfo.InvariantCulture, $"035 555 {1_000 + number}");
            var id = Must(await new AdmitProvider(town).Do(Actor.System(Persona.Huizen), key(), new(agb, kvk, other.Name, other.AboutNl, other.AboutEn, phone)));
            foreach (var municipality in new[] { Persona.Huizen, Persona.Hilversum })
            {
                foreach (var product in other.Offers)
                {
                    var rate = new Money(DemoCatalogue.Products.Single(one => one.Code == product).Rate.Cents * other.Percent / 100);
                    Must(await new SignContract(town).Do(Actor.System(municipality), key(), new(id, municipality, product, rate, contract, NoticeDays: 7 * (number % 5), OptionYears: 5)));
                }
            }

            providers[other.Name] = id;
        }
    }

    public static async Task Choose(Database town, Actor resident, string budget, ProviderId provider, List<(Actor Resident, string Budget)> helped, Func<IdempotencyKey> key)
    {
        var offers = await new ProvidersForBudget(town).Of(resident, budget);
        var chosen = offers!.Choices.Single(choice => choice.Offer.ProviderId == provider);
        Must(await new ChooseProvider(town).Do(resident, key(), new(budget, chosen.Offer.ContractId)));
        helped.Add((resident, budget));
    }

    /// <summary>To another provider on a day, as it is done at /wisselen: looked at first.</summary>
    public static async Task Switch(Database town, Actor resident, string budget, ProviderId to, DateOnly on, Func<IdempotencyKey> key)
    {
        var options = (await new SwitchOptions(town).Of(resident, budget))!;
        var entry = new SwitchProvider.Entry(budget, options.From, options.Offers.Single(offer => offer.ProviderId == to).ContractId, on, Seen: "");
        var effect = Must(await new SwitchProvider(town).Draft(resident, entry));
        Must(await new SwitchProvider(town).Do(resident, key(), entry with { Seen = effect.Mark }));
    }

    /// <summary>What stands when the story ends: profiles, initiatives, a rate that comes, what residents said, who was proposed, and help that does not come.</summary>
    /// <param name="helped">The residents who chose, with their budgets, in the order in which they did.</param>
    public static async Task Tell(
        Database town, IReadOnlyDictionary<string, Actor> staff, IReadOnlyDictionary<string, ProviderId> providers, IReadOnlyList<(Actor Resident, string Budget)> helped, Func<IdempotencyKey> key)
    {
        foreach (var municipality in new[] { Persona.Huizen, Persona.Hilversum })
        {
            await Keep(town, key, providers["Thuiszorg Gooi"], municipality, [ProviderLanguage.Dutch, ProviderLanguage.English, ProviderLanguage.Turkish], [AccessibilityFact.AtHome, AccessibilityFact.PublicTransport],
                "Zorg voor ouderen, ook in de avond", [DemoCatalogue.Household], 3, "Havenstraat 20, Huizen", new(143_700, 479_400));
            await Keep(town, key, providers["De Meent Begeleiding"], municipality, [ProviderLanguage.Dutch, ProviderLanguage.Tamazight], [AccessibilityFact.Wheelchair, AccessibilityFact.AccessibleToilet, AccessibilityFact.QuietRoom],
                "Autisme en niet-aangeboren hersenletsel", [DemoCatalogue.SpecialistGuidance], 7, "De Kombuis 2, Huizen", new(144_900, 478_800));
            await Keep(town, key, providers["Buurthuis De Draaikom"], municipality, [ProviderLanguage.Dutch, ProviderLanguage.Arabic, ProviderLanguage.Polish], [AccessibilityFact.Wheelchair, AccessibilityFact.GroundFloor, AccessibilityFact.PublicTransport],
                "Samen koken, klussen en koffie drinken", [DemoCatalogue.DayActivities], 0, "Draaikom 1, Huizen", new(144_200, 479_000));
            foreach (var other in Others)
            {
                await Keep(town, key, providers[other.Name], municipality, other.Languages, other.Facts, other.Specialisms, other.Offers[..1], other.Weeks, other.Address, other.Place);
            }
        }

        var beheer = staff["beheer"];
        foreach (var login in DemoCatalogue.Providers.Select(provider => provider.StaffLogin).OfType<string>())
        {
            Must(await new SetOfficeRight(town).Do(beheer, key(), new(staff[login].UserId, OfficeRight.Submit)));
        }

        foreach (var initiative in new[] { providers["Buurthuis De Draaikom"], providers["Buurtkamer Oostermeent"] })
        {
            Must(await new AdmitLightly(town).Do(beheer, key(), new(initiative, IsLight: true, Seen: "")));
        }

        var today = AmsterdamDay.Of(town.Time.GetUtcNow());
        var indexed = (await new ContractList(town).Of(beheer, "Schoon & Zo", page: 1)).Contracts[0];
        Must(await new IndexContract(town).Do(beheer, key(), new(indexed.Id, new DateOnly(today.Year + 1, 1, 1), Percent: 3.5m, Rate: null, Seen: "")));
        await Propose(town, staff, key);
        await Hear(town, staff, helped, key, today);
    }

    private static async Task Hear(Database town, IReadOnlyDictionary<string, Actor> staff, IReadOnlyList<(Actor Resident, string Budget)> helped, Func<IdempotencyKey> key, DateOnly today)
    {
        var (said, nobodyCame, stopped) = (0, false, false);
        foreach (var (resident, budget) in helped)
        {
            if ((await new HelpersOfBudget(town).Of(resident, budget))?.Helpers.FirstOrDefault(helper => helper.HasBegun(today)) is not { } helper)
            {
                continue;
            }

            var isNeighbour = !staff.Values.Any(one => one.UserId == resident.UserId);
            said++;
            if (isNeighbour && !stopped && helper.ProviderName == "De Meent Begeleiding" && resident.MunicipalityCode == Persona.Huizen)
            {
                stopped = !(await new ReportStop(town).Do(staff["aanbieder2"], key(), new(helper.Id, today.AddDays(-20), StopReason.Planned))).IsRefused;
                continue;
            }

            Must(await new ReportStart(town).Do(resident, key(), new(helper.Id, helper.StartsOn)));
            Must(await new SayExperience(town).Do(resident, key(), new(helper.Id, said % 7 == 0 ? Helps.No : said % 4 == 0 ? Helps.Partly : Helps.Yes, said % 3 == 0 ? "Zij komt op tijd en luistert goed." : "")));
            if (isNeighbour && !nobodyCame && resident.MunicipalityCode == Persona.Huizen)
            {
                nobodyCame = !(await new ReportNobodyCame(town).Do(resident, key(), new(helper.Id))).IsRefused;
            }
        }
    }

    /// <summary>Mevrouw Yılmaz asked and was answered; mevrouw De Vries waits.</summary>
    private static async Task Propose(Database town, IReadOnlyDictionary<string, Actor> staff, Func<IdempotencyKey> key)
    {
        foreach (var (login, name, why, answer) in new[]
        {
            ("yilmaz", "Paardenmaneges in de Eempolder", "Emre wordt rustig van paarden.", "Dat kan. Wij maken een contract met hen."),
            ("devries", "Mevrouw Tol, 035 555 7777", "Zij hielp mij jaren en kent mijn huis.", ""),
        })
        {
            var budget = (await new BudgetList(town).Of(staff[login])).First(one => !one.IsPersonHeld).Number;
            Must(await new ProposeProvider(town).Do(staff[login], key(), new(budget, name, why)));
            if (answer.Length > 0)
            {
                var asked = (await new Proposals(town).ToAnswer(staff["consulent"]))[0];
                Must(await new AnswerProposal(town).Do(staff["consulent"], key(), new(Guid.Parse(asked.Id), IsWelcome: true, answer)));
            }
        }
    }

    /// <summary>By the people of the provider, who sign in nowhere in the demo.</summary>
    private static async Task Keep(
        Database town, Func<IdempotencyKey> key, ProviderId provider, string municipality, ProviderLanguage[] languages, AccessibilityFact[] facts, string specialisms, string[] specials, int weeks, string address, Place place) =>
        Must(await new KeepProfile(town).Do(
            new Actor(Actor.System(municipality).UserId, Role.ProviderStaff, "", provider), key(), new(municipality, languages, facts, specialisms, specials, weeks, address, place, ProviderProfile.Empty(provider).Mark)));

    private static T Must<T>(Outcome<T> outcome) =>
        outcome.IsRefused ? throw new InvalidOperationException($"The demo town broke a rule: {outcome.Refusal}") : outcome.Value;
}
