using Budget.Core.Assignments;
using Budget.Core.Caseload;
using Budget.Core.Delivery;
using Budget.Core.Exchange;
using Budget.Core.Iwmo;
using Budget.Core.Providers;
using static Budget.Tests.Support.MessagesOf;

namespace Budget.Tests.Databases;

/// <summary>That help began or stopped, said by a message (WMO305, WMO307): what it changes, what is refused and what nobody learns from it. Today it is 15 June 2026.</summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.PostgreSql)]
public sealed class ImportMessageTests(Engine engine)
{
    private static readonly Period Days = new(new(2026, 6, 1), new(2026, 12, 31));
    private Town town = null!;

    [SetUp]
    public async Task Start()
    {
        town = await Town.On(engine);
        await town.MayDeclare();
    }

    [TearDown]
    public async Task Stop()
    {
        await town.MustBeSound();
        await town.DisposeAsync();
    }

    private async Task<List<(DeliveryTrouble Trouble, string Budget)>> Watched() =>
        [.. (await new DeliveryWatch(town.Database).Of(town.Caseworker)).Select(item => (item.Trouble, item.BudgetNumber))];

    [Test]
    public async Task A_start_takes_the_help_off_the_watch_and_the_resident_reads_it()
    {
        var assigned = await Assigned.In(town, period: Days);
        town.Clock.GoTo(new(2026, 6, 30));
        Assert.That(await Watched(), Is.EqualTo(new[] { (DeliveryTrouble.NoStart, assigned.Grant.BudgetNumber) }));

        Assert.That(await town.Parts(MessagesOf.Start("M1", assigned.Bsn, (assigned.Number, new(2026, 6, 3)))), Is.EqualTo(["started"]));

        Assert.That(await Watched(), Is.Empty);
        var helper = (await new HelpersOfBudget(town.Database).Of(assigned.Grant.Resident.Actor, assigned.Grant.BudgetNumber))!.Helpers.Single();
        Assert.That((helper.LastSaid, helper.SaidOf), Is.EqualTo(("started", (DateOnly?)new DateOnly(2026, 6, 3))));
        Assert.That(await Sql.Count(town, $"traces WHERE what = 'ReportStart' AND resident_id = '{assigned.Grant.Resident.Id.Value:D}'"), Is.EqualTo(1));
    }

    [Test]
    public async Task The_same_file_does_nothing_twice_and_another_under_its_number_is_refused()
    {
        var assigned = await Assigned.In(town, period: Days);
        var message = MessagesOf.Start("M1", assigned.Bsn, (assigned.Number, new(2026, 6, 3)));
        var first = await town.Send(message);
        var again = await town.Send(message);
        var byOperator = await town.Send(message, Actor.System(Town.Huizen));

        Assert.That((first.Result!.IsRepeat, again.Result!.IsRepeat, byOperator.Result!.IsRepeat), Is.EqualTo((false, true, true)));
        Assert.That((again.Result.Id, byOperator.Result.Id, byOperator.Result.Parts.Single().Code), Is.EqualTo((first.Result.Id, first.Result.Id, "started")));
        Assert.That(await Sql.Count(town, "delivery_reports"), Is.EqualTo(1));
        var other = await town.Send(MessagesOf.Start("M1", assigned.Bsn, (assigned.Number, new(2026, 6, 4))));
        Assert.That(other.Fault!.Is(MessageFault.IdentificationReused), Is.True);
        Assert.That((await town.Send(MessagesOf.Stop("M1", assigned.Bsn, assigned.Number, new(2026, 6, 12), ReasonOfEnd.ByClient))).Fault, Is.Null, "a number is of its kind");
        var rows = (await new MessageTraffic(town.Database).Of(town.ProviderStaff)).SentIn;
        Assert.That(rows.Select(row => (row.Kind, row.Parts, row.Refused)), Is.EquivalentTo(new[] { ("WMO305", 1L, 0L), ("WMO307", 1L, 0L) }));
    }

    [Test]
    public async Task Each_part_is_taken_or_refused_by_itself_with_why()
    {
        var (assigned, other) = (await Assigned.In(town, period: Days), await Assigned.In(town, period: Days));
        var elsewhere = (await new AdmitProvider(town.Database).Do(Actor.System(Town.Huizen), town.Key(), new("87654321", "87654321", "Anders", "Over", "About", "035"))).Value;
        var contract = (await new SignContract(town.Database).Do(Actor.System(Town.Huizen), town.Key(), new(elsewhere, Town.Huizen, Town.Guidance, new Money(5000), Period.Year(2026)))).Value;
        var theirs = (await town.Choose(await town.BudgetOf(100m, period: Days), contract)).AssignmentNumber;

        Assert.That(
            await town.Parts(MessagesOf.Start("M1", assigned.Bsn,
                (null, new(2026, 6, 3)), (999_999, new(2026, 6, 3)), (theirs, new(2026, 6, 3)), (other.Number, new(2026, 6, 3)), (assigned.Number, new(2026, 6, 3)), (assigned.Number, new(2026, 6, 4)))),
            Is.EqualTo(["9338", "9338", "9338", "8187", "started", "said-twice"]), "another's number is as one that does not exist");
        Assert.That(await town.Parts(MessagesOf.Start("M2", other.Bsn, (other.Number, town.Today.AddDays(1)))), Is.EqualTo(["day-in-future"]));
        Assert.That(await town.Parts(MessagesOf.Start("M3", other.Bsn, (other.Number, new(2026, 5, 31)))), Is.EqualTo(["not-then-assigned 01-06-2026"]));
        var right = MessagesOf.Start("M4", other.Bsn, (other.Number, new(2026, 6, 3)));
        foreach (var (product, code, at) in new[] { (new MessageProduct("01", null), "9339", 5), (new MessageProduct("02", "02B99"), "9340", 6) })
        {
            Assert.That(await town.Parts(right with { Header = Header($"M{at}"), Products = [right.Products[0] with { Product = product }] }), Is.EqualTo([code]));
        }

        Assert.That(await town.Parts(right with { Header = Header("M7"), Products = [right.Products[0] with { Status = DeliveryStatus.Removed }] }), Is.EqualTo(["not-taken-back"]));
        Assert.That(await town.Parts(right with { Header = Header("M8"), Products = [right.Products[0] with { Status = DeliveryStatus.Unchanged }] }), Is.EqualTo(["unchanged"]));
        Assert.That(await Sql.Count(town, "delivery_reports"), Is.EqualTo(1));
    }

    [Test]
    public async Task A_file_is_of_ones_own_and_for_a_municipality_that_lives_here()
    {
        var assigned = await Assigned.In(town, period: Days);
        var right = MessagesOf.Start("M1", assigned.Bsn, (assigned.Number, new(2026, 6, 3)));
        Assert.That((await town.Send(right with { Header = right.Header with { SenderAgb = "87654321" } })).Refusal, Is.EqualTo(Refusal.MessageOfOther));
        Assert.That((await town.Send(right with { Header = right.Header with { MunicipalityCode = "0384" } })).Fault!.Is(MessageFault.MunicipalityUnknown), Is.True);
        Assert.That((await town.Send(right with { Header = right.Header with { DatedOn = town.Today.AddDays(1) } })).Fault!.Is(MessageFault.DatedInFuture), Is.True);
        Assert.That((await town.Send(right, Actor.System(Town.Hilversum))).Fault!.Is(MessageFault.OtherMunicipality), Is.True);
        foreach (var by in new[] { town.Finance, town.Caseworker, assigned.Grant.Resident.Actor })
        {
            Assert.That((await town.Send(right, by)).Refusal, Is.EqualTo(Refusal.NotAllowed), $"{by.Role}");
        }

        Assert.That(await town.Parts(right with { Header = right.Header with { SenderAgb = "87654321" } }, Actor.System(Town.Huizen)), Is.EqualTo(["9338"]), "of a stranger nothing is here");
        Assert.That(await Sql.Count(town, "delivery_reports"), Is.Zero);
    }

    [TestCase("", "unknown-message")]
    [TestCase("<a", "not-xml")]
    [TestCase("<Bericht/>", "unknown-message")]
    [TestCase("<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>", "not-xml")]
    [TestCase("<?xml version='1.0' encoding='iso-8859-1'?><x/>", "encoding-unknown")]
    [TestCase("<x:Bericht xmlns:x='http://www.istandaarden.nl/iwmo/3_2/wmo323/schema'/>", "unknown-message")]
    [TestCase("<x:Bericht xmlns:x='http://www.istandaarden.nl/iwmo/3_2/wmo305/schema'/>", "element-unexpected")]
    public async Task A_file_that_is_no_such_message_gets_one_reason(string text, string fault)
    {
        var answer = await town.SendFile(Utf8(text));
        Assert.That((answer.Result, answer.Fault!.Code), Is.EqualTo(((ImportMessage.Result?)null, fault)));
        Assert.That(MessageFaultText.For(answer.Fault, System.Globalization.CultureInfo.GetCultureInfo("nl")), Does.EndWith("."));
        Assert.That(await Sql.Count(town, "iwmo_messages_in"), Is.Zero);
    }

    [Test]
    public async Task The_word_of_the_resident_that_nobody_came_is_not_written_over_by_a_message()
    {
        var assigned = await Assigned.In(town, period: Days);
        var id = (await new AssignmentsOfProvider(town.Database).Of(town.ProviderStaff)).Single().Id;
        await new ReportNobodyCame(town.Database).Do(assigned.Grant.Resident.Actor, town.Key(), new(id));
        town.Clock.Advance(TimeSpan.FromMinutes(1));

        foreach (var by in new[] { town.ProviderStaff, Actor.System(Town.Huizen) })
        {
            Assert.That(await town.Parts(MessagesOf.Start($"M{by.Role}"[..5], assigned.Bsn, (assigned.Number, new(2026, 6, 3))), by), Is.EqualTo(["nobody-came-then 15-06-2026"]));
        }

        Assert.That((await Watched()).Select(one => one.Trouble), Is.EqualTo([DeliveryTrouble.NobodyCame]));
    }

    [Test]
    public async Task A_stop_before_its_time_frees_the_rest_and_the_resident_chooses_again()
    {
        var assigned = await Assigned.In(town, period: Days);
        await town.Parts(MessagesOf.Start("M1", assigned.Bsn, (assigned.Number, new(2026, 6, 3))));
        town.Clock.Advance(TimeSpan.FromMinutes(1));

        Assert.That(await town.Parts(MessagesOf.Stop("S1", assigned.Bsn, assigned.Number, new(2026, 6, 30), ReasonOfEnd.ByProvider)), Is.EqualTo(["stopped"]));

        var helper = (await new HelpersOfBudget(town.Database).Of(assigned.Grant.Resident.Actor, assigned.Grant.BudgetNumber))!.Helpers.Single();
        Assert.That(helper.EndsOn, Is.EqualTo(new DateOnly(2026, 6, 30)));
        Assert.That((await new ProvidersForBudget(town.Database).Of(assigned.Grant.Resident.Actor, assigned.Grant.BudgetNumber))!.Days, Is.EqualTo(new Period(new(2026, 7, 1), new(2026, 12, 31))));
        town.Clock.GoTo(new(2026, 7, 15));
        Assert.That(await Watched(), Is.EqualTo(new[] { (DeliveryTrouble.NoProvider, assigned.Grant.BudgetNumber) }), "and who does not is watched over");
        var told = await town.Fetched();
        Assert.That(told.Select(one => (one.Row.About, Said(one.Text, "RedenWijziging"))), Is.EqualTo(new[] { ("new", ""), ("end", "12") }));
    }

    [Test]
    public async Task A_stop_of_what_nobody_knows_to_have_begun_would_take_it_off_the_watch_and_is_refused()
    {
        var assigned = await Assigned.In(town, period: Days);
        foreach (var (reason, at) in new[] { (ReasonOfEnd.AsPlanned, 1), (ReasonOfEnd.ByClient, 2) })
        {
            Assert.That(await town.Parts(MessagesOf.Stop($"S{at}", assigned.Bsn, assigned.Number, new(2026, 6, 30), reason)), Is.EqualTo(["stop-without-start"]));
        }

        town.Clock.GoTo(new(2026, 6, 30));
        Assert.That(await Watched(), Is.EqualTo(new[] { (DeliveryTrouble.NoStart, assigned.Grant.BudgetNumber) }), "it is watched over still");
        Assert.That(await town.Parts(MessagesOf.Stop("S3", assigned.Bsn, assigned.Number, new(2026, 6, 30), ReasonOfEnd.ByProvider)), Is.EqualTo(["stopped"]), "who cannot go on is heard at once");
        Assert.That((await new Worklist(town.Database).Of(town.Caseworker)).Items.Select(item => item.Kind), Has.None.EqualTo("no-start"));
    }

    [Test]
    public async Task After_the_word_that_nobody_came_no_stop_takes_it_off_the_watch()
    {
        var assigned = await Assigned.In(town, period: Days);
        var id = (await new AssignmentsOfProvider(town.Database).Of(town.ProviderStaff)).Single().Id;
        Assert.That(await town.Parts(MessagesOf.Start("M1", assigned.Bsn, (assigned.Number, new(2026, 6, 2)))), Is.EqualTo(["started"]));
        town.Clock.Advance(TimeSpan.FromMinutes(1));
        await new ReportNobodyCame(town.Database).Do(assigned.Grant.Resident.Actor, town.Key(), new(id));
        town.Clock.Advance(TimeSpan.FromMinutes(1));

        Assert.That(await town.Parts(MessagesOf.Stop("S1", assigned.Bsn, assigned.Number, Days.EndsOn, ReasonOfEnd.AsPlanned)), Is.EqualTo(["stop-without-start"]));
        Assert.That((await new ReportStop(town.Database).Do(town.ProviderStaff, town.Key(), new(id, Days.EndsOn, StopReason.Planned))).Refusal, Is.Null, "on the page, which ends nothing");
        Assert.That((await Watched()).Select(one => one.Trouble), Is.EqualTo([DeliveryTrouble.NobodyCame]));
        Assert.That(await town.Parts(MessagesOf.Start("M2", assigned.Bsn, (assigned.Number, new(2026, 6, 3)))), Is.EqualTo(["nobody-came-then 15-06-2026"]), "nor is it written over after that");
    }

    [Test]
    public async Task Who_cannot_go_on_with_what_never_began_ends_it_before_its_last_day()
    {
        var assigned = await Assigned.In(town, period: Days);
        var id = (await new AssignmentsOfProvider(town.Database).Of(town.ProviderStaff)).Single().Id;
        town.Clock.GoTo(new(2026, 6, 30));

        Assert.That(await town.Parts(MessagesOf.Stop("S1", assigned.Bsn, assigned.Number, Days.EndsOn, ReasonOfEnd.ByProvider)), Is.EqualTo(["stop-without-start"]));
        Assert.That((await new ReportStop(town.Database).Do(town.ProviderStaff, town.Key(), new(id, Days.EndsOn, StopReason.Provider))).Refusal, Is.Null);
        Assert.That((await Watched()).Select(one => one.Trouble), Is.EqualTo([DeliveryTrouble.NoStart]));
    }

    [Test]
    public async Task Who_may_only_read_sends_nothing_and_nobody_sends_more_than_is_taken_in_at_once()
    {
        var assigned = await Assigned.In(town, period: Days);
        var reader = await town.User("lezer", Role.ProviderStaff, "", town.Provider);
        Assert.That((await town.Send(MessagesOf.Start("M1", assigned.Bsn, (assigned.Number, new(2026, 6, 3))), reader)).Refusal, Is.EqualTo(Refusal.NotAllowed));
        var many = MessagesOf.Start("M2", assigned.Bsn, [.. Enumerable.Range(1, ImportMessage.MostParts + 1).Select(number => ((long?)number, new DateOnly(2026, 6, 3)))]);
        var answer = await town.Send(many);
        Assert.That((answer.Fault!.Code, answer.Fault.Detail), Is.EqualTo(("too-many-parts", "200")));
        Assert.That((await Sql.Count(town, "iwmo_messages_in"), await Sql.Count(town, "delivery_reports")), Is.EqualTo((0, 0)));
        Assert.That((await town.Send(many with { Products = [.. many.Products.Take(ImportMessage.MostParts)] })).Result!.Parts, Has.Count.EqualTo(ImportMessage.MostParts));
    }

    [Test]
    public async Task What_ended_is_confirmed_and_what_runs_is_not_ended_by_saying_that_somebody_else_did()
    {
        var assigned = await Assigned.In(town, period: Days);
        await town.Parts(MessagesOf.Start("M1", assigned.Bsn, (assigned.Number, new(2026, 6, 3))));
        town.Clock.Advance(TimeSpan.FromMinutes(1));
        foreach (var (reason, at) in new[] { (ReasonOfEnd.ByMunicipality, 1), (ReasonOfEnd.OtherProvider, 2) })
        {
            Assert.That(await town.Parts(MessagesOf.Stop($"S{at}", assigned.Bsn, assigned.Number, new(2026, 7, 31), reason)), Is.EqualTo(["end-not-known"]));
        }

        Assert.That(await town.Parts(MessagesOf.Stop("S3", assigned.Bsn, assigned.Number, new(2026, 7, 31), "02")), Is.EqualTo(["stop-reason-elsewhere"]));
        await new EndAssignment(town.Database).Do(town.Caseworker, town.Key(), new(assigned.Grant.BudgetNumber, new(2026, 7, 31), EndReason.Municipality));
        Assert.That(await town.Parts(MessagesOf.Stop("S4", assigned.Bsn, assigned.Number, new(2026, 7, 31), ReasonOfEnd.ByMunicipality)), Is.EqualTo(["stopped"]));
        Assert.That(await town.Parts(MessagesOf.Stop("S5", assigned.Bsn, assigned.Number, new(2026, 7, 15), ReasonOfEnd.ByClient)), Is.EqualTo(["ends-already 31-07-2026"]));
        Assert.That(await Sql.Count(town, "assignment_ends"), Is.EqualTo(1));
    }

    [Test]
    public async Task The_installation_reports_for_who_sent_the_file_and_it_stands_in_the_file_of_the_resident()
    {
        var assigned = await Assigned.In(town, period: Days);
        Assert.That(await town.Parts(MessagesOf.Start("M1", assigned.Bsn, (assigned.Number, new(2026, 6, 3))), Actor.System(Town.Huizen)), Is.EqualTo(["started"]));
        Assert.That(await Sql.Count(town, "delivery_reports WHERE reported_by = '00000000-0000-0000-0000-000000000000'"), Is.EqualTo(1));
        Assert.That(await Watched(), Is.Empty);
    }
}
