using Budget.Core.Audit;
using Budget.Core.Community;
using Budget.Core.Retention;

namespace Budget.Tests.Databases;

/// <summary>The community decides what is needed: residents tell, the municipality lets others see it, others join in, and there is an answer.</summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.PostgreSql)]
internal sealed class IdeaTests(Engine engine)
{
    private const string Words = "Er is geen bankje bij de bushalte.";
    private Town town = null!;
    private Resident teller = null!;
    private IdeaId idea;

    [SetUp]
    public async Task BuildTown()
    {
        town = await Town.On(engine);
        teller = await town.Resident("Anna Vertelt");
        idea = (await Told(teller, Words)).Value;
    }

    [TearDown]
    public async Task Leave() => await town.DisposeAsync();

    private Task<Outcome<IdeaId>> Told(Resident who, string words, Actor? by = null) => new TellIdea(town.Database).Do(by ?? who.Actor, town.Key(), new(who.Id, IdeaKind.Need, words));

    private async Task<Refusal?> Judge(bool isShown = true, string whyNot = "", Actor? by = null) => (await new JudgeIdea(town.Database).Do(by ?? town.Caseworker, town.Key(), new(idea, isShown, whyNot))).Refusal;

    private async Task<Refusal?> Answer(string words = "Het bankje komt er.", Actor? by = null) => (await new AnswerIdea(town.Database).Do(by ?? town.Caseworker, town.Key(), new(idea, IsFacilitated: true, words))).Refusal;

    private async Task<Refusal?> Join(Resident who, bool joinsIn = true, Actor? by = null) => (await new JoinIdea(town.Database).Do(by ?? who.Actor, town.Key(), new(idea, who.Id, joinsIn))).Refusal;

    private Task<IReadOnlyList<IdeaList.Item>> Seen(Actor by) => new IdeaList(town.Database).Of(by);

    [Test]
    public async Task Others_see_it_only_after_somebody_of_the_municipality_has_read_it()
    {
        var other = await town.Resident("Bert");
        Assert.That(await Seen(other.Actor), Is.Empty);
        Assert.That((await Seen(teller.Actor)).Single() is { Words: Words, IsShown: null, IsMine: 1 }, Is.True, "but who told it");
        Assert.That(await new IdeaList(town.Database).Waiting(town.Caseworker), Is.EqualTo(1));

        Assert.That(await Judge(), Is.Null);
        Assert.That((await Seen(other.Actor)).Single() is { Words: Words, IsMine: 0, IJoin: 0, Joiners: 0 }, Is.True);
        Assert.That(await Judge(isShown: false, whyNot: "Toch niet."), Is.EqualTo(Refusal.AlreadyAnswered));
        Assert.That(await new IdeaList(town.Database).Waiting(town.Caseworker), Is.Zero);
        Assert.That(await Seen(town.Finance), Is.Empty);
        Assert.That(await Seen(town.ProviderStaff), Is.Empty);
        Assert.That(await Seen(town.CaseworkerOfHilversum), Is.Empty, "and nobody of another municipality");
    }

    [Test]
    public async Task What_others_do_not_see_its_teller_reads_with_the_reason()
    {
        Assert.That(await Judge(isShown: false), Is.EqualTo(Refusal.ReasonMissing));
        Assert.That(await Judge(isShown: false, whyNot: "Er staat een naam in."), Is.Null);
        Assert.That((await Seen(teller.Actor)).Single() is { IsShown: "no", WhyNot: "Er staat een naam in." }, Is.True);
        var other = await town.Resident("Bert");
        Assert.That(await Seen(other.Actor), Is.Empty);
        Assert.That(await Join(other), Is.EqualTo(Refusal.NotFound));
        Assert.That(await Answer(), Is.EqualTo(Refusal.NotFound));
    }

    [Test]
    public async Task Others_join_in_once_and_only_a_caseworker_sees_who()
    {
        await Judge();
        var (bert, carla) = (await town.Resident("Bert"), await town.Resident("Carla"));
        Assert.That(new[] { await Join(bert), await Join(bert), await Join(carla) }, Is.All.Null);
        Assert.That((await Seen(bert.Actor)).Single() is { Joiners: 2, IJoin: 1 }, Is.True);
        Assert.That(await Join(carla, joinsIn: false), Is.Null);
        Assert.That(await Join(bert, by: carla.Actor), Is.EqualTo(Refusal.NotFound), "nobody for another");

        var list = new IdeaList(town.Database);
        var read = (await list.One(town.Caseworker, idea))!;
        Assert.That((read.ToldBy, string.Join(' ', read.Joiners)), Is.EqualTo(("Anna Vertelt", "Bert")));
        Assert.That((await new TracesOfResident(town.Database).Of(teller.Actor, teller.Id))[0].What, Is.EqualTo("IdeaList"), "and that stands in the file of who told it");
        var administrator = await town.User("beheer", Role.Administrator, Town.Huizen);
        Assert.That((await list.One(administrator, idea))! is { ToldBy: "", Joiners: [], Idea.Joiners: 1 }, Is.True);
        foreach (var nobody in new[] { bert.Actor, town.Finance, town.CaseworkerOfHilversum })
        {
            Assert.That(await list.One(nobody, idea), Is.Null, $"{nobody.Role}");
        }
    }

    [Test]
    public async Task The_municipality_answers_once_and_everybody_reads_it()
    {
        await Judge();
        foreach (var other in new[] { teller.Actor, town.Finance, town.ProviderStaff })
        {
            Assert.That(await Answer(by: other), Is.EqualTo(Refusal.NotAllowed));
            Assert.That(await Judge(by: other), Is.EqualTo(Refusal.NotAllowed));
        }

        Assert.That(await Answer(by: town.CaseworkerOfHilversum), Is.EqualTo(Refusal.NotFound));
        Assert.That(await Answer(" "), Is.EqualTo(Refusal.ReasonMissing));
        var both = await Task.WhenAll(Answer(), Answer("Wij helpen mee."));
        Assert.That(both, Is.EquivalentTo(new[] { null, Refusal.AlreadyAnswered }), "also when two answer at once");
        Assert.That((await Seen((await town.Resident("Bert")).Actor)).Single().Outcome, Is.EqualTo("facilitated"));
    }

    [Test]
    public async Task Who_told_it_takes_it_back_and_nothing_of_it_stays()
    {
        await Judge();
        await Join(await town.Resident("Bert"));
        var takeBack = new TakeBackIdea(town.Database);
        Assert.That((await takeBack.Do((await town.Resident("Carla")).Actor, town.Key(), new(idea, teller.Id))).Refusal, Is.EqualTo(Refusal.NotFound));
        Assert.That((await takeBack.Do(teller.Actor, town.Key(), new(idea, teller.Id))).Refusal, Is.Null);
        Assert.That((await Sql.Count(town, "ideas"), await Sql.Count(town, "idea_joiners")), Is.EqualTo((0L, 0L)));
    }

    [Test]
    public async Task Five_ideas_a_day_are_enough_and_none_is_empty_or_endless()
    {
        Assert.That((await Told(teller, " \u200B")).Refusal, Is.EqualTo(Refusal.RequestIncomplete));
        Assert.That((await Told(teller, new string('x', 1001))).Refusal, Is.EqualTo(Refusal.TextTooLong.With(1000)));
        Assert.That((await Told(teller, "Voor een ander", (await town.Resident("Bert")).Actor)).Refusal, Is.EqualTo(Refusal.NotFound));
        for (var number = 2; number <= 5; number++)
        {
            Assert.That((await Told(teller, $"Idee {number}")).Refusal, Is.Null);
        }

        Assert.That((await Told(teller, "Idee 6")).Refusal, Is.EqualTo(Refusal.AskedTooOften.With(5)));
        town.Clock.Advance(TimeSpan.FromHours(25));
        Assert.That((await Told(teller, "Idee 6")).Refusal, Is.Null);
    }

    [Test]
    public async Task A_copy_of_the_database_does_not_say_what_somebody_told_and_a_destroyed_file_takes_it_along()
    {
        await Judge(isShown: false, whyNot: "Er staat een naam in.");
        var bert = await town.Resident("Bert");
        Assert.That(await Rows.Of(town.ConnectionString, "SELECT words, why_not FROM ideas"), Has.One.Match("^enc1:[^ ]+ enc1:[^ ]+$"));
        var other = (await Told(bert, "Van Bert.")).Value;
        await new JudgeIdea(town.Database).Do(town.Caseworker, town.Key(), new(other, IsShown: true, ""));
        await new JoinIdea(town.Database).Do(teller.Actor, town.Key(), new(other, teller.Id, JoinsIn: true));

        town.Clock.GoTo(town.Today.AddYears(16));
        Assert.That((await new DestroyFile(town.Database).Do(Actor.System(Town.Huizen), town.Key(), new(teller.Id))).Refusal, Is.Null);
        Assert.That((await Sql.Count(town, "ideas"), await Sql.Count(town, "idea_joiners")), Is.EqualTo((1L, 0L)), "Bert keeps his own");
    }
}
