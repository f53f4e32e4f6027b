using System.Text;
using Budget.Core.Budgets;
using Budget.Core.Caseload;
using Budget.Core.HelperPayments;
using Budget.Core.Mail;
using Budget.Core.PersonHeld;

namespace Budget.Tests.Databases;

/// <summary>A helper of a PGB is paid by the SVB: what goes out, what comes back, and another account.</summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.PostgreSql)]
internal sealed class HelperPaymentTests(Engine engine)
{
    private const string Other = "NL69INGB0123456789";
    private Town town = null!;
    private Agreeing agreeing = null!;
    private string number = null!;

    [SetUp]
    public async Task Start()
    {
        town = await Town.On(engine);
        agreeing = await Agreeing.In(town);
        number = await agreeing.Approved();
    }

    [TearDown]
    public async Task Stop()
    {
        await town.MustBeSound();
        await KeptBeside.MustAgree(town);
        await town.DisposeAsync();
    }

    private async Task<(Money Payable, Money Paid, Money Available)> Balance()
    {
        var balance = (await new BudgetOverview(town.Database).Of(agreeing.Holder, agreeing.Grant.BudgetNumber))!.Balance;
        return (balance.Payable, balance.Paid, balance.Available);
    }

    private async Task<ClaimsToPay.Answer> Due() => (await new ClaimsToPay(town.Database).Of(town.Finance))!;

    private Task Begin() => new StartSvb(town.Database).Do(town.Finance, town.Key(), new(new(2020, 1, 1)));

    private async Task<string> Sent() => (await town.Order((await town.Send()).Value)).Lines.Single().Reference;

    private async Task<IReadOnlyList<ClaimLines.Line>> Lines() => (await new ClaimLines(town.Database).Of(agreeing.Holder, number))!.Lines;

    private Task<IReadOnlyList<HelperPaymentsHeld.Item>> Held() => new HelperPaymentsHeld(town.Database).Of(agreeing.Holder);

    private Task<Outcome<long>> Change(string iban = Other, long seen = 1, Actor? by = null, string holder = "F. El Amrani") =>
        new ChangeHelperAccount(town.Database).Do(by ?? agreeing.Holder, town.Key(), new(number, holder, iban, seen));

    [Test]
    public async Task What_the_holder_approved_goes_out_once_and_is_booked_when_the_SVB_says_that_it_paid()
    {
        await Begin();
        await agreeing.Claim(number, 4, 10m);
        await agreeing.Claim(number, 5, 4m);
        Assert.That(((await Due()).Amount, (await Due()).Ready.Single().Claims), Is.EqualTo((new Money(1_400), 2L)));
        var order = (await town.Send()).Value;
        Assert.That((await town.Send()).Refusal, Is.EqualTo(Refusal.NothingToPay), "it waits in one file at a time");
        Assert.That(await Balance(), Is.EqualTo((new Money(1_400), Money.Zero, new Money(598_600))), "nothing is paid before the SVB says so");
        var lines = (await town.Order(order)).Lines;
        Assert.That(lines.Select(line => (line.Reference, line.Amount)), Is.EqualTo(new[] { ($"{order}-00001", new Money(1_000)), ($"{order}-00002", new Money(400)) }));

        Assert.That((await town.Hear(Svb.Says(lines[0].Reference, "betaald"))).Value, Is.EqualTo(new TakeSvbAnswer.Answer(1, 0, Money.Zero, 0, IsRepeat: false)));
        Assert.That(await Balance(), Is.EqualTo((new Money(400), new Money(1_000), new Money(598_600))));
        Assert.That((await town.Hear(Svb.Says(lines[0].Reference, "betaald"))).Value.IsRepeat, Is.True, "the same file again");
        Assert.That((await town.Hear(Svb.Says(lines[0].Reference, "betaald", day: "14-06-2026"))).Value, Is.EqualTo(new TakeSvbAnswer.Answer(0, 0, Money.Zero, 0, IsRepeat: false)), "the same word again");
        Assert.That((await Balance()).Paid, Is.EqualTo(new Money(1_000)));
        var shown = (await new ClaimLines(town.Database).Of(agreeing.Helper, number))!.Lines;
        Assert.That(shown.Select(line => (line.State, line.PaidOn)), Is.EqualTo(new[] { (ClaimLineState.Sent, (DateOnly?)null), (ClaimLineState.Paid, new DateOnly(2026, 6, 15)) }), "the helper sees where each stands");
    }

    [Test]
    public async Task The_file_says_who_is_paid_for_what_on_which_account_and_is_the_same_each_time()
    {
        await agreeing.Claim(number, 4, 10m);
        var order = (await town.Send()).Value;
        var file = (await new SvbFile(town.Database).Of(town.Finance, order))!;
        var lines = Encoding.UTF8.GetString(file).TrimStart('\uFEFF').Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.That(lines[0], Is.EqualTo(string.Join(';', SvbFile.Columns)));
        var cells = lines[1].Split(';');
        Assert.That(cells[4], Does.Match("^[0-9]{9}$"));
        Assert.That(cells, Is.EqualTo(new[]
        {
            "1", $"{order}-00001", "0406", agreeing.Grant.BudgetNumber, cells[4], (await new BudgetOverview(town.Database).Of(agreeing.Holder, agreeing.Grant.BudgetNumber))!.Budget.ResidentName, number, "Fatima El Amrani", "12345678", "", "NL91ABNA0417164300", "Fatima El Amrani",
            "01-04-2026", "30-04-2026", "10,00", "04", "1,00", "betalen", "10,00",
        }));
        await Change();
        Assert.That(await new SvbFile(town.Database).Of(town.Finance, order), Is.EqualTo(file), "as it was sent");
        var auditor = await town.User("controle", Role.Auditor, Town.Huizen);
        foreach (var other in new[] { town.Caseworker, auditor, agreeing.Holder, agreeing.Helper, town.Finance with { MunicipalityCode = Town.Hilversum } })
        {
            Assert.That(await new SvbFile(town.Database).Of(other, order), Is.Null, $"{other.Role}");
        }
    }

    [Test]
    public async Task What_came_back_is_told_and_goes_again_once_the_holder_gave_another_account()
    {
        await Mailbox.Wants(town, agreeing.Holder);
        await agreeing.Claim(number, 4, 10m);
        var reference = await Sent();
        Assert.That((await town.Hear(Svb.Says(reference, "geweigerd", "rekening-gesloten"))).Value, Is.EqualTo(new TakeSvbAnswer.Answer(0, 1, new Money(1_000), 0, IsRepeat: false)));

        await agreeing.Claim(number, 5, 2m);
        var held = (await Held()).Single();
        Assert.That((held.AgreementNumber, held.Amount, held.Obstacle, held.Reason), Is.EqualTo((number, new Money(1_200), PaymentObstacle.CameBack, SvbReason.AccountClosed)), "nor is anything else paid to that account");
        Assert.That((await Lines())[1] is { State: ClaimLineState.CameBack, BackReason: SvbReason.AccountClosed }, Is.True);
        Assert.That((await Due()).Held.Single() is { Obstacle: PaymentObstacle.CameBack, Reason: SvbReason.AccountClosed }, Is.True);
        Assert.That((await town.Send()).Refusal, Is.EqualTo(Refusal.NothingToPay), "not to the same account again");

        Assert.That((await Change()).Value, Is.EqualTo(2));
        Assert.That(await Held(), Is.Empty, "it is the municipality's turn");
        Assert.That((await Due()).Ready.Single().Reason, Is.EqualTo(SvbReason.AccountClosed), "finance sees why it goes again");
        var again = (await town.Order((await town.Send()).Value)).Lines;
        await town.Hear([.. again.Select(line => Svb.Says(line.Reference, "betaald"))]);
        Assert.That(await Balance(), Is.EqualTo((Money.Zero, new Money(1_200), new Money(598_800))));
        Assert.That((await Lines()).Select(line => line.State), Is.All.EqualTo(ClaimLineState.Paid));
        Assert.That((await Mailbox.Emptied(town.Database)).Select(mail => mail.Kind), Is.EquivalentTo(new[] { MailKind.HelperPaymentCameBack, MailKind.HelperAccountChanged }));
    }

    [Test]
    public async Task Of_what_is_not_the_account_the_municipality_sends_it_again()
    {
        await agreeing.Claim(number, 4, 10m);
        await town.Hear(Svb.Says(await Sent(), "geweigerd", "overeenkomst-onbekend"));
        Assert.That(await Held(), Is.Empty);
        Assert.That((await Due()).Ready.Single().Reason, Is.EqualTo(SvbReason.AgreementUnknown));
        Assert.That((await town.Send()).Refusal, Is.Null);
    }

    [Test]
    public async Task Money_that_came_back_is_not_paid_any_more_and_what_the_SVB_takes_back_of_its_words_is_for_people()
    {
        await agreeing.Claim(number, 4, 10m);
        var reference = await Sent();
        await town.Hear(Svb.Says(reference, "betaald"));
        Assert.That((await town.Hear(Svb.Says(reference, "geweigerd", "anders"))).Value, Is.EqualTo(new TakeSvbAnswer.Answer(0, 0, Money.Zero, 1, IsRepeat: false)), "it said that it paid");
        Assert.That((await town.Order(reference[..12])).Lines.Single().IsToLookAt, Is.True);
        Assert.That((await Balance()).Paid, Is.EqualTo(new Money(1_000)));

        Assert.That((await town.Hear(Svb.Says(reference, "teruggekomen", "naam-klopt-niet"))).Value.CameBack, Is.EqualTo(1));
        Assert.That(await Balance(), Is.EqualTo((new Money(1_000), Money.Zero, new Money(599_000))));
        Assert.That((await town.Hear(Svb.Says(reference, "betaald", day: "16-06-2026"))).Value.ToLookAt, Is.EqualTo(1), "paid once more on a line that came back: nobody knows how often");
        Assert.That((await Balance()).Paid, Is.EqualTo(Money.Zero));
        Assert.That((await town.Order(reference[..12])).Lines.Single().IsToLookAt, Is.True);
        await Change();
        Assert.That((await town.Send()).Refusal, Is.EqualTo(Refusal.NothingToPay), "somebody asks the SVB first");
        town.Clock.Advance(TimeSpan.FromHours(1));
        await town.Hear(Svb.Says(reference, "teruggekomen", "naam-klopt-niet", "17-06-2026"));
        await town.Hear(Svb.Says(await Sent(), "betaald"));
        Assert.That((await Balance()).Paid, Is.EqualTo(new Money(1_000)));
    }

    [Test]
    public async Task What_was_paid_and_taken_back_is_set_off_and_what_was_taken_back_before_it_was_paid_too()
    {
        await agreeing.Claim(number, 4, 10m);
        await agreeing.Claim(number, 5, 6m);
        var lines = (await town.Order((await town.Send()).Value)).Lines;
        await town.Hear(Svb.Says(lines[0].Reference, "betaald"));
        Assert.That((await town.Reverse(agreeing.Grant.BudgetNumber, 2)).Refusal, Is.Null, "a right correction is never refused because it was paid");
        Assert.That((await town.Reverse(agreeing.Grant.BudgetNumber, 3)).Refusal, Is.Null, "it is on its way to the SVB");
        Assert.That(await Balance(), Is.EqualTo((Money.Zero, Money.Zero, new Money(600_000))));
        await town.Hear(Svb.Says(lines[1].Reference, "betaald"));
        Assert.That(await Balance(), Is.EqualTo((Money.Zero, Money.Zero, new Money(600_000))), "it stands in no book: it is to come back");
        Assert.That((await Due()).Amount, Is.EqualTo(new Money(-1_600)));

        var order = (await town.Send()).Value;
        Assert.That(Encoding.UTF8.GetString((await new SvbFile(town.Database).Of(town.Finance, order))!), Does.Contain(";verrekenen;10,00").And.Contain(";verrekenen;6,00"));
        await town.Hear([.. (await town.Order(order)).Lines.Select(line => Svb.Says(line.Reference, "betaald"))]);
        Assert.That((await Due()).Items, Is.Empty, "nobody owes anybody");
        Assert.That((await new ClaimLines(town.Database).Of(agreeing.Holder, number))!.Lines.Select(line => line.State), Is.All.EqualTo(ClaimLineState.TakenBack));
    }

    [Test]
    public async Task Another_account_is_given_by_the_holder_only_seen_by_a_caseworker_and_told()
    {
        var (stranger, other) = (await town.User("vreemde", Role.Resident, ""), await Agreeing.In(town));
        foreach (var actor in new[] { stranger, other.Holder, agreeing.Helper, agreeing.Helper with { ActsFor = other.Grant.Resident.Id } })
        {
            Assert.That((await Change(by: actor)).Refusal, Is.EqualTo(Refusal.NotFound), $"{actor}");
            Assert.That(await new HelperAccountOfAgreement(town.Database).Of(actor, number), Is.Null);
        }

        foreach (var actor in new[] { town.Caseworker, town.Finance, town.ProviderStaff })
        {
            Assert.That((await Change(by: actor)).Refusal, Is.EqualTo(Refusal.NotAllowed), $"{actor.Role}");
        }

        var now = (await new HelperAccountOfAgreement(town.Database).Of(agreeing.Holder, number))!;
        Assert.That((now.Number, now.Iban, now.Holder, now.CameBack), Is.EqualTo((1L, "NL91 ABNA 0417 1643 00", "Fatima El Amrani", (SvbReason?)null)));
        Assert.That((await Change("NL91ABNA0417164301")).Refusal, Is.EqualTo(Refusal.IbanInvalid));
        Assert.That((await Change(holder: " ")).Refusal!.Is(Refusal.AccountHolderMissing), Is.True);
        Assert.That((await Change(holder: new string('x', 71))).Refusal!.Is(Refusal.AccountHolderMissing), Is.True);
        Assert.That((await Change("NL91 ABNA 0417 1643 00", holder: "Fatima El Amrani")).Refusal, Is.EqualTo(Refusal.SameHelperAccount));
        Assert.That((await Change(seen: 0)).Refusal, Is.EqualTo(Refusal.AccountChangedMeanwhile));
        Assert.That((await Change()).Value, Is.EqualTo(2));
        Assert.That((await Change("NL44RABO0123456789")).Refusal, Is.EqualTo(Refusal.AccountChangedMeanwhile), "somebody else was first");

        Assert.That((await new Worklist(town.Database).Of(town.Caseworker, WorklistView.All)).Items.Select(item => (item.Kind, item.Target)), Does.Contain(("helper-account", number)));
        Assert.That(await new ChangedHelperAccounts(town.Database).Of(town.CaseworkerOfHilversum), Is.Empty);
        Assert.That(await new ChangedHelperAccounts(town.Database).Of(town.Finance), Is.Empty);
        var item = (await new ChangedHelperAccounts(town.Database).Of(town.Caseworker)).Single();
        Assert.That((item.OldIban, item.OldHolder, item.Iban, item.Holder, item.IsOnBehalf, item.SeenBy), Is.EqualTo(("NL91 ABNA 0417 1643 00", "Fatima El Amrani", "NL69 INGB 0123 4567 89", "F. El Amrani", false, (string?)null)));
        Assert.That((await new SeeHelperAccount(town.Database).Do(town.CaseworkerOfHilversum, town.Key(), new(item.Id))).Refusal, Is.EqualTo(Refusal.NotFound));
        Assert.That((await new SeeHelperAccount(town.Database).Do(town.Caseworker, town.Key(), new(item.Id))).Refusal, Is.Null);
        Assert.That((await new SeeHelperAccount(town.Database).Do(town.Caseworker, town.Key(), new(item.Id))).Refusal, Is.EqualTo(Refusal.AlreadyDecided));
        Assert.That((await new Worklist(town.Database).Of(town.Caseworker, WorklistView.All)).Items.Select(one => one.Kind), Does.Not.Contain("helper-account"));
    }

    [Test]
    public async Task To_an_account_that_a_caseworker_does_not_trust_nothing_is_paid()
    {
        await agreeing.Claim(number, 4, 10m);
        await Change();
        var item = (await new ChangedHelperAccounts(town.Database).Of(town.Caseworker)).Single();
        Assert.That((await new SeeHelperAccount(town.Database).Do(town.Caseworker, town.Key(), new(item.Id, IsTrusted: false))).Refusal, Is.Null);
        Assert.That((await town.Send()).Refusal, Is.EqualTo(Refusal.NothingToPay));
        Assert.That(((await Held()).Single().Obstacle, (await Due()).Held.Single().Obstacle), Is.EqualTo((PaymentObstacle.NotTrusted, PaymentObstacle.NotTrusted)));
        Assert.That((await Change(seen: 2)).Value, Is.EqualTo(3), "the same once more: the holder was called");
        Assert.That((await town.Send()).Refusal, Is.Null);
    }

    [Test]
    public async Task What_came_back_is_sent_again_by_another_than_who_took_that_in()
    {
        await agreeing.Claim(number, 4, 10m);
        await town.Hear(Svb.Says(await Sent(), "geweigerd", "anders"));
        Assert.That((await new SendToSvb(town.Database).Do(town.FinanceToo, town.Key(), new())).Refusal, Is.EqualTo(Refusal.OwnProposal));
        Assert.That((await new ClaimsToPay(town.Database).Of(town.FinanceToo))!.Held.Single().NeedsColleague, Is.True);
        Assert.That((await new SendToSvb(town.Database).Do(town.Finance, town.Key(), new())).Refusal, Is.Null);
    }

    [Test]
    public async Task What_was_refused_and_was_paid_after_all_is_not_paid_again()
    {
        await agreeing.Claim(number, 4, 10m);
        var reference = await Sent();
        await town.Hear(Svb.Says(reference, "geweigerd", "anders"));
        Assert.That((await town.Hear(Svb.Says(reference, "betaald"))).Value, Is.EqualTo(new TakeSvbAnswer.Answer(1, 0, Money.Zero, 0, IsRepeat: false)));
        Assert.That((await Due()).Items, Is.Empty);
        Assert.That((await Balance(), (await Lines()).Single().State), Is.EqualTo(((Money.Zero, new Money(1_000), new Money(599_000)), ClaimLineState.Paid)));
        await town.Hear(Svb.Says(reference, "teruggekomen", "anders", "16-06-2026"));
        Assert.That((await Balance()).Paid, Is.EqualTo(Money.Zero));

        var again = await Sent();
        Assert.That((await town.Hear(Svb.Says(reference, "betaald", day: "17-06-2026"))).Value.ToLookAt, Is.EqualTo(1), "another line is on its way");
        Assert.That((await town.Order(reference[..12])).Lines.Single().IsToLookAt, Is.True);
        await town.Hear(Svb.Says(again, "geweigerd", "anders", "18-06-2026"));
        Assert.That((await Due()).Held.Single().Obstacle, Is.EqualTo(PaymentObstacle.ToLookAt), "nobody knows whether it was paid");
        Assert.That((await town.Send()).Refusal, Is.EqualTo(Refusal.NothingToPay));
    }

    [Test]
    public async Task What_was_approved_before_the_SVB_began_never_comes_into_a_file()
    {
        await agreeing.Claim(number, 4, 10m);
        Assert.That((await Due()) is { StartsOn: null, Items.Count: 0 }, Is.True, "nobody said from when");
        Assert.That((await new StartSvb(town.Database).Do(town.Caseworker, town.Key(), new(town.Today))).Refusal, Is.EqualTo(Refusal.NotAllowed));
        Assert.That((await new StartSvb(town.Database).Do(town.Finance, town.Key(), new(town.Today.AddDays(1)))).Refusal, Is.Null);
        Assert.That((await new StartSvb(town.Database).Do(town.FinanceToo, town.Key(), new(town.Today))).Refusal, Is.EqualTo(Refusal.AlreadyDecided), "once");
        Assert.That((await town.Send()).Refusal, Is.EqualTo(Refusal.NothingToPay));
        town.Clock.Advance(TimeSpan.FromDays(1));
        await agreeing.Claim(number, 5, 3m);
        Assert.That((await Due()).Amount, Is.EqualTo(new Money(300)));
    }

    [Test]
    public async Task Who_acts_for_the_holder_gives_the_account_on_behalf()
    {
        var mother = await town.User("moeder", Role.Resident, "");
        await new Budget.Core.Residents.GiveAccess(town.Database).Do(Actor.System(Town.Huizen), town.Key(), new(mother.UserId, agreeing.Grant.Resident.Id, AsRepresentative: true, new(2000, 1, 1), new(2100, 1, 1)));
        Assert.That((await Change(by: mother)).Value, Is.EqualTo(2));
        Assert.That((await new ChangedHelperAccounts(town.Database).Of(town.Caseworker)).Single().IsOnBehalf, Is.True);
        Assert.That((await new HelperAccountOfAgreement(town.Database).Of(mother, number))!.Iban, Is.EqualTo("NL69 INGB 0123 4567 89"));
    }

    [Test]
    public async Task An_agreement_on_paper_waits_for_an_account()
    {
        await Begin();
        var grant = agreeing.Grant;
        var paper = (await new ApproveCareAgreement(town.Database).Do(town.Caseworker, town.Key(), new(
            grant.BudgetNumber, "Piet Papier", HelperKind.Network, new Money(100), new Quantity(20), new Period(new(2026, 1, 1), new(2026, 12, 31))))).Value;
        await agreeing.Claim(paper, 4, 3m);
        Assert.That((await Due()).Held.Single().Obstacle, Is.EqualTo(PaymentObstacle.NoAccount));
        Assert.That((await town.Send()).Refusal, Is.EqualTo(Refusal.NothingToPay));
        Assert.That((await Held()).Single().Obstacle, Is.EqualTo(PaymentObstacle.NoAccount), "the holder reads so");
        Assert.That((await new HelperAccountOfAgreement(town.Database).Of(agreeing.Holder, paper)) is { Number: 0, Iban: "" }, Is.True);
        Assert.That((await new ChangeHelperAccount(town.Database).Do(agreeing.Holder, town.Key(), new(paper, "P. Papier", Other, 0))).Value, Is.EqualTo(1));
        Assert.That((await town.Order((await town.Send()).Value)).Lines.Single().Amount, Is.EqualTo(new Money(300)));
        Assert.That((await new ChangedHelperAccounts(town.Database).Of(town.Caseworker)).Single() is { OldIban: "", Iban: "NL69 INGB 0123 4567 89" }, Is.True, "nobody of the municipality approved that one");
    }

    [Test]
    public async Task An_answer_is_taken_in_whole_or_not_at_all_and_only_of_the_own_municipality()
    {
        await agreeing.Claim(number, 4, 10m);
        var reference = await Sent();
        Assert.That((await town.Hear(Svb.Says(reference, "betaald"), Svb.Says("S2026-999999-00001", "betaald"))).Refusal, Is.EqualTo(Refusal.SvbAnswerUnknown.With("S2026-999999-00001")));
        Assert.That((await Balance()).Paid, Is.EqualTo(Money.Zero));
        var said = Svb.Read(DateOnly.MaxValue, Svb.Says(reference, "betaald"));
        var auditor = await town.User("controle", Role.Auditor, Town.Huizen);
        foreach (var (actor, refusal) in new[]
                 {
                     (town.Finance with { MunicipalityCode = Town.Hilversum }, Refusal.SvbAnswerUnknown.With(reference)), (town.Caseworker, Refusal.NotAllowed), (auditor, Refusal.NotAllowed), (agreeing.Holder, Refusal.NotAllowed),
                 })
        {
            Assert.That((await new TakeSvbAnswer(town.Database).Do(actor, town.Key(), said)).Refusal, Is.EqualTo(refusal), $"{actor.Role}");
        }

        Assert.That((await new SendToSvb(town.Database).Do(town.Caseworker, town.Key(), new())).Refusal, Is.EqualTo(Refusal.NotAllowed));
    }

    [Test]
    public async Task Who_saw_something_else_makes_no_file_of_it()
    {
        await Begin();
        await agreeing.Claim(number, 4, 10m);
        var seen = (await Due()).Seen;
        await agreeing.Claim(number, 5, 10m);
        Assert.That((await new SendToSvb(town.Database).Do(town.Finance, town.Key(), new(seen))).Refusal, Is.EqualTo(Refusal.PaymentsChanged));
        Assert.That((await new SendToSvb(town.Database).Do(town.Finance, town.Key(), new((await Due()).Seen))).Refusal, Is.Null);
    }
}
