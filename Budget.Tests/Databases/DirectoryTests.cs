using Budget.Core.Providers;

namespace Budget.Tests.Databases;

/// <summary>Who helps here, by what one looks for: only who has a contract today, with what each says of itself in that municipality.</summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.PostgreSql)]
public sealed class DirectoryTests(Engine engine)
{
    private Town town = null!;
    private ProviderId zorg;
    private Actor staff = null!;

    [SetUp]
    public async Task Start()
    {
        town = await Town.On(engine);
        zorg = await Contracted("Yılmaz Zorg", "01A01");
        staff = await town.User("yilmaz", Role.ProviderStaff, "", zorg);
        Assert.That(await Keep(Filled), Is.Null);
    }

    [TearDown]
    public async Task Stop() => await town.DisposeAsync();

    private static readonly KeepProfile.Entry Filled = new(
        Town.Huizen, [ProviderLanguage.Turkish, ProviderLanguage.Dutch], [AccessibilityFact.Wheelchair], "Dementie en mantelzorg", ["01A01"], 3, "Havenstraat 1", new Place(143_000, 478_000), Seen: "");

    private async Task<ProviderId> Contracted(string name, string product, string municipality = Town.Huizen, Period? period = null)
    {
        var number = $"{60_000_000 + await Sql.Count(town, "providers")}";
        var provider = (await new AdmitProvider(town.Database).Do(Actor.System(Town.Huizen), town.Key(), new(number, number, name, "Over ons", "About us", "035 111 1111"))).Value;
        await new SignContract(town.Database).Do(Actor.System(Town.Huizen), town.Key(), new(
            provider, municipality, product, new Money(3000), period ?? new Period(new(2020, 1, 1), new(2040, 12, 31))));
        return provider;
    }

    private async Task<Refusal?> Keep(KeepProfile.Entry entry, Actor? by = null) =>
        (await new KeepProfile(town.Database).Do(by ?? staff, town.Key(), entry.Seen.Length > 0 ? entry : entry with { Seen = await Seen() })).Refusal;

    private async Task<string> Seen() => (await new OwnProfile(town.Database).Of(staff, Town.Huizen))!.Profile.Mark;

    private async Task<IEnumerable<string>> Found(ProviderDirectory.Wish wish) => (await new ProviderDirectory(town.Database).Of(Town.Huizen, wish, page: 1)).Items.Select(item => item.Name);

    [Test]
    public async Task Each_is_found_by_what_it_is_and_not_by_what_it_is_not()
    {
        ProviderDirectory.Wish[] finding =
        [
            new("yilmaz"), new("DEMENTIE mantelzorg"), new("havenstraat"), new("huishouden"), new(ProductCode: "01A01"), new(Language: ProviderLanguage.Turkish),
            new(Accessibility: AccessibilityFact.Wheelchair), new(MostWeeks: 3), new(From: new Place(143_500, 478_000), MostMetres: 500),
        ];
        foreach (var wish in finding)
        {
            Assert.That(await Found(wish), Is.EqualTo(["Yılmaz Zorg"]), $"{wish}");
        }

        ProviderDirectory.Wish[] missing =
        [
            new("yilmaz autisme"), new(ProductCode: "02A01", Language: ProviderLanguage.Turkish), new(Language: ProviderLanguage.Polish), new(Accessibility: AccessibilityFact.QuietRoom),
            new(MostWeeks: 2), new(OnlyLight: true), new(From: new Place(143_500, 478_000), MostMetres: 499),
        ];
        foreach (var wish in missing)
        {
            Assert.That(await Found(wish), Is.Empty, $"{wish}");
        }

        Assert.That(await Found(new()), Is.EqualTo(["De Helpende Hand", "Yılmaz Zorg"]));
        Assert.That(await Found(new(From: new Place(143_500, 478_000))), Is.EqualTo(["Yılmaz Zorg", "De Helpende Hand"]), "nearest first, who does not say where it is last");
    }

    [Test]
    public async Task Only_who_has_a_contract_here_today_is_there()
    {
        await Contracted("Voorbij", "01A01", period: new Period(new(2020, 1, 1), town.Today.AddDays(-1)));
        await Contracted("Nog Niet", "01A01", period: new Period(town.Today.AddDays(1), new(2040, 1, 1)));
        var elsewhere = await Contracted("Elders", "01A01", Town.Hilversum);

        Assert.That(await Found(new()), Is.EqualTo(["De Helpende Hand", "Yılmaz Zorg"]));
        Assert.That(await new ProviderDirectory(town.Database).One(Town.Huizen, elsewhere), Is.Null);
        var profile = (await new ProviderDirectory(town.Database).One(Town.Huizen, zorg))!.Profile;
        Assert.That((profile.WaitingWeeks, profile.WaitingSaidOn), Is.EqualTo(((int?)3, (DateOnly?)town.Today)));
    }

    [Test]
    public async Task Three_hundred_come_twenty_at_a_time()
    {
        for (var number = 0; number < 48; number++)
        {
            await Contracted($"Zorg {number:D2}", "01A01");
        }

        var pages = new List<string>();
        for (var page = 1; page <= 4; page++)
        {
            var answer = await new ProviderDirectory(town.Database).Of(Town.Huizen, new(), page);
            Assert.That(answer.Count, Is.EqualTo(50));
            pages.AddRange(answer.Items.Select(item => item.Name));
        }

        Assert.That(pages, Has.Count.EqualTo(50).And.Unique);
    }

    [Test]
    public async Task A_profile_is_kept_by_ones_own_people_where_one_has_a_contract_and_within_bounds()
    {
        Assert.That(await Keep(Filled with { MunicipalityCode = Town.Hilversum }), Is.EqualTo(Refusal.NotFound));
        Assert.That(await Keep(Filled with { SpecialProducts = [Town.Guidance] }), Is.EqualTo(Refusal.RequestIncomplete), "it has no contract for that");
        Assert.That(await Keep(Filled with { WaitingWeeks = 105 }), Is.EqualTo(Refusal.RequestIncomplete));
        Assert.That(await Keep(Filled with { Place = new Place(1, 1) }), Is.EqualTo(Refusal.RequestIncomplete), "that is in the sea");
        Assert.That(await Keep(Filled with { Specialisms = new string('x', 401) }), Is.EqualTo(Refusal.TextTooLong.With(400)));
        foreach (var by in new[] { town.Caseworker, town.Finance, Actor.System(Town.Huizen) })
        {
            Assert.That(await Keep(Filled, by), Is.EqualTo(Refusal.NotAllowed), $"{by.Role}");
        }

        Assert.That(await Keep(Filled with { Specialisms = "Anders", WaitingWeeks = null }, town.ProviderStaff with { ProviderId = zorg }), Is.Null);
        var profile = (await new ProviderDirectory(town.Database).One(Town.Huizen, zorg))!.Profile;
        Assert.That((profile.Specialisms, profile.WaitingWeeks, profile.WaitingSaidOn), Is.EqualTo(("Anders", (int?)null, (DateOnly?)null)));
        Assert.That((await new OwnProfile(town.Database).Of(town.ProviderStaff, municipalityCode: null))!.Profile.Specialisms, Is.Empty, "each its own");
        Assert.That(await new OwnProfile(town.Database).Of(staff, Town.Hilversum), Is.Null);
    }

    [Test]
    public async Task An_initiative_of_residents_is_admitted_lightly_by_the_municipality_and_keeps_it_when_its_profile_changes()
    {
        var administrator = await town.User("beheer", Role.Administrator, Town.Huizen);
        async Task<string> SeenOf() => (await new ContractList(town.Database).Of(administrator, "yilmaz", page: 1)).Contracts.Single().ProviderSeen;
        async Task<Outcome<ProviderId>> Admit(Actor by, bool isLight = true, string? seen = null) => await new AdmitLightly(town.Database).Do(by, town.Key(), new(zorg, isLight, seen ?? await SeenOf()));
        Assert.That((await Admit(staff)).Refusal, Is.EqualTo(Refusal.NotAllowed));
        Assert.That((await Admit(administrator with { MunicipalityCode = Town.Hilversum })).Refusal, Is.EqualTo(Refusal.NotFound));

        Assert.That((await Admit(administrator)).Refusal, Is.Null);
        await Keep(Filled with { Specialisms = "Anders" });
        Assert.That(await Found(new(OnlyLight: true)), Is.EqualTo(["Yılmaz Zorg"]));
        Assert.That((await Admit(administrator, isLight: false, seen: "")).Refusal, Is.EqualTo(Refusal.ChangedMeanwhile), "it was admitted since");
        await Admit(administrator);
        Assert.That(await Sql.Count(town, "configuration_changes"), Is.EqualTo(1), "it was so already");
        await Admit(administrator, isLight: false);
        Assert.That(await Found(new(OnlyLight: true)), Is.Empty);
        Assert.That(await Sql.Count(town, "configuration_changes"), Is.EqualTo(2));
    }

    [Test]
    public async Task Of_two_colleagues_who_change_the_profile_the_second_has_to_see_the_first()
    {
        var seen = await Seen();
        Assert.That(await Keep(Filled with { Specialisms = "Jonge mensen", Seen = seen }), Is.Null);
        Assert.That(await Keep(Filled with { WaitingWeeks = 9, Seen = seen }), Is.EqualTo(Refusal.ChangedMeanwhile));
        var profile = (await new ProviderDirectory(town.Database).One(Town.Huizen, zorg))!.Profile;
        Assert.That((profile.Specialisms, profile.WaitingWeeks), Is.EqualTo(("Jonge mensen", (int?)3)));
    }

    [Test]
    public async Task What_residents_say_is_counted_by_the_index_of_the_own_municipality()
    {
        var question = ProviderExperience.RowsSql.Replace("@municipality", $"'{Town.Huizen}'", StringComparison.Ordinal).Replace("@Fewest", "5", StringComparison.Ordinal);
        var plan = string.Join('\n', await Rows.Of(town.ConnectionString, engine == Engine.Sqlite ? $"EXPLAIN QUERY PLAN {question}" : $"SET enable_seqscan = off; EXPLAIN {question}"));
        Assert.That(plan, Does.Contain("experiences_by_town").And.Not.Contain("residents"));
    }
}
