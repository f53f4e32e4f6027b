using Budget.Core.Delivery;
using Budget.Core.SupportRequests;

namespace Budget.Tests.Databases;

/// <summary>Is it working? The resident says it of each goal, and a "no" is a task of the municipality until somebody answers it.</summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.PostgreSql)]
public sealed class EvaluationTests(Engine engine)
{
    private static readonly DateOnly First = new(2026, 7, 13);
    private Town town = null!;
    private Grant grant = null!;

    [SetUp]
    public async Task Start()
    {
        town = await Town.On(engine);
        grant = await town.BudgetOf(100m, period: new Period(new(2026, 6, 1), new(2027, 5, 31)));
        town.Clock.GoTo(First);
    }

    [TearDown]
    public async Task Stop()
    {
        await town.MustBeSound();
        await town.DisposeAsync();
    }

    private async Task<Refusal?> Say(Helps reached, DateOnly? askedOn = null, string words = "", Actor? by = null, LifeDomain domain = LifeDomain.Household) =>
        (await new EvaluateGoal(town.Database).Do(by ?? grant.Resident.Actor, town.Key(), new(grant.RequestNumber, domain, askedOn ?? First, reached, words))).Refusal;

    private async Task<Refusal?> Answer(string answer, Actor? by = null, DateOnly? askedOn = null) =>
        (await new AnswerEvaluation(town.Database).Do(by ?? town.Caseworker, town.Key(), new(grant.RequestNumber, LifeDomain.Household, askedOn ?? First, answer))).Refusal;

    private async Task<List<(string Number, DateOnly AskedOn, int Goals)>> Due(Actor? of = null) =>
        [.. (await new EvaluationsDue(town.Database).Of(of ?? grant.Resident.Actor)).Select(item => (item.Number, item.AskedOn, item.Goals))];

    private async Task<GoalsOfCase.Goal> Goal(Actor? by = null) => (await new GoalsOfCase(town.Database).Of(by ?? grant.Resident.Actor, grant.RequestNumber))!.Goals.Single();

    [Test]
    public async Task It_is_asked_at_its_time_of_the_resident_and_of_nobody_else_until_it_is_said()
    {
        town.Clock.GoTo(First.AddDays(-1));
        Assert.That(await Due(), Is.Empty);
        Assert.That(await Say(Helps.Yes), Is.EqualTo(Refusal.NotAskedNow), "too early");
        town.Clock.GoTo(First);
        Assert.That(await Due(), Is.EqualTo(new[] { (grant.RequestNumber, First, 1) }));
        Assert.That((await Goal()).IsAsked, Is.True);
        foreach (var other in new[] { town.Caseworker, town.Finance, town.ProviderStaff, (await town.Resident("Piet")).Actor })
        {
            Assert.That(await Due(other), Is.Empty, $"{other.Role}");
            Assert.That(await Say(Helps.Yes, by: other), Is.EqualTo(other.Role == Role.Resident ? Refusal.NotFound : Refusal.NotAllowed), $"{other.Role}");
        }

        Assert.That(await Say(Helps.Partly, words: "Een beetje."), Is.Null);
        Assert.That(await Due(), Is.Empty);
        Assert.That(((await Goal()).IsAsked, (await Goal()).Said.Single().Reached, (await Goal()).Said.Single().Words), Is.EqualTo((false, Helps.Partly, "Een beetje.")));
        Assert.That(await Rows.Of(town.ConnectionString, "SELECT words FROM goal_evaluations"), Is.All.StartsWith("enc1:"));

        town.Clock.GoTo(new(2026, 12, 1));
        Assert.That(await Due(), Is.EqualTo(new[] { (grant.RequestNumber, new DateOnly(2026, 12, 1), 1) }), "and again half a year after the start");
        Assert.That(await Say(Helps.Yes), Is.EqualTo(Refusal.NotAskedNow), "about the moment that is over");
        town.Clock.GoTo(new(2027, 6, 1));
        Assert.That(await Due(), Is.Empty, "the support is over");
    }

    [Test]
    public async Task Only_goals_of_the_case_are_asked_and_words_have_a_limit()
    {
        Assert.That(await Say(Helps.No, domain: LifeDomain.Money), Is.EqualTo(Refusal.NotFound));
        Assert.That(await Say(Helps.No, words: new string('a', EvaluateGoal.LongestWords + 1)), Is.EqualTo(Refusal.TextTooLong.With(EvaluateGoal.LongestWords)));
        Assert.That(await Sql.Count(town, "goal_evaluations"), Is.Zero);
    }

    [Test]
    public async Task A_no_is_a_task_with_a_name_until_the_municipality_answers_and_then_it_stands()
    {
        Assert.That(await Say(Helps.Yes), Is.Null);
        Assert.That(await new GoalsNotReached(town.Database).Of(town.Caseworker), Is.Empty);
        Assert.That(await Answer("Dan niet."), Is.EqualTo(Refusal.NotFound), "nobody answers a yes");
        Assert.That(await Say(Helps.No, words: "Er komt steeds een ander."), Is.Null, "who thinks better of it says so");

        var task = (await new GoalsNotReached(town.Database).Of(town.Caseworker)).Single();
        Assert.That((task.RequestNumber, task.ResidentName, task.Domain, task.AskedOn, task.SaidOn, task.HeldBy),
            Is.EqualTo((grant.RequestNumber, "Jan Jansen", LifeDomain.Household, First, First, "Naam consulent")));
        foreach (var other in new[] { town.CaseworkerOfHilversum, town.Finance, town.ProviderStaff, grant.Resident.Actor })
        {
            Assert.That(await new GoalsNotReached(town.Database).Of(other), Is.Empty, $"{other.Role}");
        }

        Assert.That(await Answer("Ik bel.", by: grant.Resident.Actor), Is.EqualTo(Refusal.NotAllowed));
        Assert.That(await Answer("Ik bel.", by: town.CaseworkerOfHilversum), Is.EqualTo(Refusal.NotFound));
        Assert.That(await Answer(" \u200B "), Is.EqualTo(Refusal.RequestIncomplete));
        Assert.That(await Answer("Ik bel de aanbieder morgen."), Is.Null);
        Assert.That(await Answer("Of overmorgen."), Is.EqualTo(Refusal.AlreadyAnswered));
        Assert.That(await Say(Helps.Yes), Is.EqualTo(Refusal.AlreadyAnswered), "what was answered stays as it was said");
        Assert.That(await new GoalsNotReached(town.Database).Of(town.Caseworker), Is.Empty);
        var said = (await Goal(town.Caseworker)).Said.Single();
        Assert.That((said.Reached, said.Words, said.Answer, said.AnsweredByName), Is.EqualTo((Helps.No, "Er komt steeds een ander.", "Ik bel de aanbieder morgen.", "Naam consulent")));
        Assert.That(await Rows.Of(town.ConnectionString, "SELECT answer FROM goal_evaluations"), Is.All.StartsWith("enc1:"));
        Assert.That(await new GoalsOfCase(town.Database).Of(town.Finance, grant.RequestNumber), Is.Null, "goals are of resident and caseworkers");
    }
}
