using Budget.Core.Assignments;
using Budget.Core.Audit;
using Budget.Core.Budgets;
using Budget.Core.Decisions;
using Budget.Core.HelperPayments;
using Budget.Core.Mandates;
using Budget.Core.PersonHeld;
using Budget.Core.Residents;
using Budget.Core.Supporters;

namespace Budget.Tests.Databases;

/// <summary>A daughter acts for the holder of a PGB by a mandate: she does what it does not leave out, until the holder ends it; and who acts by law does everything.</summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.PostgreSql)]
internal sealed class MandateTests(Engine engine)
{
    private Town town = null!;
    private Agreeing agreeing = null!;
    private string number = "";
    private Actor daughter = null!;
    private Actor administrator = null!;

    [SetUp]
    public async Task Start()
    {
        town = await Town.On(engine);
        agreeing = await Agreeing.In(town);
        number = await agreeing.Approved();
        daughter = await town.User("dochter", Role.Resident, "");
        administrator = await town.User("beheer", Role.Administrator, Town.Huizen);
    }

    [TearDown]
    public async Task Stop()
    {
        await town.MustBeSound();
        await town.DisposeAsync();
    }

    private ResidentId Holder => agreeing.Grant.Resident.Id;

    private Task<Outcome<ResidentId>> Give(AccessGround ground = AccessGround.Mandate, Actor? to = null, DateOnly? endsOn = null) =>
        new GiveAccess(town.Database).Do(administrator, town.Key(), new((to ?? daughter).UserId, Holder, AsRepresentative: true, new(2026, 1, 1), endsOn ?? new(2027, 12, 31), ground));

    private Task<Outcome<ResidentId>> Narrow(Actor? by = null, UserId? whom = null, params MandateAct[] leftOut) =>
        new NarrowMandate(town.Database).Do(by ?? agreeing.Holder, town.Key(), new(Holder, whom ?? daughter.UserId, leftOut));

    private Task<Outcome<ResidentId>> End(Actor? by = null, UserId? whom = null) => new EndMandate(town.Database).Do(by ?? agreeing.Holder, town.Key(), new(Holder, whom ?? daughter.UserId));

    private Task<Outcome<ResidentId>> Say(AccessGround ground, Actor? by = null, DateOnly? endsOn = null) =>
        new SayGround(town.Database).Do(by ?? administrator, town.Key(), new(Holder, daughter.UserId, ground, endsOn ?? new(2027, 12, 31)));

    private Task<Outcome<EnterClaimLine.Answer>> Enter(Actor by, int hour = 9)
    {
        var day = new DateOnly(2026, 6, 1);
        return new EnterClaimLine(town.Database).Do(by, town.Key(), new(number, day, IsWholeMonth: false, new WorkedTime(day, new TimeOnly(hour, 0), new TimeOnly(hour + 1, 0), 0), Volume: null));
    }

    private Task<Outcome<long>> Account(Actor by, string iban = "NL20INGB0001234567") => new ChangeHelperAccount(town.Database).Do(by, town.Key(), new(number, "Fatima El Amrani", iban, 1));

    private async Task<Outcome<AnswerClaimLine.Answer>> Approve(Actor by) =>
        await new AnswerClaimLine(town.Database).Do(by, town.Key(), new((await new ClaimLines(town.Database).Of(agreeing.Holder, number))!.Waiting.First().Id, AnswerClaimLine.Verdict.Approve));

    private async Task<WhoActs.Item> Item(Actor? by = null) => (await new WhoActs(town.Database).Of(by ?? agreeing.Holder, Holder))!.Items.Single(item => item.UserId == daughter.UserId);

    [Test]
    public async Task What_a_mandate_leaves_out_is_refused_and_leaves_nothing_behind_and_the_rest_is_done_on_behalf_of()
    {
        await Give();
        Assert.That((await Enter(daughter)).Value.IsBooked, Is.True, "nothing is left out at first");
        Assert.That((await Narrow(leftOut: [MandateAct.Hours, MandateAct.Accounts])).Refusal, Is.Null);
        await Enter(agreeing.Helper, hour: 11);
        var before = await Sql.Count(town, "postings");

        Assert.That((await Enter(daughter, hour: 14)).Refusal, Is.EqualTo(Refusal.MandateLeavesOut));
        Assert.That((await Approve(daughter)).Refusal, Is.EqualTo(Refusal.MandateLeavesOut));
        Assert.That((await new ForwardClaim(town.Database).Do(daughter, town.Key(), new(number, new(2026, 4, 1), new Quantity(2)))).Refusal, Is.EqualTo(Refusal.MandateLeavesOut));
        Assert.That((await Account(daughter)).Refusal, Is.EqualTo(Refusal.MandateLeavesOut));
        Assert.That(await Sql.Count(town, "postings"), Is.EqualTo(before), "nothing of it was kept");
        Assert.That((await new ClaimLines(town.Database).Of(daughter, number))!.Waiting.Count(), Is.EqualTo(1), "she still reads it");
        Assert.That(await new KeptActs(town.Database).KeptBy(daughter, Holder, MandateAct.Hours), Is.EqualTo(new KeptActs.Keeper(Holder, "Jan Jansen")));
        Assert.That(await new KeptActs(town.Database).KeptBy(daughter, Holder, MandateAct.Agreements), Is.Null);

        Assert.That((await new EndCareAgreement(town.Database).Do(daughter, town.Key(), new(number, new(2026, 9, 30)))).Refusal, Is.Null, "agreements are not left out");
        var trace = (await new TracesOfResident(town.Database).Of(agreeing.Holder, Holder)).First(item => item.What == nameof(EndCareAgreement));
        Assert.That(trace.Basis, Is.EqualTo("representative"));
        Assert.That((await Approve(agreeing.Holder)).Refusal, Is.Null, "and the holder does everything");

        Assert.That((await Narrow()).Refusal, Is.Null);
        Assert.That((await Account(daughter)).Refusal, Is.Null, "given back");
    }

    [Test]
    public async Task Another_version_of_an_agreement_is_no_way_round_an_account_that_was_kept()
    {
        await Give();
        await Narrow(leftOut: [MandateAct.Accounts]);
        var next = Agreeing.Terms(new(new(2026, 7, 1), new(2026, 12, 31)));
        Assert.That((await agreeing.DrawUp(next with { Iban = "NL20 INGB 0001 2345 67" }, number, daughter)).Refusal, Is.EqualTo(Refusal.MandateLeavesOut));
        Assert.That((await agreeing.DrawUp(next, number, daughter)).Refusal, Is.Null, "with the same account it may be made");
    }

    [Test]
    public async Task A_new_agreement_with_the_same_helper_is_no_way_round_it_either()
    {
        await Give();
        await Narrow(leftOut: [MandateAct.Accounts]);
        Assert.That((await new EndCareAgreement(town.Database).Do(daughter, town.Key(), new(number, new(2026, 6, 30)))).Refusal, Is.Null);
        var later = Agreeing.Terms(new(new(2026, 7, 1), new(2026, 12, 31)));
        Assert.That((await agreeing.DrawUp(later with { Iban = "NL20 INGB 0001 2345 67" }, by: daughter)).Refusal, Is.EqualTo(Refusal.MandateLeavesOut));
        Assert.That((await agreeing.DrawUp(later, by: daughter)).Refusal, Is.Null, "with the same account it may be made");
    }

    [Test]
    public async Task Who_reads_a_code_before_a_mandate_ends_does_not_come_back_by_it()
    {
        await Give();
        Assert.That((await new InviteToBudget(town.Database).Do(daughter, town.Key(), new(agreeing.Grant.BudgetNumber, "Buurvrouw", MayPrepare: true, new(2026, 12, 31)))).Refusal, Is.Null);
        var code = (await new SupportersOfBudget(town.Database).Of(daughter, agreeing.Grant.BudgetNumber))!.Items.Single().Code;
        await End();
        Assert.That((await new AcceptInvitation(town.Database).Do(daughter, town.Key(), new(code))).Value.Invitation, Is.EqualTo(Invitation.Unknown));
        Assert.That(await Sql.Count(town, "case_supporters WHERE user_id IS NOT NULL"), Is.Zero);
    }

    [Test]
    public async Task A_helper_who_may_not_answer_hours_for_the_holder_enters_them_as_a_helper()
    {
        await Give(to: agreeing.Helper);
        Assert.That((await Enter(agreeing.Helper)).Value.IsBooked, Is.True, "who may do both answers the own hours");
        await Narrow(whom: agreeing.Helper.UserId, leftOut: [MandateAct.Hours, MandateAct.Agreements]);
        Assert.That((await Enter(agreeing.Helper, hour: 11)).Value.IsBooked, Is.False, "it waits for the holder");
        Assert.That((await Approve(agreeing.Helper)).Refusal, Is.EqualTo(Refusal.NotFound), "who does not answer it");
        Assert.That((await new ClaimLines(town.Database).Of(agreeing.Helper, number))!.IsHelper, Is.True);
        Assert.That((await Approve(agreeing.Holder)).Refusal, Is.Null);
        Assert.That((await agreeing.End(number, new(2026, 9, 30), agreeing.Helper)).Refusal, Is.Null, "the own work one may always end");
        Assert.That(await Rows.Of(town.ConnectionString, "SELECT reason FROM care_agreement_ends"), Is.EqualTo(["helper"]));
    }

    [Test]
    public async Task Ended_it_takes_every_right_away_at_once_also_of_what_is_in_the_making()
    {
        await Give();
        var made = (await agreeing.DrawUp(Agreeing.Terms(new(new(2026, 7, 1), new(2026, 12, 31))), number, daughter)).Value;
        await Enter(agreeing.Helper);
        Assert.That(await new BudgetOverview(town.Database).Of(daughter, agreeing.Grant.BudgetNumber), Is.Not.Null);

        Assert.That((await End()).Refusal, Is.Null);

        Assert.That(await new MyPeople(town.Database).Of(daughter), Is.Empty);
        Assert.That(await new BudgetOverview(town.Database).Of(daughter, agreeing.Grant.BudgetNumber), Is.Null);
        Assert.That(await new AgreementText(town.Database).Of(daughter, made), Is.Null, "what she drew up herself");
        Assert.That((await new WithdrawAgreement(town.Database).Do(daughter, town.Key(), new(made))).Refusal, Is.EqualTo(Refusal.NotFound));
        Assert.That((await new EndCareAgreement(town.Database).Do(daughter, town.Key(), new(number, new(2026, 9, 30)))).Refusal, Is.EqualTo(Refusal.NotFound));
        Assert.That((await Approve(daughter)).Refusal, Is.EqualTo(Refusal.NotFound));
        Assert.That((await Account(daughter)).Refusal, Is.EqualTo(Refusal.NotFound));
        Assert.That(await new WhoActs(town.Database).Of(daughter, Holder), Is.Null);
        Assert.That((await new WhoActs(town.Database).Of(agreeing.Holder, Holder))!.Items, Is.Empty);
        Assert.That((await new WithdrawAgreement(town.Database).Do(agreeing.Holder, town.Key(), new(made))).Refusal, Is.Null, "the holder takes it back");
        Assert.That((await End()).Refusal, Is.EqualTo(Refusal.NotFound), "ended is ended");

        Assert.That((await Say(AccessGround.Law)).Refusal, Is.EqualTo(Refusal.NotFound), "nobody brings it to life by correcting it");
        Assert.That((await Give()).Refusal, Is.Null, "given anew");
        Assert.That((await Give()).Refusal, Is.EqualTo(Refusal.AlreadyKnown));
        Assert.That((await new MyPeople(town.Database).Of(daughter)).Single().ResidentId, Is.EqualTo(Holder));
    }

    [Test]
    public async Task A_mandate_that_was_narrowed_stays_so_when_it_is_given_anew_and_by_another_door()
    {
        await Give();
        await Narrow(leftOut: [MandateAct.Hours]);
        await End();
        Assert.That((await Enter(daughter with { ActsFor = Holder }, hour: 13)).Value.IsBooked, Is.True, "what is over leaves nothing out");
        await Give();
        Assert.That((await Item()).LeftOut, Is.EqualTo(new[] { MandateAct.Hours }));
        Assert.That((await Enter(daughter with { ActsFor = Holder })).Refusal, Is.EqualTo(Refusal.MandateLeavesOut), "DigiD Machtigen opens no more");
        var stranger = await town.User("gemachtigde", Role.Resident, "");
        Assert.That((await Enter(stranger with { ActsFor = Holder })).Value.IsBooked, Is.True, "another mandate has its own bounds");
    }

    [Test]
    public async Task Only_the_resident_narrows_and_ends_and_nobody_widens_the_own_mandate()
    {
        await Give();
        var (other, stranger) = (await town.User("zoon", Role.Resident, ""), await town.Resident());
        await Give(AccessGround.Parent, to: other);
        await Narrow(leftOut: [MandateAct.Sharing]);
        foreach (var actor in new[] { daughter, other, daughter with { ActsFor = Holder }, agreeing.Holder with { ActsFor = Holder }, agreeing.Holder with { ClosedTo = Town.Huizen }, stranger.Actor, agreeing.Helper })
        {
            Assert.That((await Narrow(actor)).Refusal, Is.EqualTo(Refusal.NotFound));
            Assert.That((await End(actor)).Refusal, Is.EqualTo(Refusal.NotFound));
        }

        foreach (var actor in new[] { town.Caseworker, town.ProviderStaff, administrator })
        {
            Assert.That((await Narrow(actor)).Refusal, Is.EqualTo(Refusal.NotAllowed), $"{actor.Role}");
            Assert.That((await End(actor)).Refusal, Is.EqualTo(Refusal.NotAllowed), $"{actor.Role}");
        }

        Assert.That((await new InviteToBudget(town.Database).Do(daughter, town.Key(), new(agreeing.Grant.BudgetNumber, "Mijn vriend", MayPrepare: false, new(2026, 12, 31)))).Refusal, Is.EqualTo(Refusal.MandateLeavesOut));
        Assert.That((await Item(daughter)).LeftOut, Is.EqualTo(new[] { MandateAct.Sharing }), "she reads what she may not");
        Assert.That((await new WhoActs(town.Database).Of(daughter, Holder))!.IsOwn, Is.False);
        Assert.That((await new WhoActs(town.Database).Of(agreeing.Holder, Holder))!.IsOwn, Is.True);
        Assert.That(await new WhoActs(town.Database).Of(stranger.Actor, Holder), Is.Null);
        Assert.That(await new WhoActs(town.Database).Of(town.Caseworker, Holder), Is.Null);
    }

    [Test]
    public async Task Who_acts_by_law_is_neither_narrowed_nor_ended_here_and_silence_is_by_law()
    {
        await new GiveAccess(town.Database).Do(administrator, town.Key(), new(daughter.UserId, Holder, AsRepresentative: true, new(2026, 1, 1), new(2027, 12, 31)));
        Assert.That((await Item()).Ground, Is.EqualTo(AccessGround.Law));
        foreach (var ground in Enum.GetValues<AccessGround>().Where(ground => ground != AccessGround.Mandate))
        {
            Assert.That((await Say(ground)).Refusal, Is.Null);
            Assert.That((await Narrow(leftOut: [MandateAct.Hours])).Refusal, Is.EqualTo(Refusal.ActsByLaw), $"{ground}");
            Assert.That((await End()).Refusal, Is.EqualTo(Refusal.ActsByLaw), $"{ground}");
        }

        Assert.That((await Enter(daughter)).Refusal, Is.Null);
        await Say(AccessGround.Mandate);
        await Narrow(leftOut: [MandateAct.Hours]);
        Assert.That((await Enter(daughter, hour: 11)).Refusal, Is.EqualTo(Refusal.MandateLeavesOut));
        await Say(AccessGround.Curator);
        Assert.That((await Enter(daughter, hour: 11)).Refusal, Is.Null, "a judge said otherwise");
        Assert.That((await Item()).LeftOut, Is.Empty);
    }

    [Test]
    public async Task An_administrator_of_the_own_town_says_the_ground_and_the_last_day_and_nobody_else()
    {
        await Give();
        var elsewhere = await town.User("beheer2", Role.Administrator, Town.Hilversum);
        Assert.That((await Say(AccessGround.Law, elsewhere)).Refusal, Is.EqualTo(Refusal.NotFound));
        foreach (var actor in new[] { town.Caseworker, agreeing.Holder, daughter, town.Finance })
        {
            Assert.That((await Say(AccessGround.Law, actor)).Refusal, Is.EqualTo(Refusal.NotAllowed), $"{actor.Role}");
            Assert.That((await new Representatives(town.Database).Of(actor, 1)).Items, Is.Empty);
            Assert.That(await new Representatives(town.Database).One(actor, Holder, daughter.UserId), Is.Null);
        }

        Assert.That((await Say(AccessGround.Mentor, endsOn: new(2026, 6, 13))).Refusal, Is.EqualTo(Refusal.PeriodInvalid));
        Assert.That((await Say(AccessGround.Mentor, endsOn: new(2026, 6, 15))).Refusal, Is.Null);
        var shown = (await new Representatives(town.Database).Of(administrator, 1)).Items.Single();
        Assert.That((shown.Name, shown.ResidentName, shown.Ground, shown.EndsOn), Is.EqualTo(("Naam dochter", "Jan Jansen", AccessGround.Mentor, new DateOnly(2026, 6, 15))));
        Assert.That((await new Representatives(town.Database).Of(elsewhere, 1)).Count, Is.Zero);
        Assert.That(await new Representatives(town.Database).One(elsewhere, Holder, daughter.UserId), Is.Null);
        Assert.That((await new Representatives(town.Database).Of(administrator, 2)).Items, Is.Empty);
        town.Clock.Advance(TimeSpan.FromDays(1));
        Assert.That(await new MyPeople(town.Database).Of(daughter), Is.Empty, "its day is over");

        await Give(endsOn: new(2027, 1, 1));
        Assert.That((await Say(AccessGround.Mentor, endsOn: town.Today.AddDays(-1))).Refusal, Is.Null, "at once");
        Assert.That(((await new MyPeople(town.Database).Of(daughter)).Count, (await new Representatives(town.Database).Of(administrator, 1)).Items.Single().EndsOn), Is.EqualTo((0, town.Today.AddDays(-1))), "acts no more, and is told for a year");
    }

    [Test]
    public async Task Sent_again_each_gives_its_first_answer()
    {
        await Give();
        var (narrows, ends, account) = (town.Key(), town.Key(), town.Key());
        var narrowing = new NarrowMandate.Entry(Holder, daughter.UserId, [MandateAct.Accounts]);
        Assert.That((await new ChangeHelperAccount(town.Database).Do(daughter, account, new(number, "Fatima El Amrani", "NL20INGB0001234567", 1))).Value, Is.EqualTo(2));
        Assert.That((await new NarrowMandate(town.Database).Do(agreeing.Holder, narrows, narrowing)).Refusal, Is.Null);
        Assert.That((await new ChangeHelperAccount(town.Database).Do(daughter, account, new(number, "Fatima El Amrani", "NL20INGB0001234567", 1))).Value, Is.EqualTo(2), "done before it was left out");
        Assert.That((await new EndMandate(town.Database).Do(agreeing.Holder, ends, new(Holder, daughter.UserId))).Refusal, Is.Null);
        foreach (var again in new[] { await new NarrowMandate(town.Database).Do(agreeing.Holder, narrows, narrowing), await new EndMandate(town.Database).Do(agreeing.Holder, ends, new(Holder, daughter.UserId)) })
        {
            Assert.That((again.Refusal, again.Replayed, again.Value), Is.EqualTo(((Refusal?)null, true, Holder)));
        }

        var kept = await Rows.Of(town.ConnectionString, "SELECT what, subject FROM traces WHERE what IN ('NarrowMandate', 'EndMandate') ORDER BY id");
        Assert.That(kept, Is.EqualTo(new[] { $"NarrowMandate {daughter.UserId.Value:D} accounts", $"EndMandate {daughter.UserId.Value:D}" }), "each once, with what it left out");
    }

    [Test]
    public async Task Who_reads_along_is_counted_by_case_and_budget()
    {
        var invited = (await new InviteToBudget(town.Database).Do(agreeing.Holder, town.Key(), new(agreeing.Grant.BudgetNumber, "Mijn vriend", MayPrepare: false, new(2026, 12, 31)))).Value;
        Assert.That((await new WhoActs(town.Database).Of(agreeing.Holder, Holder))!.Readings, Is.Empty, "who was invited does not read yet");
        var code = (await new SupportersOfBudget(town.Database).Of(agreeing.Holder, agreeing.Grant.BudgetNumber))!.Items.Single(item => item.Id == invited).Code;
        await new AcceptInvitation(town.Database).Do(daughter, town.Key(), new(code));
        Assert.That((await new WhoActs(town.Database).Of(agreeing.Holder, Holder))!.Readings, Is.EqualTo(new[] { new WhoActs.Reading(agreeing.Grant.BudgetNumber, IsBudget: true, 1) }));
        await new EndSupporter(town.Database).Do(agreeing.Holder, town.Key(), new(invited));
        Assert.That((await new WhoActs(town.Database).Of(agreeing.Holder, Holder))!.Readings, Is.Empty);
    }

    [Test]
    public async Task A_provider_is_not_chosen_by_who_may_not_and_objections_are_not_made()
    {
        var followed = await town.BudgetOf(1_200m);
        await new GiveAccess(town.Database).Do(administrator, town.Key(), new(daughter.UserId, followed.Resident.Id, AsRepresentative: true, new(2026, 1, 1), new(2027, 12, 31), AccessGround.Mandate));
        await new NarrowMandate(town.Database).Do(followed.Resident.Actor, town.Key(), new(followed.Resident.Id, daughter.UserId, [MandateAct.Providers, MandateAct.Objections]));
        Assert.That((await new ChooseProvider(town.Database).Do(daughter, town.Key(), new(followed.BudgetNumber, town.Contract))).Refusal, Is.EqualTo(Refusal.MandateLeavesOut));
        var decision = (await Rows.Of(town.ConnectionString, $"SELECT number FROM decisions WHERE resident_id = '{followed.Resident.Id.Value:D}'"))[0];
        Assert.That((await new ObjectToDecision(town.Database).Do(daughter, town.Key(), new(decision, "Het is te weinig."))).Refusal, Is.EqualTo(Refusal.MandateLeavesOut));
        Assert.That((await new ChooseProvider(town.Database).Do(followed.Resident.Actor, town.Key(), new(followed.BudgetNumber, town.Contract))).Refusal, Is.Null, "nothing was reserved meanwhile");
    }
}
