using System.Text;
using Budget.Core.Budgets;
using Budget.Core.Caseload;
using Budget.Core.Departures;
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
            Assert.That((await Change(by: actor)).Refusal, Is.EqualTo(actor.Role == Role.Caseworker ? Refusal.HolderAnswers : Refusal.NotAllowed), $"{actor.Role}");
        }

        Assert.That(await new HelperAccountOfAgreement(Town.Database).Of(Town.Caseworker, Number), Is.Null, "the holder lives");
        var now = (await new HelperAccountOfAgreement(Town.Database).Of(Agreeing.Holder, Number))!;
        Assert.That((now.Number, now.Iban, now.Holder, now.CameBack), Is.EqualTo((1L, "NL91 ABNA 0417 1643 00", "Fatima El Amrani", (SvbReason?)null)));
        Assert.That((await Change("NL91ABNA0417164301")).Refusal, Is.EqualTo(Refusal.IbanInvalid));
        Assert.That((await Change(holder: " ")).Refusal!.Is(Refusal.AccountHolderMissing), Is.True);
        Assert.That((await Change(holder: new string('x', 71))).Refusal!.Is(Refusal.AccountHolderMissing), Is.True);
        Assert.That((await Change("NL91 ABNA 0417 1643 00", holder: "Fatima El Amrani")).Refusal, Is.EqualTo(Refusal.SameHelperAccount));
        Assert.That((await Change(seen: 0)).Refusal, Is.EqualTo(Refusal.AccountChangedMeanwhile));
        Assert.That((await Agreeing.Read(Number)).PaidNow, Is.Empty, "on the account that was signed for");
        Assert.That((await Change()).Value, Is.EqualTo(2));
        var text = await Agreeing.Read(Number);
        Assert.That((text.PaidNow, text.Terms.Iban), Is.EqualTo(("NL69 INGB 0123 4567 89", "NL91ABNA0417164300")), "what was signed stays what it was");
        Assert.That((await new AgreementText(Town.Database).OfHelper(Agreeing.Helper, Number))!.PaidTo, Is.EqualTo(("6789", Town.Today)), "the helper reads which counts");
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
    public async Task Of_a_holder_who_died_a_caseworker_gives_the_account_and_a_colleague_looks_at_it()
    {
        Assert.That((await new WriteDownDeparture(Town.Database).Do(Town.Caseworker, Town.Key(), new(Agreeing.Grant.RequestNumber, DepartureReason.Died, Town.Today.AddDays(-1)))).Refusal, Is.Null);
        Assert.That((await Change()).Refusal, Is.EqualTo(Refusal.HolderDied));
        Assert.That((await Change(by: Town.CaseworkerOfHilversum)).Refusal, Is.EqualTo(Refusal.NotFound));
        Assert.That(await new HelperAccountOfAgreement(Town.Database).Of(Town.CaseworkerOfHilversum, Number), Is.Null);
        Assert.That((await new HelperAccountOfAgreement(Town.Database).Of(Town.Caseworker, Number)) is { Number: 1 } known && known.RequestNumber == Agreeing.Grant.RequestNumber, Is.True);
        Assert.That((await Change(by: Town.Caseworker)).Value, Is.EqualTo(2));
        var item = (await new ChangedHelperAccounts(Town.Database).Of(Town.Caseworker)).Single();
        Assert.That((item.Iban, item.IsOnBehalf), Is.EqualTo(("NL69 INGB 0123 4567 89", false)));
        Assert.That((await new SeeHelperAccount(Town.Database).Do(Town.Caseworker, Town.Key(), new(item.Id))).Refusal, Is.EqualTo(Refusal.OwnProposal));
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
        Assert.That((await Town.Send()).Refusal, Is.EqualTo(Refusal.NothingToPay), "not before a caseworker looked again");
        var again = (await new ChangedHelperAccounts(Town.Database).Of(Town.Caseworker)).Single(one => one.SeenBy is null);
        Assert.That((await new SeeHelperAccount(Town.Database).Do(Town.Caseworker, Town.Key(), new(again.Id))).Refusal, Is.Null);
        Assert.That((await Town.Send()).Refusal, Is.Null);
    }

    [Test]
    public async Task Of_an_account_that_stands_in_a_file_already_all_are_told_and_the_file_is_not_given_out()
    {
        await Agreeing.Claim(Number, 4, 10m);
        await Change();
        var order = (await Town.Send()).Value;
        var item = (await new ChangedHelperAccounts(Town.Database).Of(Town.Caseworker)).Single();
        Assert.That((item.Files.Count, await new SvbFile(Town.Database).Of(Town.Finance, order) is null, (await Lines()).Single().IsStopped), Is.EqualTo((0, false, false)), "nobody said yet that it is not trusted");

        await new SeeHelperAccount(Town.Database).Do(Town.Caseworker, Town.Key(), new(item.Id, IsTrusted: false));
        Assert.That((await new ChangedHelperAccounts(Town.Database).Of(Town.Caseworker)).Single().Files.Single(), Is.EqualTo(order));
        Assert.That((await new SvbOrders(Town.Database).Of(Town.Finance)).Single().Distrusted, Is.EqualTo(1));
        Assert.That((await Town.Order(order)) is { Order.Distrusted: 1, Lines: [{ IsDistrusted: true }] }, Is.True);
        Assert.That(await new SvbFile(Town.Database).Of(Town.Finance, order), Is.Null);
        Assert.That((await Lines()).Single().IsStopped, Is.True);
        Assert.That((await new ClaimLines(Town.Database).Of(Agreeing.Helper, Number))!.Lines.Single().IsStopped, Is.True, "the helper does not read that the money comes");
        Assert.That((await Town.Hear(Svb.Says($"{order}-00001", "betaald"))).Value is { Paid: 1, Distrusted: 1 }, Is.True, "what the SVB paid is paid, and is said");
        Assert.That((await new SvbOrders(Town.Database).Of(Town.Finance)).Single().Distrusted, Is.Zero, "nothing is left to stop");
        Assert.That((await Lines()).Single() is { State: ClaimLineState.Paid, IsStopped: false }, Is.True);
    }

    [Test]
    public async Task A_file_with_such_an_account_is_taken_back_and_one_with_the_account_before_it_is_as_good_as_it_was()
    {
        await Agreeing.Claim(Number, 4, 10m);
        var before = (await Town.Send()).Value;
        await Change();
        await Agreeing.Claim(Number, 5, 2m);
        var order = (await Town.Send()).Value;
        await new SeeHelperAccount(Town.Database).Do(Town.Caseworker, Town.Key(), new((await new ChangedHelperAccounts(Town.Database).Of(Town.Caseworker)).Single().Id, IsTrusted: false));
        Assert.That((await new SvbOrders(Town.Database).Of(Town.Finance)).Select(row => (row.Number, row.Distrusted)), Is.EquivalentTo([(before, 0), (order, 1)]));
        Assert.That(await new SvbFile(Town.Database).Of(Town.Finance, before), Is.Not.Null);
        Assert.That((await new WithdrawSvbOrder(Town.Database).Do(Town.FinanceToo, Town.Key(), new(order))).Value, Is.EqualTo(1));
        Assert.That((await new SvbOrders(Town.Database).Of(Town.Finance)).Sum(row => row.Distrusted), Is.Zero);
        Assert.That((await Due()).Held.Single().Obstacle, Is.EqualTo(PaymentObstacle.NotTrusted), "and it waits for another account");
    }

    [Test]
    public async Task Another_text_is_no_way_round_a_caseworker_who_does_not_trust_an_account()
    {
        await Agreeing.Claim(Number, 4, 10m);
        await Change();
        await new SeeHelperAccount(Town.Database).Do(Town.Caseworker, Town.Key(), new((await new ChangedHelperAccounts(Town.Database).Of(Town.Caseworker)).Single().Id, IsTrusted: false));
        var next = await Agreeing.Approved(Agreeing.Terms(new(new(2026, 5, 1), new(2026, 12, 31))) with { Iban = "NL69INGB0123456789" }, replaces: Number);
        await Agreeing.Claim(next, 5, 2m);
        Assert.That((await Town.Send()).Refusal, Is.EqualTo(Refusal.NothingToPay));
        Assert.That((await Due()).Held.Select(item => item.Obstacle), Is.EqualTo([PaymentObstacle.NotTrusted, PaymentObstacle.NotTrusted]));
        Assert.That((await new ChangedHelperAccounts(Town.Database).Of(Town.Caseworker)).Single(one => one.SeenBy is null).AgreementNumber, Is.EqualTo(next), "a caseworker looks at it");
    }

    [Test]
    public async Task A_number_that_is_not_trusted_is_so_in_every_agreement_of_the_holder()
    {
        await Change();
        var item = (await new ChangedHelperAccounts(Town.Database).Of(Town.Caseworker)).Single();
        var next = await Agreeing.Approved(Agreeing.Terms(new(new(2026, 5, 1), new(2026, 12, 31))) with { Iban = "NL69INGB0123456789" }, replaces: Number);
        await Agreeing.Claim(next, 5, 2m);
        Assert.That((await new SeeHelperAccount(Town.Database).Do(Town.Caseworker, Town.Key(), new(item.Id, IsTrusted: false))).Refusal, Is.Null);
        Assert.That((await Town.Send()).Refusal, Is.EqualTo(Refusal.NothingToPay), "also where it came in with the text");
    }

    [Test]
    public async Task A_number_that_is_not_trusted_of_one_helper_is_not_paid_to_for_another_before_a_caseworker_looked()
    {
        var earlier = await Support.Agreeing.In(Town);
        var before = await earlier.Approved();
        await earlier.Claim(before, 4, 2m);
        Assert.That((await new ChangeHelperAccount(Town.Database).Do(earlier.Holder, Town.Key(), new(before, "R. de Wit", Other, 1))).Value, Is.EqualTo(2));
        await Change();
        var item = (await new ChangedHelperAccounts(Town.Database).Of(Town.Caseworker)).Single(one => one.AgreementNumber == Number);
        Assert.That(item.IsDistrustedElsewhere, Is.False, "nobody said so yet");
        await new SeeHelperAccount(Town.Database).Do(Town.Caseworker, Town.Key(), new(item.Id, IsTrusted: false));
        var (given, inText) = (await Support.Agreeing.In(Town), await Support.Agreeing.In(Town));
        var number = await given.Approved();
        await given.Claim(number, 4, 2m);
        Assert.That((await new ChangeHelperAccount(Town.Database).Do(given.Holder, Town.Key(), new(number, "R. de Wit", Other, 1))).Value, Is.EqualTo(2));
        var signed = await inText.Approved(Agreeing.Terms() with { Iban = Other });
        await inText.Claim(signed, 4, 2m);

        Assert.That((await Town.Send()).Refusal, Is.EqualTo(Refusal.NothingToPay));
        var waits = (await new ChangedHelperAccounts(Town.Database).Of(Town.Caseworker)).Where(one => one.SeenBy is null).ToList();
        Assert.That(waits.Select(one => (one.AgreementNumber, one.IsDistrustedElsewhere)), Is.EquivalentTo(new[] { (before, true), (number, true), (signed, true) }));
        Assert.That((await new SeeHelperAccount(Town.Database).Do(Town.Caseworker, Town.Key(), new(waits.Single(one => one.AgreementNumber == number).Id))).Refusal, Is.Null);
        Assert.That((await Town.Order((await Town.Send()).Value)).Lines.Single().Amount, Is.EqualTo(new Money(200)), "trusted here; the others still wait");
        var next = await given.Approved(Agreeing.Terms(new(new(2026, 5, 1), new(2026, 12, 31))) with { Iban = Other }, replaces: number);
        Assert.That((await new ChangedHelperAccounts(Town.Database).Of(Town.Caseworker)).Select(one => one.AgreementNumber), Does.Not.Contain(next), "it stays trusted here");

        var third = await Support.Agreeing.In(Town);
        var elsewhere = await third.Approved();
        await new ChangeHelperAccount(Town.Database).Do(third.Holder, Town.Key(), new(elsewhere, "R. de Wit", "NL44RABO0123456789", 1));
        Assert.That((await new ChangedHelperAccounts(Town.Database).Of(Town.Caseworker)).Single(one => one.AgreementNumber == elsewhere).IsDistrustedElsewhere, Is.False, "another number");
    }

    [Test]
    public async Task Another_account_in_another_text_is_looked_at_and_never_puts_an_older_one_back()
    {
        var changed = await Agreeing.Approved(Agreeing.Terms(new(new(2026, 5, 1), new(2026, 12, 31))) with { Iban = "NL69INGB0123456789" }, replaces: Number);
        var item = (await new ChangedHelperAccounts(Town.Database).Of(Town.Caseworker)).Single();
        Assert.That((item.AgreementNumber, item.OldIban, item.Iban), Is.EqualTo((changed, "NL91 ABNA 0417 1643 00", "NL69 INGB 0123 4567 89")));

        var waits = (await Agreeing.DrawUp(Agreeing.Terms(new(new(2026, 6, 1), new(2026, 12, 31))) with { Iban = "NL69INGB0123456789" }, replaces: changed)).Value;
        await Agreeing.Sign(waits);
        Town.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.That((await new ChangeHelperAccount(Town.Database).Do(Agreeing.Holder, Town.Key(), new(changed, "Fatima El Amrani", "NL44RABO0123456789", 2))).Refusal, Is.Null);
        Assert.That((await Agreeing.Decide(waits)).Value, Is.EqualTo(AgreementState.Approved));
        Assert.That((await new HelperAccountOfAgreement(Town.Database).Of(Agreeing.Holder, waits))!.Iban, Is.EqualTo("NL44 RABO 0123 4567 89"), "given after it was drawn up");
        Assert.That((await new ChangedHelperAccounts(Town.Database).Of(Town.Caseworker)).Where(one => one.SeenBy is null).Select(one => one.AgreementNumber), Does.Contain(waits), "and looked at there too");
    }

    [TestCase("rekening-gesloten", false)]
    [TestCase("rekening-onbekend", false)]
    [TestCase("naam-klopt-niet", true)]
    public async Task The_number_from_which_money_came_back_is_no_other_account_unless_only_its_name_was_wrong(string reason, bool mayBeRenamed)
    {
        await Agreeing.Claim(Number, 4, 10m);
        await Town.Hear(Svb.Says(await Sent(), "geweigerd", reason));
        Assert.That((await Change("NL91 ABNA 0417 1643 00", holder: "Fatima El Amrani")).Refusal, Is.EqualTo(Refusal.SameHelperAccount));
        Assert.That((await Held()).Single().Obstacle, Is.EqualTo(PaymentObstacle.CameBack), "the alarm stays");
        Assert.That((await Change("NL91 ABNA 0417 1643 00")).Refusal, Is.EqualTo(mayBeRenamed ? null : Refusal.SameHelperAccount));
        Assert.That((await Held()).Count, Is.EqualTo(mayBeRenamed ? 0 : 1));
    }

    [Test]
    public async Task A_line_says_what_holds_up_its_payment_that_it_goes_again_and_that_it_is_late()
    {
        await Agreeing.Claim(Number, 4, 10m);
        await Town.Hear(Svb.Says(await Sent(), "geweigerd", "rekening-gesloten"));
        await Agreeing.Claim(Number, 5, 2m);
        var lines = await Lines();
        Assert.That((lines[0].State, lines[0].Obstacle), Is.EqualTo((ClaimLineState.Approved, (PaymentObstacle?)PaymentObstacle.CameBack)));
        Assert.That((lines[1].State, lines[1].PaysAgain), Is.EqualTo((ClaimLineState.CameBack, false)));
        await Change();
        lines = await Lines();
        Assert.That((lines[0].Obstacle, lines[0].IsOverdue, lines[1].PaysAgain), Is.EqualTo(((PaymentObstacle?)null, false, true)));
        Town.Clock.GoTo(new(2026, 7, 16));
        Assert.That((await Lines())[0] is { IsOfSvb: true, IsOverdue: true }, Is.True, "thirty days are over");
    }

    [Test]
    public async Task Of_the_accounts_that_were_given_one_after_the_other_the_newest_is_looked_at()
    {
        await Change();
        Assert.That((await Change("NL44RABO0123456789", seen: 2)).Value, Is.EqualTo(3));
        Assert.That((await new ChangedHelperAccounts(Town.Database).Of(Town.Caseworker)).Single().Iban, Is.EqualTo("NL44 RABO 0123 4567 89"));
        Assert.That((await new Worklist(Town.Database).Of(Town.Caseworker, WorklistView.All)).Items.Count(item => item.Kind == "helper-account"), Is.EqualTo(1));
    }

    [Test]
    public async Task Who_acts_for_the_holder_gives_the_account_on_behalf()
    {
        var mother = await Town.User("moeder", Role.Resident, "");
        await new Budget.Core.Residents.GiveAccess(Town.Database).Do(Actor.System(Support.Town.Huizen), Town.Key(), new(mother.UserId, Agreeing.Grant.Resident.Id, AsRepresentative: true, new(2000, 1, 1), new(2100, 1, 1)));
        Assert.That((await Change(by: mother)).Value, Is.EqualTo(2));
        Assert.That((await new ChangedHelperAccounts(Town.Database).Of(Town.Caseworker)).Single().IsOnBehalf, Is.True);
        Assert.That((await new HelperAccountOfAgreement(Town.Database).Of(mother, Number))!.Iban, Is.EqualTo("NL69 INGB 0123 4567 89"));
        await new ForwardClaim(Town.Database).Do(mother, Town.Key(), new(Number, new(2026, 4, 1), new Quantity(2)));
        await Agreeing.Claim(Number, 5, 2m);
        Assert.That((await Lines()).Select(line => line.AnsweredBy is not null), Is.EqualTo([false, true]), "a line says who approved it when that was not the holder");
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
        var waits = (await new HeldSignals(Town.Database).Of(Town.Caseworker))!.Unpaid.Single();
        Assert.That((waits.HelperName, waits.RequestNumber, waits.Amount, waits.Since, waits.Obstacle), Is.EqualTo(("Piet Papier", grant.RequestNumber, new Money(300), Town.Today, PaymentObstacle.NoAccount)), "and so does the municipality");
        Assert.That((await new HeldSignals(Town.Database).Of(Town.CaseworkerOfHilversum))!.Unpaid, Is.Empty);
        Assert.That((await new ClaimLines(Town.Database).Of(Agreeing.Holder, paper))!.Lines.Single().Obstacle, Is.EqualTo(PaymentObstacle.NoAccount), "also at the line");
        Assert.That((await new HelperAccountOfAgreement(Town.Database).Of(Agreeing.Holder, paper)) is { Number: 0, Iban: "" }, Is.True);
        Assert.That((await new ChangeHelperAccount(Town.Database).Do(Agreeing.Holder, Town.Key(), new(paper, "P. Papier", Other, 0))).Value, Is.EqualTo(1));
        Assert.That((await Town.Order((await Town.Send()).Value)).Lines.Single().Amount, Is.EqualTo(new Money(300)));
        Assert.That((await new ChangedHelperAccounts(Town.Database).Of(Town.Caseworker)).Single() is { OldIban: "", Iban: "NL69 INGB 0123 4567 89" }, Is.True, "nobody of the municipality approved that one");
    }
}
