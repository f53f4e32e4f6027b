using Budget.Core.HelperPayments;

namespace Budget.Tests.Databases;

/// <summary>The SVB says something else of a line later, and somebody of finance looks into it.</summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.PostgreSql)]
internal sealed class LookIntoSvbLineTests(Engine engine) : HelperPaymentStories(engine)
{
    [Test]
    public async Task What_was_looked_into_is_no_longer_to_look_at_and_a_next_word_is_again()
    {
        var reference = await PaidAndRefused();
        Assert.That((await Town.Order(reference[..12])) is { Order.ToLookAt: 1, Lines: [{ ToLookAt: 1, Looked: null }] }, Is.True);
        Assert.That((await Look(reference, SvbVerdict.Ours)).Value, Is.EqualTo(1));
        Assert.That((await Town.Order(reference[..12])) is { Order.ToLookAt: 0, Lines: [{ ToLookAt: 0, Looked: { Verdict: SvbVerdict.Ours, ByName: "Naam financien" } }] }, Is.True);
        Assert.That((await Balance()).Paid, Is.EqualTo(new Money(1_000)));
        Assert.That((await Town.Hear(Svb.Says(reference, "geweigerd", "anders", "17-06-2026"))).Value.ToLookAt, Is.EqualTo(1));
        Assert.That((await Town.Order(reference[..12])).Order.ToLookAt, Is.EqualTo(1));
    }

    [Test]
    public async Task When_the_SVB_was_right_the_books_follow_its_next_word_and_not_the_one_who_looked()
    {
        var reference = await PaidAndRefused();
        Assert.That((await Look(reference, SvbVerdict.Svb)).Refusal, Is.Null);
        Assert.That((await Balance()).Paid, Is.EqualTo(new Money(1_000)));
        Assert.That((await Town.Hear(Svb.Says(reference, "teruggekomen", "anders", "17-06-2026"))).Value.CameBack, Is.EqualTo(1));
        Assert.That((await Balance()).Paid, Is.EqualTo(Money.Zero));
    }

    [Test]
    public async Task What_is_said_to_be_paid_after_it_came_back_goes_again_only_when_our_books_are_right()
    {
        await Agreeing.Claim(Number, 4, 10m);
        var reference = await Sent();
        await Town.Hear(Svb.Says(reference, "betaald"));
        await Town.Hear(Svb.Says(reference, "teruggekomen", "anders", "16-06-2026"));
        await Town.Hear(Svb.Says(reference, "betaald", day: "17-06-2026"));
        Assert.That((await Look(reference, SvbVerdict.Svb)).Refusal, Is.Null);
        Assert.That((await Due()).Held.Single().Obstacle, Is.EqualTo(PaymentObstacle.ToLookAt), "it could be paid twice");
        await Town.Hear(Svb.Says(reference, "betaald", day: "18-06-2026"));
        Assert.That((await Balance()).Paid, Is.EqualTo(Money.Zero), "nor is it booked a second time");
        Assert.That((await Look(reference, SvbVerdict.Ours, by: Town.FinanceToo)).Refusal, Is.Null);
        Assert.That((await Due()).Held.Single().Obstacle, Is.EqualTo(PaymentObstacle.ToLookAt), "of the first word the SVB was right");
    }

    [Test]
    public async Task Only_finance_of_the_same_town_looks_and_only_at_what_it_saw()
    {
        var reference = await PaidAndRefused();
        foreach (var other in new[] { Town.Caseworker, Agreeing.Holder, await Town.User("controle", Role.Auditor, Support.Town.Huizen) })
        {
            Assert.That((await Look(reference, SvbVerdict.Ours, by: other)).Refusal, Is.EqualTo(Refusal.NotAllowed), $"{other.Role}");
        }

        Assert.That((await Look(reference, SvbVerdict.Ours, by: Town.Finance with { MunicipalityCode = Support.Town.Hilversum })).Refusal, Is.EqualTo(Refusal.NotFound));
        Assert.That((await Look(reference, SvbVerdict.Ours, words: 2)).Refusal, Is.EqualTo(Refusal.PaymentsChanged));
        Assert.That((await Look(reference, SvbVerdict.Ours)).Refusal, Is.Null);
        Assert.That((await Look(reference, SvbVerdict.Svb)).Refusal, Is.EqualTo(Refusal.AlreadyDecided));
        Assert.That(async () => await Sql.Execute(Town, "DELETE FROM svb_word_looks"), Throws.Exception.With.Message.Contains("append-only"));
    }

    private async Task<string> PaidAndRefused()
    {
        await Agreeing.Claim(Number, 4, 10m);
        var reference = await Sent();
        await Town.Hear(Svb.Says(reference, "betaald"));
        await Town.Hear(Svb.Says(reference, "geweigerd", "anders", "16-06-2026"));
        return reference;
    }

    private Task<Outcome<long>> Look(string reference, SvbVerdict verdict, long words = 1, Actor? by = null) =>
        new LookIntoSvbLine(Town.Database).Do(by ?? Town.Finance, Town.Key(), new(reference, verdict, words));
}
