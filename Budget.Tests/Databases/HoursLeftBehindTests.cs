using Budget.Core.Budgets;
using Budget.Core.Departures;
using Budget.Core.PersonHeld;

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
        Assert.That((await Say(lines[3].Id, AnswerClaimLine.Verdict.Approve)).Refusal, Is.EqualTo(Refusal.BudgetEnded), "the day after");
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
        Assert.That((await Say(month.Id, AnswerClaimLine.Verdict.Approve)).Refusal, Is.EqualTo(Refusal.BudgetEnded));
        Assert.That((await Say(month.Id, AnswerClaimLine.Verdict.Change, new Quantity(12), "Tot en met 20 mei.")).Value.Amount, Is.EqualTo(new Money(1_200)));
        Assert.That(await Rows.Of(town.ConnectionString, "SELECT CAST(starts_on AS TEXT), CAST(ends_on AS TEXT) FROM claims"), Has.One.EqualTo("2026-05-01 2026-05-20"));
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
