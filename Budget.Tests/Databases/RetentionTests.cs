using Budget.Core.Budgets;
using Budget.Core.Decisions;
using Budget.Core.Ledger;
using Budget.Core.PersonHeld;
using Budget.Core.MyData;
using Budget.Core.Residents;
using Budget.Core.Retention;
using Budget.Core.Secrecy;
using Budget.Core.Storage;
using Budget.Core.SupportRequests;

namespace Budget.Tests.Databases;

/// <summary>What must be kept is kept, what must go goes: of a destroyed file the books stay and nothing that anybody said.</summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.PostgreSql)]
public sealed class RetentionTests(Engine engine)
{
    private const string Bsn = "999990019", Name = "Wilhelmina Overbeek", Correction = "Zij was die maand opgenomen.";
    private static readonly string[] Said = [Bsn, Name, "wilhelmina", "Het gaat niet meer.", "Een schoon huis", "Wat nodig is.", "Dit is nodig.", Correction];
    private static readonly Actor System = Actor.System(Town.Huizen);
    private Town town = null!;
    private Resident resident = null!;
    private Grant held = null!;

    /// <summary>A PGB with a claim that was corrected by hand; its year ends on 31 December 2026.</summary>
    [SetUp]
    public async Task Start()
    {
        town = await Town.On(engine);
        resident = await town.Resident(Name, Bsn);
        held = await town.BudgetOf(100m, FundingForm.PersonHeld, resident: resident);
        await new ForwardClaim(town.Database).Do(resident.Actor, town.Key(), new(await town.Agreement(held), new(2026, 5, 1), new(10m)));
        await town.Reverse(held.BudgetNumber, 2, Correction);
    }

    [TearDown]
    public async Task Stop() => await town.DisposeAsync();

    private Task<Outcome<ResidentId>> Destroy(Actor? by = null, Resident? whose = null) =>
        new DestroyFile(town.Database).Do(by ?? System, town.Key(), new((whose ?? resident).Id));

    private async Task<IEnumerable<ResidentId>> Past() => (await new FilesPastTheirTerm(town.Database).Of(System)).Select(file => file.ResidentId);

    [Test]
    public async Task A_file_is_kept_until_fifteen_years_after_the_last_thing_in_it()
    {
        town.Clock.GoTo(new(2041, 12, 31));
        Assert.That((await Destroy()).Refusal, Is.EqualTo(Refusal.FileKept.With(new DateOnly(2041, 12, 31).InDigits())));
        Assert.That(await Past(), Is.Empty);

        town.Clock.GoTo(new(2042, 1, 1));
        var file = (await new FilesPastTheirTerm(town.Database).Of(System)).Single();
        Assert.That((file.ResidentId, file.LastOn, file.KeptUntil), Is.EqualTo((resident.Id, new DateOnly(2026, 12, 31), new DateOnly(2041, 12, 31))));
        Assert.That(file.CaseNumbers, Is.EqualTo(new[] { held.RequestNumber }));
        Assert.That((await Destroy()).IsRefused, Is.False);
        Assert.That(await Past(), Is.Empty);
    }

    [Test]
    public async Task A_later_request_or_a_later_posting_keeps_the_whole_file()
    {
        town.Clock.GoTo(new(2035, 3, 1));
        await town.Request(resident);
        town.Clock.GoTo(new(2042, 1, 1));
        Assert.That(await Past(), Is.Empty);
        Assert.That((await Destroy()).Refusal, Is.EqualTo(Refusal.FileKept.With(new DateOnly(2050, 3, 1).InDigits())));
    }

    [Test]
    public async Task Of_a_destroyed_file_the_books_stay_and_stay_sound()
    {
        var before = (await new BudgetOverview(town.Database).Of(town.Finance, held.BudgetNumber))!;
        town.Clock.GoTo(new(2042, 1, 1));
        await Destroy();

        var after = (await new BudgetOverview(town.Database).Of(town.Finance, held.BudgetNumber))!;
        Assert.That(after.Balance, Is.EqualTo(before.Balance));
        Assert.That(after.Postings.Select(line => (line.Number, line.Amount, line.Kind)), Is.EqualTo(before.Postings.Select(line => (line.Number, line.Amount, line.Kind))));
        Assert.That((after.Budget.ResidentName, after.Budget.ResidentBornOn, after.Postings[0].Reason), Is.EqualTo((DestroyFile.NoName, (DateOnly?)null, "")));
        await town.MustBeSound();
    }

    [Test]
    public async Task Nobody_finds_a_destroyed_file_any_more()
    {
        await new RequestDraft(town.Database).Save(resident.Actor, resident.Id, _ => RequestContent.Empty with { OwnWords = "Nog iets" });
        town.Clock.GoTo(new(2042, 1, 1));
        await Destroy();

        Assert.That(await new CaseOverview(town.Database).Of(town.Caseworker, held.RequestNumber), Is.Null);
        Assert.That(await new CaseList(town.Database).Of(town.Caseworker), Is.Empty);
        Assert.That((await new ResidentByBsn(town.Database).Of(town.Caseworker, Bsn)).Refusal, Is.EqualTo(Refusal.NotFound));
        Assert.That(await new BudgetOverview(town.Database).Of(resident.Actor, held.BudgetNumber), Is.Null);
        Assert.That(await new MyPeople(town.Database).Of(resident.Actor), Is.Empty);
        Assert.That(await Sql.Count(town, "support_request_drafts"), Is.Zero);
        Assert.That((await Destroy()).Refusal, Is.EqualTo(Refusal.FileDestroyed));
        Assert.That((await town.Reverse(held.BudgetNumber, 1, "x")).Refusal, Is.EqualTo(Refusal.NotReversible));
        Assert.That((await town.Resident(Name, Bsn)).Id, Is.Not.EqualTo(resident.Id), "the same person may come again, as somebody new");
    }

    [Test]
    public async Task After_a_run_nothing_of_it_can_be_read_in_the_database_and_nobody_else_lost_a_word()
    {
        var other = await town.Resident("Piet Blijvend", "999900006");
        town.Clock.GoTo(new(2041, 6, 1));
        var kept = await town.Request(other);
        town.Clock.GoTo(new(2042, 1, 1));
        var before = (await new CaseOverview(town.Database).Of(town.Caseworker, kept))!.Request;
        Assert.That((await RawBytes.Of(town.ConnectionString)).Readable([Name]), Is.Not.Empty, "or nothing is proved below");

        var draft = await new RunRetention(town.Database).Draft();
        Assert.That(await Past(), Is.EqualTo(new[] { resident.Id }), "a draft changes nothing");
        var run = await new RunRetention(town.Database).Do();

        Assert.That(run, Is.EqualTo(draft));
        Assert.That(run.Report, Is.EqualTo($"{Town.Huizen} kept until 2041-12-31: {held.RequestNumber}\n1 file past the term of 15 years, 0 drafts older than a year.\n"));
        Assert.That(await Rows.Of(town.ConnectionString, "SELECT files, drafts, report FROM retention_runs"), Is.EqualTo(new[] { $"1 0 {run.Report}" }));
        Assert.That((await RawBytes.Of(town.ConnectionString)).Readable(Said), Is.Empty);
        Assert.That((await new CaseOverview(town.Database).Of(town.Caseworker, kept))!.Request, Is.EqualTo(before));
        await town.MustBeSound();
    }

    [Test]
    public async Task What_is_left_in_an_older_copy_of_the_words_opens_only_with_the_key_of_that_copy()
    {
        var copied = await Rows.Of(town.ConnectionString, "SELECT id, reasons FROM decisions");
        var key = await Rows.Of(town.ConnectionString, $"SELECT wrapped FROM resident_keys WHERE resident_id = '{resident.Id.Value:D}'");
        town.Clock.GoTo(new(2042, 1, 1));
        await Destroy();
        var (decision, reasons) = (copied[0].Split(' ')[0], copied[0].Split(' ')[1]);

        await town.Database.Read(async session =>
        {
            Assert.That((await ResidentKey.Of(session, resident.Id)).Show(HiddenColumn.Reasons, decision, reasons), Is.Empty);
            Assert.That(ResidentKey.From(session, resident.Id, key[0]).Show(HiddenColumn.Reasons, decision, reasons), Is.EqualTo("Dit is nodig."), "a backup with its key row still does: see docs/operations.md");
            return true;
        });
    }

    [Test]
    public async Task A_file_without_a_decision_is_kept_from_its_last_request_and_one_without_anything_from_its_registration()
    {
        var asking = await town.Resident("Piet Bedenkt Zich");
        await town.Report(await town.Request(asking));
        Assert.That((await Destroy(whose: asking)).Refusal, Is.EqualTo(Refusal.FileKept.With(new DateOnly(2041, 6, 15).InDigits())));
        var silent = await town.Resident("Wie Niets Vroeg");
        Assert.That((await Destroy(whose: silent)).Refusal, Is.EqualTo(Refusal.FileKept.With(new DateOnly(2041, 6, 15).InDigits())), "from the day of registration");
    }

    [Test]
    public async Task Nobody_destroys_a_file_by_its_term_but_the_installation_itself()
    {
        foreach (var actor in new[] { await town.User("beheer", Role.Administrator, Town.Huizen), town.Caseworker, town.Finance, resident.Actor, town.ProviderStaff })
        {
            Assert.That((await Destroy(by: actor)).Refusal, Is.EqualTo(Refusal.NotAllowed), $"{actor.Role}");
            Assert.That(await new FilesPastTheirTerm(town.Database).Of(actor), Is.Empty);
        }

        Assert.That((await Destroy(by: Actor.System(Town.Hilversum))).Refusal, Is.EqualTo(Refusal.NotFound));
        Assert.That((await Destroy(whose: new Resident(new(Guid.Empty), resident.Actor))).Refusal, Is.EqualTo(Refusal.NotFound));
    }

    [Test]
    public async Task What_was_asked_about_the_data_keeps_the_file_but_not_an_answered_wish_to_have_it_gone()
    {
        town.Clock.GoTo(new(2040, 1, 10));
        var number = (await new AskDestruction(town.Database).Do(resident.Actor, town.Key(), new(resident.Id, "Graag."))).Value;
        town.Clock.GoTo(new(2042, 1, 1));
        Assert.That(await Past(), Is.Empty, "as long as nobody answered");
        await new KeepFile(town.Database).Do(town.Caseworker, town.Key(), new(number, "Er is een besluit."));
        Assert.That(await Past(), Is.EqualTo(new[] { resident.Id }), "a wish to be gone keeps nothing");
        await new AskCorrection(town.Database).Do(resident.Actor, town.Key(), new(resident.Id, CorrectionOf.Other, "Dit klopt niet.", "Het is anders."));
        Assert.That(await Past(), Is.Empty);
    }

    [Test]
    public async Task A_run_that_is_cut_off_has_written_down_what_it_destroyed()
    {
        var second = await town.Resident("Tweede Persoon", "999900006");
        await town.Request(second);
        town.Clock.GoTo(new(2042, 1, 1));
        var seen = 0;
        Assert.That(
            async () => await new RunRetention(town.Database).Do(new Cut(() => seen++ == 0 ? throw new OperationCanceledException() : true)),
            Throws.InstanceOf<OperationCanceledException>());

        Assert.That((await Rows.Of(town.ConnectionString, "SELECT files, report FROM retention_runs")).Single(), Does.StartWith("1 ").And.Contain($"{Town.Huizen} kept until "));
        Assert.That((await new RunRetention(town.Database).Do()).Files, Is.EqualTo(1), "the rest");
        Assert.That(await Sql.Count(town, "retention_runs"), Is.EqualTo(2));
    }

    /// <summary>Somebody ends the command after the first file.</summary>
    private sealed class Cut(Func<bool> step) : IProgress<(long Done, long Total)>
    {
        public void Report((long Done, long Total) value) => step();
    }

    [Test]
    public async Task A_representative_of_somebody_else_keeps_the_account_and_one_of_nobody_does_not()
    {
        var mother = await town.User("moeder", Role.Resident, Town.Huizen);
        var child = await town.Resident("Kind Een");
        foreach (var person in new[] { resident, child })
        {
            await new GiveAccess(town.Database).Do(System, town.Key(), new(mother.UserId, person.Id, AsRepresentative: true, new(2000, 1, 1), new(2100, 1, 1)));
        }

        town.Clock.GoTo(new(2042, 1, 1));
        await Destroy();

        Assert.That(await Rows.Of(town.ConnectionString, $"SELECT name FROM users WHERE id = '{mother.UserId.Value:D}'"), Has.One.EqualTo("Naam moeder"));
        Assert.That(await Rows.Of(town.ConnectionString, $"SELECT name FROM users WHERE id = '{resident.Actor.UserId.Value:D}'"), Is.EqualTo(new[] { DestroyFile.NoName }));
        Assert.That((await new MyPeople(town.Database).Of(mother)).Select(person => person.Name), Has.One.EqualTo("Kind Een"));
    }

    [Test]
    public async Task A_draft_that_nobody_looked_at_for_a_year_goes()
    {
        await new RequestDraft(town.Database).Save(resident.Actor, resident.Id, _ => RequestContent.Empty with { OwnWords = "Nog iets" });
        town.Clock.GoTo(new(2027, 6, 15));
        Assert.That((await new RunRetention(town.Database).Do()).Drafts, Is.Zero);
        town.Clock.GoTo(new(2027, 6, 16));

        Assert.That((await new RunRetention(town.Database).Draft()).Drafts, Is.EqualTo(1));
        Assert.That((await new RunRetention(town.Database).Do()).Drafts, Is.EqualTo(1));
        Assert.That((await new RequestDraft(town.Database).Of(resident.Actor, resident.Id)).OwnWords, Is.Empty);
        Assert.That((await new RunRetention(town.Database).Do()).Drafts, Is.Zero);
    }

    [Category("Tools")]
    [Test]
    public async Task The_command_is_a_draft_until_it_is_told_to_run()
    {
        Task<RunningPortal.Verb> Run(params string[] arguments)
        {
            var folder = Directory.CreateTempSubdirectory("eigenregie-keys-").FullName;
            return RunningPortal.Run(town.ConnectionString, "Development", folder, arguments, ("Demo__Today", "2042-02-01"), ("Keys__File", TestDatabase.KeysFileIn(folder)));
        }

        var draft = await Run("retention");
        var run = await Run("retention", "--run");
        var again = await Run("retention");

        Assert.That((draft.ExitCode, run.ExitCode, again.ExitCode), Is.EqualTo((0, 0, 0)), draft.Errors + run.Errors + again.Errors);
        var report = $"{Town.Huizen} kept until 2041-12-31: {held.RequestNumber}\n1 file past the term of 15 years, 0 drafts older than a year.\n";
        Assert.That(draft.Output, Is.EqualTo($"{report}This was a draft: nothing has changed.\n"));
        Assert.That(run.Output, Is.EqualTo($"{report}They are destroyed; this report is kept.\n"));
        Assert.That(again.Output, Is.EqualTo("0 files past the term of 15 years, 0 drafts older than a year.\nThis was a draft: nothing has changed.\n"));
    }
}
