using Budget.Core.Audit;
using Budget.Core.Mandates;
using Budget.Core.PersonHeld;
using Budget.Core.Residents;
using Budget.Core.Supporters;

namespace Budget.Tests.Databases;

/// <summary>Ways round a rule of helpers and mandates that somebody found: by an old code, by another number, by another letter.</summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.PostgreSql)]
internal sealed class WaysRoundTests(Engine engine)
{
    private Town town = null!;
    private Agreeing agreeing = null!;

    [SetUp]
    public async Task Start()
    {
        town = await Town.On(engine);
        agreeing = await Agreeing.In(town);
    }

    [TearDown]
    public async Task Stop()
    {
        await town.MustBeSound();
        await town.DisposeAsync();
    }

    [Test]
    public async Task Whose_mandate_ended_does_not_come_back_as_a_helper_by_the_code_of_an_agreement()
    {
        var (daughter, administrator) = (await town.User("dochter", Role.Resident, ""), await town.User("beheer", Role.Administrator, Town.Huizen));
        var holder = agreeing.Grant.Resident.Id;
        await new GiveAccess(town.Database).Do(administrator, town.Key(), new(daughter.UserId, holder, AsRepresentative: true, new(2026, 1, 1), new(2027, 12, 31), AccessGround.Mandate));
        var (hers, taken) = ((await agreeing.DrawUp(by: daughter)).Value, (await agreeing.DrawUp(Agreeing.Terms() with { Identifier = "90004711", HelperName = "Anja Meijer" })).Value);
        Assert.That((await agreeing.Take(taken)).Value.Invitation, Is.EqualTo(Invitation.Accepted));
        var code = (await agreeing.Read(hers, daughter)).Code;
        Assert.That((await new EndMandate(town.Database).Do(agreeing.Holder, town.Key(), new(holder, daughter.UserId))).Refusal, Is.Null);

        Assert.That((await new TakeAgreementCode(town.Database).Do(daughter, town.Key(), new(code, "Lotte"))).Value.Invitation, Is.EqualTo(Invitation.Unknown));
        Assert.That((await agreeing.Read(hers)).State, Is.EqualTo(AgreementState.Withdrawn), "the holder draws it up anew");
        Assert.That((await agreeing.Read(taken)).State, Is.EqualTo(AgreementState.WaitsForHelper), "who took one goes on");
    }

    [Test]
    public async Task Nobody_is_paid_twice_for_an_hour_by_three_numbers_of_one_helper()
    {
        var first = await agreeing.Approved();
        var second = await agreeing.Approved(Agreeing.Terms() with { Identifier = "90004711", HelperName = "Koken met Fatima" });
        Assert.That((await Enter(first)).Refusal, Is.Null);
        Assert.That((await Enter(second)).Refusal, Is.EqualTo(Refusal.ClaimedTwice));
        Assert.That((await Enter(second, by: agreeing.Holder)).Refusal, Is.EqualTo(Refusal.ClaimedTwice), "nor from paper");
        Assert.That((await Enter(second, hour: 10)).Refusal, Is.Null, "another hour");
    }

    [Test]
    public async Task On_paper_a_name_in_other_letters_is_the_same_helper()
    {
        var paper = await town.Agreement(agreeing.Grant);
        var name = (await new CareAgreements(town.Database).Of(agreeing.Holder)).Agreements.Single().HelperName;
        Assert.That((await agreeing.DrawUp(Agreeing.Terms() with { HelperName = name.ToUpperInvariant() })).Refusal, Is.EqualTo(Refusal.AgreementOverlaps));
        Assert.That((await new SayHelperAway(town.Database).Do(agreeing.Holder, town.Key(), new(paper, new(2026, 6, 1), new(2026, 6, 30)))).Refusal, Is.Null);
        var self = Agreeing.Terms(new(new(2026, 6, 1), new(2026, 6, 30))) with { HelperName = name.ToUpperInvariant(), MonthlyVolume = new Quantity(1) };
        Assert.That((await new DrawUpAgreement(town.Database).Do(agreeing.Holder, town.Key(), new(agreeing.Grant.BudgetNumber, self, StandsInFor: paper))).Refusal, Is.EqualTo(Refusal.StandsInForOneself));
    }

    private Task<Outcome<EnterClaimLine.Answer>> Enter(string number, Actor? by = null, int hour = 9)
    {
        var day = new DateOnly(2026, 6, 1);
        return new EnterClaimLine(town.Database).Do(by ?? agreeing.Helper, town.Key(), new(number, day, IsWholeMonth: false, new WorkedTime(day, new(hour, 0), new(hour + 1, 0), 0), Volume: null));
    }
}
