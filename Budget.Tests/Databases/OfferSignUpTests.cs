using Budget.Core.Audit;
using Budget.Core.OpenOffer;
using Budget.Core.Residents;
using Budget.Core.Retention;

namespace Budget.Tests.Databases;

/// <summary>Taking part in what there is for everybody: once, while there is place, and by name only for who says so.</summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.PostgreSql)]
internal sealed class OfferSignUpTests(Engine engine)
{
    private Town town = null!;
    private Offers offers = null!;
    private GeneralProvisionId eating;

    [SetUp]
    public async Task BuildTown()
    {
        town = await Town.On(engine);
        offers = await Offers.Of(town);
        eating = await offers.Add(Offers.Eating() with { Places = 3 });
    }

    [TearDown]
    public async Task Leave() => await town.DisposeAsync();

    private async Task<Refusal?> Join(Resident who, bool sharesName = false, GeneralProvisionId? what = null, Actor? by = null) =>
        (await new JoinGeneralProvision(town.Database).Do(by ?? who.Actor, town.Key(), new(what ?? eating, who.Id, sharesName))).Refusal;

    private async Task<Refusal?> LeaveIt(Resident who, Actor? by = null) => (await new LeaveGeneralProvision(town.Database).Do(by ?? who.Actor, town.Key(), new(eating, who.Id))).Refusal;

    [Test]
    public async Task A_resident_without_any_decision_signs_up_once_and_leaves_again()
    {
        var resident = await town.Resident();
        Assert.That(await Join(resident), Is.Null);
        Assert.That(await Join(resident), Is.EqualTo(Refusal.AlreadySignedUp));
        var mine = (await new MySignUps(town.Database).Of(resident.Actor)).Single();
        Assert.That((mine.NameNl, mine.ResidentName, mine.SharesName, mine.HasEndedOn(town.Today)), Is.EqualTo(("Samen eten", "Jan Jansen", "no", false)));
        Assert.That((await offers.Now(eating)).SignedUp, Is.EqualTo(1));

        Assert.That(await LeaveIt(resident), Is.Null);
        Assert.That(await LeaveIt(resident), Is.EqualTo(Refusal.NotFound));
        Assert.That(await new MySignUps(town.Database).Of(resident.Actor), Is.Empty);
        Assert.That(await Join(resident), Is.Null, "and comes back");
        Assert.That((await new TracesOfResident(town.Database).Of(resident.Actor, resident.Id)).Select(trace => $"{trace.What} {trace.Basis}").Take(3),
            Is.EqualTo((string[])["JoinGeneralProvision self", "LeaveGeneralProvision self", "JoinGeneralProvision self"]));
    }

    [Test]
    public async Task However_many_come_at_the_same_moment_there_are_no_more_than_the_places()
    {
        List<Resident> people = [];
        for (var number = 0; number < 8; number++)
        {
            people.Add(await town.Resident($"Bewoner {number}"));
        }

        var answers = await Task.WhenAll(people.Select(one => Join(one)));
        Assert.That(answers.Count(answer => answer is null), Is.EqualTo(3));
        Assert.That(answers.Where(answer => answer is not null), Is.All.EqualTo(Refusal.PlacesTaken));
        Assert.That((await offers.Now(eating)).IsFull, Is.True);
        await LeaveIt(people[Array.IndexOf(answers, null)]);
        Assert.That(await Join(people[Array.FindIndex(answers, answer => answer is not null)]), Is.Null, "the place that came free");
    }

    [Test]
    public async Task Who_comes_twice_at_the_same_moment_takes_one_place()
    {
        var resident = await town.Resident();
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Join(resident)));
        Assert.That(answers.Count(answer => answer is null), Is.EqualTo(1));
        Assert.That(answers.Where(answer => answer is not null), Is.All.EqualTo(Refusal.AlreadySignedUp));
    }

    [Test]
    public async Task Nobody_signs_up_another_or_for_what_is_not_there_or_over_or_of_another_municipality_or_elsewhere()
    {
        var (resident, stranger) = (await town.Resident(), await town.Resident("Piet"));
        Assert.That(await Join(resident, by: stranger.Actor), Is.EqualTo(Refusal.NotFound));
        Assert.That(await Join(resident, by: town.Caseworker), Is.EqualTo(Refusal.NotAllowed));
        Assert.That(await Join(resident, what: new GeneralProvisionId(Guid.Empty)), Is.EqualTo(Refusal.NotFound));
        Assert.That(await Join(resident, what: await (await Offers.Of(town, Town.Hilversum)).Add(Offers.Eating())), Is.EqualTo(Refusal.NotFound));
        Assert.That(await Join(resident, what: await offers.Add(Offers.Eating() with { SignsUpHere = false })), Is.EqualTo(Refusal.SignUpElsewhere));
        await Join(resident);
        Assert.That(await LeaveIt(resident, stranger.Actor), Is.EqualTo(Refusal.NotFound));
        Assert.That(await LeaveIt(resident, town.Caseworker), Is.EqualTo(Refusal.NotFound));

        await offers.End(eating);
        Assert.That(await Join(stranger), Is.EqualTo(Refusal.NotFound));
        Assert.That((await new MySignUps(town.Database).Of(resident.Actor)).Single().HasEndedOn(town.Today), Is.True, "who takes part sees that it has ended");
        Assert.That(await LeaveIt(resident), Is.Null);
    }

    [Test]
    public async Task A_representative_signs_up_and_a_look_through_the_list_stands_in_the_file()
    {
        var resident = await town.Resident();
        var @delegate = (await town.Resident("Piet")).Actor with { ActsFor = resident.Id };
        Assert.That(await Join(resident, by: @delegate), Is.Null);
        Assert.That(await new MySignUps(town.Database).Of(@delegate), Has.Count.EqualTo(1));
        Assert.That((await new TracesOfResident(town.Database).Of(resident.Actor, resident.Id)).Select(trace => $"{trace.What} {trace.Basis}").Take(2),
            Is.EqualTo((string[])["MySignUps mandate", "JoinGeneralProvision mandate"]));
    }

    [Test]
    public async Task A_name_is_shown_to_a_caseworker_of_the_municipality_only_when_its_owner_said_so()
    {
        await Join(await town.Resident("Anna Ja"), sharesName: true);
        await Join(await town.Resident("Bert Nee"));
        var gone = await town.Resident("Carla Weg");
        await Join(gone, sharesName: true);
        await LeaveIt(gone);

        var names = new SignUpsOfProvision(town.Database);
        var answer = (await names.Of(town.Caseworker, eating))!;
        Assert.That(answer.Names, Is.EqualTo((string[])["Anna Ja"]));
        Assert.That(answer.Others, Is.EqualTo(1));
        Assert.That((await names.Of(town.CaseworkerOfHilversum, eating))!.Names, Is.Empty);
        Assert.That(await Sql.Count(town, "traces WHERE what = 'SignUpsOfProvision' AND action = 'look'"), Is.EqualTo(2), "who looked is kept");
        foreach (var other in new[] { offers.Administrator, town.Finance, town.ProviderStaff, gone.Actor })
        {
            Assert.That(await names.Of(other, eating), Is.Null, $"{other.Role}");
        }
    }

    [Test]
    public async Task With_a_file_that_is_destroyed_its_place_is_free()
    {
        var resident = await town.Resident();
        await Join(resident, sharesName: true);
        town.Clock.GoTo(town.Today.AddYears(16));
        await new DestroyFile(town.Database).Do(Actor.System(Town.Huizen), town.Key(), new(resident.Id));
        Assert.That(await Sql.Count(town, "offer_sign_ups"), Is.Zero);
        Assert.That(await new MyPeople(town.Database).Of(resident.Actor), Is.Empty);
    }
}
