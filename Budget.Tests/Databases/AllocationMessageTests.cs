using Budget.Core.Assignments;
using Budget.Core.Decisions;
using Budget.Core.Exchange;
using Budget.Core.Iwmo;
using Budget.Core.Providers;
using Budget.Core.Retention;
using Budget.Tests.Unit;
using static Budget.Tests.Support.MessagesOf;

namespace Budget.Tests.Databases;

/// <summary>What a provider fetches when it was chosen and when that ends (WMO301): out of the deeds themselves, valid, and the same each time. Today it is 15 June 2026.</summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.PostgreSql)]
public sealed class AllocationMessageTests(Engine engine)
{
    private Town town = null!;

    [SetUp]
    public async Task Start() => town = await Town.On(engine);

    [TearDown]
    public async Task Stop()
    {
        await town.MustBeSound();
        await town.DisposeAsync();
    }

    private static void MustBeValid(string text) => Assert.That(DeclarationSchema.FirstErrorIn(Utf8(text), DeclarationSchema.Load("WMO301.xsd")), Is.Null, text);

    [Test]
    public async Task Who_is_chosen_fetches_a_valid_allocation_with_what_the_portal_knows()
    {
        var assigned = await Assigned.In(town, period: new Period(new(2026, 6, 1), new(2026, 12, 31)));
        Assert.That((await new MessageTraffic(town.Database).Of(town.ProviderStaff)).Waiting, Is.EqualTo(1));

        var (row, text) = (await town.Fetched()).Single();

        MustBeValid(text);
        Assert.That((row.Kind, row.About, row.AssignmentNumber, row.MunicipalityName, row.MadeOn), Is.EqualTo(("WMO301", "new", (long?)assigned.Number, "Huizen", town.Today)));
        Assert.That((Said(text, "Afzender"), Said(text, "Ontvanger"), Said(text, "Identificatie"), Said(text, "Bsn"), Said(text, "ToewijzingNummer")),
            Is.EqualTo((Town.Huizen, Town.Agb, row.Identification, assigned.Bsn, $"{assigned.Number}")));
        Assert.That((Said(text, "Achternaam"), Said(text, "Datum"), Said(text, "Geslacht")), Is.EqualTo(("Jan Jansen", "1950-05-05", "0")));
        Assert.That((Said(text, "Ingangsdatum"), Said(text, "Einddatum"), Said(text, "Toewijzingsdatum"), Said(text, "RedenWijziging")), Is.EqualTo(("2026-06-01", "2026-12-31", "2026-06-15", "")));
        Assert.That((Said(text, "Volume"), Said(text, "Eenheid"), Said(text, "Frequentie")), Is.EqualTo(("20", "04", "6")), "1200 euros at sixty an hour");
        Assert.That((await new MessageTraffic(town.Database).Of(town.ProviderStaff)).Waiting, Is.Zero);
    }

    [Test]
    public async Task Fetched_again_it_is_the_same_to_the_byte_whatever_changed_since()
    {
        var assigned = await Assigned.In(town);
        var first = await town.Fetched();
        town.Clock.GoTo(new(2026, 6, 20));
        await new EndAssignment(town.Database).Do(town.Caseworker, town.Key(), new(assigned.Grant.BudgetNumber, new(2026, 7, 31), EndReason.Municipality));

        var later = await town.Fetched();

        Assert.That(later[0].Text, Is.EqualTo(first[0].Text));
        Assert.That(later.Select(one => one.Row.About), Is.EqualTo(["new", "end"]));
        MustBeValid(later[1].Text);
        Assert.That((Said(later[1].Text, "Ingangsdatum"), Said(later[1].Text, "Einddatum"), Said(later[1].Text, "RedenWijziging"), Said(later[1].Text, "Toewijzingsdatum")),
            Is.EqualTo(("2026-01-01", "2026-07-31", "05", "2026-06-20")));
        Assert.That(later.Select(one => one.Row.Identification).Distinct().Count(), Is.EqualTo(2));
        Assert.That(await Rows.Of(town.ConnectionString, "SELECT message FROM iwmo_messages_out"), Is.All.StartsWith("enc1:"));
        Assert.That(async () => await Rows.Execute(town.ConnectionString, "UPDATE iwmo_messages_out SET about = 'new'"), Throws.Exception, "what was sent stays");
    }

    [Test]
    public async Task Who_goes_elsewhere_before_it_began_takes_the_allocation_back_and_gives_the_next_one_its_own()
    {
        var grant = await town.BudgetOf(1200m, period: new Period(new(2026, 7, 1), new(2026, 12, 31)));
        var from = (await town.Choose(grant)).AssignmentNumber;
        var other = (await new AdmitProvider(town.Database).Do(Actor.System(Town.Huizen), town.Key(), new("87654321", "87654321", "Anders", "Over", "About", "035"))).Value;
        var contract = (await new SignContract(town.Database).Do(Actor.System(Town.Huizen), town.Key(), new(other, Town.Huizen, Town.Guidance, new Money(5000), Period.Year(2026)))).Value;
        var entry = new SwitchProvider.Entry(grant.BudgetNumber, from, contract, new(2026, 7, 1), Seen: "");
        var seen = (await new SwitchProvider(town.Database).Draft(grant.Resident.Actor, entry)).Value.Mark;
        Assert.That((await new SwitchProvider(town.Database).Do(grant.Resident.Actor, town.Key(), entry with { Seen = seen })).Refusal, Is.Null);

        var told = await town.Fetched();

        Assert.That(told.Select(one => (one.Row.About, Said(one.Text, "RedenWijziging"), Said(one.Text, "Einddatum"))), Is.EqualTo(new[] { ("new", "", "2026-12-31"), ("end", "13", "2026-12-31") }));
        MustBeValid(told[1].Text);
        var staff = await town.User("ander", Role.ProviderStaff, "", other);
        Assert.That((await new MessageTraffic(town.Database).Of(staff)).Waiting, Is.EqualTo(1), "the next one has its own");
        foreach (var (row, _) in told)
        {
            Assert.That(await new MessageTraffic(town.Database).Text(staff, row.Id), Is.Null, "and nobody else's");
        }

        Assert.That((await new PrepareMessages(town.Database).Do(grant.Resident.Actor, town.Key())).Refusal, Is.EqualTo(Refusal.NotAllowed));
    }

    [Test]
    public async Task How_much_each_week_is_said_as_it_was_granted_and_what_is_no_whole_number_as_money()
    {
        foreach (var hours in new[] { 3m, 2.5m })
        {
            var resident = await town.Resident();
            var request = await town.Request(resident);
            await town.Report(request);
            var granted = await new GrantProvision(town.Database).Do(town.Caseworker, town.Key(), new(
                request, town.Today, Town.Guidance, new Quantity(hours), Frequency.Week, new Money(6000), Period.Year(2026), FundingForm.PersonFollowing, "Nodig."));
            await town.Choose(new Grant(resident, request, granted.Value.BudgetNumber));
        }

        var told = await town.Fetched();

        Assert.That(told.Select(one => (Said(one.Text, "Volume"), Said(one.Text, "Frequentie"))), Is.EqualTo(new[] { ("3", "2"), ("", "") }));
        Assert.That(long.Parse(Said(told[1].Text, "Budget"), System.Globalization.CultureInfo.InvariantCulture), Is.GreaterThan(0));
        MustBeValid(told[1].Text);
    }

    [Test]
    public async Task What_was_prepared_is_found_however_much_came_after_it()
    {
        await Assigned.In(town);
        await town.Fetched();
        for (var number = 1; number < 150; number++)
        {
            await Sql.Execute(town, $"""
                INSERT INTO iwmo_messages_out (id, municipality_code, provider_id, kind, identification, about, message, made_at, made_on)
                SELECT '00000000-0000-7000-8000-{number:D12}', municipality_code, provider_id, 'WMO319', 'T{number:D9}', 'refused', message, made_at, made_on
                FROM iwmo_messages_out
                WHERE kind = 'WMO301'
                """);
        }

        var traffic = new MessageTraffic(town.Database);
        var first = (await traffic.Of(town.ProviderStaff)).ToFetch;
        var second = (await traffic.Of(town.ProviderStaff, first[^1].Id)).ToFetch;

        Assert.That((first.Count, second.Count, first.Concat(second).Select(row => row.Id).Distinct().Count()), Is.EqualTo((MessageTraffic.PageSize, 50, 150)));
        Assert.That((first[0].Kind, second[^1].Identification), Is.EqualTo(("WMO301", "T000000001")), "the newest first, to the oldest");
        Assert.That((await traffic.Of(town.ProviderStaff, second[^1].Id)).ToFetch, Is.Empty);
    }

    [Test]
    public async Task An_end_that_is_written_late_is_told_all_the_same()
    {
        var assigned = await Assigned.In(town);
        await town.Fetched();
        Assert.That((await new EndAssignment(town.Database).Do(town.Caseworker, town.Key(), new(assigned.Grant.BudgetNumber, new(2026, 3, 25), EndReason.Municipality))).Refusal, Is.Null);

        var told = await town.Fetched();

        Assert.That(told.Select(one => (one.Row.About, Said(one.Text, "Einddatum"))), Is.EqualTo(new[] { ("new", "2026-12-31"), ("end", "2026-03-25") }));
    }

    [Test]
    public async Task A_fetched_message_stands_in_the_traces_of_who_it_names_and_goes_with_the_file()
    {
        var assigned = await Assigned.In(town);
        await town.Fetched();
        Assert.That(await Sql.Count(town, $"traces WHERE what = 'OutgoingMessage' AND resident_id = '{assigned.Grant.Resident.Id.Value:D}'"), Is.EqualTo(1));

        town.Clock.GoTo(new(2043, 1, 1));
        Assert.That((await new DestroyFile(town.Database).Do(Actor.System(Town.Huizen), town.Key(), new(assigned.Grant.Resident.Id))).Refusal, Is.Null);
        Assert.That(await Sql.Count(town, "iwmo_messages_out"), Is.Zero);
    }
}
