using System.Text;
using Budget.Core.Budgets;
using Budget.Core.Caseload;
using Budget.Core.HelperPayments;
using Budget.Core.Mail;
using Budget.Core.PersonHeld;

namespace Budget.Tests.Databases;

/// <summary>The account on which a helper is paid: given by the holder, looked at by a caseworker, told to everybody who may open the file.</summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.PostgreSql)]
internal sealed class HelperAccountTests(Engine engine) : HelperPaymentStories(engine)
{
    [Test]
    public async Task Another_account_is_given_by_the_holder_only_seen_by_a_caseworker_and_told()
    {
        var (stranger, other) = (await Town.User("vreemde", Role.Resident, ""), await Support.Agreeing.In(Town));
        foreach (var actor in new[] { stranger, other.Holder, Agreeing.Helper, Agreeing.Helper with { ActsFor = other.Grant.Resident.Id } })
        {
            Assert.That((await Change(by: actor)).Refusal, Is.EqualTo(Refusal.NotFound), $"{actor}");
            Assert.That(await new HelperAccountOfAgreement(Town.Database).Of(actor, Number), Is.Null);
        }

        foreach (var actor in new[] { Town.Caseworker, Town.Finance, Town.ProviderStaff })
        {
            Assert.That((await Change(by: actor)).Refusal, Is.EqualTo(Refusal.NotAllowed), $"{actor.Role}");
        }

        var now = (await new HelperAccountOfAgreement(Town.Database).Of(Agreeing.Holder, Number))!;
        Assert.That((now.Number, now.Iban, now.Holder, now.CameBack), Is.EqualTo((1L, "NL91 ABNA 0417 1643 00", "Fatima El Amrani", (SvbReason?)null)));
        Assert.That((await Change("NL91ABNA0417164301")).Refusal, Is.EqualTo(Refusal.IbanInvalid));
        Assert.That((await Change(holder: " ")).Refusal!.Is(Refusal.AccountHolderMissing), Is.True);
        Assert.That((await Change(holder: new string('x', 71))).Refusal!.Is(Refusal.AccountHolderMissing), Is.True);
        Assert.That((await Change("NL91 ABNA 0417 1643 00", holder: "Fatima El Amrani")).Refusal, Is.EqualTo(Refusal.SameHelperAccount));
        Assert.That((await Change(seen: 0)).Refusal, Is.EqualTo(Refusal.AccountChangedMeanwhile));
        Assert.That((await Change()).Value, Is.EqualTo(2));
        Assert.That((await Change("NL44RABO0123456789")).Refusal, Is.EqualTo(Refusal.AccountChangedMeanwhile), "somebody else was first");

        Assert.That((await new Worklist(Town.Database).Of(Town.Caseworker, WorklistView.All)).Items.Select(item => (item.Kind, item.Target)), Does.Contain(("helper-account", Number)));
        Assert.That(await new ChangedHelperAccounts(Town.Database).Of(Town.CaseworkerOfHilversum), Is.Empty);
        Assert.That(await new ChangedHelperAccounts(Town.Database).Of(Town.Finance), Is.Empty);
        var item = (await new ChangedHelperAccounts(Town.Database).Of(Town.Caseworker)).Single();
        Assert.That((item.OldIban, item.OldHolder, item.Iban, item.Holder, item.IsOnBehalf, item.SeenBy), Is.EqualTo(("NL91 ABNA 0417 1643 00", "Fatima El Amrani", "NL69 INGB 0123 4567 89", "F. El Amrani", false, (string?)null)));
        Assert.That((await new SeeHelperAccount(Town.Database).Do(Town.CaseworkerOfHilversum, Town.Key(), new(item.Id))).Refusal, Is.EqualTo(Refusal.NotFound));
        Assert.That((await new SeeHelperAccount(Town.Database).Do(Town.Caseworker, Town.Key(), new(item.Id))).Refusal, Is.Null);
        Assert.That((await new SeeHelperAccount(Town.Database).Do(Town.Caseworker, Town.Key(), new(item.Id))).Refusal, Is.EqualTo(Refusal.AlreadyDecided));
        Assert.That((await new Worklist(Town.Database).Of(Town.Caseworker, WorklistView.All)).Items.Select(one => one.Kind), Does.Not.Contain("helper-account"));
    }

    [Test]
    public async Task To_an_account_that_a_caseworker_does_not_trust_nothing_is_paid()
    {
        await Agreeing.Claim(Number, 4, 10m);
        await Change();
        var item = (await new ChangedHelperAccounts(Town.Database).Of(Town.Caseworker)).Single();
        Assert.That((await new SeeHelperAccount(Town.Database).Do(Town.Caseworker, Town.Key(), new(item.Id, IsTrusted: false))).Refusal, Is.Null);
        Assert.That((await Town.Send()).Refusal, Is.EqualTo(Refusal.NothingToPay));
        Assert.That(((await Held()).Single().Obstacle, (await Due()).Held.Single().Obstacle), Is.EqualTo((PaymentObstacle.NotTrusted, PaymentObstacle.NotTrusted)));
        Assert.That((await Change(seen: 2)).Value, Is.EqualTo(3), "the same once more: the holder was called");
        Assert.That((await Town.Send()).Refusal, Is.Null);
    }

    [Test]
    public async Task Who_acts_for_the_holder_gives_the_account_on_behalf()
    {
        var mother = await Town.User("moeder", Role.Resident, "");
        await new Budget.Core.Residents.GiveAccess(Town.Database).Do(Actor.System(Support.Town.Huizen), Town.Key(), new(mother.UserId, Agreeing.Grant.Resident.Id, AsRepresentative: true, new(2000, 1, 1), new(2100, 1, 1)));
        Assert.That((await Change(by: mother)).Value, Is.EqualTo(2));
        Assert.That((await new ChangedHelperAccounts(Town.Database).Of(Town.Caseworker)).Single().IsOnBehalf, Is.True);
        Assert.That((await new HelperAccountOfAgreement(Town.Database).Of(mother, Number))!.Iban, Is.EqualTo("NL69 INGB 0123 4567 89"));
    }

    [Test]
    public async Task An_agreement_on_paper_waits_for_an_account()
    {
        await Begin();
        var grant = Agreeing.Grant;
        var paper = (await new ApproveCareAgreement(Town.Database).Do(Town.Caseworker, Town.Key(), new(
            grant.BudgetNumber, "Piet Papier", HelperKind.Network, new Money(100), new Quantity(20), new Period(new(2026, 1, 1), new(2026, 12, 31))))).Value;
        await Agreeing.Claim(paper, 4, 3m);
        Assert.That((await Due()).Held.Single().Obstacle, Is.EqualTo(PaymentObstacle.NoAccount));
        Assert.That((await Town.Send()).Refusal, Is.EqualTo(Refusal.NothingToPay));
        Assert.That((await Held()).Single().Obstacle, Is.EqualTo(PaymentObstacle.NoAccount), "the holder reads so");
        Assert.That((await new HelperAccountOfAgreement(Town.Database).Of(Agreeing.Holder, paper)) is { Number: 0, Iban: "" }, Is.True);
        Assert.That((await new ChangeHelperAccount(Town.Database).Do(Agreeing.Holder, Town.Key(), new(paper, "P. Papier", Other, 0))).Value, Is.EqualTo(1));
        Assert.That((await Town.Order((await Town.Send()).Value)).Lines.Single().Amount, Is.EqualTo(new Money(300)));
        Assert.That((await new ChangedHelperAccounts(Town.Database).Of(Town.Caseworker)).Single() is { OldIban: "", Iban: "NL69 INGB 0123 4567 89" }, Is.True, "nobody of the municipality approved that one");
    }
}
