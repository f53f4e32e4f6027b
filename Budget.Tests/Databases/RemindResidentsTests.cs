using Budget.Core.Delivery;
using Budget.Core.Mail;
using Budget.Core.Plans;
using Budget.Core.SupportRequests;

namespace Budget.Tests.Databases;

/// <summary>What comes with the day is told by e-mail as well: once at each moment, to who asked for it.</summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.PostgreSql)]
public sealed class RemindResidentsTests(Engine engine)
{
    private Town town = null!;

    [SetUp]
    public async Task Start() => town = await Town.On(engine);

    [TearDown]
    public async Task Stop() => await town.DisposeAsync();

    private async Task<int> Remind() => await new RemindResidents(town.Database).Do();

    private async Task<List<MailKind>> ToldOn(int month, int day)
    {
        town.Clock.GoTo(new(2026, month, day));
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Remind()));
        return [.. (await Mailbox.Emptied(town.Database)).Select(mail => mail.Kind)];
    }

    [Test]
    public async Task That_support_ends_is_told_eight_weeks_before_and_once_more_after_four_unless_it_was_asked_again()
    {
        var (told, silent) = (await town.BudgetOf(100m), await town.BudgetOf(100m));
        await Mailbox.Wants(town, told.Resident.Actor, without: [MailKind.GoalsAreAsked]);
        Assert.That(await ToldOn(11, 4), Is.Empty);
        Assert.That(await ToldOn(11, 5), Is.EqualTo(new[] { MailKind.SupportEnds }), "once, by four portals at once");
        Assert.That(await ToldOn(11, 30), Is.Empty);
        Assert.That(await ToldOn(12, 3), Is.EqualTo(new[] { MailKind.SupportEnds }));
        await new DrainOutbox(town.Database).Forget();
        Assert.That(await ToldOn(12, 31), Is.Empty);

        await Mailbox.Wants(town, silent.Resident.Actor, without: [MailKind.SupportEnds, MailKind.GoalsAreAsked]);
        Assert.That(await ToldOn(12, 31), Is.Empty, "not wanted");
    }

    [Test]
    public async Task That_goals_are_asked_is_told_once_at_each_moment()
    {
        var grant = await town.BudgetOf(100m);
        await town.Choose(grant);
        await Mailbox.Wants(town, grant.Resident.Actor, without: [MailKind.SupportEnds]);
        var asked = new List<DateOnly>();
        for (var day = new DateOnly(2026, 7, 1); day <= new DateOnly(2026, 12, 31); day = day.AddDays(7))
        {
            if ((await ToldOn(day.Month, day.Day)).Count > 0)
            {
                asked.Add((await new EvaluationsDue(town.Database).Of(grant.Resident.Actor)).Single().AskedOn);
            }
        }

        Assert.That(asked, Is.Not.Empty.And.Unique);
    }

    [Test]
    public async Task A_proposal_of_the_caseworker_to_shift_is_told_and_ones_own_is_not()
    {
        var grant = await town.BudgetOf(100m);
        var second = await town.AlsoGrant(grant, 50m);
        await Mailbox.Wants(town, grant.Resident.Actor);
        var proposed = await new ProposeShift(town.Database).Do(town.Caseworker, town.Key(), new(grant.RequestNumber, grant.BudgetNumber, second, new Money(100), "Minder huishouden."));
        await new AgreeToShift(town.Database).Do(grant.Resident.Actor, town.Key(), new(grant.RequestNumber, proposed.Value, true, ""));
        Assert.That((await Mailbox.Emptied(town.Database)).Select(mail => mail.Kind), Is.EqualTo(new[] { MailKind.ShiftIsProposed }));

        await new ProposeShift(town.Database).Do(grant.Resident.Actor, town.Key(), new(grant.RequestNumber, grant.BudgetNumber, second, new Money(100), "Minder huishouden."));
        Assert.That(await Mailbox.Emptied(town.Database), Is.Empty);
    }
}
