using System.Globalization;
using Budget.Core.Budgets;
using Budget.Core.Caseload;
using Budget.Core.Closing;
using Budget.Core.Decisions;
using Budget.Core.Departures;
using Budget.Core.Mandates;
using Budget.Core.PersonHeld;
using Budget.Core.Residents;

namespace Budget.Tests.Databases;

/// <summary>The holder of a PGB dies while hours of a helper wait: a caseworker answers them, and days until the death are paid.</summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.PostgreSql)]
internal sealed class HoursLeftBehindTests(Engine engine)
{
    private static readonly DateOnly DiedOn = new(2026, 6, 10);

    private Town town = null!;
    private Agreeing agreeing = null!;
    private string number = "";

    [SetUp]
    public async Task Start()
    {
        town = await Town.On(engine);
        agreeing = await Agreeing.In(town);
        number = await agreeing.Approved();
        foreach (var day in new[] { 8, 9, 10, 11 })
        {
            await Enter(day);
        }
    }

    [TearDown]
    public async Task Stop()
    {
        await town.MustBeSound();
        await KeptBeside.MustAgree(town);
        await town.DisposeAsync();
    }

    private async Task Enter(int dayOfJune)
    {
        var day = new DateOnly(2026, 6, dayOfJune);
        Assert.That((await new EnterClaimLine(town.Database).Do(agreeing.Helper, town.Key(), new(number, day, IsWholeMonth: false, new WorkedTime(day, new TimeOnly(9, 0), new TimeOnly(11, 0), 0), Volume: null))).Refusal, Is.Null);
    }

    private async Task Die() => Assert.That((await new WriteDownDeparture(town.Database).Do(town.Caseworker, town.Key(), new(agreeing.Grant.RequestNumber, DepartureReason.Died, DiedOn))).Refusal, Is.Null);

    private Task<HoursLeftBehind.Answer?> Read(Actor? by = null) => new HoursLeftBehind(town.Database).Of(by ?? town.Caseworker, agreeing.Grant.RequestNumber);

    private Task<long> Beside() => new HoursLeftBehind(town.Database).Beside(town.Caseworker, agreeing.Grant.RequestNumber);

    private Task<Outcome<AnswerClaimLine.Answer>> Say(Guid line, AnswerClaimLine.Verdict verdict, Quantity? volume = null, string reason = "", Actor? by = null) =>
        new AnswerClaimLine(town.Database).Do(by ?? town.Caseworker, town.Key(), new(line, verdict, volume, reason));

    [Test]
    public async Task A_fixed_month_in_which_the_holder_died_is_paid_until_the_death_once_finance_took_the_whole_of_it_back()
    {
        agreeing = await Agreeing.In(town);
        await agreeing.Approved(Agreeing.Terms(new(new(2026, 4, 1), new(2026, 12, 31))) with { Pay = AgreementPay.Monthly });
        var pay = new BookFixedPay(town.Database);
        Assert.That(await pay.Do(), Is.EqualTo(2), "April and May");
        Assert.That((await new WriteDownDeparture(town.Database).Do(town.Caseworker, town.Key(), new(agreeing.Grant.RequestNumber, DepartureReason.Died, new(2026, 5, 20)))).Refusal, Is.Null);
        Assert.That(await pay.Do(), Is.Zero, "May stands as it was booked");

        Assert.That((await town.Reverse(agreeing.Grant.BudgetNumber, posting: 3)).Refusal, Is.Null);
        Assert.That((await pay.Do(), await pay.Do()), Is.EqualTo((1, 0)));
        Assert.That(
            (await Rows.Of(town.ConnectionString, "SELECT CAST(ends_on AS TEXT) || ' ' || CAST(volume_hundredths AS TEXT) FROM claims ORDER BY posting_number DESC"))[0],
            Is.EqualTo("2026-05-20 2581"), "20 of 31 days of 40 hours");
    }

    [Test]
    public async Task A_caseworker_answers_what_waits_line_by_line_and_days_after_the_death_are_not_paid()
    {
        await Die();
        var waiting = (await Read())!;
        Assert.That((waiting.DiedOn, waiting.Items.Count, await Beside()), Is.EqualTo((DiedOn, 4, 4L)));
        var lines = waiting.Items.Select(item => item.Line).OrderBy(line => line.StartsOn).ToList();

        Assert.That((await Say(lines[0].Id, AnswerClaimLine.Verdict.Approve)).Value.Amount, Is.EqualTo(new Money(200)));
        Assert.That((await Say(lines[1].Id, AnswerClaimLine.Verdict.Change, new Quantity(1))).Refusal, Is.EqualTo(Refusal.ReasonMissing));
        Assert.That((await Say(lines[1].Id, AnswerClaimLine.Verdict.Change, new Quantity(1), "Zij was er een uur.")).Value.Amount, Is.EqualTo(new Money(100)));
        Assert.That((await Say(lines[2].Id, AnswerClaimLine.Verdict.Approve)).Value.Amount, Is.EqualTo(new Money(200)), "the day itself");
        Assert.That((await Say(lines[3].Id, AnswerClaimLine.Verdict.Approve)).Refusal, Is.EqualTo(Refusal.HolderDied), "the day after");
        Assert.That((await Say(lines[3].Id, AnswerClaimLine.Verdict.Reject, reason: "Dit was na het overlijden.")).Refusal, Is.Null);

        Assert.That((await Read())!.Items, Is.Empty);
        Assert.That(await Beside(), Is.Zero);
        Assert.That((await new BudgetOverview(town.Database).Of(town.Caseworker, agreeing.Grant.BudgetNumber))!.Balance.Spent, Is.EqualTo(new Money(500)));
        var told = (await new ClaimLines(town.Database).Of(agreeing.Helper, number))!.Lines.OrderBy(line => line.StartsOn).Select(line => (line.State, line.Reason)).ToList();
        Assert.That(told, Is.EqualTo(new[]
        {
            (ClaimLineState.Approved, ""), (ClaimLineState.Changed, "Zij was er een uur."), (ClaimLineState.Approved, ""), (ClaimLineState.Rejected, "Dit was na het overlijden."),
        }), "the helper reads why");
        Assert.That((await Say(lines[0].Id, AnswerClaimLine.Verdict.Approve)).Refusal, Is.EqualTo(Refusal.AlreadyDecided));
    }

    [Test]
    public async Task Of_a_month_in_which_the_holder_died_the_caseworker_says_how_much_it_was_until_then()
    {
        Assert.That((await new EnterClaimLine(town.Database).Do(agreeing.Helper, town.Key(), new(number, new(2026, 5, 1), IsWholeMonth: true, Time: null, new Quantity(20)))).Refusal, Is.Null);
        Assert.That((await new WriteDownDeparture(town.Database).Do(town.Caseworker, town.Key(), new(agreeing.Grant.RequestNumber, DepartureReason.Died, new(2026, 5, 20)))).Refusal, Is.Null);
        var month = (await Read())!.Items.Select(item => item.Line).Single(line => line.StartsOn == new DateOnly(2026, 5, 1));
        Assert.That((await Say(month.Id, AnswerClaimLine.Verdict.Approve)).Refusal, Is.EqualTo(Refusal.HolderDied));
        Assert.That((await Say(month.Id, AnswerClaimLine.Verdict.Change, new Quantity(12), "Tot en met 20 mei.")).Value.Amount, Is.EqualTo(new Money(1_200)));
        Assert.That(await Rows.Of(town.ConnectionString, "SELECT CAST(starts_on AS TEXT), CAST(ends_on AS TEXT) FROM claims"), Has.One.EqualTo("2026-05-01 2026-05-20"));
        Assert.That((await new ClaimLines(town.Database).Of(agreeing.Helper, number))!.Lines.Single(line => line.Id == month.Id) is { State: ClaimLineState.Changed, IsAfterDeath: false }, Is.True, "what was booked of it is of before the death, and is paid");
    }

    [Test]
    public async Task Hours_that_only_wait_do_not_move_the_end_of_the_budget()
    {
        var died = await new WriteDownDeparture(town.Database).Do(town.Caseworker, town.Key(), new(agreeing.Grant.RequestNumber, DepartureReason.Died, DiedOn));
        var ended = died.Value.Budgets.Single();
        Assert.That((ended.IsPersonHeld, ended.Effect.EndedOn), Is.EqualTo((true, DiedOn)), "a line of the day after waits");
        Assert.That((await new AgreementsInMaking(town.Database).OfHelper(agreeing.Helper)).Select(item => (item.EndsOn, item.BudgetEnded)), Is.EqualTo(new[] { (DiedOn, 1L) }));
        Assert.That((await new AgreementText(town.Database).OfHelper(agreeing.Helper, number))!.BudgetEndedOn, Is.EqualTo(DiedOn));
        Assert.That(await new ClaimLines(town.Database).Of(agreeing.Helper, number) is { HolderDied: true } answer && answer.LastOn == DiedOn && answer.Lines.All(line => line.HolderDied), Is.True);
    }

    [Test]
    public async Task What_was_booked_of_a_later_day_moves_it_and_stays()
    {
        var line = (await new ClaimLines(town.Database).Of(agreeing.Holder, number))!.Waiting.Single(line => line.StartsOn == DiedOn.AddDays(1)).Id;
        Assert.That((await Say(line, AnswerClaimLine.Verdict.Approve, by: agreeing.Holder)).Refusal, Is.Null);
        var died = await new WriteDownDeparture(town.Database).Do(town.Caseworker, town.Key(), new(agreeing.Grant.RequestNumber, DepartureReason.Died, DiedOn));
        Assert.That(died.Value.Budgets.Single().Effect is { } effect && effect.EndedOn == DiedOn.AddDays(1) && effect.Spent == new Money(200), Is.True);

        var claims = (await new ClaimLines(town.Database).Of(agreeing.Helper, number))!;
        Assert.That((claims.LastOn, claims.Lines.Single(one => one.Id == line).IsAfterDeath, claims.Lines.Count(one => one.IsAfterDeath)), Is.EqualTo((DiedOn, true, 1)), "the day of the death is the last that is paid, wherever one reads it");
        Assert.That((await new AgreementsInMaking(town.Database).OfHelper(agreeing.Helper)).Single().EndsOn, Is.EqualTo(DiedOn));
        Assert.That((await new AgreementText(town.Database).OfHelper(agreeing.Helper, number))!.BudgetEndedOn, Is.EqualTo(DiedOn));
        var decision = (await Rows.Of(town.ConnectionString, "SELECT d.number FROM decisions d JOIN decision_kinds k ON k.decision_id = d.id WHERE k.ground = 'died'")).Single();
        var said = string.Join(' ', DecisionText.Of((await new DecisionOverview(town.Database).Of(town.Caseworker, decision))!, CultureInfo.GetCultureInfo("nl")).Parts.SelectMany(part => part.Sentences));
        Assert.That(said, Does.Contain("Hulp tot en met die dag wordt betaald. Er was al hulp goedgekeurd tot en met 11 juni 2026.").And.Contain("De gemeente kijkt nog naar wat is goedgekeurd van na 10 juni 2026.").And.Not.Contain("Hulp tot en met de laatste dag"));
    }

    [Test]
    public async Task What_waits_of_after_the_death_is_not_on_its_way_any_more()
    {
        async Task<(Money, Money)> OnItsWay()
        {
            var parts = (await new PartsOfBudget(town.Database).Of(town.Caseworker, agreeing.Grant.BudgetNumber, new DateOnly(2026, 6, 1)))!;
            Assert.That(parts.OnItsWay.Lines.Aggregate(Money.Zero, (sum, line) => sum + line.Amount), Is.EqualTo(parts.OnItsWay.Total), "line by line the same");
            return (parts.Parts.OnItsWay, (await new AnnualAccount(town.Database).Of(town.Caseworker, agreeing.Grant.BudgetNumber, 2026))!.OnItsWay);
        }

        Assert.That(await OnItsWay(), Is.EqualTo((new Money(800), new Money(800))));
        await Die();
        Assert.That(await OnItsWay(), Is.EqualTo((new Money(600), new Money(600))), "three days were before it");
        Assert.That(await Beside(), Is.EqualTo(4), "the fourth is still to be answered");
        Assert.That((await new TakeBackDeparture(town.Database).Do(town.Caseworker, town.Key(), agreeing.Grant.RequestNumber)).Refusal, Is.Null);
        Assert.That(await OnItsWay(), Is.EqualTo((new Money(800), new Money(800))), "it was a mistake");
    }

    [Test]
    public async Task Whoever_acted_reads_that_the_access_ended_by_the_death_and_nobody_else_does()
    {
        var (daughter, before) = (await town.User("dochter", Role.Resident, ""), await town.User("buurman", Role.Resident, ""));
        Assert.That((await new GiveAccess(town.Database).Do(Actor.System(Town.Huizen), town.Key(), new(daughter.UserId, agreeing.Grant.Resident.Id, AsRepresentative: true, new(2026, 1, 1), new(2027, 12, 31), AccessGround.Mandate))).Refusal, Is.Null);
        Assert.That((await new GiveAccess(town.Database).Do(Actor.System(Town.Huizen), town.Key(), new(before.UserId, agreeing.Grant.Resident.Id, AsRepresentative: true, new(2026, 1, 1), new(2026, 6, 15), AccessGround.Mandate))).Refusal, Is.Null);
        await Rows.Execute(town.ConnectionString, $"UPDATE resident_access SET ends_on = '2026-06-01' WHERE user_id = '{before.UserId.Value:D}'");
        Assert.That(await new MyPeople(town.Database).EndedByDeath(daughter), Is.Empty, "the holder lives");
        await Die();
        var ended = (await new MyPeople(town.Database).EndedByDeath(daughter)).Single();
        Assert.That((ended.DiedOn, ended.LastOn, ended.WrittenOn), Is.EqualTo((DiedOn, town.Today.AddDays(-1), town.Today)));
        foreach (var other in new[] { before, agreeing.Holder, agreeing.Helper, town.Caseworker })
        {
            Assert.That(await new MyPeople(town.Database).EndedByDeath(other), Is.Empty);
        }
    }

    [Test]
    public async Task What_is_on_paper_until_the_death_a_caseworker_enters_and_nobody_makes_an_agreement_any_more()
    {
        var paper = await town.Agreement(agreeing.Grant);
        Task<Outcome<EnterClaimLine.Answer>> Copy(int dayOfJune, Actor by)
        {
            var day = new DateOnly(2026, 6, dayOfJune);
            return new EnterClaimLine(town.Database).Do(by, town.Key(), new(paper, day, IsWholeMonth: false, new WorkedTime(day, new TimeOnly(13, 0), new TimeOnly(15, 0), 0), Volume: null));
        }

        Assert.That((await Copy(9, town.Caseworker)).Refusal, Is.EqualTo(Refusal.HolderAnswers));
        await Die();
        Assert.That((await Read())!.Agreements.Select(agreement => agreement.Number), Is.EquivalentTo(new[] { number, paper }));
        Assert.That((await Copy(9, agreeing.Holder)).Refusal, Is.EqualTo(Refusal.HolderDied));
        Assert.That((await Copy(9, town.CaseworkerOfHilversum)).Refusal, Is.EqualTo(Refusal.NotFound));
        Assert.That((await Copy(9, town.Finance)).Refusal, Is.EqualTo(Refusal.NotAllowed));
        Assert.That((await Copy(11, town.Caseworker)).Refusal, Is.EqualTo(Refusal.HolderDied), "the day after");
        Assert.That((await Copy(10, town.Caseworker)).Value, Is.EqualTo(new EnterClaimLine.Answer(new Money(200), new Quantity(2), IsBooked: true)));
        Assert.That((await Copy(10, town.Caseworker)).Refusal, Is.EqualTo(Refusal.ClaimedTwice));
        Assert.That(await Sql.Count(town, $"traces WHERE what = 'EnterClaimLine' AND subject = '{paper}'"), Is.EqualTo(1));

        var entry = new ApproveCareAgreement.Entry(agreeing.Grant.BudgetNumber, "Fatima El Amrani", HelperKind.Freelancer, new Money(100), new Quantity(40), new Period(new(2026, 1, 1), DiedOn));
        Assert.That((await new ApproveCareAgreement(town.Database).Do(town.Caseworker, town.Key(), entry)).Refusal!.Is(Refusal.ResidentDeparted), Is.True);
    }

    [Test]
    public async Task Whoever_acted_for_the_holder_does_so_no_more_by_law_or_by_mandate()
    {
        List<Actor> acting = [];
        foreach (var (name, ground) in new[] { ("dochter", AccessGround.Mandate), ("bewindvoerder", AccessGround.Trustee) })
        {
            var one = await town.User(name, Role.Resident, "");
            acting.Add(one);
            Assert.That((await new GiveAccess(town.Database).Do(Actor.System(Town.Huizen), town.Key(), new(one.UserId, agreeing.Grant.Resident.Id, AsRepresentative: true, new(2026, 1, 1), new(2027, 12, 31), ground))).Refusal, Is.Null);
            Assert.That((await new CareAgreements(town.Database).Of(one)).Agreements, Is.Not.Empty);
        }

        var line = (await new ClaimLines(town.Database).Of(agreeing.Holder, number))!.Waiting.First().Id;
        await Die();
        foreach (var one in acting)
        {
            Assert.That((await new CareAgreements(town.Database).Of(one)).Agreements, Is.Empty);
            Assert.That((await Say(line, AnswerClaimLine.Verdict.Approve, by: one)).Refusal, Is.EqualTo(Refusal.NotFound));
        }

        Assert.That(await Rows.Of(town.ConnectionString, "SELECT CAST(ends_on AS TEXT) FROM resident_access WHERE kind = 'representative'"), Is.EqualTo((string[])["2026-06-14", "2026-06-14"]));
        Assert.That((await Say(line, AnswerClaimLine.Verdict.Approve, by: agreeing.Holder)).Refusal, Is.EqualTo(Refusal.HolderDied), "nor the account of the dead");
    }

    [Test]
    public async Task Hours_that_wait_are_a_task_of_the_municipality_until_all_are_answered()
    {
        async Task<IReadOnlyList<(string Kind, string Target)>> Tasks(Actor by) => [.. (await new Worklist(town.Database).Of(by, WorklistView.All)).Items.Where(item => item.Kind == "hours-left").Select(item => (item.Kind, item.Target))];
        Assert.That(await Tasks(town.Caseworker), Is.Empty, "the holder answers");
        await Die();
        Assert.That(await Tasks(town.Caseworker), Is.EqualTo(new[] { ("hours-left", agreeing.Grant.RequestNumber) }), "once for a case");
        Assert.That(await Tasks(town.CaseworkerOfHilversum), Is.Empty);
        foreach (var item in (await Read())!.Items)
        {
            Assert.That((await Say(item.Line.Id, AnswerClaimLine.Verdict.Reject, reason: "Zij was er niet.")).Refusal, Is.Null);
        }

        Assert.That(await Tasks(town.Caseworker), Is.Empty);
    }

    [Test]
    public async Task While_the_holder_lives_only_the_holder_answers_and_nobody_of_elsewhere_ever()
    {
        var line = (await new ClaimLines(town.Database).Of(agreeing.Holder, number))!.Waiting.First().Id;
        Assert.That((await Say(line, AnswerClaimLine.Verdict.Approve)).Refusal, Is.EqualTo(Refusal.HolderAnswers));
        Assert.That(await Read(), Is.Null);
        await new WriteDownDeparture(town.Database).Do(town.Caseworker, town.Key(), new(agreeing.Grant.RequestNumber, DepartureReason.Moved, new(2026, 6, 30)));
        Assert.That((await Say(line, AnswerClaimLine.Verdict.Approve)).Refusal, Is.EqualTo(Refusal.HolderAnswers), "who moved still can");
        Assert.That(await Read(), Is.Null);
        await new TakeBackDeparture(town.Database).Do(town.Caseworker, town.Key(), agreeing.Grant.RequestNumber);
        await Die();
        foreach (var actor in new[] { town.CaseworkerOfHilversum, town.Finance, town.ProviderStaff, agreeing.Holder, agreeing.Helper })
        {
            Assert.That(await Read(actor), Is.Null, $"{actor.Role}");
        }

        Assert.That((await Say(line, AnswerClaimLine.Verdict.Approve, by: town.CaseworkerOfHilversum)).Refusal, Is.EqualTo(Refusal.NotFound));
        Assert.That((await Say(line, AnswerClaimLine.Verdict.Approve, by: town.Finance)).Refusal, Is.EqualTo(Refusal.NotAllowed));
        Assert.That((await Say(line, AnswerClaimLine.Verdict.Withdraw)).Refusal, Is.EqualTo(Refusal.NotFound), "taking back is for who entered it");
    }
}
