using Budget.Core.Assignments;
using Budget.Core.Audit;
using Budget.Core.Budgets;
using Budget.Core.Closing;
using Budget.Core.Consent;
using Budget.Core.Decisions;
using Budget.Core.Invoices;
using Budget.Core.Ledger;
using Budget.Core.Mail;
using Budget.Core.Plans;
using Budget.Core.Providers;
using Budget.Core.SupportRequests;

namespace Budget.Tests.Databases;

/// <summary>To another provider half-way: what it does is shown to the cent, done as it was shown or not at all, on a day that honours the notice.</summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.PostgreSql)]
public sealed class SwitchTests(Engine engine)
{
    private static readonly DateOnly July = new(2026, 7, 1);
    private Town town = null!;
    private Grant grant = null!;
    private ProviderId other;
    private ContractId elsewhere;
    private long from;

    [SetUp]
    public async Task Start()
    {
        town = await Town.On(engine);
        (other, elsewhere) = await Contract("87654321", "Anders", 5000, notice: 0);
        var (_, withNotice) = await Contract("11112222", "Met Termijn", 6000, notice: 14);
        grant = await Granted();
        from = (await town.Choose(grant, withNotice)).AssignmentNumber;
    }

    [TearDown]
    public async Task Stop()
    {
        await town.MustBeSound();
        await town.DisposeAsync();
    }

    private async Task<(ProviderId Provider, ContractId Contract)> Contract(string number, string name, long rate, int notice, Period? period = null)
    {
        var provider = (await new AdmitProvider(town.Database).Do(Actor.System(Town.Huizen), town.Key(), new(number, number, name, "Over", "About", "035 111 1111"))).Value;
        var contract = await new SignContract(town.Database).Do(Actor.System(Town.Huizen), town.Key(), new(
            provider, Town.Huizen, Town.Guidance, new Money(rate), period ?? new Period(new(2020, 1, 1), new(2040, 12, 31)), notice));
        return (provider, contract.Value);
    }

    /// <summary>Three hours a week at 66 euros through 2026: 53 weeks, 159 hours, € 10.494,00.</summary>
    private async Task<Grant> Granted(Resident? resident = null)
    {
        resident ??= await town.Resident();
        var request = await town.Request(resident);
        await town.Report(request);
        var granted = await new GrantProvision(town.Database).Do(town.Caseworker, town.Key(), new(
            request, town.Today, Town.Guidance, new(3), Frequency.Week, new(6600), Period.Year(2026), FundingForm.PersonFollowing, "Dit is nodig."));
        return new Grant(resident, request, granted.Value.BudgetNumber);
    }

    private SwitchProvider.Entry Entry(DateOnly on, ContractId? to, string seen = "") => new(grant.BudgetNumber, from, to, on, seen);

    private Task<Outcome<SwitchProvider.Effect>> Draft(DateOnly on, ContractId? to) => new SwitchProvider(town.Database).Draft(grant.Resident.Actor, Entry(on, to));

    private Task<Outcome<SwitchProvider.Answer>> Do(SwitchProvider.Entry entry, Actor? by = null) => new SwitchProvider(town.Database).Do(by ?? grant.Resident.Actor, town.Key(), entry);

    private async Task<Outcome<SwitchProvider.Answer>> Switch(DateOnly on, ContractId? to) => await Do(Entry(on, to, (await Draft(on, to)).Value.Mark));

    private async Task<BudgetOverview.Answer> Overview() => (await new BudgetOverview(town.Database).Of(town.Finance, grant.BudgetNumber))!;

    private async Task<Declaration> DeclarationOf(ProviderId provider, int month) =>
        (await new DeclarationOfMonth(town.Database).Of(provider, Town.Huizen, Period.Month(2026, month)))!;

    private async Task<ProviderId> OldProvider() => new(Guid.Parse((await Rows.Of(town.ConnectionString, "SELECT provider_id FROM assignments ORDER BY number LIMIT 1"))[0]));

    [Test]
    public async Task The_unspent_rest_goes_along_on_the_day_and_every_cent_is_accounted_for()
    {
        await town.Import(await DeclarationOf(await OldProvider(), 5));
        var effect = (await Draft(July, elsewhere)).Value;

        // May: 13 hours. June: five weeks of three hours at 60 euros may still be declared. July to December: 27 weeks of three hours at 50 euros.
        Assert.That(effect, Is.EqualTo(new SwitchProvider.Effect(
            from, "Met Termijn", new(2026, 6, 30), Spent: new(78_000), StaysReserved: new(90_000), Rest: new(1_049_400 - 78_000 - 90_000),
            "Anders", new(5_000), new Quantity(81), Reserves: new(405_000))));
        Assert.That((await Overview()).Balance, Is.EqualTo(new Balance(new(95_400), new(876_000), new(78_000), Money.Zero)), "looking changes nothing");

        var done = (await Do(Entry(July, elsewhere, effect.Mark))).Value;

        Assert.That(done, Is.EqualTo(new SwitchProvider.Answer(new(2026, 6, 30), from + 1, new(90_000), new(405_000))));
        Assert.That((await Overview()).Balance, Is.EqualTo(new Balance(new(476_400), new(90_000 + 405_000), new(78_000), Money.Zero)));
        Assert.That(await Rows.Of(town.ConnectionString, "SELECT reason FROM assignment_ends"), Is.EqualTo(["other-provider"]));

        town.Clock.GoTo(new(2026, 8, 5));
        var june = await DeclarationOf(await OldProvider(), 6);
        var july = await DeclarationOf(other, 7);
        Assert.That((june.Total, july.Total), Is.EqualTo((new Money(13 * 6_000), new Money(13 * 5_000))));
        Assert.That((await town.Import(june)).Result!.Rejected + (await town.Import(july)).Result!.Rejected, Is.Zero);
        Assert.That(await new DeclarationOfMonth(town.Database).Of(await OldProvider(), Town.Huizen, Period.Month(2026, 7)), Is.Null, "it helps no more");
        await new ReleaseReservation(town.Database).Do(town.Finance, town.Key(), new(grant.BudgetNumber, from));
        Assert.That((await Overview()).Balance, Is.EqualTo(new Balance(new(476_400 + 12_000), new(405_000 - 65_000), new(78_000 + 78_000 + 65_000), Money.Zero)));
    }

    [Test]
    public async Task Until_that_day_the_old_one_helps_and_from_then_on_the_new_one()
    {
        await Switch(July, elsewhere);

        var budget = (await Overview()).Budget;
        Assert.That((budget.ProviderName, budget.AssignmentNumber, budget.AssignmentEndsOn, budget.NextProviderName, budget.NextStartsOn, budget.MayChoose),
            Is.EqualTo(("Met Termijn", (long?)from, (DateOnly?)new DateOnly(2026, 6, 30), "Anders", (DateOnly?)July, false)));
        Assert.That((await new BudgetList(town.Database).Of(grant.Resident.Actor)).Select(item => item.ProviderName), Is.EqualTo(["Met Termijn"]));
        Assert.That((await new ReleaseReservation(town.Database).Do(town.Finance, town.Key(), new(grant.BudgetNumber, from))).Refusal, Is.EqualTo(Refusal.AssignmentRuns), "not while it runs");

        town.Clock.GoTo(July);
        budget = (await Overview()).Budget;
        Assert.That((budget.ProviderName, budget.AssignmentNumber, budget.AssignmentEndsOn, budget.NextProviderName), Is.EqualTo(("Anders", (long?)(from + 1), (DateOnly?)null, (string?)null)));
        Assert.That((await new BudgetList(town.Database).Of(grant.Resident.Actor)).Select(item => item.ProviderName), Is.EqualTo(["Anders"]));
    }

    [Test]
    public async Task What_was_shared_with_the_old_one_is_shared_until_its_last_day()
    {
        var old = await OldProvider();
        var staff = await town.User("oud", Role.ProviderStaff, "", old);
        await new GiveConsent(town.Database).Do(grant.Resident.Actor, town.Key(), new(grant.Resident.Id, old, [LifeDomain.Household], new(2026, 9, 1)));
        await Switch(July, elsewhere);
        var assignment = (await new AssignmentsOfProvider(town.Database).Of(staff))[0].Id;

        var client = (await new ClientFile(town.Database).Of(staff, assignment))!;
        Assert.That((client.Parts.Single().Until, client.Client.EndsOn), Is.EqualTo(((DateOnly?)new DateOnly(2026, 6, 30), new DateOnly(2026, 6, 30))));
        Assert.That((await new GiveConsent(town.Database).Do(grant.Resident.Actor, town.Key(), new(grant.Resident.Id, old, [LifeDomain.Household], new(2026, 9, 1)))).Refusal,
            Is.EqualTo(Refusal.PeriodInvalid), "and is not given for longer");
        town.Clock.GoTo(July);
        Assert.That(await new ClientFile(town.Database).Of(staff, assignment), Is.Null);
    }

    [Test]
    public async Task A_day_before_the_notice_is_over_or_outside_the_decision_is_refused_with_the_day()
    {
        Assert.That((await new SwitchOptions(town.Database).Of(grant.Resident.Actor, grant.BudgetNumber))!.EarliestOn, Is.EqualTo(new DateOnly(2026, 6, 29)));
        Assert.That((await Draft(new(2026, 6, 28), elsewhere)).Refusal, Is.EqualTo(Refusal.SwitchTooSoon.With("29-06-2026")));
        Assert.That((await Draft(new(2026, 6, 29), elsewhere)).Refusal, Is.Null);
        Assert.That((await Draft(new(2027, 1, 1), elsewhere)).Refusal, Is.EqualTo(Refusal.DayOutsideBudget));
        Assert.That((await Draft(DateOnly.MaxValue, elsewhere)).Refusal, Is.EqualTo(Refusal.DayOutsideBudget));
        Assert.That((await Draft(DateOnly.MinValue, elsewhere)).Refusal, Is.EqualTo(Refusal.SwitchTooSoon.With("29-06-2026")));

        town.Clock.GoTo(new(2026, 8, 5));
        await town.Import(await DeclarationOf(await OldProvider(), 7));
        await town.Import(await DeclarationOf(await OldProvider(), 6));
        town.Clock.GoTo(new(2026, 7, 3));
        Assert.That((await Draft(new(2026, 7, 20), elsewhere)).Refusal, Is.EqualTo(Refusal.SwitchTooSoon.With("01-08-2026")), "July was declared whole");
        town.Clock.GoTo(new(2027, 1, 1));
        Assert.That((await Draft(new(2027, 1, 20), elsewhere)).Refusal, Is.EqualTo(Refusal.BudgetEnded));
    }

    [Test]
    public async Task Nobody_goes_to_who_has_no_contract_then_or_helps_already_nor_with_somebody_elses_budget()
    {
        var (_, ended) = await Contract("33334444", "Bijna Over", 5000, notice: 0, new Period(new(2020, 1, 1), new(2026, 6, 30)));
        var own = new ContractId(Guid.Parse((await Rows.Of(town.ConnectionString, "SELECT contract_id FROM assignments"))[0]));
        Assert.That((await Draft(July, ended)).Refusal, Is.EqualTo(Refusal.NoContract), "it is over on that day");
        Assert.That((await Draft(new(2026, 6, 30), ended)).Refusal, Is.Null);
        Assert.That((await Draft(July, new ContractId(town.Database.NewId()))).Refusal, Is.EqualTo(Refusal.NoContract));
        Assert.That((await Draft(July, own)).Refusal, Is.EqualTo(Refusal.SameProvider));
        Assert.That((await Do(Entry(July, elsewhere), (await town.Resident("Piet Vreemd")).Actor)).Refusal, Is.EqualTo(Refusal.NotFound));
        Assert.That((await Do(Entry(July, elsewhere), town.Finance)).Refusal, Is.EqualTo(Refusal.NotAllowed));
        Assert.That(await Sql.Count(town, "assignment_ends"), Is.Zero);
    }

    [Test]
    public async Task What_changed_since_it_was_shown_is_shown_again_and_nothing_is_half_done()
    {
        var effect = (await Draft(July, elsewhere)).Value;
        await town.Import(await DeclarationOf(await OldProvider(), 5));
        var before = await town.Picture();

        Assert.That((await Do(Entry(July, elsewhere, effect.Mark))).Refusal, Is.EqualTo(Refusal.EffectChanged));
        Assert.That((await Do(Entry(July, elsewhere))).Refusal, Is.EqualTo(Refusal.EffectChanged), "nothing was shown");
        Assert.That(await town.Picture(), Is.EqualTo(before));
        Assert.That(await Sql.Count(town, "assignment_ends"), Is.Zero);
    }

    [Test]
    public async Task Of_two_tabs_that_go_to_two_providers_one_does_and_the_other_is_told()
    {
        var (_, third) = await Contract("55556666", "Derde", 4500, notice: 0);
        var tabs = new[] { elsewhere, third };
        var marks = new[] { (await Draft(July, elsewhere)).Value.Mark, (await Draft(July, third)).Value.Mark };

        var outcomes = await Task.WhenAll(tabs.Select((to, tab) => Task.Run(() => Do(Entry(July, to, marks[tab])))));

        Assert.That(outcomes.Count(outcome => !outcome.IsRefused), Is.EqualTo(1));
        Assert.That(outcomes.Single(outcome => outcome.IsRefused).Refusal, Is.EqualTo(Refusal.AlreadySwitched));
        Assert.That((await Sql.Count(town, "assignment_ends"), await Sql.Count(town, "assignments")), Is.EqualTo((1, 2)));
    }

    [Test]
    public async Task Who_changes_his_mind_before_the_new_one_begins_goes_on_to_a_third_and_the_second_never_runs()
    {
        var (_, third) = await Contract("55556666", "Derde", 4500, notice: 0);
        await Switch(July, elsewhere);
        from++;
        Assert.That((await Draft(new(2026, 6, 30), third)).Refusal, Is.EqualTo(Refusal.SwitchTooSoon.With("01-07-2026")), "the first still helps on that day");

        var done = (await Switch(July, third)).Value;

        Assert.That((done.LastDay, done.StaysReserved), Is.EqualTo((new DateOnly(2026, 6, 30), Money.Zero)));
        Assert.That(((await Overview()).Budget.ProviderName, (await Overview()).Budget.NextProviderName), Is.EqualTo(("Met Termijn", "Derde")));
        var staff = await town.User("nooit", Role.ProviderStaff, "", other);
        Assert.That((await new AssignmentsOfProvider(town.Database).Of(staff)).Select(row => row.IsRunning), Is.EqualTo([0L]));
        Assert.That((await new ConsentsOfResident(town.Database).Of(grant.Resident.Actor, grant.Resident.Id))!.Providers.Select(one => one.Name), Has.None.EqualTo("Anders"));
        town.Clock.GoTo(new(2026, 8, 5));
        Assert.That(await new DeclarationOfMonth(town.Database).Of(other, Town.Huizen, Period.Month(2026, 7)), Is.Null);
        var line = new Assigned(grant, await Assigned.BsnOf(town, grant), from).Debit("R1", 7, 1).With(1, 5_000);
        var sent = await town.Import(Support.DeclarationOf.Lines("M9", line) with { Header = new("87654321", Town.Huizen, "M9", new(2026, 8, 1), "1.0.0", "1.0.0"), Period = Period.Month(2026, 7) });
        Assert.That((await town.LinesOf(sent.Result!))[0], Does.Contain("9384"), "what never ran is as if it was taken away");
    }

    [Test]
    public async Task Who_stops_may_choose_again_and_the_next_begins_the_day_after()
    {
        var done = (await Switch(July, to: null)).Value;

        Assert.That(done, Is.EqualTo(new SwitchProvider.Answer(new(2026, 6, 30), null, done.StaysReserved, Money.Zero)));
        var budget = (await Overview()).Budget;
        Assert.That((budget.ProviderName, budget.AssignmentEndsOn, budget.MayChoose), Is.EqualTo(("Met Termijn", (DateOnly?)new DateOnly(2026, 6, 30), true)));
        Assert.That((await Draft(July, elsewhere)).Refusal, Is.EqualTo(Refusal.NotAssigned), "there is nobody to leave");
        var choices = (await new ProvidersForBudget(town.Database).Of(grant.Resident.Actor, grant.BudgetNumber))!;
        Assert.That(choices.Days, Is.EqualTo(new Period(July, new(2026, 12, 31))));
        Assert.That(choices.Choices.Single(choice => choice.Offer.ContractId == elsewhere).Buys, Is.EqualTo(new Quantity(81)), "of the days that are left");
        var chosen = await town.Choose(grant, elsewhere);
        Assert.That(chosen.Reserved, Is.EqualTo(new Money(405_000)));
        Assert.That(((await Overview()).Budget.NextProviderName, (await Overview()).Budget.NextStartsOn), Is.EqualTo(("Anders", (DateOnly?)July)));
        Assert.That(await LastTraces(), Does.Contain("SwitchProvider").And.Contain("ChooseProvider"));
    }

    [Test]
    public async Task The_old_provider_hears_that_its_client_leaves_and_sees_until_when()
    {
        var staff = await town.User("oud", Role.ProviderStaff, "", await OldProvider());
        await Mailbox.Wants(town, staff, "oud@example.nl");
        await Switch(July, elsewhere);

        Assert.That((await Mailbox.Emptied(town.Database)).Select(mail => (mail.Kind, mail.Address)), Is.EqualTo(new[] { (MailKind.ClientLeaves, "oud@example.nl") }));
        var row = (await new AssignmentsOfProvider(town.Database).Of(staff)).Single();
        Assert.That((row.ClientLeaves, row.EndsOn), Is.EqualTo((1L, new DateOnly(2026, 6, 30))));
    }

    [Test]
    public async Task What_was_shifted_in_for_more_help_and_was_not_declared_stays_for_who_gave_it()
    {
        await town.Import(await DeclarationOf(await OldProvider(), 5));
        var before = (await Draft(July, elsewhere)).Value;
        var second = await town.AlsoGrant(grant, 50m);
        var shift = (await new ProposeShift(town.Database).Do(grant.Resident.Actor, town.Key(), new(grant.RequestNumber, second, grant.BudgetNumber, new Money(4_000), "Meer hulp in juni."))).Value;
        Assert.That((await new AgreeToShift(town.Database).Do(town.Caseworker, town.Key(), new(grant.RequestNumber, shift, Agrees: true))).Refusal, Is.Null);

        var effect = (await Draft(July, elsewhere)).Value;
        Assert.That((effect.StaysReserved, effect.Rest), Is.EqualTo((before.StaysReserved + new Money(4_000), before.Rest)));
    }

    private async Task<List<string>> LastTraces() => [.. (await new TracesOfResident(town.Database).Of(grant.Resident.Actor, grant.Resident.Id)).Take(6).Select(trace => trace.What)];
}
