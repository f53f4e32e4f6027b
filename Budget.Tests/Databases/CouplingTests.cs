using Budget.Core.Couplings;
using Budget.Core.Invoices;
using Budget.Core.SignIn;

namespace Budget.Tests.Databases;

/// <summary>Programs of a provider: who lets one in, what its secret opens and for how long, and that nothing of it can be read in the database.</summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.PostgreSql)]
public sealed class CouplingTests(Engine engine)
{
    private Town town = null!;

    [SetUp]
    public async Task Start()
    {
        town = await Town.On(engine);
        await Let(town.ProviderStaff, OfficeRight.Submit);
    }

    [TearDown]
    public async Task Stop() => await town.DisposeAsync();

    private async Task Let(Actor whom, OfficeRight may) =>
        Assert.That((await new SetOfficeRight(town.Database).Do(Actor.System(Town.Huizen), town.Key(), new(whom.UserId, may))).IsRefused, Is.False);

    private MakeCoupling.Entry Entry(string name = "declaratieprogramma", OfficeRight may = OfficeRight.Submit, int days = 100) => new(name, may, town.Today.AddDays(days));

    private async Task<MakeCoupling.Made> Make(MakeCoupling.Entry? entry = null)
    {
        var made = await new MakeCoupling(town.Database).Do(town.ProviderStaff, town.Key(), entry ?? Entry());
        Assert.That(made.Refusal, Is.Null);
        return made.Value;
    }

    private Task<IssueToken.Answer> Ask(MakeCoupling.Made made, params string[] scopes) => new IssueToken(town.Database).Do(new(made.Id.Value.ToString("D"), made.Secret!, scopes));

    private Task<CouplingOfToken.Answer?> Find(string token) => new CouplingOfToken(town.Database).Find(token);

    [Test]
    public async Task A_program_shows_its_secret_and_declares_as_its_provider_under_its_own_name()
    {
        var assigned = await Assigned.In(town);
        var made = await Make();

        var token = await Ask(made);
        Assert.That((token.Verdict, token.Scopes), Is.EqualTo((IssueToken.Verdict.Given, CouplingScope.All)));
        var program = (await Find(token.Value!))!;
        Assert.That((program.Actor.ProviderId, program.Actor.Role, program.UserId), Is.EqualTo(((ProviderId?)town.Provider, Role.ProviderStaff, made.Id)));
        var taken = await town.Import(DeclarationOf.Lines("M1", assigned.Debit("R1", 5, 4)), program.Actor);
        Assert.That((taken.Refusal, taken.Fault, taken.Result?.Rejected), Is.EqualTo(((Refusal?)null, (Core.Iwmo.MessageFault?)null, 0L)));
        Assert.That((await new SentDeclaration(town.Database).PageOf(program.Actor, taken.Result!.Id.Value, 0))!.Lines.Select(line => line.Reference), Is.EqualTo(["R1"]));
        Assert.That(await Rows.Of(town.ConnectionString, $"SELECT what FROM traces WHERE user_id = '{made.Id.Value:D}' ORDER BY id"), Is.EqualTo(["IssueToken", "ImportDeclaration", "SentDeclaration"]));
        Assert.That(await Rows.Of(town.ConnectionString, $"SELECT name FROM users WHERE id = '{made.Id.Value:D}'"), Is.EqualTo(["koppeling declaratieprogramma"]));
        Assert.That((await new OfficeStaff(town.Database).Of(town.ProviderStaff)).Select(row => row.Id), Has.None.EqualTo(made.Id), "it is no colleague");
        await town.MustBeSound();
    }

    [Test]
    public async Task Only_who_may_declare_lets_a_program_in_and_no_program_another()
    {
        var reader = await town.User("lezer", Role.ProviderStaff, "", town.Provider);
        async Task<Refusal?> Says(Actor who, MakeCoupling.Entry entry) => (await new MakeCoupling(town.Database).Do(who, town.Key(), entry)).Refusal;
        Assert.That(await Says(reader, Entry()), Is.EqualTo(Refusal.NotAllowed));
        Assert.That(await Says(town.Finance, Entry()), Is.EqualTo(Refusal.NotAllowed));
        Assert.That(await Says(town.ProviderStaff, Entry(name: " \u200B ")), Is.EqualTo(Refusal.NameMissing));
        Assert.That(await Says(town.ProviderStaff, Entry(name: new string('a', 61))), Has.Property("Code").EqualTo("text-too-long"));
        Assert.That(await Says(town.ProviderStaff, Entry(days: -1)), Is.EqualTo(Refusal.PeriodInvalid));
        Assert.That(await Says(town.ProviderStaff, Entry(days: 367)), Is.EqualTo(Refusal.PeriodInvalid), "a year at most");
        var made = await Make();
        Assert.That(await Says(town.ProviderStaff, Entry(name: "Declaratieprogramma")), Is.EqualTo(Refusal.NameTaken));
        var program = (await Find((await Ask(made)).Value!))!.Actor;
        Assert.That(await Says(program, Entry(name: "tweede")), Is.EqualTo(Refusal.NotAllowed));
        Assert.That((await new EndCoupling(town.Database).Do(program, town.Key(), made.Id)).Refusal, Is.EqualTo(Refusal.NotAllowed));
        for (var more = 1; more < MakeCoupling.Most; more++)
        {
            await Make(Entry(name: $"nummer {more}"));
        }

        Assert.That(await Says(town.ProviderStaff, Entry(name: "nog een")), Has.Property("Code").EqualTo("couplings-too-many"));
    }

    [Test]
    public async Task The_same_form_twice_makes_one_and_says_its_secret_once()
    {
        var (key, entry) = (town.Key(), Entry());
        var first = await new MakeCoupling(town.Database).Do(town.ProviderStaff, key, entry);
        var again = await new MakeCoupling(town.Database).Do(town.ProviderStaff, key, entry);
        Assert.That((again.Value.Id, again.Value.Secret, again.Replayed), Is.EqualTo((first.Value.Id, (string?)null, true)));
        Assert.That(await new CouplingsOfProvider(town.Database).Of(town.ProviderStaff), Has.Count.EqualTo(1));
        var token = (await Ask(first.Value)).Value!;
        var raw = await RawBytes.Of(town.ConnectionString);
        Assert.That(raw.Readable([first.Value.Secret!, token]), Is.Empty, "of secret and token the hash is kept");
    }

    [Test]
    public async Task A_wrong_secret_a_wrong_scope_and_what_is_no_coupling_get_no_token()
    {
        var (reading, sending) = (await Make(Entry(name: "lezer", may: OfficeRight.Read)), await Make());
        Assert.That((await Ask(reading)).Scopes, Is.EqualTo([CouplingScope.ReadDeclarations, CouplingScope.ReadMessages]));
        Assert.That((await Ask(reading, CouplingScope.SendDeclarations)).Verdict, Is.EqualTo(IssueToken.Verdict.ScopeInvalid));
        Assert.That((await Ask(sending, "alles")).Verdict, Is.EqualTo(IssueToken.Verdict.ScopeInvalid));
        var one = await Ask(sending, CouplingScope.ReadDeclarations);
        Assert.That((await Find(one.Value!))!.Scopes, Is.EqualTo([CouplingScope.ReadDeclarations]));
        var other = await Ask(sending with { Secret = reading.Secret });
        Assert.That((other.Verdict, other.Known), Is.EqualTo((IssueToken.Verdict.ClientUnknown, (UserId?)sending.Id)));
        var person = await Ask(sending with { Id = town.ProviderStaff.UserId });
        Assert.That((person.Verdict, person.Known), Is.EqualTo((IssueToken.Verdict.ClientUnknown, (UserId?)null)));
        Assert.That(await Find("niets"), Is.Null);
    }

    [Test]
    public async Task A_coupling_ends_by_hand_by_its_day_and_by_a_block()
    {
        var (ended, blocked, old) = (await Make(), await Make(Entry(name: "geblokkeerd")), await Make(Entry(name: "oud", days: 1)));
        var tokens = new[] { (await Ask(ended)).Value!, (await Ask(blocked)).Value!, (await Ask(old)).Value! };
        var stranger = (await new Core.Providers.AdmitProvider(town.Database).Do(Actor.System(Town.Huizen), town.Key(), new("87654321", "87654321", "Anders", "Over ons", "About us", "035 000 0000"))).Value;
        await new Core.Providers.SignContract(town.Database).Do(Actor.System(Town.Huizen), town.Key(), new(stranger, Town.Huizen, Town.Guidance, new Money(6000), new Period(new(2026, 1, 1), new(2026, 12, 31))));
        var theirs = await town.User("anders", Role.ProviderStaff, "", stranger);
        await Let(theirs, OfficeRight.Submit);
        Assert.That((await new EndCoupling(town.Database).Do(theirs, town.Key(), ended.Id)).Refusal, Is.EqualTo(Refusal.NotFound));

        Assert.That((await new EndCoupling(town.Database).Do(town.ProviderStaff, town.Key(), ended.Id)).IsRefused, Is.False);
        Assert.That((await new EndCoupling(town.Database).Do(town.ProviderStaff, town.Key(), ended.Id)).IsRefused, Is.False, "ending what has ended does nothing");
        var administrator = await town.User("beheer", Role.Administrator, Town.Huizen);
        Assert.That((await new BlockAccount(town.Database).Do(administrator, town.Key(), new(blocked.Id, BlockReason.Misuse))).IsRefused, Is.False);
        Assert.That((await Find(tokens[0]), await Find(tokens[1])), Is.EqualTo(((CouplingOfToken.Answer?)null, (CouplingOfToken.Answer?)null)));
        Assert.That(new[] { (await Ask(ended)).Verdict, (await Ask(blocked)).Verdict, (await Ask(old)).Verdict }, Is.EqualTo([IssueToken.Verdict.ClientUnknown, IssueToken.Verdict.ClientUnknown, IssueToken.Verdict.Given]));

        Assert.That(await Find(tokens[2]), Is.Not.Null);
        town.Clock.GoTo(town.Today.AddDays(2));
        Assert.That((await Find(tokens[2]), (await Ask(old)).Verdict), Is.EqualTo(((CouplingOfToken.Answer?)null, IssueToken.Verdict.ClientUnknown)));
        await new ForgetSessions(town.Database).Do();
        Assert.That(await Rows.Of(town.ConnectionString, "SELECT token_hash FROM coupling_tokens"), Is.Empty);
        Assert.That((await new CouplingsOfProvider(town.Database).Of(town.ProviderStaff)).Select(row => row.Works(town.Today)), Is.All.False);
    }

    [Test]
    public async Task A_coupling_may_no_more_than_who_made_it_may_now()
    {
        var token = (await Ask(await Make())).Value!;
        await Let(town.ProviderStaff, OfficeRight.Read);
        Assert.That((await Find(token))!.Scopes, Is.EqualTo([CouplingScope.ReadDeclarations, CouplingScope.ReadMessages]));
        Assert.That((await new CouplingsOfProvider(town.Database).Of(town.ProviderStaff))[0].MaySubmit, Is.False);
        await Let(town.ProviderStaff, OfficeRight.Submit);
        Assert.That((await Find(token))!.Scopes, Is.EqualTo(CouplingScope.All));
        var administrator = await town.User("beheer", Role.Administrator, Town.Huizen);
        await new BlockAccount(town.Database).Do(administrator, town.Key(), new(town.ProviderStaff.UserId, BlockReason.Left));
        Assert.That(await Find(token), Is.Null);
    }
}
