using Budget.Core.Audit;
using Budget.Core.Providers;
using Budget.Core.SignIn;

namespace Budget.Tests.Databases;

/// <summary>An administrator finds the accounts of the own municipality, ends their sessions, keeps one out alone and lets it in again with a second.</summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.PostgreSql)]
public sealed class AccountTests(Engine engine)
{
    private Town town = null!;
    private Actor first = null!;
    private Actor second = null!;
    private Actor elsewhere = null!;

    [SetUp]
    public async Task Open()
    {
        town = await Town.On(engine);
        first = await town.User("beheer", Role.Administrator, Town.Huizen);
        second = await town.User("beheer2", Role.Administrator, Town.Huizen);
        elsewhere = await town.User("beheer3", Role.Administrator, Town.Hilversum);
    }

    [TearDown]
    public async Task Close() => await town.DisposeAsync();

    [Test]
    public async Task An_account_is_found_by_a_part_of_its_name_in_the_own_municipality_only()
    {
        await town.User("yılmaz", Role.Finance, Town.Huizen);
        var accounts = new AccountsByName(town.Database);
        Assert.That((await accounts.Of(first, " YILMAZ ")).Single().Name, Is.EqualTo("Naam yılmaz"));
        Assert.That(await accounts.Of(elsewhere, "yilmaz"), Is.Empty, "municipalities never meet");
        Assert.That(await accounts.Of(town.Caseworker, "yilmaz"), Is.Empty);
        Assert.That(await accounts.Of(first, "yi"), Is.Empty, "nobody leafs through them all");
        Assert.That(await Traces("AccountsByName"), Has.Count.EqualTo(2), "who looked is kept");
    }

    [Test]
    public async Task One_session_ends_or_all_and_nobody_elses()
    {
        var (anna, bert) = (await town.Resident(), await town.Resident());
        var (phone, laptop, berts) = (await SignIn(anna.Actor), await SignIn(anna.Actor), await SignIn(bert.Actor));
        var end = new EndSessionsOfOthers(town.Database);
        Assert.That((await Look(first, anna.Actor.UserId))!.Sessions, Has.Count.EqualTo(2));

        Assert.That(await end.Of(elsewhere, anna.Actor.UserId), Is.False);
        Assert.That(await end.Of(town.Caseworker, anna.Actor.UserId), Is.False);
        Assert.That(await end.Of(first, bert.Actor.UserId, await IdOf(phone)), Is.False, "the account is there, the session is another's");
        Assert.That(await AreLive(phone, laptop, berts), Is.EqualTo((bool[])[true, true, true]));
        await end.Of(first, anna.Actor.UserId, await IdOf(phone));
        Assert.That(await AreLive(phone, laptop, berts), Is.EqualTo((bool[])[false, true, true]));
        await end.Of(first, anna.Actor.UserId);
        Assert.That(await AreLive(phone, laptop, berts), Is.EqualTo((bool[])[false, false, true]));
        Assert.That((await new TracesOfResident(town.Database).Of(anna.Actor, anna.Id)).Select(trace => trace.What), Does.Contain("EndSessionsOfOthers").And.Contain("AccountSessions"), "she reads that somebody did");
    }

    [Test]
    public async Task Everybody_of_the_municipality_goes_out_but_who_asked_and_the_neighbours_stay()
    {
        var (anna, neighbour) = (await town.Resident(), await town.User("buur", Role.Resident, Town.Hilversum));
        var own = await SignIn(first);
        var tokens = new[] { await SignIn(anna.Actor), await SignIn(town.Caseworker), await SignIn(neighbour with { ActsFor = anna.Id }), await SignIn(neighbour), own };
        var end = new EndSessionsOfOthers(town.Database);
        Assert.That(await end.OfEverybody(town.Finance), Is.Zero);
        Assert.That(await end.OfEverybody(first with { SessionId = await IdOf(own) }), Is.EqualTo(3));
        Assert.That(await AreLive(tokens), Is.EqualTo((bool[])[false, false, false, true, true]));
    }

    [Test]
    public async Task Who_is_blocked_is_out_at_once_and_does_not_come_in()
    {
        var known = new RecogniseStaff.Entry("https://a|anna", "Anna", Role.Finance, Town.Huizen);
        var anna = (await new RecogniseStaff(town.Database).Do(known)).Value;
        var token = await SignIn(new(anna.UserId, anna.Role, Town.Huizen));

        Assert.That((await Block(elsewhere, anna.UserId)).Refusal, Is.EqualTo(Refusal.NotFound));
        Assert.That((await Block(town.Caseworker, anna.UserId)).Refusal, Is.EqualTo(Refusal.NotAllowed));
        Assert.That((await Block(first, first.UserId)).Refusal, Is.EqualTo(Refusal.OwnAccount));
        Assert.That(await AreLive(token), Is.EqualTo((bool[])[true]));
        Assert.That((await Block(first, anna.UserId)).IsRefused, Is.False);
        Assert.That(await AreLive(token), Is.EqualTo((bool[])[false]));
        Assert.That((await new RecogniseStaff(town.Database).Do(known)).Refusal, Is.EqualTo(Refusal.AccountBlocked));
        Assert.That((await Block(second, anna.UserId, BlockReason.Other)).Refusal, Is.EqualTo(Refusal.AlreadyBlocked));
        var account = (await Look(second, anna.UserId))!.Account;
        Assert.That((account.BlockedFor, account.BlockedByName), Is.EqualTo(("stolen", "Naam beheer")), "as it was blocked first");
    }

    [Test]
    public async Task To_let_somebody_in_again_takes_two()
    {
        var anna = await town.Resident();
        Assert.That((await Ask(first, anna.Actor.UserId)).Refusal, Is.EqualTo(Refusal.NotFound), "nobody is blocked");
        await Block(first, anna.Actor.UserId);
        Assert.That((await Unblock(second, anna.Actor.UserId)).Refusal, Is.EqualTo(Refusal.NotFound), "nobody asked");
        Assert.That((await Ask(town.Caseworker, anna.Actor.UserId)).Refusal, Is.EqualTo(Refusal.NotAllowed));
        Assert.That((await Ask(elsewhere, anna.Actor.UserId)).Refusal, Is.EqualTo(Refusal.NotFound));
        await Ask(first, anna.Actor.UserId);
        await Ask(second, anna.Actor.UserId);
        Assert.That((await Unblock(first, anna.Actor.UserId)).Refusal, Is.EqualTo(Refusal.SecondPersonNeeded), "who asked first has asked");
        Assert.That((await Unblock(elsewhere, anna.Actor.UserId)).Refusal, Is.EqualTo(Refusal.NotFound));
        var begun = await SignIn(anna.Actor);
        Assert.That((await Look(first, anna.Actor.UserId))!.Sessions, Is.Empty);
        Assert.That((await Unblock(second, anna.Actor.UserId)).IsRefused, Is.False);
        Assert.That(await AreLive(begun), Is.EqualTo((bool[])[false]), "what began while it was blocked does not come to life");
        Assert.That((await Look(first, anna.Actor.UserId))!.Account.BlockedAt, Is.Null);
        Assert.That(await AreLive(await SignIn(anna.Actor)), Is.EqualTo((bool[])[true]));

        await Block(first, anna.Actor.UserId);
        await Ask(first, anna.Actor.UserId);
        Assert.That((await Block(second, anna.Actor.UserId)).Refusal, Is.EqualTo(Refusal.AlreadyBlocked));
        Assert.That((await Unblock(second, anna.Actor.UserId)).Refusal, Is.Null, "what the first asked still stands");
    }

    [Test]
    public async Task Staff_of_a_provider_are_kept_out_by_each_municipality_with_a_contract_and_let_in_by_the_one_that_did()
    {
        var nurse = town.ProviderStaff.UserId;
        Assert.That(await Look(elsewhere, nurse), Is.Null, "who has no contract has nothing to do with them");
        Assert.That((await Block(elsewhere, nurse)).Refusal, Is.EqualTo(Refusal.NotFound));
        await new SignContract(town.Database).Do(
            Actor.System(Town.Hilversum), town.Key(), new(town.Provider, Town.Hilversum, Town.Guidance, new Money(6000), new Period(new(2020, 1, 1), new(2040, 12, 31))));
        Assert.That((await Look(elsewhere, nurse))!.Account.ProviderName, Is.EqualTo("De Helpende Hand"));
        var token = await SignIn(town.ProviderStaff);
        await Block(first, nurse);
        Assert.That(await AreLive(token), Is.EqualTo((bool[])[false]));

        Assert.That((await Look(elsewhere, nurse))!.Account, Has.Property("BlockedAt").Not.Null.And.Property("BlockedByName").Null, "of the neighbours no name");
        Assert.That((await Ask(elsewhere, nurse)).Refusal, Is.EqualTo(Refusal.NotFound));
        await Ask(first, nurse);
        Assert.That((await Unblock(elsewhere, nurse)).Refusal, Is.EqualTo(Refusal.NotFound), "the neighbours do not open what they did not shut");
        Assert.That((await Unblock(second, nurse)).Refusal, Is.Null);
    }

    [Test]
    public async Task Who_has_which_right_is_a_list_of_all_who_work_here_and_of_no_residents()
    {
        var resident = await town.Resident();
        await SignIn(town.Caseworker);
        await Block(first, town.Finance.UserId);
        var rights = new AccountsWithRights(town.Database);
        var listed = await rights.Of(first);

        Assert.That(listed.Select(one => one.Id), Is.SupersetOf(new[] { town.Caseworker.UserId, town.Finance.UserId, town.ProviderStaff.UserId, second.UserId }));
        Assert.That(listed.Select(one => one.Id), Has.None.EqualTo(resident.Actor.UserId).And.None.EqualTo(elsewhere.UserId).And.None.EqualTo(town.CaseworkerOfHilversum.UserId));
        Assert.That(listed.Single(one => one.Id == town.Caseworker.UserId).SeenAt, Is.Not.Null);
        Assert.That(listed.Single(one => one.Id == town.Finance.UserId), Has.Property("BlockedAt").Not.Null.And.Property("SeenAt").Null.And.Property("Role").EqualTo("finance"));
        Assert.That(await rights.Of(town.Caseworker), Is.Empty);
        Assert.That(await Traces("AccountsWithRights"), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_blocked_administrator_is_not_opened_by_oneself()
    {
        await Block(first, second.UserId);
        await Ask(first, second.UserId);
        Assert.That((await Unblock(second, second.UserId)).Refusal, Is.EqualTo(Refusal.SecondPersonNeeded));
    }

    private Task<AccountSessions.Answer?> Look(Actor actor, UserId user) => new AccountSessions(town.Database).Of(actor, user);

    private Task<Outcome<UserId>> Block(Actor actor, UserId user, BlockReason reason = BlockReason.Stolen) => new BlockAccount(town.Database).Do(actor, town.Key(), new(user, reason));

    private Task<Outcome<UserId>> Ask(Actor actor, UserId user) => new AskToUnblock(town.Database).Do(actor, town.Key(), new(user));

    private Task<Outcome<UserId>> Unblock(Actor actor, UserId user) => new UnblockAccount(town.Database).Do(actor, town.Key(), new(user));

    private Task<string> SignIn(Actor actor) => new StartSession(town.Database).Do(new(actor.UserId, actor.Role, SignInMeans.DigiD, "substantieel", "Firefox, Android", actor.ActsFor));

    private async Task<SessionId> IdOf(string token) => (await new SessionOfToken(town.Database).Find(token, isSignOfLife: false))!.Id;

    private async Task<bool[]> AreLive(params string[] tokens)
    {
        List<bool> live = [];
        foreach (var token in tokens)
        {
            live.Add((await new SessionOfToken(town.Database).Find(token, isSignOfLife: false))!.Left(town.Clock.GetUtcNow()) > TimeSpan.Zero);
        }

        return [.. live];
    }

    private Task<IReadOnlyList<string>> Traces(string what) => Rows.Of(town.ConnectionString, $"SELECT id FROM traces WHERE what = '{what}'");
}
