using Budget.Core.Configuration;
using Budget.Core.Decisions;
using Budget.Core.Providers;

namespace Budget.Tests.Databases;

/// <summary>How a municipality shows itself: what was said stays on the letters of then, and nobody sets up another's.</summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.PostgreSql)]
internal sealed class MunicipalityDeedTests(Engine engine)
{
    private Town town = null!;
    private Actor administrator = null!;

    [SetUp]
    public async Task BuildTown()
    {
        town = await Town.On(engine);
        administrator = await town.User("beheer", Role.Administrator, Town.Huizen);
    }

    [TearDown]
    public async Task Leave() => await town.DisposeAsync();

    private async Task<OwnMunicipality.Answer> Now() => (await new OwnMunicipality(town.Database).Of(administrator))!;

    private async Task<Refusal?> Reach(string phone, string? seen = null, Actor? by = null, string website = "", string hoursEn = "On working days.", string email = "wmo@huizen.nl") =>
        (await new SetContactPoints(town.Database).Do(by ?? administrator, town.Key(), new(phone, email, "Graaf Wichman 10", "Op werkdagen.", hoursEn, website, seen ?? (await Now()).Seen))).Refusal;

    private async Task<Refusal?> Letters(string sender) =>
        (await new SetLetterTexts(town.Database).Do(administrator, town.Key(), new(sender, "Vragen? Bel ons.", "Questions? Call us.", (await Now()).Seen))).Refusal;

    private async Task<Refusal?> Look(string colour, byte[]? logo = null, bool away = false) =>
        (await new SetLook(town.Database).Do(administrator, town.Key(), new(colour, logo ?? [], away, (await Now()).Seen))).Refusal;

    private static readonly byte[] Logo = Pictures.Png(256, 10);

    [Test]
    public async Task Whom_to_call_is_there_for_everybody_at_once()
    {
        Assert.That(await Reach("14 035"), Is.Null);
        var huizen = (await new Municipalities(town.Database).All()).Single(one => one.Code == Town.Huizen);
        Assert.That((huizen.Phone, huizen.HoursNl, huizen.HoursEn, huizen.Address), Is.EqualTo(("14 035", "Op werkdagen.", "On working days.", "Graaf Wichman 10")));
        var hilversum = (await new Municipalities(town.Database).All()).Single(one => one.Code == Town.Hilversum);
        Assert.That((hilversum.Phone, hilversum.Version), Is.EqualTo(("035 528 1911", 1L)));
    }

    [Test]
    public async Task A_letter_carries_what_held_on_the_day_of_its_decision()
    {
        await Letters("Postbus 5, Huizen");
        town.Clock.Advance(TimeSpan.FromMinutes(1));
        var grant = await town.BudgetOf(100);
        town.Clock.Advance(TimeSpan.FromMinutes(1));
        await Letters("Postbus 6, Huizen");
        await Reach("14 035");
        var decision = (await Rows.Of(town.ConnectionString, "SELECT number FROM decisions"))[0];
        var letter = (await new DecisionOverview(town.Database).Of(grant.Resident.Actor, decision))!.Decision;
        Assert.That((letter.LetterSender, letter.MunicipalityPhone, letter.LetterClosingNl), Is.EqualTo(("Postbus 5, Huizen", "035 528 1911", "Vragen? Bel ons.")));
    }

    [Test]
    public async Task Only_who_saw_the_last_change_changes_and_only_the_own_municipality()
    {
        var seen = (await Now()).Seen;
        Assert.That(await Reach("14 035", seen), Is.Null);
        Assert.That(await Reach("14 036", seen), Is.EqualTo(Refusal.ChangedMeanwhile));
        foreach (var other in new[] { town.Caseworker, town.Finance, (await town.Resident()).Actor })
        {
            Assert.That(await Reach("14 036", by: other), Is.EqualTo(Refusal.NotAllowed));
            Assert.That(await new OwnMunicipality(town.Database).Of(other), Is.Null);
        }

        Assert.That((await Now()).Profile.Phone, Is.EqualTo("14 035"));
    }

    [Test]
    public async Task How_long_a_municipality_takes_is_set_by_its_own_administrator_who_saw_the_last_change()
    {
        async Task<Refusal?> Set(long temporary, long objection, string? seen = null, Actor? by = null) =>
            (await new SetDecisionTerms(town.Database).Do(by ?? administrator, town.Key(), new(temporary, objection, seen ?? (await Now()).Seen))).Refusal;

        Assert.That((await Now()).Terms, Is.EqualTo(DecisionTerms.Usual), "what nobody set");
        var seen = (await Now()).Seen;
        Assert.That(await Set(13, 12, seen), Is.Null);
        Assert.That((await Now()).Terms, Is.EqualTo(new DecisionTerms(13, 12)));
        Assert.That(await Set(4, 6, seen), Is.EqualTo(Refusal.ChangedMeanwhile));
        Assert.That(await Reach("14 035", seen), Is.EqualTo(Refusal.ChangedMeanwhile), "one page, one count");
        foreach (var (temporary, objection) in new[] { (0L, 6L), (14L, 6L), (8L, 7L), (8L, 0L) })
        {
            Assert.That(await Set(temporary, objection), Is.EqualTo(Refusal.TermsOutOfRange), $"{temporary} and {objection}");
        }

        foreach (var other in new[] { town.Caseworker, town.Finance, (await town.Resident()).Actor })
        {
            Assert.That(await Set(4, 6, by: other), Is.EqualTo(Refusal.NotAllowed), $"{other.Role}");
        }

        Assert.That(await Set(8, 6, by: await town.User("beheer2", Role.Administrator, Town.Hilversum), seen: ""), Is.Null, "of the own municipality");
        Assert.That((await Now()).Terms, Is.EqualTo(new DecisionTerms(13, 12)), "and of no other");
        town.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.That(await Set(4, 6), Is.Null, "and again");
        var lines = (await new ConfigurationHistory(town.Database).Of(administrator, MunicipalityProfile.What)).Select(change => string.Join(", ", change.Lines.Select(line => $"{line.Name} {line.Was}-{line.Is}")));
        Assert.That(lines, Is.EqualTo(["TemporaryWeeks 13-4, ObjectionWeeks 12-6", "TemporaryWeeks 8-13, ObjectionWeeks 6-12"]));
    }

    [Test]
    public async Task What_cannot_be_read_or_reached_is_not_taken()
    {
        foreach (var wrong in new[] { "", "geen", "javascript:alert(1)", "<b>035 123 45 67</b>", "035 123\r\n45 67", new string('1', 101), "0351+234567" })
        {
            Assert.That(await Reach(wrong), Is.EqualTo(Refusal.PhoneInvalid), wrong);
        }

        Assert.That(await Reach("14 035", email: "wmo@huizen.nl\r\nBcc: x@example.nl"), Is.EqualTo(Refusal.AddressInvalid));
        Assert.That(await Reach("14 035", email: "<script>@huizen.nl"), Is.EqualTo(Refusal.AddressInvalid));
        Assert.That(await Reach("14 035", hoursEn: ""), Is.EqualTo(Refusal.NameMissing), "in both languages or in none");
        Assert.That(await Reach("14 035", website: "javascript:alert(1)"), Is.EqualTo(Refusal.WebsiteInvalid));
        Assert.That(await Letters(new string('x', 151)), Is.EqualTo(Refusal.TextTooLong.With(150)));
        Assert.That(await Look("#ffff00"), Is.EqualTo(Refusal.ColourUnreadable));
        Assert.That(await Look("teal } body { display: none"), Is.EqualTo(Refusal.ColourInvalid));
        Assert.That((await Now()).Seen, Is.Empty, "and nothing was changed");
    }

    [Test]
    public async Task A_logo_is_a_small_PNG_that_stays_until_it_is_taken_away()
    {
        foreach (var (what, wrong) in Pictures.Unfit.Append(("too wide", Pictures.Png(1001, 1))).Append(("too large", Pictures.Png(60, 40, padding: SetLook.LargestLogo))))
        {
            Assert.That(await Look("", wrong), Is.EqualTo(Refusal.LogoUnknown), what);
        }

        Assert.That(await Look("#7a1f4b", Logo), Is.Null);
        town.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.That(await Look("#7A1F4B"), Is.Null);
        Assert.That(await new OwnMunicipality(town.Database).Logo(Town.Huizen), Is.EqualTo(Logo));
        Assert.That((await Now()).Profile.Colour, Is.EqualTo("#7a1f4b"));
        Assert.That(await Look("", away: true), Is.Null);
        Assert.That(await new OwnMunicipality(town.Database).Logo(Town.Huizen), Is.Null);
        var history = await new ConfigurationHistory(town.Database).Of(administrator, MunicipalityProfile.What);
        Assert.That(history[^1].Lines.Select(line => line.Name), Is.EqualTo(["Colour", "Logo"]));
        Assert.That(history[^1].Lines.Single(line => line.Name == "Logo").Is, Does.Match("^PNG [0-9a-f]{8}$"), "which picture, and not the picture");
    }
}
