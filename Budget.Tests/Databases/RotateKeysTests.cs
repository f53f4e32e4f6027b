using Budget.Core.Residents;
using Budget.Core.Secrecy;
using Budget.Core.SignIn;
using Budget.Core.Storage;
using Budget.Tests.Simulation;

namespace Budget.Tests.Databases;

/// <summary>A new master key: everything is wrapped under it, nothing is lost on the way, whoever ends it and whoever works meanwhile.</summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.PostgreSql)]
public sealed class RotateKeysTests(Engine engine)
{
    private const int Residents = 6;
    private TestDatabase storage = null!;
    private string folder = null!;
    private string file = null!;
    private string first = null!;
    private Database portal = null!;

    [SetUp]
    public async Task Start()
    {
        folder = Directory.CreateTempSubdirectory("eigenregie-keys-").FullName;
        file = Path.Combine(folder, "rotating.keys");
        first = (await MasterKeys.Make(file)).Current;
        storage = await TestDatabase.CreateEmpty(engine, FakeClock.On(2026, 6, 15));
        await Migrator.Migrate(storage.Database);
        portal = Door();
        await OpenKeys.Of(portal, file);
        await portal.Overwrite(async session =>
        {
            await session.Execute("INSERT INTO municipalities (code, name, phone, email) VALUES ('0406', 'Huizen', '', '')");
            await MunicipalityKey.Make(session, "0406");
            for (var number = 0; number < Residents; number++)
            {
                await Register(session);
            }
        });
    }

    [TearDown]
    public async Task Stop()
    {
        await portal.DisposeAsync();
        await storage.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private Database Door() => new(storage.ConnectionString, FakeClock.On(2026, 6, 15), masterKeys: () => MasterKeys.Read(file));

    /// <summary>A resident whose name is the number of its goal, hidden beside it.</summary>
    private static async Task Register(Session session)
    {
        var id = new ResidentId(session.NewId());
        await session.Execute("INSERT INTO residents (id, municipality_code, bsn, name, search_name, born_on) VALUES (@id, '0406', '', 'x', 'x', '1950-01-01')", new { id });
        var words = await ResidentKey.Make(session, id);
        await session.Execute("UPDATE residents SET bsn = @Hidden WHERE id = @id", new { id, Hidden = words.Hide(HiddenColumn.ResidentBsn, "", "999990019") });
    }

    private static async Task EverythingOpens(Database by, int residents = Residents)
    {
        var opened = await by.Read(async session =>
        {
            await MunicipalityKey.Of(session, "0406");
            await session.Keys.Fingerprint(session, "bsn", "999990019");
            List<string> all = [];
            foreach (var row in await session.List<Row>("SELECT id AS Id, bsn AS Bsn FROM residents"))
            {
                all.Add((await ResidentKey.Of(session, row.Id)).Show(HiddenColumn.ResidentBsn, "", row.Bsn));
            }

            return all;
        });
        Assert.That(opened, Is.EqualTo(Enumerable.Repeat("999990019", residents)));
    }

    private sealed record Row(ResidentId Id, string Bsn);

    private static async Task<IReadOnlyList<(string Name, bool IsCurrent, long Residents, long Others)>> Keys(Database by) =>
        [.. (await new KeysOverview(by).Of()).Select(key => (key.Name, key.IsCurrent, key.Residents, key.Others))];

    [Test]
    public async Task A_new_master_key_wraps_everything_and_the_old_one_nothing()
    {
        Assert.That(await Keys(portal), Is.EqualTo(new[] { (first, true, (long)Residents, 2L) }));
        await using var command = Door();

        var answer = await new RotateKeys(command).Do();

        Assert.That(answer, Is.EqualTo(new RotateKeys.Answer(answer.Current, Residents + 2, WasUnfinished: false)));
        Assert.That(answer.Current, Is.Not.EqualTo(first));
        Assert.That(await Keys(command), Is.EqualTo(new[] { (answer.Current, true, (long)Residents, 2L), (first, false, 0L, 0L) }));
        await EverythingOpens(command);
    }

    [Test]
    public async Task Sessions_and_forms_that_wait_need_the_old_key_no_more_and_nothing_typed_is_lost()
    {
        var user = (await new RegisterUser(portal).Do(Actor.System("0406"), IdempotencyKey.Of("register-newcomer"), new("nieuw", "Nieuw", Role.Resident, "0406"))).Value;
        var token = await new StartSession(portal).Do(new(user, Role.Resident, SignInMeans.DigiD, "high", "Firefox", IdToken: "a.b.c", Introduces: "999900006"));
        var session = (await new SessionOfToken(portal).Find(token, isSignOfLife: false))!;
        var parked = await new ParkForm(portal).Do(session, "/hulpvraag/nieuw", [new("OwnWords", "Het gaat niet meer.")]);
        Assert.That(await Keys(portal), Is.EqualTo(new[] { (first, true, (long)Residents, 5L) }));

        string second;
        await using (var command = Door())
        {
            second = (await new RotateKeys(command).Do()).Current;
            Assert.That(await Keys(command), Is.EqualTo(new[] { (second, true, (long)Residents, 5L), (first, false, 0L, 0L) }));
        }

        // The old key is taken out of the file, as operations.md says that one may.
        await File.WriteAllLinesAsync(file, (await File.ReadAllLinesAsync(file)).Where(line => !line.StartsWith(first, StringComparison.Ordinal)));
        await using var after = Door();
        Assert.That((await new ParkedForm(after).Find(session.Actor, parked))!.Fields.Single().Value, Is.EqualTo("Het gaat niet meer."));
        Assert.That((await new IntroduceMyself(after).Do(session.Actor, IdempotencyKey.Of("introduce-newcomer"), new(session.Id, "0406", "Nieuw", new(1960, 1, 1)))).IsRefused, Is.False);
        Assert.That(await new EndSession(after).Of(token), Is.EqualTo("a.b.c"));
    }

    [Test]
    public async Task A_portal_that_runs_meanwhile_goes_on_and_wraps_with_the_new_key_from_then_on()
    {
        await EverythingOpens(portal);
        await using (var command = Door())
        {
            await new RotateKeys(command).Do();
        }

        await EverythingOpens(portal);
        await portal.Overwrite(Register);
        Assert.That((await Keys(portal)).Single(key => key.Name == first).Residents, Is.Zero);
        await EverythingOpens(portal, Residents + 1);
    }

    [Test]
    public async Task Residents_who_come_while_it_rotates_are_not_lost()
    {
        await using var command = Door();
        using var rotated = new CancellationTokenSource();
        var registering = Task.Run(async () =>
        {
            var count = 0;
            while (!rotated.IsCancellationRequested)
            {
                await portal.Overwrite(Register);
                count++;
            }

            return count;
        });
        for (var round = 0; round < 3; round++)
        {
            await new RotateKeys(command).Do();
        }

        await rotated.CancelAsync();
        await EverythingOpens(portal, Residents + await registering);
    }

    [Test]
    public async Task Ended_at_any_commit_it_opens_everything_and_is_finished_the_next_time([Values] bool afterCommit)
    {
        var at = afterCommit ? Moment.AfterCommit : Moment.BeforeCommit;
        var (crashes, isDone, sawUnfinished) = (0, false, false);
        for (var allowed = 0; !isDone && allowed < 40; allowed++)
        {
            // A process of its own each time, as after a kill.
            await using var command = Door();
            var commits = 0;
            var wasUnfinished = (await Keys(command)).Any(key => !key.IsCurrent && key.Residents + key.Others > 0);
            command.AtMoment = moment =>
            {
                if (moment == at && ++commits > allowed)
                {
                    throw new CrashException(moment);
                }
            };
            try
            {
                var answer = await new RotateKeys(command).Do();
                Assert.That(answer.WasUnfinished, Is.EqualTo(wasUnfinished));
                isDone = true;
            }
            catch (CrashException)
            {
                crashes++;
            }

            sawUnfinished |= wasUnfinished;
            await EverythingOpens(portal);
            await using var restarted = Door();
            await OpenKeys.Of(restarted, file);
            await EverythingOpens(restarted);
        }

        Assert.That((isDone, crashes > 1, sawUnfinished), Is.EqualTo((true, true, true)));
        Assert.That((await Keys(portal)).Where(key => !key.IsCurrent).Sum(key => key.Residents + key.Others), Is.Zero);
        Assert.That(Directory.GetFiles(folder).Select(Path.GetFileName).ToList(), Has.Count.EqualTo(1).And.One.EqualTo("rotating.keys"), "nothing is left beside the file");
    }

    [Test]
    public async Task Two_who_rotate_at_once_lose_no_key()
    {
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(async () =>
        {
            await using var command = Door();
            await new RotateKeys(command).Do();
        })));

        await EverythingOpens(portal);
        var names = (await portal.Read(session => session.List<string>("SELECT DISTINCT substr(wrapped, 1, 8) FROM resident_keys"))).ToList();
        Assert.That(names, Is.SubsetOf(MasterKeys.Read(file).Names));
    }

    [Test]
    public async Task A_file_that_is_destroyed_while_it_rotates_stays_destroyed()
    {
        await using var command = Door();
        var isDestroyed = false;
        command.AtMoment = moment =>
        {
            if (!isDestroyed && moment == Moment.AfterCommit)
            {
                isDestroyed = true;
                Rows.Execute(storage.ConnectionString, "DELETE FROM resident_keys").GetAwaiter().GetResult();
            }
        };

        await new RotateKeys(command).Do();

        Assert.That(await portal.Read(session => session.Single<long>("SELECT COUNT(*) FROM resident_keys")), Is.Zero);
    }

    [Category("Tools")]
    [Test]
    public async Task The_command_says_what_it_did_and_what_wraps_what()
    {
        Task<RunningPortal.Verb> Run(params string[] arguments) => RunningPortal.Run(storage.ConnectionString, "Production", folder, arguments, ("Keys__File", file));
        var before = await Run("keys");
        var rotated = await Run("keys", "rotate");
        var after = await Run("keys");
        var second = MasterKeys.Read(file).Current;

        Assert.That((before.ExitCode, rotated.ExitCode, after.ExitCode), Is.EqualTo((0, 0, 0)), before.Errors + rotated.Errors + after.Errors);
        Assert.That(before.Output, Is.EqualTo($"{first}  wraps what is new; {Residents} residents, 2 others\n"));
        Assert.That(rotated.Output, Is.EqualTo($"The new master key is {second}: {Residents + 2} keys wrapped again. Make a copy of the file of master keys now.\n"));
        Assert.That(after.Output, Is.EqualTo(
            $"{second}  wraps what is new; {Residents} residents, 2 others\n{first}  wraps nothing here any more; keep it as long as a backup may need it\n"));
    }
}
