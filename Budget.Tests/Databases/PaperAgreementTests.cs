using Budget.Core.Caseload;
using Budget.Core.Decisions;
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
