using System.Text;
using Budget.Core.Decisions;
using Budget.Core.PersonHeld;

namespace Budget.Tests.Databases;

/// <summary>What a helper gave over all holders, worked out by hand.</summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.PostgreSql)]
public sealed class HoursGivenTests(Engine engine)
{
    private Town town = null!;
    private Agreeing first = null!;
    private Agreeing second = null!;

    [SetUp]
    public async Task Start()
    {
        town = await Town.On(engine);
        first = await Agreeing.In(town);
        second = new Agreeing { Town = town, Grant = await town.BudgetOf(6_000m, FundingForm.PersonHeld, resident: await town.Resident("Zus Zonneveld")), Helper = first.Helper };
    }

    [TearDown]
    public async Task Stop() => await town.DisposeAsync();

    private async Task<HoursGiven.Answer> Given(Actor? by = null) => await new HoursGiven(town.Database).Of(by ?? first.Helper);

    private async Task Enter(string number, int month, int day, int minutes)
    {
        var (on, from) = (new DateOnly(2026, month, day), new TimeOnly(9, 0));
        Assert.That((await new EnterClaimLine(town.Database).Do(first.Helper, town.Key(), new(number, on, IsWholeMonth: false, new WorkedTime(on, from, from.AddMinutes(minutes), 0), Volume: null))).Refusal, Is.Null);
    }

    private async Task Answer(Agreeing of, string number, int day, AnswerClaimLine.Verdict verdict)
    {
        var line = (await new ClaimLines(town.Database).Of(of.Holder, number))!.Waiting.Single(one => one.StartsOn.Day == day).Id;
        Assert.That((await new AnswerClaimLine(town.Database).Do(of.Holder, town.Key(), new(line, verdict, Reason: verdict == AnswerClaimLine.Verdict.Reject ? "Niet geweest." : ""))).Refusal, Is.Null);
    }

    [Test]
    public async Task By_month_over_all_holders_with_the_average_of_a_week_and_what_was_approved_and_paid()
    {
        var (one, two) = (await first.Approved(), await second.Approved());
        await Enter(one, 5, 4, 180);
        await Enter(one, 5, 11, 150);
        await Enter(one, 5, 18, 240);
        await Enter(two, 6, 1, 240);
        await Answer(first, one, 4, AnswerClaimLine.Verdict.Approve);
        await Answer(first, one, 18, AnswerClaimLine.Verdict.Reject);
        await Answer(second, two, 1, AnswerClaimLine.Verdict.Approve);
        var order = await town.Order((await town.Send()).Value);
        await town.Hear(Svb.Says(order.Lines.Single(line => line.Amount == new Money(400)).Reference, "betaald"));

        var given = await Given();

        // From 4 May, the first day with help: 3 and 2.5 hours in 28 days of May, 4 hours in 15 of June. 5.5 x 7 / 28, 4 x 7 / 15, 9.5 x 7 / 43.
        Assert.That(given.Months.Select(month => (month.StartsOn.Month, month.Hours.Value, month.HoursAWeek.Value, month.Approved, month.Paid)), Is.EqualTo(new[]
        {
            (6, 4m, 1.87m, new Money(400), new Money(400)), (5, 5.5m, 1.38m, new Money(300), Money.Zero),
        }));
        Assert.That((given.Hours.Value, given.HoursAWeek.Value), Is.EqualTo((9.5m, 1.55m)));
        Assert.That(given.Counted, Is.EqualTo(new Period(new(2026, 5, 4), new(2026, 6, 15))));
        Assert.That(given.Months[0].Rows.Single() is { ResidentName: "Zus Zonneveld" } row && row.AgreementNumber == two, Is.True);
        var csv = Encoding.UTF8.GetString(HoursGivenCsv.Write(given));
        Assert.That(csv, Does.Contain($"2026-06;Zus Zonneveld;{two};4;uur;4,00;4,00").And.Contain($"2026-05;Jan Jansen;{one};5,5;uur;3,00;0,00"));
    }

    [Test]
    public async Task More_help_is_never_less_a_week_and_less_than_a_week_counts_as_one()
    {
        var number = await first.Approved();
        town.Clock.GoTo(new(2026, 6, 30));
        await Enter(number, 6, 29, 120);
        Assert.That((await Given()).HoursAWeek.Value, Is.EqualTo(2m), "two hours in two days");
        town.Clock.GoTo(new(2026, 7, 12));
        Assert.That((await Given()).HoursAWeek.Value, Is.EqualTo(1m), "two hours in two weeks, also when nothing was sent in of July yet");
        await Enter(number, 7, 1, 60);
        Assert.That((await Given()).HoursAWeek.Value, Is.EqualTo(1.5m), "the first hour of a month adds to it");
    }

    [Test]
    public async Task A_fixed_wage_counts_its_hours_an_allowance_none_and_what_is_older_than_a_year_is_left_out()
    {
        await first.Approved(Agreeing.Terms(new(new(2026, 5, 1), new(2026, 12, 31))) with { Pay = AgreementPay.Monthly });
        await second.Approved(Agreeing.Terms(new(new(2026, 5, 1), new(2026, 12, 31))) with
        {
            HelperKind = HelperKind.Network,
            Form = AgreementForm.Family,
            Identifier = "999990019",
            Pay = AgreementPay.Allowance,
            Rate = new Money(14_100),
        });
        await new BookFixedPay(town.Database).Do();
        var may = (await Given()).Months.Single();
        Assert.That((may.Hours.Value, may.Approved), Is.EqualTo((40m, new Money(4_000 + 14_100))));
        town.Clock.GoTo(new(2027, 4, 30));
        Assert.That((await Given()).Months, Has.Count.EqualTo(1));
        town.Clock.GoTo(new(2027, 5, 1));
        Assert.That((await Given()).Months, Is.Empty);
    }

    [Test]
    public async Task Nobody_else_reads_it()
    {
        await Enter(await first.Approved(), 6, 1, 60);
        Assert.That((await Given()).Months, Has.Count.EqualTo(1));
        foreach (var actor in new[] { first.Holder, town.Caseworker, town.ProviderStaff, first.Helper with { ClosedTo = Town.Huizen }, first.Helper with { ActsFor = second.Grant.Resident.Id } })
        {
            Assert.That((await Given(actor)).Months, Is.Empty, $"{actor}");
        }
    }
}
