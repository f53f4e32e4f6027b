using Budget.Core.Audit;
using Budget.Core.Decisions;
using Budget.Core.MyData;
using Budget.Core.Residents;
using Budget.Core.Retention;
using Budget.Core.SupportRequests;

namespace Budget.Tests.Databases;

/// <summary>What a resident may ask about the own data: to have it put right, and to have it gone, which no one person at the municipality can do alone.</summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.PostgreSql)]
public sealed class DataRequestTests(Engine engine)
{
    private const string Wrong = "Mijn naam is verkeerd gespeld.", Right = "Wilhelmina Bakker-Vos", Why = "Ik wil niet meer bekend zijn.", Reason = "Niemand anders heeft dit nodig.", Because = "Uw broer heeft dit nog nodig.";
    private Town town = null!;
    private Resident resident = null!;
    private Actor colleague = null!;

    [SetUp]
    public async Task Start()
    {
        town = await Town.On(engine);
        resident = await town.Resident("Wilhelmina Bakker", "999990019");
        colleague = await town.User("collega", Role.Caseworker, Town.Huizen);
    }

    [TearDown]
    public async Task Stop() => await town.DisposeAsync();

    private DataRequests Requests => new(town.Database);

    private Task<Outcome<string>> Ask(CorrectionOf about = CorrectionOf.Name, string shouldBe = Right, Actor? by = null) =>
        new AskCorrection(town.Database).Do(by ?? resident.Actor, town.Key(), new(resident.Id, about, Wrong, shouldBe));

    private Task<Outcome<string>> Answer(string number, bool isAgreed, Actor? by = null, string? name = null, DateOnly? bornOn = null) =>
        new AnswerCorrection(town.Database).Do(by ?? town.Caseworker, town.Key(), new(number, isAgreed, Because, name, bornOn));

    private Task<Outcome<string>> AskToDestroy() => new AskDestruction(town.Database).Do(resident.Actor, town.Key(), new(resident.Id, Why));

    private Task<Outcome<string>> Propose(string number, Actor? by = null) => new ProposeDestruction(town.Database).Do(by ?? town.Caseworker, town.Key(), new(number, Reason));

    private Task<Outcome<string>> Confirm(string number, Actor? by = null) => new ConfirmDestruction(town.Database).Do(by ?? colleague, town.Key(), new(number));

    private Task<Outcome<string>> Keep(string number, Actor? by = null) => new KeepFile(town.Database).Do(by ?? town.Caseworker, town.Key(), new(number, Because));

    private Task<IReadOnlyList<string>> Row(string columns) => Rows.Of(town.ConnectionString, $"SELECT {columns} FROM data_requests");

    private async Task<string> Name() => (await Rows.Of(town.ConnectionString, $"SELECT name FROM residents WHERE id = '{resident.Id.Value:D}'"))[0];

    [Test]
    public async Task A_name_that_is_agreed_is_the_name_from_then_on()
    {
        var number = (await Ask()).Value;
        Assert.That((await Answer(number, isAgreed: true)).Refusal, Is.EqualTo(Refusal.NameMissing));
        Assert.That((await Answer(number, isAgreed: true, name: $" {Right} ")).IsRefused, Is.False);

        Assert.That(await Name(), Is.EqualTo(Right));
        Assert.That((await new MyPeople(town.Database).Of(resident.Actor)).Single().Name, Is.EqualTo(Right));
        Assert.That(await Rows.Of(town.ConnectionString, $"SELECT search_name FROM residents WHERE id = '{resident.Id.Value:D}'"), Is.EqualTo((string[])["wilhelmina bakker-vos"]));
        var answered = (await Requests.OfResident(resident.Actor, resident.Id)).Single();
        Assert.That((answered.Outcome, answered.Words, answered.ShouldBe, answered.Answer, answered.AnsweredByName, answered.ObjectBy), Is.EqualTo(
            ("agreed", Wrong, Right, Because, "Naam consulent", (DateOnly?)new DateOnly(2026, 7, 27))));
        Assert.That((await Answer(number, isAgreed: false)).Refusal, Is.EqualTo(Refusal.AlreadyAnswered), "once");
        await town.MustBeSound();
    }

    [Test]
    public async Task A_day_of_birth_that_is_agreed_is_put_right_and_one_that_cannot_be_is_not()
    {
        var number = (await Ask(CorrectionOf.BornOn, "6 juni 1951")).Value;
        Assert.That((await Answer(number, isAgreed: true)).Refusal, Is.EqualTo(Refusal.RequestIncomplete));
        Assert.That((await Answer(number, isAgreed: true, bornOn: town.Today.AddDays(1))).Refusal, Is.EqualTo(Refusal.DayInFuture));
        Assert.That((await Answer(number, isAgreed: true, bornOn: new(1951, 6, 6))).IsRefused, Is.False);
        Assert.That((await new ResidentByBsn(town.Database).Of(town.Caseworker, "999990019")).Value.BornOn, Is.EqualTo(new DateOnly(1951, 6, 6)));
        Assert.That(await Name(), Is.EqualTo("Wilhelmina Bakker"));
    }

    [Test]
    public async Task What_is_not_agreed_changes_nothing_and_what_the_portal_cannot_mend_is_agreed_all_the_same()
    {
        Assert.That((await Answer((await Ask()).Value, isAgreed: false, name: Right)).IsRefused, Is.False);
        Assert.That((await Answer((await Ask(CorrectionOf.Report)).Value, isAgreed: true, name: Right)).IsRefused, Is.False);
        Assert.That(await Name(), Is.EqualTo("Wilhelmina Bakker"));
        Assert.That(await Row("outcome"), Is.EquivalentTo((string[])["refused", "agreed"]));
    }

    [TestCase(2026, 1, 31, 2026, 3, 2)]
    [TestCase(2026, 6, 15, 2026, 7, 15)]
    [TestCase(2026, 3, 27, 2026, 4, 28)]
    public void The_answer_is_due_in_a_month_and_never_on_a_day_off(int year, int month, int day, int dueYear, int dueMonth, int dueDay) =>
        Assert.That(LegalTerm.AnswerDataRequestBy(new(year, month, day)), Is.EqualTo(new DateOnly(dueYear, dueMonth, dueDay)));

    [Test]
    public async Task It_stands_on_the_list_of_the_own_municipality_until_it_is_answered()
    {
        var number = (await Ask()).Value;
        var open = (await Requests.Waiting(town.Caseworker)).Single();
        Assert.That((open.Number, open.ResidentName, open.Kind, open.About, open.AnswerBy), Is.EqualTo((number, "Wilhelmina Bakker", "correction", "name", new DateOnly(2026, 7, 15))));
        foreach (var other in new[] { town.CaseworkerOfHilversum, town.Finance, resident.Actor })
        {
            Assert.That(await Requests.Waiting(other), Is.Empty, $"{other.Role}");
            Assert.That(await Requests.One(other, number), Is.Null, $"{other.Role}");
            Assert.That((await Answer(number, isAgreed: false, by: other)).Refusal, Is.EqualTo(other.Role == Role.Caseworker ? Refusal.NotFound : Refusal.NotAllowed));
        }

        Assert.That((await Requests.One(town.Caseworker, number))!.Words, Is.EqualTo(Wrong));
        Assert.That((await new TracesOfResident(town.Database).Of(resident.Actor, resident.Id)).Select(trace => trace.What).Take(2), Is.EqualTo((string[])["DataRequest", "AskCorrection"]), "the resident reads who looked");
        await Answer(number, isAgreed: false);
        Assert.That(await Requests.Waiting(town.Caseworker), Is.Empty);
    }

    [Test]
    public async Task Nobody_asks_or_reads_for_somebody_else_and_ten_times_a_day_is_enough()
    {
        var other = await town.Resident();
        foreach (var actor in new[] { other.Actor, town.Caseworker })
        {
            Assert.That((await Ask(by: actor)).Refusal, Is.EqualTo(Refusal.NotFound));
            Assert.That((await new AskDestruction(town.Database).Do(actor, town.Key(), new(resident.Id, Why))).Refusal, Is.EqualTo(Refusal.NotFound));
        }

        for (var time = 0; time < AskCorrection.MostADay; time++)
        {
            Assert.That((await Ask()).IsRefused, Is.False);
        }

        Assert.That((await Ask()).Refusal, Is.EqualTo(Refusal.AskedTooOften.With(AskCorrection.MostADay)));
        Assert.That(await Requests.OfResident(other.Actor, resident.Id), Is.Empty);
        Assert.That(await Requests.OfResident(other.Actor with { ActsFor = resident.Id }, resident.Id), Has.Count.EqualTo(AskCorrection.MostADay), "who acts for the resident does");
    }

    [Test]
    public async Task It_takes_two_to_destroy_a_file_and_then_it_is_gone()
    {
        await town.Report(await town.Request(resident));
        await Ask();
        var number = (await AskToDestroy()).Value;
        Assert.That((await AskToDestroy()).Refusal, Is.EqualTo(Refusal.AlreadyAsked), "once at a time");
        Assert.That((await Confirm(number)).Refusal, Is.EqualTo(Refusal.NotProposed));
        Assert.That((await Propose(number)).IsRefused, Is.False);
        Assert.That((await Propose(number, colleague)).Refusal, Is.EqualTo(Refusal.AlreadyProposed));
        Assert.That((await Confirm(number, town.Caseworker)).Refusal, Is.EqualTo(Refusal.OwnProposal));
        Assert.That(await Name(), Is.EqualTo("Wilhelmina Bakker"), "nothing goes on one person's word");

        Assert.That((await Confirm(number)).IsRefused, Is.False);

        Assert.That(await Name(), Is.EqualTo(DestroyFile.NoName));
        Assert.That(await new MyPeople(town.Database).Of(resident.Actor), Is.Empty);
        Assert.That(await Row("number, kind, outcome, proposed_by, answered_by"), Is.EqualTo((string[])[$"{number} destruction agreed {town.Caseworker.UserId.Value:D} {colleague.UserId.Value:D}"]), "who did it stays");
        Assert.That(await Row("words || should_be || proposal || answer"), Is.EqualTo((string[])[""]), "and no word");
        Assert.That(await Requests.Waiting(town.Caseworker), Is.Empty);
        Assert.That((await Confirm(number)).Refusal, Is.EqualTo(Refusal.NotFound));
        await town.MustBeSound();
    }

    [Test]
    public async Task The_database_itself_refuses_to_let_one_person_destroy_a_file()
    {
        await AskToDestroy();
        await Propose((await Requests.Waiting(town.Caseworker)).Single().Number);
        Assert.That(async () => await Sql.Execute(town, "UPDATE data_requests SET outcome = 'agreed', answered_by = proposed_by, answered_at = proposed_at"), Throws.InstanceOf<System.Data.Common.DbException>());
        Assert.That(async () => await Sql.Execute(town, "UPDATE data_requests SET outcome = 'agreed', answered_by = proposed_by, answered_at = proposed_at, proposed_by = NULL, proposed_at = NULL"), Throws.InstanceOf<System.Data.Common.DbException>());
    }

    [Test]
    public async Task A_file_with_a_decision_is_not_proposed_and_one_that_gets_a_decision_meanwhile_is_not_destroyed()
    {
        var number = (await AskToDestroy()).Value;
        await Propose(number);
        var grant = await town.BudgetOf(100m, resident: resident);
        Assert.That((await Confirm(number)).Refusal, Is.EqualTo(Refusal.FileHasDecision));
        Assert.That((await Keep(number, colleague)).IsRefused, Is.False);
        var again = (await AskToDestroy()).Value;
        Assert.That((await Propose(again)).Refusal, Is.EqualTo(Refusal.FileHasDecision));
        Assert.That(await new KeptUntil(town.Database).Of(resident.Actor, resident.Id), Is.EqualTo(new KeptUntil.Answer(HasDecision: true, new DateOnly(2041, 12, 31))), grant.BudgetNumber);
        Assert.That(await new KeptUntil(town.Database).Of(town.CaseworkerOfHilversum, resident.Id), Is.Null);
    }

    [Test]
    public async Task A_decision_and_a_destruction_at_the_same_moment_never_both_happen()
    {
        for (var round = 0; round < 6; round++)
        {
            var whose = await town.Resident();
            var request = await town.Request(whose);
            await town.Report(request);
            var number = (await new AskDestruction(town.Database).Do(whose.Actor, town.Key(), new(whose.Id, Why))).Value;
            await Propose(number);
            var grant = new GrantProvision(town.Database).Do(town.Caseworker, town.Key(), new(
                request, town.Today, Town.Guidance, new Quantity(10), Frequency.Total, new Money(100), Period.Year(2026), FundingForm.PersonHeld, "Dit is nodig."));
            var confirm = Confirm(number);
            var (granted, destroyed) = (await grant, await confirm);

            Assert.That(granted.IsRefused, Is.Not.EqualTo(destroyed.IsRefused), $"{granted.Refusal} {destroyed.Refusal}");
            Assert.That(destroyed.IsRefused ? destroyed.Refusal : granted.Refusal, Is.EqualTo(destroyed.IsRefused ? Refusal.FileHasDecision : Refusal.NotFound));
        }

        await town.MustBeSound();
    }

    [Test]
    public async Task A_request_is_taken_back_as_long_as_it_was_not_answered_and_by_nobody_else()
    {
        var number = (await AskToDestroy()).Value;
        await Propose(number);
        Task<Outcome<string>> Withdraw(Actor by) => new WithdrawDataRequest(town.Database).Do(by, town.Key(), new(number));
        Assert.That((await Withdraw((await town.Resident()).Actor)).Refusal, Is.EqualTo(Refusal.NotFound));
        Assert.That((await Withdraw(town.Caseworker)).Refusal, Is.EqualTo(Refusal.NotFound));
        Assert.That((await Withdraw(resident.Actor)).IsRefused, Is.False);

        Assert.That((await Confirm(number)).Refusal, Is.EqualTo(Refusal.AlreadyAnswered), "what was taken back is not carried out");
        Assert.That((await Requests.OfResident(resident.Actor, resident.Id)).Single(), Has.Property("Outcome").EqualTo("withdrawn").And.Property("IsOpen").False);
        Assert.That(await Requests.Waiting(town.Caseworker), Is.Empty);
        Assert.That((await Withdraw(resident.Actor)).Refusal, Is.EqualTo(Refusal.AlreadyAnswered));
        Assert.That((await AskToDestroy()).IsRefused, Is.False);
    }

    [Test]
    public async Task What_was_asked_since_the_proposal_is_not_destroyed_with_the_file()
    {
        var number = (await AskToDestroy()).Value;
        await Propose(number);
        town.Clock.GoTo(town.Today.AddDays(1));
        await town.Request(resident);
        Assert.That((await Confirm(number)).Refusal, Is.EqualTo(Refusal.FileChanged));
        Assert.That((await Keep(number, colleague)).IsRefused, Is.False);
    }

    [Test]
    public async Task Confirmed_twice_by_a_second_click_it_says_the_same_twice()
    {
        var number = (await AskToDestroy()).Value;
        await Propose(number);
        var key = town.Key();
        var (first, second) = (
            await new ConfirmDestruction(town.Database).Do(colleague, key, new(number)), await new ConfirmDestruction(town.Database).Do(colleague, key, new(number)));
        Assert.That((first.Value, second.Value, second.Replayed), Is.EqualTo((number, number, true)));
    }

    [Test]
    public async Task Destroyed_on_request_the_key_is_gone_from_the_file_itself()
    {
        await town.Report(await town.Request(resident));
        var key = (await Rows.Of(town.ConnectionString, $"SELECT wrapped FROM resident_keys WHERE resident_id = '{resident.Id.Value:D}'"))[0];
        string[] said = ["Wilhelmina Bakker", key];
        Assert.That((await RawBytes.Of(town.ConnectionString)).Readable(said), Is.EquivalentTo(said), "or nothing is proved below");
        var number = (await AskToDestroy()).Value;
        await Propose(number);
        await Confirm(number);

        Assert.That((await RawBytes.Of(town.ConnectionString)).Readable(said), Is.Empty);
    }

    [Test]
    public async Task A_file_that_stays_stays_with_the_reason_and_may_be_asked_for_again()
    {
        var number = (await AskToDestroy()).Value;
        await Propose(number);
        Assert.That((await Keep(number, colleague)).IsRefused, Is.False, "who does not agree says so");
        Assert.That((await Confirm(number)).Refusal, Is.EqualTo(Refusal.AlreadyAnswered));
        var kept = (await Requests.OfResident(resident.Actor, resident.Id)).Single();
        Assert.That((kept.Outcome, kept.Words, kept.Answer), Is.EqualTo(("refused", Why, Because)));
        Assert.That((await AskToDestroy()).IsRefused, Is.False);
    }

    [Test]
    public async Task Only_caseworkers_of_the_own_municipality_propose_confirm_or_keep()
    {
        var number = (await AskToDestroy()).Value;
        await Propose(number);
        var administrator = await town.User("beheer", Role.Administrator, Town.Huizen);
        foreach (var actor in new[] { town.CaseworkerOfHilversum, town.Finance, administrator, resident.Actor, Actor.System(Town.Huizen) })
        {
            var expected = actor.Role == Role.Caseworker ? Refusal.NotFound : Refusal.NotAllowed;
            Assert.That((await Propose(number, actor)).Refusal, Is.EqualTo(expected), $"{actor.Role}");
            Assert.That((await Confirm(number, actor)).Refusal, Is.EqualTo(expected), $"{actor.Role}");
            Assert.That((await Keep(number, actor)).Refusal, Is.EqualTo(expected), $"{actor.Role}");
        }
    }

    [Test]
    public async Task A_copy_of_the_database_says_nothing_of_what_was_asked_or_answered()
    {
        await Answer((await Ask(CorrectionOf.Other)).Value, isAgreed: false);
        await Propose((await AskToDestroy()).Value);
        var raw = await RawBytes.Of(town.ConnectionString);
        Assert.That(raw.Holds("Wilhelmina Bakker"), Is.True, "what is not hidden is found");
        Assert.That(raw.Readable([Wrong, Right, Why, Reason, Because]), Is.Empty);
    }
}
