using Budget.Core.HelperPayments;
using Budget.Core.PersonHeld;

namespace Budget.Tests.Databases;

/// <summary>A file that was made and never given to the SVB.</summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.PostgreSql)]
internal sealed class WithdrawSvbOrderTests(Engine engine) : HelperPaymentStories(engine)
{
    [Test]
    public async Task A_colleague_takes_it_back_and_what_stood_in_it_is_to_be_paid_again()
    {
        var order = await Made();
        Assert.That((await new WithdrawSvbOrder(Town.Database).Do(Town.Finance, Town.Key(), new(order))).Refusal, Is.EqualTo(Refusal.OwnProposal), "not who made it");
        Assert.That((await Withdraw(order)).Value, Is.EqualTo(1));
        var row = (await new SvbOrders(Town.Database).Of(Town.Finance)).Single();
        Assert.That((row.WithdrawnByName, row.Open, row.CameBack, row.Paid, row.ToLookAt, row.MayBeWithdrawn), Is.EqualTo(("Naam financien2", 0L, 0L, 0L, 0L, false)));
        Assert.That((await Lines())[0].State, Is.EqualTo(ClaimLineState.Approved), "the holder is not told that it is on its way");
        Assert.That((await Due()).Amount, Is.EqualTo(new Money(1_000)));
        Assert.That((await Withdraw(order)).Refusal, Is.EqualTo(Refusal.SvbOrderIsOver));
        var again = (await Town.Order((await Town.Send()).Value)).Lines.Single();
        await Town.Hear(Svb.Says(again.Reference, "betaald"));
        Assert.That((await Balance()).Paid, Is.EqualTo(new Money(1_000)));
    }

    [Test]
    public async Task Of_which_the_SVB_said_a_word_stays()
    {
        var order = await Made();
        await Town.Hear(Svb.Says($"{order}-00001", "geweigerd", "anders"));
        Assert.That((await Withdraw(order)).Refusal, Is.EqualTo(Refusal.SvbOrderIsOver));
    }

    [Test]
    public async Task What_the_SVB_says_that_it_paid_of_it_is_for_people_and_is_booked_once_they_said_that_the_SVB_was_right()
    {
        var order = await Made();
        await Withdraw(order);
        Assert.That((await Town.Hear(Svb.Says($"{order}-00001", "betaald"))).Value is { Paid: 0, ToLookAt: 1 }, Is.True);
        Assert.That((await Balance()).Paid, Is.EqualTo(Money.Zero), "the books say that nobody gave it the file");
        Assert.That((await Due()).Held.Single().Obstacle, Is.EqualTo(PaymentObstacle.ToLookAt));
        Assert.That((await Look(order, SvbVerdict.Svb)).Value, Is.EqualTo(1));
        Assert.That((await Town.Order(order)) is { Order.ToLookAt: 0, Lines: [{ Looked: { Verdict: SvbVerdict.Svb, ByName: "Naam financien2" } }] }, Is.True);
        Assert.That((await Balance()).Paid, Is.EqualTo(Money.Zero), "by itself that books nothing");
        Assert.That((await Town.Send()).Refusal, Is.EqualTo(Refusal.NothingToPay), "nor is it paid twice");
        Assert.That((await Town.Hear(Svb.Says($"{order}-00001", "betaald", day: "16-06-2026"))).Value is { Paid: 1, ToLookAt: 0 }, Is.True);
        Assert.That((await Balance()).Paid, Is.EqualTo(new Money(1_000)));
        Assert.That((await Lines())[0].State, Is.EqualTo(ClaimLineState.Paid));
        Assert.That((await Due()).Items, Is.Empty);
    }

    [Test]
    public async Task When_our_books_are_right_it_goes_again_with_a_file_that_another_makes()
    {
        var order = await Made();
        await Withdraw(order);
        await Town.Hear(Svb.Says($"{order}-00001", "betaald"));
        Assert.That((await Look(order, SvbVerdict.Ours)).Refusal, Is.Null);
        Assert.That((await Town.Order(order)) is { Order.ToLookAt: 0, Lines: [{ Looked.Verdict: SvbVerdict.Ours }] }, Is.True);
        Assert.That((await new SendToSvb(Town.Database).Do(Town.FinanceToo, Town.Key(), new())).Refusal, Is.EqualTo(Refusal.OwnProposal), "who looked does not pay it as well");
        Assert.That((await Town.Send()).Refusal, Is.Null);
    }

    [Test]
    public async Task What_was_paid_of_it_after_another_line_went_out_is_for_people_and_is_not_paid_a_third_time()
    {
        var order = await Made();
        await Withdraw(order);
        var again = (await Town.Send()).Value;
        Assert.That((await Town.Hear(Svb.Says($"{order}-00001", "betaald"))).Value.ToLookAt, Is.EqualTo(1));
        Assert.That((await Town.Order(order)).Lines.Single().IsToLookAt, Is.True);
        await Town.Hear(Svb.Says($"{again}-00001", "geweigerd", "anders"));
        Assert.That((await Due()).Held.Single().Obstacle, Is.EqualTo(PaymentObstacle.ToLookAt), "the SVB says that it paid the first");
    }

    [Test]
    public async Task Only_finance_of_the_same_town_takes_it_back()
    {
        var order = await Made();
        foreach (var other in new[] { Town.Caseworker, Agreeing.Holder, await Town.User("controle", Role.Auditor, Support.Town.Huizen) })
        {
            Assert.That((await new WithdrawSvbOrder(Town.Database).Do(other, Town.Key(), new(order))).Refusal, Is.EqualTo(Refusal.NotAllowed), $"{other.Role}");
        }

        Assert.That((await new WithdrawSvbOrder(Town.Database).Do(Town.FinanceToo with { MunicipalityCode = Support.Town.Hilversum }, Town.Key(), new(order))).Refusal, Is.EqualTo(Refusal.NotFound));
    }

    private async Task<string> Made()
    {
        await Begin();
        await Agreeing.Claim(Number, 4, 10m);
        return (await Town.Send()).Value;
    }

    private Task<Outcome<long>> Look(string order, SvbVerdict verdict) => new LookIntoSvbLine(Town.Database).Do(Town.FinanceToo, Town.Key(), new($"{order}-00001", verdict, 1));

    private Task<Outcome<long>> Withdraw(string order) => new WithdrawSvbOrder(Town.Database).Do(Town.FinanceToo, Town.Key(), new(order));
}
