using Budget.Core.Mandates;
using Budget.Core.Residents;
using Budget.Core.Surveys;

namespace Budget.Tests.Databases;

/// <summary>Until when a survey is open and how that is put right, and what is told of it as long as it is. Today it is 15 June 2026.</summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.PostgreSql)]
public sealed class SurveyLastDayTests(Engine engine)
{
    private static readonly string[] OpenedAndMovedTwice = ["2026, 15-7-2026", "2026, 1-9-2026", "2026, 15-6-2026"];
    private static readonly long[] ThisYear = [2026];
    private static readonly DateOnly LastOn = new(2026, 7, 15);
    private Town town = null!;
    private Actor administrator = null!;

    [SetUp]
    public async Task Start()
    {
        town = await Town.On(engine);
        administrator = await town.User("beheer", Role.Administrator, Town.Huizen);
    }

    [TearDown]
    public async Task Stop()
    {
        await town.MustBeSound();
        await town.DisposeAsync();
    }

    private async Task<Refusal?> Open(DateOnly lastOn) => (await new OpenSurvey(town.Database).Do(administrator, town.Key(), new(2026, lastOn))).Refusal;

    private async Task<Refusal?> Answer(Resident whose, Actor? by = null) =>
        (await new AnswerSurvey(town.Database).Do(by ?? whose.Actor, town.Key(), new(2026, whose.Id, new Dictionary<SurveyStatement, SurveyAnswer> { [SurveyStatement.FitsNeed] = SurveyAnswer.Agree }, ""))).Refusal;

    private async Task<SurveyResults.Answer> Results() => (await new SurveyResults(town.Database).Of(administrator)).Single();

    private async Task<Resident> WithSupport() => (await town.BudgetOf(100m)).Resident;

    [Test]
    public async Task The_last_day_of_an_open_survey_is_moved_by_opening_it_again_and_who_answered_stays_answered()
    {
        var (first, second) = (await WithSupport(), await WithSupport());
        Assert.That(await Open(LastOn), Is.Null);
        Assert.That(await Answer(first), Is.Null);

        Assert.That(await Open(new(2026, 9, 1)), Is.Null);
        Assert.That((await Results()).LastOn, Is.EqualTo(new DateOnly(2026, 9, 1)));
        Assert.That(await Answer(first), Is.EqualTo(Refusal.AlreadyAnswered));
        Assert.That(await Open(town.Today.AddDays(-1)), Is.EqualTo(Refusal.DayIsPast));
        Assert.That(await Open(town.Today.AddYears(1).AddDays(1)), Is.EqualTo(Refusal.DayTooFarAhead));

        Assert.That(await Open(town.Today), Is.Null);
        Assert.That((await new SurveysDue(town.Database).Of(second.Actor)).Single().LastOn, Is.EqualTo(town.Today));
        Assert.That(await Answer(second), Is.Null, "today still counts");
        Assert.That(await Rows.Of(town.ConnectionString, "SELECT subject FROM traces WHERE what = 'OpenSurvey'"), Is.EquivalentTo(OpenedAndMovedTwice));
    }

    [Test]
    public async Task The_same_form_again_opens_it_no_second_time_and_takes_nothing_back()
    {
        var key = town.Key();
        var entry = new OpenSurvey.Entry(2026, LastOn);
        Assert.That((await new OpenSurvey(town.Database).Do(administrator, key, entry)).Refusal, Is.Null);
        Assert.That(await Open(new(2026, 9, 1)), Is.Null);
        var again = await new OpenSurvey(town.Database).Do(administrator, key, entry);
        Assert.That((again.Refusal, again.Replayed, (await Results()).LastOn), Is.EqualTo(((Refusal?)null, true, new DateOnly(2026, 9, 1))));
    }

    [Test]
    public async Task One_whose_last_day_has_gone_never_opens_again()
    {
        await Open(LastOn);
        town.Clock.GoTo(LastOn.AddDays(1));
        Assert.That(await Open(LastOn.AddDays(30)), Is.EqualTo(Refusal.ChangedMeanwhile), "one answer between two looks at the results would be somebody's");
        var closed = await Results();
        Assert.That((closed.IsOpen, closed.LastOn), Is.EqualTo((false, LastOn)));
    }

    [Test]
    public async Task As_long_as_it_is_open_how_many_took_part_is_told_from_ten_up()
    {
        await Open(LastOn);
        for (var number = 1; number < SurveyResults.Fewest; number++)
        {
            await Answer(await WithSupport());
        }

        Assert.That((await Results()).Answered, Is.Null);
        await Answer(await WithSupport());
        Assert.That((await Results()).Answered, Is.EqualTo(10));
    }

    [Test]
    public async Task Who_was_answered_for_reads_so_as_long_as_it_is_open_and_others_read_nothing_of_it()
    {
        var (resident, other, daughter) = (await WithSupport(), await WithSupport(), await town.User("dochter", Role.Resident, ""));
        await new GiveAccess(town.Database).Do(Actor.System(Town.Huizen), town.Key(), new(daughter.UserId, resident.Id, AsRepresentative: true, new(2026, 1, 1), new(2027, 12, 31), AccessGround.Mandate));
        await Open(LastOn);
        var due = new SurveysDue(town.Database);
        Assert.That(await due.Answered(resident.Actor, resident.Id), Is.Empty, "nobody did yet");
        Assert.That(await Answer(resident, by: daughter), Is.Null);

        foreach (var reader in new[] { resident.Actor, daughter })
        {
            Assert.That(await due.Answered(reader, resident.Id), Is.EqualTo(ThisYear));
        }

        foreach (var stranger in new[] { other.Actor, town.Caseworker, administrator })
        {
            Assert.That(await due.Answered(stranger, resident.Id), Is.Empty, $"{stranger.Role}");
        }

        Assert.That(await due.Answered(other.Actor, other.Id), Is.Empty);
        town.Clock.GoTo(LastOn.AddDays(1));
        Assert.That(await due.Answered(resident.Actor, resident.Id), Is.Empty, "of what is over nothing need be said");
    }
}
