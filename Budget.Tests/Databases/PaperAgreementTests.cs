using Budget.Core.Caseload;
using Budget.Core.Decisions;
using Budget.Core.HelperPayments;
using Budget.Core.PersonHeld;
using Budget.Core.Residents;
using Budget.Core.Supporters;

namespace Budget.Tests.Databases;

/// <summary>What a caseworker sees and may do of care agreements: one on paper goes by the same by-law as one of the portal, and what is approved is held against the decision.</summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.PostgreSql)]
internal sealed class PaperAgreementTests(Engine engine)
{
    private static readonly Period Year = Period.Year(2026);
    private Town town = null!;

    [SetUp]
    public async Task Start() => town = await Town.On(engine);

    [TearDown]
    public async Task Stop() => await town.DisposeAsync();

    private async Task<Refusal?> Write(Grant grant, long cents, decimal hours, HelperKind kind = HelperKind.Network, string name = "Joost Bakker", Period? days = null) =>
        (await new ApproveCareAgreement(town.Database).Do(town.Caseworker, town.Key(), new(grant.BudgetNumber, name, kind, new Money(cents), new Quantity(hours), days ?? Year))).Refusal;

    private Task Limit(string kind, long cents) => Sql.Execute(
        town, $"INSERT INTO product_rates (municipality_code, product_code, kind, number, starts_on, rate_cents) VALUES ('{Town.Huizen}', '{Town.Guidance}', '{kind}', 1, '2026-01-01', {cents})");

    [Test]
    public async Task A_rate_on_paper_is_no_more_than_the_by_law_pays_for_that_kind_of_helper_and_no_less_than_its_floor()
    {
        var grant = await town.Weekly(FundingForm.PersonHeld);
        await Limit("network", 2_000);
        var administrator = await town.User("beheer", Role.Administrator, Town.Huizen);
        Assert.That((await new SetHeldRules(town.Database).Do(administrator, town.Key(), new(town.Today, new Money(2_001), ""))).Refusal, Is.EqualTo(Refusal.FloorAboveRates.With(new Money(2_000))), "nobody of the own network could help");
        Assert.That((await new SetHeldRules(town.Database).Do(administrator, town.Key(), new(town.Today, new Money(1_400), (await new HeldRules(town.Database).Of(administrator)).Seen))).Refusal, Is.Null);

        Assert.That(await Write(grant, 6_000, 8), Is.EqualTo(Refusal.RateAboveByLaw.With(new Money(2_000))));
        Assert.That(await Write(grant, 6_001, 8, HelperKind.Freelancer), Is.EqualTo(Refusal.RateAboveByLaw.With(new Money(6_000))), "of this kind the by-law says nothing, and the decision does");
        Assert.That(await Write(grant, 1, 8, days: new(town.Today, Year.EndsOn)), Is.EqualTo(Refusal.RateBelowFloor.With(new Money(1_400))));
        Assert.That(await Write(grant, 2_000, 8), Is.Null);
        Assert.That(await Write(grant, 6_000, 8, HelperKind.Freelancer, days: new(town.Today, Year.EndsOn)), Is.Null);
    }

    [Test]
    public async Task A_month_on_paper_costs_no_more_than_the_decision_grants_for_a_month()
    {
        // Two hours a week at sixty euros: ten in a month of five weeks.
        var weekly = await town.Weekly(FundingForm.PersonHeld);
        Assert.That(await Write(weekly, 6_000, 500), Is.EqualTo(Refusal.VolumeAboveDecision.With(new Money(60_000))));
        Assert.That(await Write(weekly, 6_000, 10), Is.Null);
        Assert.That(await Write(weekly, 3_000, 20), Is.Null, "for half the rate twice the hours");

        var inTotal = await town.BudgetOf(100m, FundingForm.PersonHeld);
        Assert.That(await Write(inTotal, 100, 101), Is.EqualTo(Refusal.VolumeAboveDecision.With(new Money(10_000))));
        Assert.That(await Write(inTotal, 100, 100), Is.Null, "all of it may be used in one month");
    }

    [TestCase("")]
    [TestCase("A")]
    [TestCase(" 12.")]
    public async Task A_helper_on_paper_has_a_name(string name) =>
        Assert.That(await Write(await town.BudgetOf(100m, FundingForm.PersonHeld), 100, 1, name: name), Is.EqualTo(Refusal.NameMissing));

    [TestCase("Jan Jansen")]
    [TestCase(" meneer JAN  Jansén ")]
    [TestCase("Jan\u202E Jansen")]
    public async Task The_holder_is_not_the_own_helper_on_paper(string name)
    {
        var grant = await town.BudgetOf(100m, FundingForm.PersonHeld);
        Assert.That(await Write(grant, 100, 1, name: name), Is.EqualTo(Refusal.HelperIsHolder));
        Assert.That(await Write(grant, 100, 1, name: "Janneke Jansen"), Is.Null, "another of that family");
    }

    [Test]
    public async Task A_name_on_paper_is_one_line_without_signs_that_turn_it_around()
    {
        var grant = await town.BudgetOf(100m, FundingForm.PersonHeld);
        Assert.That(await Write(grant, 100, 1, name: "Joost \u202EBakker\r\n  junior\u200B"), Is.Null);
        Assert.That((await new CareAgreements(town.Database).OfBudget(town.Caseworker, grant.BudgetNumber))!.Agreements.Single().HelperName, Is.EqualTo("Joost Bakker junior"));
    }

    [TestCase(" mevrouw naam LOTTE", false)]
    [TestCase("L. Bakker", true)]
    public async Task A_helper_on_paper_who_acts_for_the_holder_is_approved_by_a_second_person(string name, bool said)
    {
        var agreeing = new Agreeing { Town = town, Grant = await town.BudgetOf(100m, FundingForm.PersonHeld), Helper = await town.User("Lotte", Role.Resident, "") };
        await new GiveAccess(town.Database).Do(
            Actor.System(Town.Huizen), town.Key(), new(agreeing.Helper.UserId, agreeing.Grant.Resident.Id, AsRepresentative: true, new(2026, 1, 1), new(2027, 12, 31)));
        var number = (await new ApproveCareAgreement(town.Database).Do(
            town.Caseworker, town.Key(), new(agreeing.Grant.BudgetNumber, name, HelperKind.Network, new Money(100), new Quantity(10), Year, said))).Value;
        var list = new AgreementsInMaking(town.Database);

        Assert.That(await Approved(), Is.Empty, "nothing can be claimed on it yet");
        Assert.That((await agreeing.Claim(number, 4, 1m)).Refusal, Is.EqualTo(Refusal.NotFound));
        Assert.That((await list.ToDecide(town.Caseworker)).Select(item => (item.Number, item.State)), Is.EqualTo(new[] { (number, AgreementState.WaitsForSecond) }));
        Assert.That((await agreeing.Decide(number)).Refusal, Is.EqualTo(Refusal.AgreedFirst));
        Assert.That((await agreeing.Read(number)).IsOnPaper, Is.True, "the holder reads so");
        await KeptBeside.MustAgree(town);

        var colleague = await town.User("consulent3", Role.Caseworker, Town.Huizen);
        Assert.That((await agreeing.Decide(number, by: colleague)).Value, Is.EqualTo(AgreementState.Approved));
        Assert.That(await list.ToDecide(colleague), Is.Empty);
        Assert.That((await Approved()).Select(item => (item.Number, item.HelperName, item.WasDrawnUp)), Is.EqualTo(new[] { (number, name.Trim(), false) }));
        Assert.That((await agreeing.Claim(number, 4, 1m)).Refusal, Is.Null);

        // As of every agreement from paper the account comes later, and somebody looks at it.
        Assert.That((await new ChangeHelperAccount(town.Database).Do(agreeing.Holder, town.Key(), new(number, "L. Bakker", "NL69INGB0123456789", 0))).Value, Is.EqualTo(1));
        await KeptBeside.MustAgree(town);
        var account = (await new ChangedHelperAccounts(town.Database).Of(town.Caseworker)).Single();
        Assert.That((await new SeeHelperAccount(town.Database).Do(town.Caseworker, town.Key(), new(account.Id))).Refusal, Is.Null);
        await town.MustBeSound();

        async Task<IReadOnlyList<CareAgreements.Agreement>> Approved() => (await new CareAgreements(town.Database).OfBudget(town.Caseworker, agreeing.Grant.BudgetNumber))!.Agreements;
    }

    [Test]
    public async Task A_caseworker_ends_an_agreement_from_paper_and_none_that_was_made_in_the_portal()
    {
        var agreeing = await Agreeing.In(town);
        var drawn = await agreeing.Approved();
        var paper = await town.Agreement(agreeing.Grant);
        Assert.That((await agreeing.Claim(paper, 4, 2m)).Refusal, Is.Null);

        Assert.That((await agreeing.End(drawn, new(2026, 6, 30), town.Caseworker)).Refusal, Is.EqualTo(Refusal.HolderAnswers));
        Assert.That((await agreeing.End(paper, new(2026, 4, 30), town.CaseworkerOfHilversum)).Refusal, Is.EqualTo(Refusal.NotFound));
        Assert.That((await agreeing.End(paper, new(2026, 4, 30), town.Finance)).Refusal, Is.EqualTo(Refusal.NotAllowed));
        Assert.That((await agreeing.End(paper, new(2026, 4, 29), town.Caseworker)).Refusal, Is.EqualTo(Refusal.AgreementClaimedBeyond.With("30-04-2026")));
        Assert.That((await agreeing.End(paper, new(2026, 4, 30), town.Caseworker)).Refusal, Is.Null);
        Assert.That((await agreeing.End(paper, new(2026, 4, 30), town.Caseworker)).Refusal, Is.EqualTo(Refusal.AgreementEnded.With("30-04-2026")));

        var question = new PaperAgreement(town.Database);
        Assert.That(await question.Of(town.Caseworker, paper) is { Runs: false, WrittenBy: "Naam consulent" } seen && seen.LastOn == new DateOnly(2026, 4, 30), Is.True);
        Assert.That(await question.Of(town.Caseworker, drawn), Is.Null, "that has a text of its own");
        foreach (var actor in new[] { town.CaseworkerOfHilversum, town.Finance, agreeing.Holder })
        {
            Assert.That(await question.Of(actor, paper), Is.Null, $"{actor.Role}");
        }

        Assert.That(await Write(agreeing.Grant, 100, 20, HelperKind.Freelancer, "Fatima El Amrani", new(new(2026, 5, 1), Year.EndsOn)), Is.Null, "the right one comes after it");
    }

    [Test]
    public async Task Who_writes_an_agreement_down_reads_first_that_all_together_are_more_than_was_granted()
    {
        // Two hours a week: ten in a month of five weeks.
        var grant = await town.Weekly(FundingForm.PersonHeld);
        Assert.That(await Write(grant, 3_000, 6), Is.Null);
        var deed = new ApproveCareAgreement(town.Database);
        ApproveCareAgreement.Entry Next(decimal hours) => new(grant.BudgetNumber, "Ria", HelperKind.Network, new Money(3_000), new Quantity(hours), Year);

        Assert.That(await deed.Check(town.Caseworker, Next(4)) is { Fault: null, Beside.IsMoreThanGranted: false }, Is.True);
        Assert.That(await deed.Check(town.Caseworker, Next(5)) is { Fault: null, Beside: { IsMoreThanGranted: true } beside } && beside.Together == new Quantity(11), Is.True);
        Assert.That((await deed.Check(town.CaseworkerOfHilversum, Next(5))).Fault, Is.EqualTo(Refusal.NotFound));
        Assert.That((await deed.Do(town.Caseworker, town.Key(), Next(5))).Refusal, Is.Null, "it is no refusal");
    }

    [Test]
    public async Task What_waits_for_a_second_is_a_task_of_everybody_but_the_first()
    {
        var agreeing = await Agreeing.In(town);
        await new GiveAccess(town.Database).Do(
            Actor.System(Town.Huizen), town.Key(), new(agreeing.Helper.UserId, agreeing.Grant.Resident.Id, AsRepresentative: true, new(2026, 1, 1), new(2027, 12, 31)));
        await new TakeCase(town.Database).Do(town.Caseworker, town.Key(), agreeing.Grant.RequestNumber);
        var number = (await agreeing.DrawUp(by: agreeing.Helper)).Value;
        Assert.That((await agreeing.Take(number)).Value.Invitation, Is.EqualTo(Invitation.Accepted));
        await agreeing.Sign(number);
        var colleague = await town.User("consulent3", Role.Caseworker, Town.Huizen);
        Assert.That((await Tasks(town.Caseworker, WorklistView.Mine), await Tasks(colleague, WorklistView.Mine)), Is.EqualTo(("agreement", "")));

        await agreeing.Decide(number);

        Assert.That((await Tasks(town.Caseworker, WorklistView.All), await Tasks(colleague, WorklistView.Mine)), Is.EqualTo(("", "agreement-second")));
        Assert.That(((await agreeing.Read(number, town.Caseworker)).IsFirst, (await agreeing.Read(number, colleague)).IsFirst), Is.EqualTo((true, false)));
        Assert.That((await agreeing.Decide(number)).Refusal, Is.EqualTo(Refusal.AgreedFirst));
        Assert.That((await agreeing.Decide(number, by: colleague)).Value, Is.EqualTo(AgreementState.Approved));
        Assert.That(await Tasks(colleague, WorklistView.All), Is.Empty);

        async Task<string> Tasks(Actor actor, WorklistView view) =>
            string.Join(' ', (await new Worklist(town.Database).Of(actor, view)).Items.Where(item => item.Kind.StartsWith("agreement", StringComparison.Ordinal)).Select(item => item.Kind));
    }

    [Test]
    public async Task Who_approves_sees_what_was_granted_what_the_by_law_pays_what_is_left_and_who_else_helps()
    {
        var grant = await town.Weekly(FundingForm.PersonHeld);
        var agreeing = new Agreeing { Town = town, Grant = grant, Helper = await town.User("fatima", Role.Resident, "") };
        await Limit("freelancer", 5_000);
        Assert.That(await Write(grant, 3_000, 6, name: "Joost Bakker"), Is.Null);
        Assert.That(await Write(grant, 3_000, 6, name: "Over", days: new(new(2026, 1, 1), new(2026, 5, 31))), Is.Null);
        var number = (await agreeing.DrawUp(Agreeing.Terms() with { MonthlyVolume = new Quantity(5) })).Value;

        var beside = (await agreeing.Read(number, town.Caseworker)).Beside!;
        Assert.That((beside.Volume, beside.Frequency, beside.Rate, beside.ByLaw), Is.EqualTo((new Quantity(2), "week", new Money(6_000), (Money?)new Money(5_000))));
        Assert.That(beside.Available, Is.EqualTo(new Money(53 * 12_000)));
        Assert.That(beside.Others.Select(other => (other.HelperName, other.WasDrawnUp)), Is.EqualTo(new[] { ("Joost Bakker", false) }), "what is over is over");
        Assert.That((beside.Together, beside.GrantedInMonth, beside.IsMoreThanGranted), Is.EqualTo((new Quantity(11), new Quantity(10), true)));

        Assert.That((await agreeing.Read(number)).Beside, Is.Null, "the holder reads the agreement");
        Assert.That(await new AgreementText(town.Database).Of(town.CaseworkerOfHilversum, number), Is.Null);
    }

    [Test]
    public async Task The_agreements_of_a_PGB_and_what_was_claimed_are_there_for_its_own_municipality()
    {
        var agreeing = await Agreeing.In(town);
        var number = await agreeing.Approved();
        await agreeing.Claim(number, 4, 10m);
        await agreeing.Approved(Agreeing.Terms() with { HelperName = "Ria", Identifier = "87654321" });
        var other = await Agreeing.In(town);
        await other.Approved();

        var seen = (await new CareAgreements(town.Database).OfBudget(town.Caseworker, agreeing.Grant.BudgetNumber))!;
        Assert.That(seen.Agreements.Select(item => item.HelperName), Is.EquivalentTo((string[])["Fatima El Amrani", "Ria"]));
        Assert.That(seen.Claims.Select(claim => (claim.AgreementNumber, claim.Amount)), Is.EqualTo(new[] { (number, new Money(1_000)) }));
        foreach (var actor in new[] { town.CaseworkerOfHilversum, town.Finance, agreeing.Holder, other.Holder })
        {
            Assert.That(await new CareAgreements(town.Database).OfBudget(actor, agreeing.Grant.BudgetNumber), Is.Null, $"{actor.Role}");
        }

        Assert.That(await new CareAgreements(town.Database).OfBudget(town.Caseworker, (await town.BudgetOf(100m)).BudgetNumber), Is.Null, "no PGB");
    }
}
