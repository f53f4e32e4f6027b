using Budget.Core.Assignments;
using Budget.Core.Budgets;
using Budget.Core.Caseload;
using Budget.Core.Consent;
using Budget.Core.Decisions;
using Budget.Core.Delivery;
using Budget.Core.Ledger;
using Budget.Core.Providers;

namespace Budget.Tests.Databases;

/// <summary>What was granted has to arrive: who says that it began or stopped, what the municipality watches over, and whether it helps.</summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.PostgreSql)]
public sealed class DeliveryTests(Engine engine)
{
    private Town town = null!;

    [SetUp]
    public async Task Start() => town = await Town.On(engine);

    [TearDown]
    public async Task Stop()
    {
        await town.MustBeSound();
        await town.DisposeAsync();
    }

    private async Task<(Grant Grant, AssignmentId Id)> Chosen(Period? period = null, DateOnly? wishedOn = null, Resident? resident = null)
    {
        var grant = await town.BudgetOf(4_000m, period: period ?? new Period(new(2026, 6, 1), new(2026, 12, 31)), resident: resident);
        var chosen = await new ChooseProvider(town.Database).Do(grant.Resident.Actor, town.Key(), new(grant.BudgetNumber, town.Contract, wishedOn));
        return (grant, (await new AssignmentsOfProvider(town.Database).Of(town.ProviderStaff)).Single(row => row.Number == chosen.Value.AssignmentNumber).Id);
    }

    private async Task<List<(DeliveryTrouble Trouble, DateOnly Since, string Budget)>> Watched() =>
        [.. (await new DeliveryWatch(town.Database).Of(town.Caseworker)).Select(item => (item.Trouble, item.Since, item.BudgetNumber))];

    private async Task<Refusal?> Began(AssignmentId id, DateOnly on, Actor? by = null) =>
        (await new ReportStart(town.Database).Do(by ?? town.ProviderStaff, town.Key(), new(id, on))).Refusal;

    private Task<Outcome<ReportStop.Answer>> Stopped(AssignmentId id, DateOnly on, StopReason reason = StopReason.Planned, Actor? by = null) =>
        new ReportStop(town.Database).Do(by ?? town.ProviderStaff, town.Key(), new(id, on, reason));

    private async Task<Refusal?> NobodyCame(AssignmentId id, Actor by) => (await new ReportNobodyCame(town.Database).Do(by, town.Key(), new(id))).Refusal;

    [Test]
    public async Task A_provision_without_a_provider_is_a_task_with_a_name_after_fourteen_days_and_until_somebody_is_chosen()
    {
        var grant = await town.BudgetOf(4_000m);
        town.Clock.GoTo(new(2026, 6, 29));
        Assert.That(await Watched(), Is.Empty, "fourteen days is not yet too long");
        town.Clock.GoTo(new(2026, 6, 30));

        var item = (await new DeliveryWatch(town.Database).Of(town.Caseworker)).Single();
        Assert.That((item.Trouble, item.Since, item.BudgetNumber, item.ResidentName, item.HeldBy, item.ProviderName),
            Is.EqualTo((DeliveryTrouble.NoProvider, new DateOnly(2026, 6, 15), grant.BudgetNumber, "Jan Jansen", "Naam consulent", (string?)null)));
        Assert.That(await new DeliveryWatch(town.Database).Of(town.CaseworkerOfHilversum), Is.Empty);
        foreach (var by in new[] { town.Finance, town.ProviderStaff, grant.Resident.Actor })
        {
            Assert.That(await new DeliveryWatch(town.Database).Of(by), Is.Empty, $"{by.Role}");
        }

        var colleague = await town.User("collega", Role.Caseworker, Town.Huizen);
        await new HandOverCase(town.Database).Do(town.Caseworker, town.Key(), new(grant.RequestNumber, colleague.UserId, HandOverReason.Absent, town.Caseworker.UserId));
        Assert.That((await new DeliveryWatch(town.Database).Of(town.Caseworker)).Single().HeldBy, Is.EqualTo("Naam collega"), "who leads the case has it, whoever decided");

        await town.Choose(grant);
        Assert.That((await Watched()).Select(one => one.Trouble), Has.None.EqualTo(DeliveryTrouble.NoProvider));
        town.Clock.GoTo(new(2027, 1, 1));
        Assert.That(await Watched(), Is.Empty, "what is over is not started any more");
    }

    [Test]
    public async Task Help_that_did_not_begin_is_a_task_after_fourteen_days_until_its_start_is_reported_or_declared()
    {
        var (first, id) = await Chosen();
        var (second, _) = await Chosen();
        var (later, _) = await Chosen(wishedOn: new(2026, 8, 1));
        town.Clock.GoTo(new(2026, 6, 29));
        Assert.That(await Watched(), Is.Empty, "who was chosen on the fifteenth could not begin on the first");
        town.Clock.GoTo(new(2026, 6, 30));
        Assert.That(await Watched(), Is.EquivalentTo(new[] { (DeliveryTrouble.NoStart, new DateOnly(2026, 6, 15), first.BudgetNumber), (DeliveryTrouble.NoStart, new DateOnly(2026, 6, 15), second.BudgetNumber) }),
            "who asked for August is not late");

        Assert.That(await Began(id, new(2026, 6, 3)), Is.Null);
        Assert.That((await Watched()).Select(one => one.Budget), Is.EqualTo([second.BudgetNumber]));
        town.Clock.GoTo(new(2026, 7, 5));
        var june = await new Budget.Core.Invoices.DeclarationOfMonth(town.Database).Of(town.Provider, Town.Huizen, Period.Month(2026, 6));
        await town.Import(june!);
        Assert.That(await Watched(), Is.Empty, "a declaration that was accepted says that somebody came");
        town.Clock.GoTo(new(2026, 8, 16));
        Assert.That(await Watched(), Is.Empty);
        Assert.That((await new HelpersOfBudget(town.Database).Of(later.Resident.Actor, later.BudgetNumber))!.Helpers.Single().WishedOn, Is.EqualTo(new DateOnly(2026, 8, 1)));
    }

    [Test]
    public async Task Of_who_says_that_nobody_came_the_municipality_hears_at_once_until_it_is_said_that_somebody_did()
    {
        var (grant, id) = await Chosen();
        await Began(id, new(2026, 6, 3));
        Assert.That(await NobodyCame(id, town.ProviderStaff), Is.EqualTo(Refusal.NotAllowed));
        Assert.That(await NobodyCame(id, (await town.Resident("Piet")).Actor), Is.EqualTo(Refusal.NotFound));

        town.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.That(await NobodyCame(id, grant.Resident.Actor), Is.Null);
        Assert.That(await Watched(), Is.EqualTo(new[] { (DeliveryTrouble.NobodyCame, town.Today, grant.BudgetNumber) }));
        town.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.That(await Began(id, town.Today), Is.EqualTo(Refusal.NobodyCameThen.With("15-06-2026")), "the provider does not write over it");
        Assert.That(await Began(id, town.Today, grant.Resident.Actor), Is.Null, "the resident may say it too");
        Assert.That(await Watched(), Is.Empty);
        var (future, ahead) = await Chosen(new Period(new(2026, 7, 1), new(2026, 12, 31)));
        Assert.That(await NobodyCame(ahead, future.Resident.Actor), Is.EqualTo(Refusal.SupportNotBegun.With("01-07-2026")));
    }

    [Test]
    public async Task That_nobody_came_is_closed_by_a_caseworker_who_heard_otherwise_or_by_a_declaration_of_later_days()
    {
        var (first, one) = await Chosen();
        var (second, two) = await Chosen();
        await Began(one, new(2026, 6, 3));
        town.Clock.Advance(TimeSpan.FromMinutes(1));
        await NobodyCame(one, first.Resident.Actor);
        await NobodyCame(two, second.Resident.Actor);
        var item = (await new DeliveryWatch(town.Database).Of(town.Caseworker)).Single(found => found.BudgetNumber == first.BudgetNumber);
        Assert.That((item.Assignment, item.BeganOn), Is.EqualTo(($"{one.Value:D}", (DateOnly?)new DateOnly(2026, 6, 3))));

        town.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.That(await Began(one, new(2026, 6, 3), town.Caseworker), Is.Null);
        Assert.That((await Watched()).Select(found => found.Budget), Is.EqualTo([second.BudgetNumber]));
        town.Clock.GoTo(new(2026, 8, 5));
        Assert.That((await Watched()).Select(found => found.Trouble), Is.EqualTo([DeliveryTrouble.NobodyCame]));
        await town.Import((await new Budget.Core.Invoices.DeclarationOfMonth(town.Database).Of(town.Provider, Town.Huizen, Period.Month(2026, 7)))!);
        Assert.That(await Watched(), Is.Empty);
    }

    [Test]
    public async Task A_budget_that_one_holds_without_a_care_agreement_is_a_task_after_fourteen_days()
    {
        var grant = await town.BudgetOf(100m, FundingForm.PersonHeld);
        var agreed = await town.BudgetOf(100m, FundingForm.PersonHeld);
        await town.Agreement(agreed, hours: 1m, period: new Period(new(2026, 1, 1), new(2026, 9, 30)));
        town.Clock.GoTo(new(2026, 6, 29));
        Assert.That(await Watched(), Is.Empty);
        town.Clock.GoTo(new(2026, 6, 30));
        Assert.That(await Watched(), Is.EqualTo(new[] { (DeliveryTrouble.NoAgreement, new DateOnly(2026, 6, 15), grant.BudgetNumber) }));
        Assert.That((await new Budget.Core.Caseload.Worklist(town.Database).Of(town.Caseworker)).Items.Select(item => (item.Kind, item.Target)), Does.Contain(("no-agreement", grant.RequestNumber)));
        await town.Agreement(grant, hours: 1m);
        Assert.That(await Watched(), Is.Empty);
        town.Clock.GoTo(new(2026, 10, 15));
        Assert.That(await Watched(), Is.EqualTo(new[] { (DeliveryTrouble.NoAgreement, new DateOnly(2026, 9, 30), agreed.BudgetNumber) }), "the last one ended");
    }

    [Test]
    public async Task A_start_is_of_a_day_that_was_and_within_the_assignment_and_of_ones_own_client()
    {
        var (grant, id) = await Chosen();
        var other = (await new AdmitProvider(town.Database).Do(Actor.System(Town.Huizen), town.Key(), new("87654321", "87654321", "Anders", "Over", "About", "035"))).Value;
        var stranger = await town.User("ander", Role.ProviderStaff, "", other);

        Assert.That(await Began(id, town.Today.AddDays(1)), Is.EqualTo(Refusal.DayInFuture));
        Assert.That(await Began(id, new(2026, 5, 31)), Is.EqualTo(Refusal.NotThenAssigned.With("01-06-2026")));
        foreach (var by in new[] { stranger, (await town.Resident("Piet")).Actor, town.CaseworkerOfHilversum, town.Finance })
        {
            Assert.That(await Began(id, new(2026, 6, 3), by), Is.EqualTo(Refusal.NotFound), $"{by.Role}");
        }

        Assert.That(await new HelpersOfBudget(town.Database).Of(town.Caseworker, grant.BudgetNumber), Is.Null, "it is the resident's");
        Assert.That(await Sql.Count(town, "delivery_reports"), Is.Zero);
    }

    [Test]
    public async Task A_provider_that_stops_ends_its_assignment_and_the_rest_is_free_for_another()
    {
        var (grant, id) = await Chosen();
        var reserved = (await new BudgetOverview(town.Database).Of(town.Finance, grant.BudgetNumber))!.Balance.Reserved;
        Assert.That((await Stopped(id, town.Today.AddDays(-1), StopReason.Provider)).Refusal, Is.EqualTo(Refusal.StopNotTold), "who cannot go on says so in time");
        Assert.That((await Stopped(id, new(2026, 5, 31))).Refusal, Is.EqualTo(Refusal.DayOutsideAssignment));
        Assert.That((await Stopped(id, new(2026, 6, 10), by: grant.Resident.Actor)).Refusal, Is.EqualTo(Refusal.NotAllowed));

        var stopped = (await Stopped(id, new(2026, 6, 10))).Value;

        // Ten of 214 days of 4.000 hours at 60 euros may still be declared: more than is reserved, so nothing is released yet.
        Assert.That(stopped.Released, Is.EqualTo(reserved - new Money(Math.Min(reserved.Cents, (long)Math.Ceiling(400_000m * 10 / 214) * 60))));
        Assert.That(await Rows.Of(town.ConnectionString, "SELECT reason FROM assignment_ends"), Is.EqualTo(["provider"]));
        Assert.That((await new BudgetOverview(town.Database).Of(town.Finance, grant.BudgetNumber))!.Budget.MayChoose, Is.True);
        town.Clock.GoTo(new(2026, 6, 30));
        Assert.That(await Watched(), Is.EqualTo(new[] { (DeliveryTrouble.NoProvider, new DateOnly(2026, 6, 15), grant.BudgetNumber) }), "since the decision, which came after");
        Assert.That((await Stopped(id, new(2026, 6, 9))).Refusal, Is.EqualTo(Refusal.EndsAlready.With("10-06-2026")));
        Assert.That((await Stopped(id, new(2026, 6, 10), StopReason.Client)).Refusal, Is.Null, "why it was may be put right");
    }

    [Test]
    public async Task That_a_provider_cannot_go_on_is_told_to_the_resident_as_long_as_the_support_lasts()
    {
        var (grant, id) = await Chosen();
        await Mailbox.Wants(town, grant.Resident.Actor);
        Assert.That((await Stopped(id, new(2026, 7, 31), StopReason.Provider)).Refusal, Is.Null, "announced");
        Assert.That((await Mailbox.Emptied(town.Database)).Select(mail => mail.Kind), Is.EqualTo(new[] { Core.Mail.MailKind.ProviderStops }));
        var stops = (await new ProvidersThatStop(town.Database).Of(grant.Resident.Actor)).Single();
        Assert.That((stops.RequestNumber, stops.BudgetNumber, stops.StopsOn), Is.EqualTo((grant.RequestNumber, grant.BudgetNumber, new DateOnly(2026, 7, 31))));
        foreach (var other in new[] { town.Caseworker, town.ProviderStaff, (await town.Resident("Piet")).Actor })
        {
            Assert.That(await new ProvidersThatStop(town.Database).Of(other), Is.Empty, $"{other.Role}");
        }

        town.Clock.GoTo(new(2027, 1, 1));
        Assert.That(await new ProvidersThatStop(town.Database).Of(grant.Resident.Actor), Is.Empty, "the support is over");
    }

    [Test]
    public async Task Of_five_who_say_whether_it_helps_the_number_is_told_and_of_four_nothing()
    {
        Grant? last = null;
        for (var number = 1; number <= 5; number++)
        {
            Assert.That(await Experience(), Is.Null, $"{number - 1}: one could guess who");
            var (grant, id) = await Chosen();
            await Began(id, new(2026, 6, 3));
            Assert.That(await Say(id, grant.Resident.Actor, number == 3 ? Helps.Partly : Helps.Yes), Is.Null);
            last = grant;
        }

        Assert.That(await Experience(), Is.EqualTo(new ProviderExperience(town.Provider, Helped: 4, Said: 5)));
        var (again, next) = await Chosen(resident: last!.Resident, period: new Period(new(2026, 6, 10), new(2026, 12, 31)));
        await Began(next, new(2026, 6, 10));
        town.Clock.Advance(TimeSpan.FromMinutes(1));
        await Say(next, again.Resident.Actor, Helps.No);
        Assert.That(await Experience(), Is.EqualTo(new ProviderExperience(town.Provider, Helped: 3, Said: 5)), "the last of one resident counts");
        var item = (await new HelpersOfBudget(town.Database).Of(again.Resident.Actor, again.BudgetNumber))!.Helpers.Single();
        Assert.That((item.Helps, item.Words), Is.EqualTo(("no", "Zij luistert niet.")));
        Assert.That(await Rows.Of(town.ConnectionString, "SELECT words FROM experiences"), Is.All.StartsWith("enc1:"));
    }

    [Test]
    public async Task Only_who_has_or_had_a_provider_says_whether_it_helps()
    {
        var (grant, id) = await Chosen();
        var (_, ahead) = await Chosen(new Period(new(2026, 7, 1), new(2026, 12, 31)), resident: grant.Resident);
        Assert.That(await Say(id, (await town.Resident("Piet")).Actor, Helps.No), Is.EqualTo(Refusal.NotFound));
        Assert.That(await Say(id, town.ProviderStaff, Helps.Yes), Is.EqualTo(Refusal.NotAllowed), "not the provider itself");
        Assert.That(await Say(ahead, grant.Resident.Actor, Helps.Yes), Is.EqualTo(Refusal.SupportNotBegun.With("01-07-2026")));
        Assert.That((await new SayExperience(town.Database).Do(grant.Resident.Actor, town.Key(), new(id, Helps.Yes, new string('x', 401)))).Refusal, Is.EqualTo(Refusal.TextTooLong.With(400)));
        Assert.That(await Say(id, grant.Resident.Actor, Helps.Yes), Is.EqualTo(Refusal.NobodyCameYet), "chosen, and nobody came yet");
        await Began(id, new(2026, 6, 3));
        await Stopped(id, new(2026, 6, 10));
        Assert.That(await Say(id, grant.Resident.Actor, Helps.No), Is.Null, "also when it is over");
        Assert.That(await Sql.Count(town, "experiences"), Is.EqualTo(1));
    }

    [Test]
    public async Task A_provider_of_ones_own_choice_is_a_question_that_the_municipality_answers()
    {
        var (grant, _) = await Chosen();
        Task<Outcome<string>> Propose(Actor by, string name = "Buurvrouw Zorgt") => new ProposeProvider(town.Database).Do(by, town.Key(), new(grant.BudgetNumber, name, "Zij kent mij."));
        Task<Outcome<string>> Answer(Actor by, string id, string answer = "Dat is goed.") => new AnswerProposal(town.Database).Do(by, town.Key(), new(Guid.Parse(id), IsWelcome: true, answer));
        Assert.That((await Propose((await town.Resident("Piet")).Actor)).Refusal, Is.EqualTo(Refusal.NotFound));
        Assert.That((await Propose(grant.Resident.Actor, " ")).Refusal, Is.EqualTo(Refusal.RequestIncomplete));

        Assert.That((await Propose(grant.Resident.Actor)).Refusal, Is.Null);
        Assert.That((await Propose(grant.Resident.Actor)).Refusal, Is.EqualTo(Refusal.AlreadyAsked));
        Assert.That(await Rows.Of(town.ConnectionString, "SELECT name || why FROM provider_proposals"), Is.All.StartsWith("enc1:"));
        var waiting = (await new Proposals(town.Database).ToAnswer(town.Caseworker)).Single();
        Assert.That(await new Proposals(town.Database).ToAnswer(town.CaseworkerOfHilversum), Is.Empty);
        Assert.That(await new Proposals(town.Database).One(town.CaseworkerOfHilversum, Guid.Parse(waiting.Id)), Is.Null);
        var read = (await new Proposals(town.Database).One(town.Caseworker, Guid.Parse(waiting.Id)))!;
        Assert.That((read.Name, read.Why, read.ResidentName), Is.EqualTo(("Buurvrouw Zorgt", "Zij kent mij.", "Jan Jansen")));

        Assert.That((await Answer(town.CaseworkerOfHilversum, waiting.Id)).Refusal, Is.EqualTo(Refusal.NotFound));
        Assert.That((await Answer(grant.Resident.Actor, waiting.Id)).Refusal, Is.EqualTo(Refusal.NotAllowed));
        Assert.That((await Answer(town.Caseworker, waiting.Id, " ")).Refusal, Is.EqualTo(Refusal.RequestIncomplete));
        Assert.That((await Answer(town.Caseworker, waiting.Id)).Refusal, Is.Null);
        Assert.That((await Answer(town.Caseworker, waiting.Id)).Refusal, Is.EqualTo(Refusal.AlreadyAnswered));
        Assert.That(await new Proposals(town.Database).ToAnswer(town.Caseworker), Is.Empty);
        var mine = (await new Proposals(town.Database).OfBudget(grant.Resident.Actor, grant.BudgetNumber)).Single();
        Assert.That((mine.Name, mine.Outcome, mine.Answer, mine.AnsweredByName), Is.EqualTo(("Buurvrouw Zorgt", "welcome", "Dat is goed.", "Naam consulent")));
        Assert.That(await new Proposals(town.Database).OfBudget((await town.Resident("Kees")).Actor, grant.BudgetNumber), Is.Empty);
        Assert.That((await Propose(grant.Resident.Actor)).Refusal, Is.Null, "another question may be asked");
    }

    private async Task<Refusal?> Say(AssignmentId id, Actor by, Helps helps) =>
        (await new SayExperience(town.Database).Do(by, town.Key(), new(id, helps, helps == Helps.No ? "Zij luistert niet." : "Zij luistert."))).Refusal;

    private async Task<ProviderExperience?> Experience() => (await new ProviderDirectory(town.Database).One(Town.Huizen, town.Provider))!.Experience;
}
