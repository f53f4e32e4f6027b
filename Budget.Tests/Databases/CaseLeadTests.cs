using Budget.Core.Audit;
using Budget.Core.Caseload;
using Budget.Core.SignIn;
using Budget.Core.SupportRequests;

namespace Budget.Tests.Databases;

/// <summary>Who leads the cases of a household: how it is taken, handed over and shared, and who sees it.</summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.PostgreSql)]
public sealed class CaseLeadTests(Engine engine)
{
    private Town town = null!;
    private Actor colleague = null!;
    private Resident anna = null!;
    private Resident bram = null!;
    private string hers = "";
    private string his = "";

    [SetUp]
    public async Task Start()
    {
        town = await Town.On(engine);
        colleague = await town.User("collega", Role.Caseworker, Town.Huizen);
        (anna, bram) = (await town.Resident("Anna"), await town.Resident("Bram"));
        (hers, his) = (await town.Request(anna), await town.Request(bram));
    }

    [TearDown]
    public async Task Stop()
    {
        await town.MustBeSound();
        await town.DisposeAsync();
    }

    private async Task<Refusal?> Take(string request, Actor? by = null) => (await new TakeCase(town.Database).Do(by ?? town.Caseworker, town.Key(), request)).Refusal;

    private async Task<Refusal?> HandOver(string request, UserId to, Actor? by = null) =>
        await HandOver(request, to, (await new LeadOfCase(town.Database).Of(town.Caseworker, request))!.LeadId, by);

    private async Task<Refusal?> HandOver(string request, UserId to, UserId? seen, Actor? by = null) =>
        (await new HandOverCase(town.Database).Do(by ?? town.Caseworker, town.Key(), new(request, to, HandOverReason.Absent, seen))).Refusal;

    private async Task<Refusal?> Join(string request, string joining, Actor? by = null) => (await new JoinHousehold(town.Database).Do(by ?? town.Caseworker, town.Key(), new(request, joining))).Refusal;

    private async Task<Refusal?> Leave(string request, Actor? by = null) => (await new LeaveHousehold(town.Database).Do(by ?? town.Caseworker, town.Key(), request)).Refusal;

    private async Task<(string? Lead, long LivesWith)> Lead(string request)
    {
        var lead = (await new LeadOfCase(town.Database).Of(town.Caseworker, request))!;
        return (lead.LeadName, lead.LivesWith);
    }

    [Test]
    public async Task A_case_that_nobody_leads_is_taken_once_and_its_resident_sees_by_whom()
    {
        Assert.That(await Take(hers), Is.Null);
        Assert.That(await Take(hers), Is.EqualTo(Refusal.LeadsAlready));
        Assert.That(await Take(hers, colleague), Is.EqualTo(Refusal.CaseTaken));

        var seen = (await new LeadOfCase(town.Database).Of(anna.Actor, hers))!;
        Assert.That((seen.LeadName, seen.Phone), Is.EqualTo(("Naam consulent", "035 528 1911")));
        Assert.That((await new CaseList(town.Database).Of(anna.Actor)).Single().LeadName, Is.EqualTo("Naam consulent"));
        Assert.That(await new LeadOfCase(town.Database).Of(bram.Actor, hers), Is.Null, "somebody else's");
        Assert.That(await Lead(his), Is.EqualTo(((string?)null, 0)));
        Assert.That((await new TracesOfResident(town.Database).Of(anna.Actor, anna.Id)).Count(trace => trace.What == nameof(TakeCase)), Is.EqualTo(1), "a refusal is no deed");
    }

    [Test]
    public async Task Who_gives_the_report_leads_what_nobody_led_and_takes_nothing_from_a_colleague()
    {
        await Take(hers, colleague);
        await town.Report(hers);
        await town.Report(his);

        Assert.That(((await Lead(hers)).Lead, (await Lead(his)).Lead), Is.EqualTo(("Naam collega", "Naam consulent")));
        Assert.That((await new TracesOfResident(town.Database).Of(bram.Actor, bram.Id)).Count(trace => trace.What == nameof(TakeCase)), Is.EqualTo(1));
    }

    [Test]
    public async Task Any_caseworker_of_the_municipality_hands_a_case_over_to_another_who_has_access()
    {
        var (elsewhere, finance) = (town.CaseworkerOfHilversum, town.Finance);
        Assert.That(await HandOver(hers, colleague.UserId), Is.Null, "also what nobody led yet");
        Assert.That(await HandOver(hers, colleague.UserId), Is.EqualTo(Refusal.LeadsAlready));
        Assert.That(await HandOver(hers, town.Caseworker.UserId), Is.Null, "who led it may not be there to do it");
        Assert.That(await HandOver(hers, elsewhere.UserId), Is.EqualTo(Refusal.NoCaseworker));
        Assert.That(await HandOver(hers, finance.UserId), Is.EqualTo(Refusal.NoCaseworker));
        Assert.That(await HandOver(hers, colleague.UserId, elsewhere), Is.EqualTo(Refusal.NotFound));
        Assert.That(await HandOver(hers, colleague.UserId, finance), Is.EqualTo(Refusal.NotAllowed));
        Assert.That(await HandOver(hers, colleague.UserId, anna.Actor), Is.EqualTo(Refusal.NotAllowed));
        Assert.That(await Rows.Of(town.ConnectionString, "SELECT reason FROM case_leads ORDER BY version"), Is.EqualTo(["absent", "absent"]));

        var administrator = await town.User("beheer", Role.Administrator, Town.Huizen);
        await new BlockAccount(town.Database).Do(administrator, town.Key(), new(colleague.UserId, BlockReason.Left));
        Assert.That(await HandOver(hers, colleague.UserId), Is.EqualTo(Refusal.NoCaseworker));
    }

    [Test]
    public async Task Of_two_who_hand_one_case_over_at_once_the_second_sees_the_first_before_it_counts()
    {
        var third = await town.User("derde", Role.Caseworker, Town.Huizen);
        Assert.That(await HandOver(hers, colleague.UserId, seen: null), Is.Null);
        Assert.That(await HandOver(hers, third.UserId, seen: null, colleague), Is.EqualTo(Refusal.LeadChanged));
        Assert.That(await Lead(hers), Is.EqualTo(("Naam collega", 0)), "the first stands");
        Assert.That(await HandOver(hers, third.UserId, seen: colleague.UserId, colleague), Is.Null);

        var both = await Task.WhenAll(Task.Run(() => HandOver(hers, colleague.UserId, third.UserId)), Task.Run(() => HandOver(hers, town.Caseworker.UserId, third.UserId)));
        Assert.That(both, Is.EquivalentTo(new[] { null, Refusal.LeadChanged }), "also not at the same moment");
    }

    [Test]
    public async Task What_a_blocked_account_led_is_nobodys_and_is_taken_anew()
    {
        await Take(hers, colleague);
        var administrator = await town.User("beheer", Role.Administrator, Town.Huizen);
        await new BlockAccount(town.Database).Do(administrator, town.Key(), new(colleague.UserId, BlockReason.Stolen));

        Assert.That(await Lead(hers), Is.EqualTo(((string?)null, 0)));
        Assert.That(await Take(hers), Is.Null);
        Assert.That(await Lead(hers), Is.EqualTo(("Naam consulent", 0)));
    }

    [Test]
    public async Task Who_lives_together_has_one_case_lead_and_who_leaves_keeps_it()
    {
        await Take(his, colleague);
        Assert.That(await Join(hers, his), Is.Null);
        Assert.That((await Lead(hers), await Lead(his)), Is.EqualTo((("Naam collega", 1), ("Naam collega", 1))), "who joins brings the lead along when there was none");
        Assert.That(await Join(his, hers), Is.EqualTo(Refusal.SameHousehold));
        Assert.That(await Join(hers, hers), Is.EqualTo(Refusal.SameHousehold));
        Assert.That(await HandOver(his, town.Caseworker.UserId), Is.Null);
        Assert.That(await Lead(hers), Is.EqualTo(("Naam consulent", 1)), "of one is of both");

        Assert.That(await Leave(his), Is.Null);
        Assert.That((await Lead(hers), await Lead(his)), Is.EqualTo((("Naam consulent", 0), ("Naam consulent", 0))));
        Assert.That(await Leave(his), Is.EqualTo(Refusal.LivesAlone));
        Assert.That(await HandOver(his, colleague.UserId), Is.Null);
        Assert.That(await Lead(hers), Is.EqualTo(("Naam consulent", 0)), "they are apart now");
        Assert.That(await Join(hers, his), Is.Null);
        Assert.That(await Lead(his), Is.EqualTo(("Naam consulent", 1)), "who joins has the lead of the household");
    }

    [Test]
    public async Task Nobody_outside_the_municipality_says_who_lives_together()
    {
        var elsewhere = town.CaseworkerOfHilversum;
        Assert.That(await Join(hers, his, elsewhere), Is.EqualTo(Refusal.NotFound));
        Assert.That(await Join(hers, "2026-999999"), Is.EqualTo(Refusal.NotFound));
        Assert.That(await Join(hers, his, town.Finance), Is.EqualTo(Refusal.NotAllowed));
        Assert.That(await Leave(hers, elsewhere), Is.EqualTo(Refusal.NotFound));
        Assert.That(await Take(hers, elsewhere), Is.EqualTo(Refusal.NotFound));
        Assert.That(await Sql.Count(town, "household_moves"), Is.Zero, "what was refused leaves nothing");
    }

    [Test]
    public async Task Of_many_who_take_the_cases_of_one_household_at_once_one_gets_them()
    {
        await Join(hers, his);
        List<Actor> many = [];
        for (var number = 0; number < 6; number++)
        {
            many.Add(await town.User($"consulent{number}", Role.Caseworker, Town.Huizen));
        }

        var refusals = await Task.WhenAll(many.Select((one, number) => Task.Run(() => Take(number % 2 == 0 ? hers : his, one))));

        Assert.That(refusals.Count(refusal => refusal is null), Is.EqualTo(1));
        Assert.That(refusals.Where(refusal => refusal is not null), Is.All.EqualTo(Refusal.CaseTaken));
        Assert.That(await Sql.Count(town, "case_leads"), Is.EqualTo(1));
    }

    [Test]
    public async Task Two_who_put_them_together_the_other_way_round_at_once_make_one_household()
    {
        var refusals = await Task.WhenAll(Task.Run(() => Join(hers, his)), Task.Run(() => Join(his, hers, colleague)));

        Assert.That(refusals, Is.EquivalentTo(new[] { null, Refusal.SameHousehold }));
        Assert.That((await Lead(hers)).LivesWith, Is.EqualTo(1));
    }

    [Test]
    public async Task A_household_shows_everybodys_cases_and_leaves_a_trace_in_each_file()
    {
        await Join(hers, his);
        var overview = new HouseholdOverview(town.Database);
        var household = (await overview.Of(town.Caseworker, his))!;

        Assert.That(household.Members.Select(member => (member.Name, member.Cases.Single().Number)), Is.EqualTo(new[] { ("Bram", his), ("Anna", hers) }), "who was asked for first");
        Assert.That(household.Colleagues.Select(one => one.Name), Is.EqualTo(["Naam collega", "Naam consulent"]));
        foreach (var (who, number) in new[] { (anna, hers), (bram, his) })
        {
            Assert.That((await new TracesOfResident(town.Database).Of(who.Actor, who.Id)).Where(trace => trace.What == nameof(HouseholdOverview)).Select(trace => trace.Subject), Is.EqualTo([number]));
        }

        foreach (var by in new[] { town.CaseworkerOfHilversum, town.Finance, bram.Actor })
        {
            Assert.That(await overview.Of(by, his), Is.Null, $"{by.Role}");
        }
    }

    [Test]
    public async Task What_was_written_of_a_lead_stays_as_it_was()
    {
        await Take(hers);
        foreach (var change in new[] { "UPDATE case_leads SET reason = 'other'", "DELETE FROM case_leads", "UPDATE household_moves SET version = 7" })
        {
            Assert.That(async () => await Sql.Execute(town, change), Throws.InstanceOf<System.Data.Common.DbException>().With.Message.Contains("append-only"), change);
        }
    }
}
