using System.Text;
using Budget.Core.Budgets;
using Budget.Core.Caseload;
using Budget.Core.Departures;
using Budget.Core.HelperPayments;
using Budget.Core.Mail;
using Budget.Core.PersonHeld;

namespace Budget.Tests.Databases;

/// <summary>A helper of a PGB is paid by the SVB: what goes out, and what comes back.</summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.PostgreSql)]
internal sealed class HelperPaymentTests(Engine engine) : HelperPaymentStories(engine)
{
    [Test]
    public async Task What_the_holder_approved_goes_out_once_and_is_booked_when_the_SVB_says_that_it_paid()
    {
        await Begin();
        await Agreeing.Claim(Number, 4, 10m);
        await Agreeing.Claim(Number, 5, 4m);
        Assert.That(((await Due()).Amount, (await Due()).Ready.Single().Claims), Is.EqualTo((new Money(1_400), 2L)));
        var order = (await Town.Send()).Value;
        Assert.That((await Town.Send()).Refusal, Is.EqualTo(Refusal.NothingToPay), "it waits in one file at a time");
        Assert.That(await Balance(), Is.EqualTo((new Money(1_400), Money.Zero, new Money(598_600))), "nothing is paid before the SVB says so");
        var lines = (await Town.Order(order)).Lines;
        Assert.That(lines.Select(line => (line.Reference, line.Amount)), Is.EqualTo(new[] { ($"{order}-00001", new Money(1_000)), ($"{order}-00002", new Money(400)) }));

        Assert.That((await Town.Hear(Svb.Says(lines[0].Reference, "betaald"))).Value, Is.EqualTo(new TakeSvbAnswer.Answer(1, 0, Money.Zero, 0, IsRepeat: false)));
        Assert.That(await Balance(), Is.EqualTo((new Money(400), new Money(1_000), new Money(598_600))));
        Assert.That((await Town.Hear(Svb.Says(lines[0].Reference, "betaald"))).Value.IsRepeat, Is.True, "the same file again");
        Assert.That((await Town.Hear(Svb.Says(lines[0].Reference, "betaald", day: "16-06-2026"))).Value, Is.EqualTo(new TakeSvbAnswer.Answer(0, 0, Money.Zero, 0, IsRepeat: false)), "the same word again");
        Assert.That((await Balance()).Paid, Is.EqualTo(new Money(1_000)));
        var shown = (await new ClaimLines(Town.Database).Of(Agreeing.Helper, Number))!.Lines;
        Assert.That(shown.Select(line => (line.State, line.PaidOn)), Is.EqualTo(new[] { (ClaimLineState.Sent, (DateOnly?)null), (ClaimLineState.Paid, new DateOnly(2026, 6, 15)) }), "the helper sees where each stands");
    }

    [Test]
    public async Task The_file_says_who_is_paid_for_what_on_which_account_and_is_the_same_each_time()
    {
        await Agreeing.Claim(Number, 4, 10m);
        var order = (await Town.Send()).Value;
        var file = (await new SvbFile(Town.Database).Of(Town.Finance, order))!;
        var lines = Encoding.UTF8.GetString(file).TrimStart('\uFEFF').Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.That(lines[0], Is.EqualTo(string.Join(';', SvbFile.Columns)));
        var cells = lines[1].Split(';');
        Assert.That(cells[4], Does.Match("^[0-9]{9}$"));
        Assert.That(cells, Is.EqualTo(new[]
        {
            "1", $"{order}-00001", "0406", Agreeing.Grant.BudgetNumber, cells[4], (await new BudgetOverview(Town.Database).Of(Agreeing.Holder, Agreeing.Grant.BudgetNumber))!.Budget.ResidentName, Number, "Fatima El Amrani", "12345678", "", "NL91ABNA0417164300", "Fatima El Amrani",
            "01-04-2026", "30-04-2026", "10,00", "04", "1,00", "betalen", "10,00",
        }));
        await Change();
        Assert.That(await new SvbFile(Town.Database).Of(Town.Finance, order), Is.EqualTo(file), "as it was sent");
        var auditor = await Town.User("controle", Role.Auditor, Support.Town.Huizen);
        foreach (var other in new[] { Town.Caseworker, auditor, Agreeing.Holder, Agreeing.Helper, Town.Finance with { MunicipalityCode = Support.Town.Hilversum } })
        {
            Assert.That(await new SvbFile(Town.Database).Of(other, order), Is.Null, $"{other.Role}");
        }
    }

    [Test]
    public async Task What_came_back_is_told_and_goes_again_once_the_holder_gave_another_account()
    {
        await Mailbox.Wants(Town, Agreeing.Holder);
        await Agreeing.Claim(Number, 4, 10m);
        var reference = await Sent();
        Assert.That((await Town.Hear(Svb.Says(reference, "geweigerd", "rekening-gesloten"))).Value, Is.EqualTo(new TakeSvbAnswer.Answer(0, 1, new Money(1_000), 0, IsRepeat: false)));

        await Agreeing.Claim(Number, 5, 2m);
        var held = (await Held()).Single();
        Assert.That((held.AgreementNumber, held.Amount, held.Obstacle, held.Reasons.Single()), Is.EqualTo((Number, new Money(1_200), PaymentObstacle.CameBack, new HelperPaymentsHeld.HeldReason(SvbReason.AccountClosed, new Money(1_200)))), "nor is anything else paid to that account");
        Assert.That((await Lines())[1] is { State: ClaimLineState.CameBack, BackReason: SvbReason.AccountClosed }, Is.True);
        Assert.That((await Due()).Held.Single() is { Obstacle: PaymentObstacle.CameBack, Reasons: [SvbReason.AccountClosed] }, Is.True);
        Assert.That((await Town.Send()).Refusal, Is.EqualTo(Refusal.NothingToPay), "not to the same account again");

        Assert.That((await Change()).Value, Is.EqualTo(2));
        Assert.That(await Held(), Is.Empty, "it is the municipality's turn");
        Assert.That((await Due()).Ready.Single().Reasons.Single(), Is.EqualTo(SvbReason.AccountClosed), "finance sees why it goes again");
        var again = (await Town.Order((await Town.Send()).Value)).Lines;
        await Town.Hear([.. again.Select(line => Svb.Says(line.Reference, "betaald"))]);
        Assert.That(await Balance(), Is.EqualTo((Money.Zero, new Money(1_200), new Money(598_800))));
        Assert.That((await Lines()).Select(line => line.State), Is.All.EqualTo(ClaimLineState.Paid));
        Assert.That((await Mailbox.Emptied(Town.Database)).Select(mail => mail.Kind), Is.EquivalentTo(new[] { MailKind.HelperPaymentCameBack, MailKind.HelperAccountChanged }));
    }

    [Test]
    public async Task Help_of_after_the_death_is_in_no_file_and_stands_apart_until_it_is_reversed()
    {
        await Begin();
        await Agreeing.Claim(Number, 4, 10m);
        await Agreeing.Claim(Number, 5, 4m);
        Assert.That((await new WriteDownDeparture(Town.Database).Do(Town.Caseworker, Town.Key(), new(Agreeing.Grant.RequestNumber, DepartureReason.Died, new(2026, 5, 20)))).Refusal, Is.Null);
        var due = await Due();
        Assert.That((due.Ready.Single().Claims, due.Amount, due.Held.Any()), Is.EqualTo((1L, new Money(1_000), false)), "April was before it");
        var apart = due.AfterDeath.Single();
        Assert.That((apart.AgreementNumber, apart.Amount, apart.Obstacle), Is.EqualTo((Number, new Money(400), (PaymentObstacle?)PaymentObstacle.AfterDeath)));
        Assert.That((await Town.Order((await Town.Send()).Value)).Lines.Select(line => line.Amount), Is.EqualTo(new[] { new Money(1_000) }));
        Assert.That((await Town.Send()).Refusal, Is.EqualTo(Refusal.NothingToPay), "also when nothing else is left");
        Assert.That(await new HelperPaymentsHeld(Town.Database).Of(Agreeing.Holder), Is.Empty, "another account would not help");

        Assert.That((await Town.Reverse(Agreeing.Grant.BudgetNumber, apart.Postings.Single())).Refusal, Is.Null);
        Assert.That((await Due()).AfterDeath, Is.Empty);
    }

    [Test]
    public async Task What_came_back_for_another_reason_stands_apart_and_the_holder_is_asked_for_what_another_account_mends()
    {
        await Agreeing.Claim(Number, 3, 10m);
        await Agreeing.Claim(Number, 4, 20m);
        await Agreeing.Claim(Number, 5, 30m);
        var lines = (await Town.Order((await Town.Send()).Value)).Lines;
        await Town.Hear(Svb.Says(lines[0].Reference, "geweigerd", "naam-klopt-niet"), Svb.Says(lines[1].Reference, "geweigerd", "overeenkomst-onbekend"), Svb.Says(lines[2].Reference, "geweigerd", "rekening-gesloten"));

        var held = (await Held()).Single();
        Assert.That((held.Amount, held.Obstacle), Is.EqualTo((new Money(4_000), PaymentObstacle.CameBack)), "without what the SVB has to mend");
        Assert.That(held.Reasons.Select(one => (one.Reason, one.Amount)), Is.EquivalentTo([(SvbReason.NameDiffers, new Money(1_000)), (SvbReason.AccountClosed, new Money(3_000))]));
        (SvbReason, Money)[] all = [(SvbReason.NameDiffers, new Money(1_000)), (SvbReason.AgreementUnknown, new Money(2_000)), (SvbReason.AccountClosed, new Money(3_000))];
        Assert.That((await Due()).Held.Select(item => (item.Reasons.Single(), item.Amount)), Is.EquivalentTo(all), "finance reads each");
        Assert.That((await new HeldSignals(Town.Database).Of(Town.Caseworker))!.Unpaid.Select(item => (item.Reason!.Value, item.Amount)), Is.EquivalentTo(all), "and so does a caseworker");
        await Change();
        Assert.That(await Held(), Is.Empty);
        Assert.That((await Due()).Ready.Single().Amount, Is.EqualTo(new Money(6_000)), "then all of it goes again");
    }

    [Test]
    public async Task Of_what_is_not_the_account_the_municipality_sends_it_again()
    {
        await Agreeing.Claim(Number, 4, 10m);
        await Town.Hear(Svb.Says(await Sent(), "geweigerd", "overeenkomst-onbekend"));
        Assert.That(await Held(), Is.Empty);
        Assert.That((await Due()).Ready.Single().Reasons.Single(), Is.EqualTo(SvbReason.AgreementUnknown));
        Assert.That((await Town.Send()).Refusal, Is.Null);
    }

    [Test]
    public async Task Money_that_came_back_is_not_paid_any_more_and_what_the_SVB_takes_back_of_its_words_is_for_people()
    {
        await Agreeing.Claim(Number, 4, 10m);
        var reference = await Sent();
        await Town.Hear(Svb.Says(reference, "betaald"));
        Assert.That((await Town.Hear(Svb.Says(reference, "geweigerd", "anders"))).Value, Is.EqualTo(new TakeSvbAnswer.Answer(0, 0, Money.Zero, 1, IsRepeat: false)), "it said that it paid");
        Assert.That((await Town.Order(reference[..12])).Lines.Single().IsToLookAt, Is.True);
        Assert.That((await Balance()).Paid, Is.EqualTo(new Money(1_000)));

        Assert.That((await Town.Hear(Svb.Says(reference, "teruggekomen", "naam-klopt-niet"))).Value.CameBack, Is.EqualTo(1));
        Assert.That(await Balance(), Is.EqualTo((new Money(1_000), Money.Zero, new Money(599_000))));
        var back = (await new BudgetOverview(Town.Database).Of(Agreeing.Holder, Agreeing.Grant.BudgetNumber))!.Postings[0];
        Assert.That(Budget.Core.Ledger.PostingText.ReasonOf(back, System.Globalization.CultureInfo.GetCultureInfo("nl")), Is.EqualTo($"hoort bij betaling {reference[..12]}"), "staff read no code of ours");
        Assert.That((await Town.Hear(Svb.Says(reference, "betaald", day: "16-06-2026"))).Value.ToLookAt, Is.EqualTo(1), "paid once more on a line that came back: nobody knows how often");
        Assert.That((await Balance()).Paid, Is.EqualTo(Money.Zero));
        Assert.That((await Town.Order(reference[..12])).Lines.Single().IsToLookAt, Is.True);
        await Change();
        Assert.That((await Town.Send()).Refusal, Is.EqualTo(Refusal.NothingToPay), "somebody asks the SVB first");
        Town.Clock.Advance(TimeSpan.FromHours(1));
        await Town.Hear(Svb.Says(reference, "teruggekomen", "naam-klopt-niet", "17-06-2026"));
        await Town.Hear(Svb.Says(await Sent(), "betaald"));
        Assert.That((await Balance()).Paid, Is.EqualTo(new Money(1_000)));
    }

    [Test]
    public async Task What_was_paid_and_taken_back_is_set_off_and_what_was_taken_back_before_it_was_paid_too()
    {
        await Agreeing.Claim(Number, 4, 10m);
        await Agreeing.Claim(Number, 5, 6m);
        var lines = (await Town.Order((await Town.Send()).Value)).Lines;
        await Town.Hear(Svb.Says(lines[0].Reference, "betaald"));
        Assert.That((await Town.Reverse(Agreeing.Grant.BudgetNumber, 2)).Refusal, Is.Null, "a right correction is never refused because it was paid");
        Assert.That((await Town.Reverse(Agreeing.Grant.BudgetNumber, 3)).Refusal, Is.Null, "it is on its way to the SVB");
        Assert.That(await Balance(), Is.EqualTo((Money.Zero, Money.Zero, new Money(600_000))));
        await Town.Hear(Svb.Says(lines[1].Reference, "betaald"));
        Assert.That(await Balance(), Is.EqualTo((Money.Zero, Money.Zero, new Money(600_000))), "it stands in no book: it is to come back");
        Assert.That((await Due()).Amount, Is.EqualTo(new Money(-1_600)));

        var order = (await Town.Send()).Value;
        Assert.That(Encoding.UTF8.GetString((await new SvbFile(Town.Database).Of(Town.Finance, order))!), Does.Contain(";verrekenen;10,00").And.Contain(";verrekenen;6,00"));
        await Town.Hear([.. (await Town.Order(order)).Lines.Select(line => Svb.Says(line.Reference, "betaald"))]);
        Assert.That((await Due()).Items, Is.Empty, "nobody owes anybody");
        Assert.That((await new ClaimLines(Town.Database).Of(Agreeing.Holder, Number))!.Lines.Select(line => line.State), Is.All.EqualTo(ClaimLineState.TakenBack));
    }

    [Test]
    public async Task What_came_back_is_sent_again_by_another_than_who_took_that_in()
    {
        await Agreeing.Claim(Number, 4, 10m);
        await Town.Hear(Svb.Says(await Sent(), "geweigerd", "anders"));
        Assert.That((await new SendToSvb(Town.Database).Do(Town.FinanceToo, Town.Key(), new())).Refusal, Is.EqualTo(Refusal.OwnProposal));
        Assert.That((await new ClaimsToPay(Town.Database).Of(Town.FinanceToo))!.Held.Single().NeedsColleague, Is.True);
        Assert.That((await new SendToSvb(Town.Database).Do(Town.Finance, Town.Key(), new())).Refusal, Is.Null);
    }

    [Test]
    public async Task What_was_refused_and_was_paid_after_all_is_not_paid_again()
    {
        await Agreeing.Claim(Number, 4, 10m);
        var reference = await Sent();
        await Town.Hear(Svb.Says(reference, "geweigerd", "anders"));
        Assert.That((await Town.Hear(Svb.Says(reference, "betaald"))).Value, Is.EqualTo(new TakeSvbAnswer.Answer(1, 0, Money.Zero, 0, IsRepeat: false)));
        Assert.That((await Due()).Items, Is.Empty);
        Assert.That((await Balance(), (await Lines()).Single().State), Is.EqualTo(((Money.Zero, new Money(1_000), new Money(599_000)), ClaimLineState.Paid)));
        await Town.Hear(Svb.Says(reference, "teruggekomen", "anders", "16-06-2026"));
        Assert.That((await Balance()).Paid, Is.EqualTo(Money.Zero));

        var again = await Sent();
        Assert.That((await Town.Hear(Svb.Says(reference, "betaald", day: "17-06-2026"))).Value.ToLookAt, Is.EqualTo(1), "another line is on its way");
        Assert.That((await Town.Order(reference[..12])).Lines.Single().IsToLookAt, Is.True);
        await Town.Hear(Svb.Says(again, "geweigerd", "anders", "18-06-2026"));
        Assert.That((await Due()).Held.Single().Obstacle, Is.EqualTo(PaymentObstacle.ToLookAt), "nobody knows whether it was paid");
        Assert.That((await Town.Send()).Refusal, Is.EqualTo(Refusal.NothingToPay));
    }

    [Test]
    public async Task What_was_approved_before_the_SVB_began_never_comes_into_a_file()
    {
        await Agreeing.Claim(Number, 4, 10m);
        Assert.That((await Due()) is { StartsOn: null, Items.Count: 0 }, Is.True, "nobody said from when");
        Assert.That((await new StartSvb(Town.Database).Do(Town.Caseworker, Town.Key(), new(Town.Today))).Refusal, Is.EqualTo(Refusal.NotAllowed));
        Assert.That((await new StartSvb(Town.Database).Do(Town.Finance, Town.Key(), new(Town.Today.AddDays(1)))).Refusal, Is.Null);
        Assert.That((await new StartSvb(Town.Database).Do(Town.FinanceToo, Town.Key(), new(Town.Today))).Refusal, Is.EqualTo(Refusal.AlreadyDecided), "once");
        Assert.That((await Town.Send()).Refusal, Is.EqualTo(Refusal.NothingToPay));
        Town.Clock.Advance(TimeSpan.FromDays(1));
        await Agreeing.Claim(Number, 5, 3m);
        Assert.That((await Due()).Amount, Is.EqualTo(new Money(300)));
    }

    [Test]
    public async Task An_answer_is_taken_in_whole_or_not_at_all_and_only_of_the_own_municipality()
    {
        await Agreeing.Claim(Number, 4, 10m);
        var reference = await Sent();
        Assert.That((await Town.Hear(Svb.Says(reference, "betaald"), Svb.Says("S2026-999999-00001", "betaald"))).Refusal, Is.EqualTo(Refusal.SvbAnswerUnknown.With("S2026-999999-00001")));
        Assert.That((await Town.Hear(Svb.Says(reference, "betaald", day: "14-06-2026"))).Refusal, Is.EqualTo(Refusal.SvbAnswerTooEarly.With(reference)), "the day before the file was made");
        Assert.That((await Balance()).Paid, Is.EqualTo(Money.Zero));
        var said = Svb.Read(DateOnly.MaxValue, Svb.Says(reference, "betaald"));
        var auditor = await Town.User("controle", Role.Auditor, Support.Town.Huizen);
        foreach (var (actor, refusal) in new[]
                 {
                     (Town.Finance with { MunicipalityCode = Support.Town.Hilversum }, Refusal.SvbAnswerUnknown.With(reference)), (Town.Caseworker, Refusal.NotAllowed), (auditor, Refusal.NotAllowed), (Agreeing.Holder, Refusal.NotAllowed),
                 })
        {
            Assert.That((await new TakeSvbAnswer(Town.Database).Do(actor, Town.Key(), said)).Refusal, Is.EqualTo(refusal), $"{actor.Role}");
        }

        Assert.That((await new SendToSvb(Town.Database).Do(Town.Caseworker, Town.Key(), new())).Refusal, Is.EqualTo(Refusal.NotAllowed));
    }

    [Test]
    public async Task Who_saw_something_else_makes_no_file_of_it()
    {
        await Begin();
        await Agreeing.Claim(Number, 4, 10m);
        var seen = (await Due()).Seen;
        await Agreeing.Claim(Number, 5, 10m);
        Assert.That((await new SendToSvb(Town.Database).Do(Town.Finance, Town.Key(), new(seen))).Refusal, Is.EqualTo(Refusal.PaymentsChanged));
        Assert.That((await new SendToSvb(Town.Database).Do(Town.Finance, Town.Key(), new((await Due()).Seen))).Refusal, Is.Null);
    }
}
