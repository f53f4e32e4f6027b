using Budget.Core.Configuration;
using Budget.Core.OpenOffer;
using Budget.Core.SupportRequests;

namespace Budget.Tests.Databases;

/// <summary>What there is for everybody: who sets it up, and how it is found.</summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.PostgreSql)]
internal sealed class OpenOfferTests(Engine engine)
{
    private Town town = null!;
    private Offers offers = null!;

    [SetUp]
    public async Task BuildTown()
    {
        town = await Town.On(engine);
        offers = await Offers.Of(town);
        await offers.Neighbourhoods(("noord", 145_000, 480_000), ("midden", 145_000, 478_000), ("zuid", 145_000, 475_000));
    }

    [TearDown]
    public async Task Leave() => await town.DisposeAsync();

    [Test]
    public async Task What_was_set_up_reads_back_as_it_was_written()
    {
        var written = Offers.Eating() with
        {
            NameEn = "Eating together",
            AboutEn = "A warm meal.",
            Domains = [LifeDomain.Household, LifeDomain.Contact],
            Neighbourhood = "midden",
            WhenEn = "Each Tuesday",
            CostsEn = "€ 5",
            Email = "eten@example.nl",
            Website = "https://example.nl/eten",
            Facts = [AccessFact.StepFree, AccessFact.Quiet],
            Places = 12,
            StartsOn = new(2026, 7, 1),
            EndsOn = new(2026, 12, 31),
            Serves = ["midden", "zuid"],
        };
        var id = await offers.Add(written);
        var read = (await new OneProvision(town.Database).Of(id))!;

        Assert.That(System.Text.Json.JsonSerializer.Serialize(read.Provision), Is.EqualTo(System.Text.Json.JsonSerializer.Serialize(written)));
        Assert.That((read.MunicipalityName, read.NeighbourhoodName, read.X, read.Y, read.SignedUp), Is.EqualTo(("Huizen", "Wijk midden", (long?)145_000, (long?)478_000, 0L)));
        Assert.That(read.ServesNames, Is.EqualTo((string[])["Wijk midden", "Wijk zuid"]));
        Assert.That(await new OneProvision(town.Database).Of(new GeneralProvisionId(Guid.Empty)), Is.Null);
        Assert.That((await offers.Now(await offers.Add(Offers.Eating() with { Serves = ["", "zuid", "zuid"], Domains = [LifeDomain.Contact, LifeDomain.Contact] }))).Provision is { Serves: ["zuid"], Domains: [LifeDomain.Contact] }, Is.True, "each choice once, and an empty one is none");
    }

    [Test]
    public async Task A_change_and_an_end_stand_in_the_history_and_who_has_not_seen_the_last_one_changes_nothing()
    {
        var id = await offers.Add(Offers.Eating());
        var seen = (await offers.Now(id)).Seen;
        town.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.That((await offers.Save(Offers.Eating() with { CostsNl = "€ 6", Domains = [LifeDomain.Contact, LifeDomain.Day] }, id, seen)).Refusal, Is.Null);
        Assert.That((await offers.Save(Offers.Eating() with { CostsNl = "€ 7" }, id, seen)).Refusal, Is.EqualTo(Refusal.ChangedMeanwhile));
        Assert.That(await offers.End(id, seen), Is.EqualTo(Refusal.ChangedMeanwhile));
        town.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.That(await offers.End(id), Is.Null);
        Assert.That(await offers.End(id), Is.EqualTo(Refusal.ChangedMeanwhile), "it has ended");

        var history = await new ConfigurationHistory(town.Database).Of(offers.Administrator, SaveGeneralProvision.What);
        Assert.That(history.Select(change => (change.Title, change.IsNew)), Is.EqualTo(new[] { ("Samen eten", false), ("Samen eten", false), ("Samen eten", true) }));
        Assert.That(history[0].Lines, Is.EqualTo(new[] { new ConfigurationHistory.Line("EndedAt", "", "2026-06-15") }));
        Assert.That(history[1].Lines, Is.EquivalentTo(new[] { new ConfigurationHistory.Line("CostsNl", "€ 5", "€ 6"), new("Domains", "Contact", "Day, Contact") }));

        Assert.That(await new OneProvision(town.Database).Of(id), Is.Null, "nobody sees it any more");
        Assert.That(await offers.Found(), Is.Empty);
        town.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.That((await offers.Save(Offers.Eating(), id, (await offers.Now(id)).Seen)).Refusal, Is.Null, "but its administrator, who puts it on the list again");
        Assert.That(await offers.Found(), Is.EqualTo((string[])["Samen eten"]));
        Assert.That((await new ConfigurationHistory(town.Database).Of(offers.Administrator, SaveGeneralProvision.What, $"{id.Value:D}")).SelectMany(change => change.Lines),
            Has.Some.EqualTo(new ConfigurationHistory.Line("EndedAt", "2026-06-15", "")));
    }

    [Test]
    public async Task Only_an_administrator_sets_up_and_nothing_of_another_municipality()
    {
        var id = await offers.Add(Offers.Eating());
        foreach (var other in new[] { town.Caseworker, town.Finance, town.ProviderStaff, (await town.Resident()).Actor, Actor.System(Town.Huizen) })
        {
            Assert.That((await offers.Save(Offers.Eating(), by: other)).Refusal, Is.EqualTo(Refusal.NotAllowed), $"{other.Role}");
            Assert.That(await offers.End(id, by: other), Is.EqualTo(Refusal.NotAllowed), $"{other.Role}");
            Assert.That(await new OfferOfMunicipality(town.Database).Of(other), Is.Empty);
        }

        var hilversum = await Offers.Of(town, Town.Hilversum);
        Assert.That((await hilversum.Save(Offers.Eating(), id, (await offers.Now(id)).Seen)).Refusal, Is.EqualTo(Refusal.NotFound));
        Assert.That(await hilversum.End(id, (await offers.Now(id)).Seen), Is.EqualTo(Refusal.NotFound));
        Assert.That((await hilversum.Save(Offers.Eating() with { Neighbourhood = "midden" })).Refusal, Is.EqualTo(Refusal.NeighbourhoodUnknown));
        Assert.That(await offers.Found(municipality: Town.Hilversum), Is.Empty);
        Assert.That((await new OfferOfMunicipality(town.Database).Of(offers.Administrator)).Single().NameNl, Is.EqualTo("Samen eten"));
        Assert.That(await new OfferOfMunicipality(town.Database).Of(hilversum.Administrator), Is.Empty);
    }

    [Test]
    public async Task What_is_not_whole_or_leads_elsewhere_is_refused()
    {
        var whole = Offers.Eating();
        (GeneralProvision Provision, Refusal Refusal)[] wrong =
        [
            (whole with { NameNl = " " }, Refusal.RequestIncomplete),
            (whole with { AboutNl = "" }, Refusal.RequestIncomplete),
            (whole with { Domains = [] }, Refusal.RequestIncomplete),
            (whole with { Phone = "", Email = "", Website = "" }, Refusal.RequestIncomplete),
            (whole with { NameNl = new string('x', 101) }, Refusal.TextTooLong.With(100)),
            (whole with { AboutEn = new string('x', 2001) }, Refusal.TextTooLong.With(2000)),
            (whole with { Website = "javascript:alert(1)" }, Refusal.WebsiteInvalid),
            (whole with { Website = "http://example.nl" }, Refusal.WebsiteInvalid),
            (whole with { Website = "https://bank.nl@example.nl" }, Refusal.WebsiteInvalid),
            (whole with { Places = 0 }, Refusal.PeriodInvalid),
            (whole with { StartsOn = new(2026, 7, 2), EndsOn = new(2026, 7, 1) }, Refusal.PeriodInvalid),
            (whole with { Neighbourhood = "west" }, Refusal.NeighbourhoodUnknown),
            (whole with { Serves = ["west"] }, Refusal.NeighbourhoodUnknown),
        ];
        foreach (var (provision, refusal) in wrong)
        {
            Assert.That((await offers.Save(provision)).Refusal, Is.EqualTo(refusal), $"{provision}");
        }

        Assert.That(await Sql.Count(town, "general_provisions"), Is.Zero);
        Assert.That(await Sql.Count(town, "configuration_changes WHERE what = 'GeneralProvision'"), Is.Zero);
    }

    [Test]
    public async Task The_own_neighbourhood_comes_first_then_what_has_no_place_then_the_rest_by_distance()
    {
        await offers.Add(Offers.Eating("Zuid") with { Neighbourhood = "zuid" });
        await offers.Add(Offers.Eating("Noord") with { Neighbourhood = "noord" });
        await offers.Add(Offers.Eating("Thuis"));
        await offers.Add(Offers.Eating("Midden") with { Neighbourhood = "midden" });
        await offers.Add(Offers.Eating("Alleen zuid") with { Neighbourhood = "noord", Serves = ["zuid"] });

        Assert.That(await offers.Found(home: "midden"), Is.EqualTo((string[])["Midden", "Thuis", "Noord", "Zuid"]), "and not what is for others only");
        Assert.That(await offers.Found(home: "zuid"), Is.EqualTo((string[])["Zuid", "Thuis", "Midden", "Alleen zuid", "Noord"]));
        Assert.That(await offers.Found(), Is.EqualTo((string[])["Alleen zuid", "Midden", "Noord", "Thuis", "Zuid"]), "without a home by name");
        var cards = (await new OfferSearch(town.Database).Of(new(Town.Huizen, "", "midden", [], []), 1)).Cards;
        Assert.That(cards.Select(card => card.Kilometres), Is.EqualTo(new decimal?[] { 0, null, 2, 3 }));
    }

    [Test]
    public async Task It_is_found_by_words_parts_of_life_and_what_somebody_needs()
    {
        await offers.Add(Offers.Eating("Café Ömer") with { Facts = [AccessFact.StepFree, AccessFact.Quiet] });
        await offers.Add(Offers.Eating("Fietsen") with { Domains = [LifeDomain.Health, LifeDomain.GettingAround], AboutNl = "100% buiten, langs het water.", AboutEn = "Along the lake" });

        Assert.That(await offers.Found("cafe"), Is.EqualTo((string[])["Café Ömer"]), "accents do not matter");
        Assert.That(await offers.Found("OMER maaltijd"), Is.EqualTo((string[])["Café Ömer"]), "words in any order");
        Assert.That(await offers.Found("ömer buiten"), Is.Empty, "all of them");
        Assert.That(await offers.Found("lake"), Is.EqualTo((string[])["Fietsen"]), "in both languages");
        Assert.That(await offers.Found("100%"), Is.EqualTo((string[])["Fietsen"]), "signs are what they are");
        Assert.That(await offers.Found("_"), Is.Empty);
        Assert.That(await offers.Found("' OR 1=1 --"), Is.Empty);
        Assert.That(await offers.Found(domains: [LifeDomain.GettingAround, LifeDomain.Money]), Is.EqualTo((string[])["Fietsen"]), "one part of life is enough");
        Assert.That(await offers.Found(domains: [LifeDomain.Money]), Is.Empty);
        Assert.That(await offers.Found(facts: [AccessFact.StepFree]), Has.Count.EqualTo(2));
        Assert.That(await offers.Found(facts: [AccessFact.Quiet, AccessFact.StepFree]), Is.EqualTo((string[])["Café Ömer"]), "but all that is needed");
    }

    [Test]
    public async Task What_is_over_is_not_found_and_there_are_twenty_on_a_page()
    {
        for (var number = 1; number <= 22; number++)
        {
            await offers.Add(Offers.Eating($"Nummer {number:D2}"));
        }

        await offers.Add(Offers.Eating("Aflopend") with { EndsOn = town.Today });
        Assert.That(await offers.Found(), Has.Count.EqualTo(20).And.Contain("Aflopend"), "on its last day");
        town.Clock.GoTo(town.Today.AddDays(1));
        Assert.That(await offers.Found("aflopend"), Is.Empty);
        Assert.That(await offers.Found(page: 2), Is.EqualTo((string[])["Nummer 21", "Nummer 22"]));
        Assert.That(await offers.Found(page: 3), Is.Empty);
        Assert.That((await new OfferSearch(town.Database).Of(new(Town.Huizen, "", "", [], []), 1)).Total, Is.EqualTo(22));
    }

    [Test]
    public async Task What_could_help_is_what_fits_the_parts_of_life_the_nearest_six_and_nothing_for_none()
    {
        for (var number = 1; number <= 7; number++)
        {
            await offers.Add(Offers.Eating($"Nummer {number}") with { Neighbourhood = number == 7 ? "midden" : "zuid" });
        }

        await offers.Add(Offers.Eating("Geld") with { Domains = [LifeDomain.Money] });
        var matching = new MatchingOffer(town.Database);
        Assert.That((await matching.Of(Town.Huizen, [LifeDomain.Contact], "midden")).Select(card => card.NameNl), Is.EqualTo((string[])["Nummer 7", "Nummer 1", "Nummer 2", "Nummer 3", "Nummer 4", "Nummer 5"]));
        Assert.That((await matching.Of(Town.Huizen, [LifeDomain.Money, LifeDomain.Home], "")).Select(card => card.NameNl), Is.EqualTo((string[])["Geld"]));
        Assert.That(await matching.Of(Town.Huizen, [], "midden"), Is.Empty);
    }
}
