using Budget.Core.Mandates;
using Budget.Core.Residents;
using Budget.Core.Retention;
using Budget.Core.Secrecy;
using Budget.Core.Surveys;

namespace Budget.Tests.Databases;

/// <summary>The yearly survey: who is asked, once, until when; that nobody can tell who answered what; and what is shown of it. Today it is 15 June 2026.</summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.PostgreSql)]
public sealed class SurveyTests(Engine engine)
{
    private static readonly string[] AllColumns = ["client_surveys.municipality_code", "client_surveys.year", "client_surveys.last_on", "client_surveys.opened_by", "client_surveys.opened_at", "client_surveys.answered", "client_surveys.answers", "survey_participants.municipality_code", "survey_participants.year", "survey_participants.resident_id"];
    private static readonly string[] WordsByAlphabet = ["Alles goed.", "Mooi zo.", "Zij komt op tijd."];
    private static readonly string[] TracesOfThree = ["2026/", "2026/", "2026/"];
    private static readonly string[] AnswersOfThree = ["2026", "2026", "2026"];
    private static readonly string[] Once = ["1"];
    private static readonly string[] SaidInBetween = ["Zij kwam drie keer niet.", "HelpedQuickly"];
    private static readonly long[] AllThree = [1, 1, 0, 0, 1, 0];
    private static readonly string[] OneLook = ["look"];
    private static readonly string[] ByRepresentative = ["representative"];
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

    private async Task<Refusal?> Open(long year = 2026, DateOnly? lastOn = null, Actor? by = null) =>
        (await new OpenSurvey(town.Database).Do(by ?? administrator, town.Key(), new(year, lastOn ?? LastOn))).Refusal;

    private static AnswerSurvey.Entry Entry(Resident whose, SurveyAnswer quickly, string words = "") =>
        new(2026, whose.Id, new Dictionary<SurveyStatement, SurveyAnswer> { [SurveyStatement.HelpedQuickly] = quickly }, words);

    private async Task<Refusal?> Answer(Resident whose, SurveyAnswer quickly = SurveyAnswer.Agree, string words = "", Actor? by = null) =>
        (await new AnswerSurvey(town.Database).Do(by ?? whose.Actor, town.Key(), Entry(whose, quickly, words))).Refusal;

    private async Task<List<(long Year, ResidentId Whose)>> Due(Actor of) => [.. (await new SurveysDue(town.Database).Of(of)).Select(item => (item.Year, item.ResidentId))];

    private async Task<SurveyResults.Answer> Results(Actor? by = null) => (await new SurveyResults(town.Database).Of(by ?? administrator)).Single();

    /// <summary>What stands in the row of the survey for who has the keys.</summary>
    private async Task<SurveyUrn> Urn()
    {
        var stored = (await Rows.Of(town.ConnectionString, "SELECT answers FROM client_surveys")).Single();
        return await town.Database.Read(async session => SurveyUrn.Show(await MunicipalityKey.Of(session, Town.Huizen), Town.Huizen, 2026, stored));
    }

    private async Task<Resident> WithSupport() => (await town.BudgetOf(100m)).Resident;

    [Test]
    public async Task Who_had_support_in_the_year_is_asked_until_it_is_answered_or_the_last_day_has_gone()
    {
        var (asked, late, without) = (await WithSupport(), await WithSupport(), await town.Resident("Piet"));
        Assert.That(await Due(asked.Actor), Is.Empty, "nobody asked yet");
        Assert.That(await Answer(asked), Is.EqualTo(Refusal.NotFound), "nobody asked yet");
        Assert.That(await Open(), Is.Null);

        Assert.That(await Due(asked.Actor), Is.EqualTo(new[] { (2026L, asked.Id) }));
        foreach (var other in new[] { without.Actor, town.Caseworker, town.Finance, town.ProviderStaff, administrator })
        {
            Assert.That(await Due(other), Is.Empty, $"{other.Role}");
            Assert.That(await Answer(asked, by: other), Is.EqualTo(other.Role == Role.Resident ? Refusal.NotFound : Refusal.NotAllowed), $"{other.Role}");
        }

        Assert.That(await Answer(without), Is.EqualTo(Refusal.NotFound), "without support there is nothing to say of it");
        Assert.That(await Answer(asked), Is.Null);
        Assert.That(await Due(asked.Actor), Is.Empty);

        town.Clock.GoTo(LastOn);
        Assert.That(await Due(late.Actor), Is.EqualTo(new[] { (2026L, late.Id) }), "the last day counts");
        town.Clock.GoTo(LastOn.AddDays(1));
        Assert.That(await Due(late.Actor), Is.Empty);
        Assert.That(await Answer(late), Is.EqualTo(Refusal.NotAskedNow));
    }

    [Test]
    public async Task Each_resident_is_heard_once_and_the_same_form_again_changes_nothing()
    {
        var resident = await WithSupport();
        await Open();
        var key = town.Key();
        var first = await new AnswerSurvey(town.Database).Do(resident.Actor, key, Entry(resident, SurveyAnswer.Agree));
        Assert.That((first.Refusal, first.Replayed), Is.EqualTo(((Refusal?)null, false)));
        var again = await new AnswerSurvey(town.Database).Do(resident.Actor, key, Entry(resident, SurveyAnswer.FullyDisagree, "Toch niet."));
        Assert.That((again.Refusal, again.Replayed), Is.EqualTo(((Refusal?)null, true)), "the key knows nothing of what was answered");
        Assert.That(await Answer(resident, SurveyAnswer.FullyDisagree), Is.EqualTo(Refusal.AlreadyAnswered));
        var urn = await Urn();
        Assert.That((urn.Of(SurveyStatement.HelpedQuickly)[(int)SurveyAnswer.Agree], urn.Counts.Count, urn.Words.Count), Is.EqualTo((1L, 1, 0)));
        Assert.That(await Rows.Of(town.ConnectionString, "SELECT answered FROM client_surveys"), Is.EqualTo(Once));
    }

    [Test]
    public async Task Nothing_and_too_much_are_not_taken_and_nobody_has_taken_part_by_it()
    {
        var resident = await WithSupport();
        await Open();
        var nothing = new AnswerSurvey.Entry(2026, resident.Id, new Dictionary<SurveyStatement, SurveyAnswer>(), " \u200B ");
        Assert.That((await new AnswerSurvey(town.Database).Do(resident.Actor, town.Key(), nothing)).Refusal, Is.EqualTo(Refusal.RequestIncomplete));
        Assert.That(await Answer(resident, words: new string('a', AnswerSurvey.LongestWords + 1)), Is.EqualTo(Refusal.TextTooLong.With(AnswerSurvey.LongestWords)));
        Assert.That(await Sql.Count(town, "survey_participants"), Is.Zero);
        Assert.That(await Answer(resident), Is.Null);
    }

    [Test]
    public async Task Only_an_administrator_opens_it_once_a_year_about_this_year_or_the_last()
    {
        foreach (var other in new[] { town.Caseworker, town.Finance, await town.User("controle", Role.Auditor, Town.Huizen), (await town.Resident()).Actor })
        {
            Assert.That(await Open(by: other), Is.EqualTo(Refusal.NotAllowed), $"{other.Role}");
        }

        Assert.That(await Open(2024), Is.EqualTo(Refusal.PeriodInvalid));
        Assert.That(await Open(2027), Is.EqualTo(Refusal.PeriodInvalid));
        Assert.That(await Open(lastOn: new(2026, 6, 14)), Is.EqualTo(Refusal.DayIsPast));
        Assert.That(await Open(lastOn: new(2027, 6, 16)), Is.EqualTo(Refusal.DayTooFarAhead));
        Assert.That(await Open(), Is.Null);
        Assert.That(await Open(), Is.Null, "again it is the same one (SurveyLastDayTests)");
        Assert.That(await Open(2025), Is.Null);
        Assert.That(await Open(by: await town.User("beheer2", Role.Administrator, Town.Hilversum)), Is.Null, "another municipality has its own");
    }

    [Test]
    public async Task Nothing_that_is_stored_joins_an_answer_to_a_resident_or_says_in_which_order_they_came()
    {
        await Open();
        // The last of the alphabet first.
        foreach (var words in new[] { "Zij komt op tijd.", "Mooi zo.", "Alles goed." })
        {
            Assert.That(await Answer(await WithSupport(), words == "Mooi zo." ? SurveyAnswer.Disagree : SurveyAnswer.FullyAgree, words), Is.Null);
        }

        var columns = await Rows.Of(town.ConnectionString, engine == Engine.Sqlite
            ? "SELECT t.name || '.' || c.name FROM sqlite_master t JOIN pragma_table_info(t.name) c WHERE t.type = 'table' AND t.name LIKE '%survey%' ORDER BY 1"
            : "SELECT table_name || '.' || column_name FROM information_schema.columns WHERE table_schema = 'public' AND table_name LIKE '%survey%' ORDER BY 1");
        Assert.That(columns, Is.EquivalentTo(AllColumns), "who answered is in one table, what was answered in the other, and no column of the one is about a row of the other");
        var urn = await Urn();
        Assert.That(urn.Words, Is.EqualTo(WordsByAlphabet), "one row, in an order of its own, not of who came first");
        Assert.That(urn.Text(), Does.StartWith("{\"Counts\":{\"HelpedQuickly/Disagree\":1,\"HelpedQuickly/FullyAgree\":2},"));

        Assert.That(await Rows.Of(town.ConnectionString, "SELECT subject || '/' || reason FROM traces WHERE what = 'AnswerSurvey'"), Is.EqualTo(TracesOfThree));
        Assert.That(await Rows.Of(town.ConnectionString, "SELECT answer FROM idempotency_keys WHERE deed = 'AnswerSurvey'"), Is.EqualTo(AnswersOfThree));
        if (engine == Engine.Sqlite)
        {
            Assert.That(await Rows.Of(town.ConnectionString, "SELECT name FROM sqlite_master WHERE name IN ('client_surveys', 'survey_participants') AND sql LIKE '%WITHOUT ROWID%'"), Has.Count.EqualTo(2), "and no number of a row");
        }
    }

    [Test]
    public async Task Two_copies_of_the_database_with_one_answer_between_them_do_not_say_what_it_was()
    {
        await Open();
        var (first, second, third) = (await WithSupport(), await WithSupport(), await WithSupport());
        await Answer(first, SurveyAnswer.FullyAgree, "Alles goed.");
        var before = (await Rows.Of(town.ConnectionString, "SELECT answers FROM client_surveys")).Single();
        await Answer(second, SurveyAnswer.FullyDisagree, "Zij kwam drie keer niet.");
        var after = (await Rows.Of(town.ConnectionString, "SELECT answers FROM client_surveys")).Single();
        await Answer(third, SurveyAnswer.Agree);
        var last = (await Rows.Of(town.ConnectionString, "SELECT answers FROM client_surveys")).Single();

        string[] copies = [before, after, last];
        Assert.That(copies, Is.Unique.And.All.StartWith("enc1:"));
        Assert.That(copies.Select(copy => copy.Length), Is.All.EqualTo(before.Length), "also not whether there were words with it");
        Assert.That((await RawBytes.Of(town.ConnectionString)).Readable(SaidInBetween), Is.Empty);
        Assert.That((await Urn()).Of(SurveyStatement.HelpedQuickly), Is.EqualTo(AllThree), "all three are in it");
    }

    [Test]
    public async Task Of_support_that_has_still_to_begin_nobody_is_asked()
    {
        var later = (await town.BudgetOf(100m, period: new Period(new(2026, 7, 1), new(2026, 12, 31)))).Resident;
        await Open();
        Assert.That(await Due(later.Actor), Is.Empty);
        Assert.That(await Answer(later), Is.EqualTo(Refusal.NotFound));
        town.Clock.GoTo(new(2026, 7, 1));
        Assert.That(await Due(later.Actor), Is.EqualTo(new[] { (2026L, later.Id) }));
        Assert.That(await Answer(later), Is.Null);
    }

    [Test]
    public async Task The_words_go_two_years_after_the_last_day_and_the_counts_stay()
    {
        await Open();
        for (var number = 0; number < SurveyResults.Fewest; number++)
        {
            await Answer(await WithSupport(), SurveyAnswer.Agree, $"Woorden {number}");
        }

        town.Clock.GoTo(LastOn.AddYears(OldSurveyWords.YearsKept));
        await new RunRetention(town.Database).Do();
        Assert.That((await Results()).Words, Has.Count.EqualTo(10), "the last day of two years counts");

        town.Clock.GoTo(LastOn.AddYears(OldSurveyWords.YearsKept).AddDays(1));
        var draft = await new RunRetention(town.Database).Draft();
        Assert.That((await Results()).Words, Has.Count.EqualTo(10), "a draft changes nothing");
        var run = await new RunRetention(town.Database).Do();
        Assert.That(run, Is.EqualTo(draft));
        Assert.That(run.Report, Does.StartWith($"{Town.Huizen} what residents wrote in the survey about 2026\n"));
        var left = await Results();
        Assert.That((left.Words.Count, left.Wrote, left.Rows.Single(row => row.Statement == SurveyStatement.HelpedQuickly).Counts![(int)SurveyAnswer.Agree]), Is.EqualTo((0, (long?)null, 10L)));
        Assert.That((await Urn()).Words, Is.Empty);
        Assert.That((await new RunRetention(town.Database).Draft()).Report, Does.Not.Contain("survey"), "once");
    }

    [Test]
    public async Task What_came_of_it_is_shown_after_the_last_day_and_from_ten_answers_up()
    {
        var caseworker = town.Caseworker;
        await Open();
        for (var number = 1; number < SurveyResults.Fewest; number++)
        {
            Assert.That(await Answer(await WithSupport(), SurveyAnswer.Agree, $"Woorden {number}"), Is.Null);
        }

        var tenth = await WithSupport();
        var open = await Results();
        Assert.That((open.IsOpen, open.Answered, open.Rows.Count, open.Words.Count), Is.EqualTo((true, (long?)null, 0, 0)), "the difference between two looks would be somebody's answer");
        Assert.That(await new SurveyResults(town.Database).About(caseworker, 2026), Is.Null);

        town.Clock.GoTo(LastOn.AddDays(1));
        var nine = await Results();
        Assert.That((nine.Rows.Count, nine.Rows.All(row => row.Counts is null), nine.Words.Count, nine.Wrote), Is.EqualTo((9, true, 0, (long?)null)));

        // One more, as the day before.
        await Sql.Execute(town, "UPDATE client_surveys SET last_on = '2026-07-16'");
        Assert.That(await Answer(tenth, SurveyAnswer.FullyDisagree), Is.Null);
        town.Clock.GoTo(LastOn.AddDays(2));
        var ten = await Results();
        Assert.That(ten.Rows.Single(row => row.Statement == SurveyStatement.HelpedQuickly).Counts, Is.EqualTo(new long[] { 0, 9, 0, 0, 1, 0 }));
        Assert.That(ten.Rows.Count(row => row.Counts is null), Is.EqualTo(8), "what nobody answered stays away");
        Assert.That((ten.Words.Count, ten.Wrote), Is.EqualTo((0, (long?)null)), "nine wrote words");

        var about = (await new SurveyResults(town.Database).About(caseworker, 2026))!;
        Assert.That(about.Rows.Select(row => row.Counts), Is.EqualTo(ten.Rows.Select(row => row.Counts)));
        Assert.That(await new SurveyResults(town.Database).About(caseworker, 2025), Is.Null);
        foreach (var other in new[] { town.Finance, town.ProviderStaff, tenth.Actor, town.CaseworkerOfHilversum })
        {
            Assert.That(await new SurveyResults(town.Database).About(other, 2026), Is.Null, $"{other.Role}");
            Assert.That(await new SurveyResults(town.Database).Of(other), Is.Empty, $"{other.Role}");
        }
    }

    [Test]
    public async Task The_words_of_ten_are_read_by_the_administrator_and_by_nobody_else()
    {
        await Open();
        for (var number = SurveyResults.Fewest; number > 0; number--)
        {
            await Answer(await WithSupport(), SurveyAnswer.NoOpinion, $"Woorden {number:00}");
        }

        town.Clock.GoTo(LastOn.AddDays(1));
        var results = await Results();
        Assert.That(results.Words, Is.EqualTo(Enumerable.Range(1, 10).Select(number => $"Woorden {number:00}")), "in the order of the alphabet, not of who came first");
        Assert.That(results.Wrote, Is.EqualTo(10));
        Assert.That(await Rows.Of(town.ConnectionString, "SELECT action FROM traces WHERE what = 'SurveyResults'"), Is.EqualTo(OneLook), "and that the administrator looked is kept");
        Assert.That((await new SurveyResults(town.Database).About(administrator, 2026))!.Words, Is.Empty, "not in the figures for the council");
        Assert.That(System.Text.Encoding.UTF8.GetString(SurveyCsv.Write(results)), Does.Not.Contain("Woorden").And.Contain("te weinig").And.Contain("Ik werd snel geholpen."));
    }

    [Test]
    public async Task A_representative_answers_once_in_the_place_of_the_resident_whatever_the_mandate_leaves_out()
    {
        var (resident, daughter) = (await WithSupport(), await town.User("dochter", Role.Resident, ""));
        await new GiveAccess(town.Database).Do(Actor.System(Town.Huizen), town.Key(), new(daughter.UserId, resident.Id, AsRepresentative: true, new(2026, 1, 1), new(2027, 12, 31), AccessGround.Mandate));
        Assert.That((await new NarrowMandate(town.Database).Do(resident.Actor, town.Key(), new(resident.Id, daughter.UserId, [.. Enum.GetValues<MandateAct>()]))).Refusal, Is.Null);
        await Open();

        Assert.That(await Due(daughter), Is.EqualTo(new[] { (2026L, resident.Id) }));
        Assert.That(await Answer(resident, by: daughter), Is.Null);
        Assert.That(await Due(resident.Actor), Is.Empty);
        Assert.That(await Answer(resident), Is.EqualTo(Refusal.AlreadyAnswered));
        Assert.That(await Rows.Of(town.ConnectionString, "SELECT basis FROM traces WHERE what = 'AnswerSurvey'"), Is.EqualTo(ByRepresentative));
    }

    [Test]
    public async Task That_somebody_answered_goes_with_the_file_and_the_sum_of_all_answers_stays()
    {
        var resident = await WithSupport();
        await Open();
        await Answer(resident);
        town.Clock.GoTo(new(2042, 1, 1));
        Assert.That((await new DestroyFile(town.Database).Do(Actor.System(Town.Huizen), town.Key(), new(resident.Id))).Refusal, Is.Null);
        Assert.That(await Sql.Count(town, "survey_participants"), Is.Zero);
        Assert.That((await Results()).Answered, Is.EqualTo(1));
    }
}
