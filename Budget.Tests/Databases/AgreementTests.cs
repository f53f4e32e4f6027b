using Budget.Core.Budgets;
using Budget.Core.Decisions;
using Budget.Core.Caseload;
using Budget.Core.Ledger;
using Budget.Core.PersonHeld;
using Budget.Core.Residents;
using Budget.Core.Supporters;

namespace Budget.Tests.Databases;

/// <summary>A care agreement: drawn up, signed by both, approved, replaced, ended; and nobody's business but theirs.</summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.PostgreSql)]
public sealed class AgreementTests(Engine engine)
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
        await KeptBeside.MustAgree(town);
        Assert.That((await new VerifyLedger(town.Database).Run()).FirstFault, Is.Null);
        await town.DisposeAsync();
    }

    private async Task<Money> Available() => (await new BudgetOverview(town.Database).Of(agreeing.Holder, agreeing.Grant.BudgetNumber))!.Balance.Available;

    [Test]
    public async Task Both_sign_the_municipality_approves_and_then_hours_can_be_forwarded()
    {
        var number = (await agreeing.DrawUp()).Value;
        var drawn = await agreeing.Read(number);
        Assert.That((drawn.State, drawn.Code.Length, drawn.Terms), Is.EqualTo((AgreementState.WaitsForHelper, 10, Agreeing.Terms() with { Iban = "NL91ABNA0417164300" })));
        Assert.That((await agreeing.Claim(number, 4, 10m)).Refusal, Is.EqualTo(Refusal.NotFound), "not before it is approved");
        Assert.That((await agreeing.Decide(number)).Refusal, Is.EqualTo(Refusal.AgreementNotSigned));
        Assert.That((await agreeing.Sign(number)).Refusal, Is.EqualTo(Refusal.NotFound), "not without the code");

        Assert.That((await agreeing.Take(number)).Value, Is.EqualTo(new TakeAgreementCode.Answer(Invitation.Accepted, number)));
        Assert.That((await agreeing.Read(number)).Code, Is.Empty, "once");
        Assert.That((await agreeing.Sign(number)).Refusal, Is.Null);
        Assert.That((await agreeing.Sign(number)).Refusal, Is.EqualTo(Refusal.AgreementAnswered));
        Assert.That((await new Worklist(town.Database).Of(town.Caseworker, WorklistView.All)).Items.Select(item => (item.Kind, item.Target)), Does.Contain(("agreement", number)));
        Assert.That((await new AgreementsInMaking(town.Database).ToDecide(town.Caseworker)).Single().Number, Is.EqualTo(number));

        Assert.That((await agreeing.Decide(number)).Value, Is.EqualTo(AgreementState.Approved));
        Assert.That((await agreeing.Decide(number)).Refusal, Is.EqualTo(Refusal.AgreementAnswered));
        Assert.That(await new AgreementsInMaking(town.Database).ToDecide(town.Caseworker), Is.Empty);
        Assert.That(await new AgreementsInMaking(town.Database).OfHolder(agreeing.Holder), Is.Empty);
        Assert.That((await agreeing.Claim(number, 4, 10m)).Value.Available, Is.EqualTo(new Money(600_000 - 1_000)));
        Assert.That((await agreeing.Read(number)).Steps.Select(step => step.Kind), Is.EqualTo(["signed", "approved"]));
    }

    [Test]
    public async Task Nobody_else_reads_it_or_answers_it_and_the_helper_reads_nothing_more()
    {
        var number = (await agreeing.DrawUp()).Value;
        var code = (await agreeing.Read(number)).Code;
        await agreeing.Take(number);
        var (stranger, other) = (await town.User("vreemde", Role.Resident, ""), await Agreeing.In(town));
        foreach (var actor in new[] { stranger, other.Holder, town.CaseworkerOfHilversum, town.ProviderStaff, agreeing.Helper with { ActsFor = other.Grant.Resident.Id }, agreeing.Helper with { ClosedTo = Town.Huizen } })
        {
            Assert.That(await new AgreementText(town.Database).Of(actor, number), Is.Null, $"{actor}");
            Assert.That((await agreeing.Sign(number, actor)).Refusal, Is.EqualTo(Refusal.NotFound).Or.EqualTo(Refusal.NotAllowed));
            Assert.That((await agreeing.End(number, new(2026, 7, 1), actor)).Refusal, Is.EqualTo(Refusal.NotFound).Or.EqualTo(Refusal.NotAllowed));
            Assert.That((await new WithdrawAgreement(town.Database).Do(actor, town.Key(), new(number))).Refusal, Is.EqualTo(Refusal.NotFound).Or.EqualTo(Refusal.NotAllowed));
            Assert.That((await agreeing.DrawUp(by: actor)).Refusal, Is.EqualTo(Refusal.NotFound).Or.EqualTo(Refusal.NotAllowed));
        }

        Assert.That((await agreeing.Decide(number, by: town.CaseworkerOfHilversum)).Refusal, Is.EqualTo(Refusal.NotFound));
        Assert.That((await agreeing.Decide(number, by: town.Finance)).Refusal, Is.EqualTo(Refusal.NotAllowed));
        Assert.That((await agreeing.Read(number, agreeing.Helper)) is { IsHelper: true, Code: "" }, Is.True);
        Assert.That(await new BudgetOverview(town.Database).Of(agreeing.Helper, agreeing.Grant.BudgetNumber), Is.Null);
        Assert.That((await new WithdrawAgreement(town.Database).Do(agreeing.Helper, town.Key(), new(number))).Refusal, Is.EqualTo(Refusal.NotFound), "the helper says no, and takes nothing back");
        Assert.That((await new TakeAgreementCode(town.Database).Do(stranger, town.Key(), new(code, "Iemand"))).Value.Invitation, Is.EqualTo(Invitation.Unknown), "used");
        Assert.That((await new AgreementsInMaking(town.Database).OfHelper(agreeing.Helper)).Single().Number, Is.EqualTo(number));
        var kept = await Rows.Of(town.ConnectionString, "SELECT identifier || iban || tasks FROM agreement_proposals");
        foreach (var open in new[] { "12345678", "0417164300", "koken" })
        {
            Assert.That(kept, Has.None.Contains(open));
        }
    }

    [Test]
    public async Task It_can_be_taken_back_declined_or_sent_back_with_a_reason_and_made_again()
    {
        var first = (await agreeing.DrawUp()).Value;
        Assert.That((await agreeing.DrawUp()).Refusal, Is.EqualTo(Refusal.AgreementWaits));
        Assert.That((await new WithdrawAgreement(town.Database).Do(agreeing.Holder, town.Key(), new(first))).Refusal, Is.Null);
        Assert.That((await agreeing.Read(first)) is { State: AgreementState.Withdrawn, Code: "" }, Is.True);

        var second = (await agreeing.DrawUp()).Value;
        await agreeing.Take(second);
        var say = new AnswerAsHelper(town.Database);
        Assert.That((await say.Do(agreeing.Helper, town.Key(), new(second, Signs: false))).Refusal, Is.EqualTo(Refusal.ReasonMissing));
        Assert.That((await say.Do(agreeing.Helper, town.Key(), new(second, Signs: false, "Ik kan niet op maandag."))).Refusal, Is.Null);
        Assert.That((await agreeing.Read(second)).Steps.Single() is { Kind: "declined", Reason: "Ik kan niet op maandag.", By: "Naam fatima" }, Is.True);
        Assert.That((await new AgreementsInMaking(town.Database).OfHolder(agreeing.Holder)).Single().State, Is.EqualTo(AgreementState.Declined));

        var third = (await agreeing.DrawUp()).Value;
        await agreeing.Take(third);
        await agreeing.Sign(third);
        Assert.That((await new DecideAgreement(town.Database).Do(town.Caseworker, town.Key(), new(third, Approves: false, " "))).Refusal, Is.EqualTo(Refusal.ReasonMissing));
        Assert.That((await agreeing.Decide(third, approves: false)).Value, Is.EqualTo(AgreementState.Returned));
        var returned = await agreeing.Read(third, agreeing.Helper);
        Assert.That(returned.Steps[^1].Reason, Is.EqualTo("Het tarief past niet bij dit werk."));
        Assert.That(AgreementClauses.Of(returned, System.Globalization.CultureInfo.GetCultureInfo("nl-NL"))[^1].Facts[^1].Value, Does.StartWith("Niet goedgekeurd door"), "under the signatures as in the heading");
        Assert.That((await agreeing.Claim(third, 4, 1m)).Refusal, Is.EqualTo(Refusal.NotFound));
        Assert.That(await agreeing.Approved(), Is.Not.Empty);
    }

    [Test]
    public async Task Of_a_helper_who_acts_for_the_holder_as_well_two_people_approve()
    {
        await new GiveAccess(town.Database).Do(
            Actor.System(Town.Huizen), town.Key(), new(agreeing.Helper.UserId, agreeing.Grant.Resident.Id, AsRepresentative: true, new(2026, 1, 1), new(2027, 12, 31)));
        var number = (await agreeing.DrawUp(by: agreeing.Helper)).Value;
        Assert.That((await agreeing.Take(number)).Value.Invitation, Is.EqualTo(Invitation.Accepted));
        Assert.That((await agreeing.Sign(number)).Refusal, Is.Null);
        var colleague = await town.User("consulent3", Role.Caseworker, Town.Huizen);

        Assert.That((await agreeing.Decide(number)).Value, Is.EqualTo(AgreementState.WaitsForSecond));
        Assert.That((await agreeing.Decide(number)).Refusal, Is.EqualTo(Refusal.AgreedFirst));
        Assert.That((await agreeing.Claim(number, 4, 1m)).Refusal, Is.EqualTo(Refusal.NotFound));
        Assert.That((await agreeing.Decide(number, by: colleague)).Value, Is.EqualTo(AgreementState.Approved));
        Assert.That((await agreeing.Read(number)).OnBehalf, Is.True);
    }

    [Test]
    public async Task The_holder_is_not_the_own_helper()
    {
        var number = (await agreeing.DrawUp()).Value;
        Assert.That((await agreeing.Take(number, agreeing.Holder)).Refusal, Is.EqualTo(Refusal.HelperIsHolder));
        const string bsn = "999900006";
        var self = await town.Resident("Zelf", bsn);
        var grant = await town.BudgetOf(1_000m, FundingForm.PersonHeld, resident: self);
        var own = Agreeing.Terms() with { HelperKind = HelperKind.Network, Form = AgreementForm.Family, Identifier = bsn };
        Assert.That((await new DrawUpAgreement(town.Database).Do(self.Actor, town.Key(), new(grant.BudgetNumber, own))).Refusal, Is.EqualTo(Refusal.HelperIsHolder));
        Assert.That((await new DrawUpAgreement(town.Database).Check(self.Actor, new(grant.BudgetNumber, own))).Fault, Is.EqualTo(Refusal.HelperIsHolder), "said before it is signed");
    }

    [Test]
    public async Task Another_version_takes_over_on_its_day_and_not_where_help_was_claimed()
    {
        var first = await agreeing.Approved();
        Assert.That((await agreeing.DrawUp(Agreeing.Terms(new(new(2026, 7, 1), new(2026, 12, 31))))).Refusal, Is.EqualTo(Refusal.AgreementOverlaps));
        await agreeing.Claim(first, 4, 40m);
        Assert.That((await agreeing.DrawUp(Agreeing.Terms(), first)).Refusal, Is.EqualTo(Refusal.AgreementStartsTooEarly.With("02-01-2026")));

        var dearer = Agreeing.Terms(new(new(2026, 4, 15), new(2026, 12, 31))) with { MonthlyVolume = new Quantity(60) };
        var second = (await agreeing.DrawUp(dearer, first)).Value;
        Assert.That((await agreeing.Read(second)).HasHelper, Is.True, "who signed the one before needs no code");
        await agreeing.Sign(second);
        Assert.That((await agreeing.Decide(second)).Refusal, Is.EqualTo(Refusal.AgreementClaimedBeyond.With("15-04-2026")));
        await agreeing.Decide(second, approves: false);

        var third = await agreeing.Approved(dearer with { Period = new(new(2026, 5, 1), new(2026, 12, 31)) }, first);
        Assert.That((await agreeing.Read(first)).LastOn, Is.EqualTo(new DateOnly(2026, 4, 30)));
        Assert.That((await agreeing.Read(third)).Replaces, Is.EqualTo(first));
        Assert.That((await agreeing.Claim(first, 5, 1m)).Refusal, Is.EqualTo(Refusal.MonthOutsideAgreement));
        Assert.That((await agreeing.Claim(third, 5, 60m)).Refusal, Is.Null);
        Assert.That((await agreeing.DrawUp(dearer with { Period = new(new(2026, 6, 1), new(2026, 12, 31)) }, first)).Refusal, Is.EqualTo(Refusal.NotFound), "one that ended has no next");
    }

    [Test]
    public async Task Either_can_end_it_and_of_later_days_nothing_is_claimed()
    {
        var number = await agreeing.Approved();
        await agreeing.Claim(number, 4, 40m);
        Assert.That((await agreeing.End(number, new(2026, 4, 29))).Refusal, Is.EqualTo(Refusal.AgreementClaimedBeyond.With("30-04-2026")));
        Assert.That((await agreeing.End(number, new(2026, 12, 31))).Refusal, Is.EqualTo(Refusal.DayOutsideAgreement));
        Assert.That((await agreeing.End(number, new(2026, 5, 10), agreeing.Helper)).Refusal, Is.Null);
        Assert.That((await agreeing.End(number, new(2026, 5, 20))).Refusal, Is.EqualTo(Refusal.AgreementEnded.With("10-05-2026")));
        Assert.That((await agreeing.Claim(number, 5, 40m)).Refusal, Is.Null, "of the days until then");
        Assert.That((await Rows.Of(town.ConnectionString, "SELECT CAST(ends_on AS TEXT) FROM claims ORDER BY ends_on DESC"))[0], Does.StartWith("2026-05-10"));
        town.Clock.GoTo(new(2026, 7, 2));
        Assert.That((await agreeing.Claim(number, 6, 1m)).Refusal, Is.EqualTo(Refusal.MonthOutsideAgreement));
        Assert.That((await new CareAgreements(town.Database).Of(agreeing.Holder)).Agreements.Single().EndsOn, Is.EqualTo(new DateOnly(2026, 5, 10)));
    }

    [Test]
    public async Task A_fixed_month_books_itself_once_it_is_over_and_only_once()
    {
        var number = await agreeing.Approved(Agreeing.Terms(new(new(2026, 3, 16), new(2026, 12, 31))) with { Pay = AgreementPay.Monthly });
        Assert.That((await agreeing.Claim(number, 4, 1m)).Refusal, Is.EqualTo(Refusal.PaysItself));
        var pay = new BookFixedPay(town.Database);

        Assert.That((await pay.Do(), await pay.Do()), Is.EqualTo((3, 0)), "March in part, April and May; once");
        // 16 of 31 days of 40 hours: 20.65.
        Assert.That(await Available(), Is.EqualTo(new Money(600_000 - 2_065 - 4_000 - 4_000)));

        Assert.That((await town.Reverse(agreeing.Grant.BudgetNumber, posting: 3)).Refusal, Is.Null);
        Assert.That(await pay.Do(), Is.Zero, "what somebody took back is not booked again");
        Assert.That((await agreeing.End(number, new(2026, 6, 20))).Refusal, Is.Null);
        town.Clock.GoTo(new(2026, 8, 1));
        Assert.That(await pay.Do(), Is.EqualTo(1), "June until the twentieth, and no July");
        Assert.That(await Available(), Is.EqualTo(new Money(600_000 - 2_065 - 4_000 - 2_667)));
    }

    [Test]
    public async Task An_allowance_is_the_same_each_month_and_waits_while_the_budget_is_too_low()
    {
        agreeing = await Agreeing.In(town, 200m);
        var neighbour = Agreeing.Terms(new(new(2026, 4, 1), new(2026, 12, 31))) with
        {
            HelperKind = HelperKind.Network,
            Form = AgreementForm.Family,
            Identifier = "999990019",
            Pay = AgreementPay.Allowance,
            Rate = new Money(14_100),
            MonthlyVolume = new Quantity(99),
        };
        await agreeing.Approved(neighbour);
        var pay = new BookFixedPay(town.Database);

        Assert.That((await pay.Do(), await Available()), Is.EqualTo((1, new Money(20_000 - 14_100))));
        Assert.That(await pay.Do(), Is.Zero, "May waits");
    }

    [Test]
    public async Task The_floor_of_the_by_law_holds_from_its_day_on_and_is_set_by_who_saw_the_last()
    {
        var administrator = await town.User("beheer", Role.Administrator, Town.Huizen);
        var (rules, set) = (new HeldRules(town.Database), new SetHeldRules(town.Database));
        Assert.That((await set.Do(town.Caseworker, town.Key(), new(town.Today, new Money(101), ""))).Refusal, Is.EqualTo(Refusal.NotAllowed));
        Assert.That((await set.Do(administrator, town.Key(), new(town.Today.AddDays(-1), new Money(101), ""))).Refusal, Is.EqualTo(Refusal.DayIsPast));
        Assert.That((await set.Do(administrator, town.Key(), new(town.Today, new Money(3_181), ""))).Refusal, Is.EqualTo(Refusal.FloorAboveRates.With(new Money(3_180))), "nobody could agree on household help");
        Assert.That((await set.Do(administrator, town.Key(), new(new(2026, 7, 1), new Money(101), "", new Money(20_000), FreePercent: 2))).Refusal, Is.EqualTo(Refusal.FreeAmountOrPart));
        Assert.That((await set.Do(administrator, town.Key(), new(new(2026, 7, 1), new Money(101), ""))).Refusal, Is.Null);
        Assert.That((await set.Do(administrator, town.Key(), new(new(2026, 7, 1), new Money(99), ""))).Refusal, Is.EqualTo(Refusal.ChangedMeanwhile));
        Assert.That((await rules.Of(administrator)).All.Single(), Is.EqualTo(new HeldRules.Rule(new(2026, 7, 1), new Money(101))));

        Assert.That((await agreeing.DrawUp(Agreeing.Terms(new(new(2026, 7, 1), new(2026, 12, 31))))).Refusal, Is.EqualTo(Refusal.RateBelowFloor.With(new Money(101))));
        Assert.That((await agreeing.DrawUp(Agreeing.Terms(new(new(2026, 6, 30), new(2026, 12, 31))))).Refusal, Is.Null, "before its day");
    }

    [Test]
    public async Task What_the_by_law_pays_a_freelancer_at_most_holds_below_the_rate_of_the_decision()
    {
        await Sql.Execute(town, $"INSERT INTO product_rates (municipality_code, product_code, kind, number, starts_on, rate_cents) VALUES ('{Town.Huizen}', '{Town.Guidance}', 'freelancer', 1, '2026-01-01', 75)");
        Assert.That((await agreeing.DrawUp()).Refusal, Is.EqualTo(Refusal.RateAboveByLaw.With(new Money(75))));
        Assert.That((await agreeing.DrawUp(Agreeing.Terms() with { Rate = new Money(75) })).Refusal, Is.Null);
    }

    [Test]
    public async Task A_wrong_code_is_counted_with_other_wrong_codes()
    {
        var number = (await agreeing.DrawUp()).Value;
        for (var guess = 0; guess < AcceptInvitation.GuessesInAnHour; guess++)
        {
            var tried = $"ABCDEFGHJ{InvitationCode.Letters[guess]}";
            Assert.That(guess % 2 == 0
                ? (await new AcceptInvitation(town.Database).Do(agreeing.Helper, town.Key(), new(tried, "Fatima"))).Value.Invitation
                : (await new TakeAgreementCode(town.Database).Do(agreeing.Helper, town.Key(), new(tried, "Fatima"))).Value.Invitation, Is.EqualTo(Invitation.Unknown));
            town.Clock.Advance(TimeSpan.FromMinutes(2));
        }

        Assert.That((await agreeing.Take(number)).Value.Invitation, Is.EqualTo(Invitation.TooOften));
        town.Clock.Advance(TimeSpan.FromHours(1));
        Assert.That((await agreeing.Take(number)).Value.Invitation, Is.EqualTo(Invitation.Accepted));
    }
}
