using System.Text.Json;
using Budget.Core.Assignments;
using Budget.Core.Audit;
using Budget.Core.Closing;
using Budget.Core.Consent;
using Budget.Core.Decisions;
using Budget.Core.Investigations;
using Budget.Core.Invoices;
using Budget.Core.Ledger;
using Budget.Core.MyData;
using Budget.Core.PersonHeld;
using Budget.Core.Providers;
using Budget.Core.Residents;
using Budget.Core.Retention;
using Budget.Core.SignIn;
using Budget.Core.Storage;
using Budget.Core.SupportRequests;
using Budget.Tests.Databases;
using Budget.Tests.Simulation;

namespace Budget.Tests.Faults;

/// <summary>
/// Every deed there is, once more by name: makes a town ready for it, and gives it with its key, to be sent as often as one likes. A deed that is
/// missing here fails a test. Ready twice in the same town is a second deed of the kind.
/// </summary>
internal static class EveryDeed
{
    public delegate Task<Reply> Sent(Database database);

    private static readonly Actor System = Actor.System(Town.Huizen);

    private static readonly Dictionary<string, Func<Town, Task<Sent>>> Ready = new([.. EveryDeedOfRights.Ready, .. EveryDeedOfCases.Ready, .. EveryDeedOfCaseload.Ready, .. EveryDeedOfDecisions.Ready, .. EveryDeedOfProviders.Ready, .. EveryDeedOfConfiguration.Ready, .. EveryDeedOfSupporters.Ready, .. EveryDeedOfPlans.Ready, .. EveryDeedOfDisputes.Ready, .. EveryDeedOfPayments.Ready, .. EveryDeedOfHelpers.Ready, .. EveryDeedOfSurveys.Ready], StringComparer.Ordinal)
    {
        [nameof(OpenMunicipality)] = town => Once(town, number => new MunicipalityEntry(
            $"{number:D4}", $"Stad {number}", "14 000", "wmo@example.nl", [new Product(Town.Guidance, "02", CareUnit.Hour, "Begeleiding", "Guidance", new Money(6600))]),
            (database, key, entry) => new OpenMunicipality(database).Do(System, key, entry)),
        [nameof(AdmitProvider)] = town => Once(town, number => new AdmitProvider.Entry($"{10_000_000 + number}", $"{20_000_000 + number}", "Thuis", "Over ons", "About us", "035 000 0000"),
            (database, key, entry) => new AdmitProvider(database).Do(System, key, entry)),
        [nameof(SignContract)] = async town =>
        {
            var provider = (await new AdmitProvider(town.Database).Do(System, town.Key(), new($"{30_000_000 + Number(town)}", $"{40_000_000 + Number(town)}", "Thuis", "Over ons", "About us", "035 000 0000"))).Value;
            return await Once(town, _ => new SignContract.Entry(provider, Town.Huizen, Town.Guidance, new Money(5000), Period.Year(2026)),
                (database, key, entry) => new SignContract(database).Do(System, key, entry));
        },
        [nameof(RegisterResident)] = town => Once(town, number => new RegisterResident.Entry(Town.Huizen, WellFormed(999_990_000 - (int)(number * 12)), "An Ander", new(1960, 1, 1)),
            (database, key, entry) => new RegisterResident(database).Do(System, key, entry)),
        [nameof(RegisterUser)] = town => Once(town, number => new RegisterUser.Entry($"ander{number}", "An Ander", Role.Finance, Town.Huizen),
            (database, key, entry) => new RegisterUser(database).Do(System, key, entry)),
        [nameof(GiveAccess)] = async town =>
        {
            var (user, resident) = (await town.User("helper", Role.Resident, Town.Huizen), await town.Resident());
            return await Once(town, _ => new GiveAccess.Entry(user.UserId, resident.Id, AsRepresentative: true, new(2026, 1, 1), new(2026, 12, 31)),
                (database, key, entry) => new GiveAccess(database).Do(System, key, entry));
        },
        [nameof(IntroduceMyself)] = async town =>
        {
            var bsn = WellFormed(999_960_000 + (int)(Number(town) * 12));
            var stranger = (await new RecogniseResident(town.Database).Do(new(bsn, ActingBsn: null, "", _ => true))).Value;
            var token = await new StartSession(town.Database).Do(new(stranger.UserId, Role.Resident, SignInMeans.DigiD, "substantieel", "Firefox", Introduces: bsn));
            var session = (await new SessionOfToken(town.Database).Find(token, isSignOfLife: false))!;
            return await Once(town, _ => new IntroduceMyself.Entry(session.Id, Town.Huizen, "Nieuw Iemand", new(1960, 1, 1)),
                (database, key, entry) => new IntroduceMyself(database).Do(session.Actor, key, entry));
        },
        [nameof(LayDecoy)] = town => Once(town, number => new LayDecoy.Entry(Town.Huizen, $"Bekende Naam {number}"), (database, key, entry) => new LayDecoy(database).Do(System, key, entry)),
        [nameof(BlockAccount)] = async town =>
        {
            var (administrator, user) = (await town.User("beheer", Role.Administrator, Town.Huizen), await town.User("geblokkeerd", Role.Finance, Town.Huizen));
            return await Once(town, _ => new BlockAccount.Entry(user.UserId, BlockReason.Left), (database, key, entry) => new BlockAccount(database).Do(administrator, key, entry));
        },
        [nameof(AskToUnblock)] = async town =>
        {
            var (administrator, user) = await Blocked(town);
            return await Once(town, _ => new AskToUnblock.Entry(user.UserId), (database, key, entry) => new AskToUnblock(database).Do(administrator, key, entry));
        },
        [nameof(UnblockAccount)] = async town =>
        {
            var (administrator, user) = await Blocked(town);
            await new AskToUnblock(town.Database).Do(administrator, town.Key(), new(user.UserId));
            var second = await town.User("beheer2", Role.Administrator, Town.Huizen);
            return await Once(town, _ => new UnblockAccount.Entry(user.UserId), (database, key, entry) => new UnblockAccount(database).Do(second, key, entry));
        },
        [nameof(DestroyFile)] = async town =>
        {
            var resident = await town.Resident();
            town.Clock.GoTo(town.Today.AddYears(16));
            return await Once(town, _ => new DestroyFile.Entry(resident.Id), (database, key, entry) => new DestroyFile(database).Do(System, key, entry));
        },
        [nameof(AskCorrection)] = async town =>
        {
            var resident = await town.Resident();
            return await Once(town, _ => new AskCorrection.Entry(resident.Id, CorrectionOf.Name, "Dit klopt niet.", "Zo is het."), (database, key, entry) => new AskCorrection(database).Do(resident.Actor, key, entry));
        },
        [nameof(AnswerCorrection)] = async town =>
        {
            var resident = await town.Resident();
            var asked = (await new AskCorrection(town.Database).Do(resident.Actor, town.Key(), new(resident.Id, CorrectionOf.Name, "Dit klopt niet.", "Zo is het."))).Value;
            return await Once(town, _ => new AnswerCorrection.Entry(asked, IsAgreed: true, "U hebt gelijk.", Name: "Goede Naam"), (database, key, entry) => new AnswerCorrection(database).Do(town.Caseworker, key, entry));
        },
        [nameof(AskDestruction)] = async town =>
        {
            var resident = await town.Resident();
            return await Once(town, _ => new AskDestruction.Entry(resident.Id, "Het mag weg."), (database, key, entry) => new AskDestruction(database).Do(resident.Actor, key, entry));
        },
        [nameof(ProposeDestruction)] = async town =>
        {
            var asked = await Destruction(town);
            return await Once(town, _ => new ProposeDestruction.Entry(asked, "Niemand heeft het nodig."), (database, key, entry) => new ProposeDestruction(database).Do(town.Caseworker, key, entry));
        },
        [nameof(ConfirmDestruction)] = async town =>
        {
            var (asked, colleague) = (await Destruction(town), await town.User("collega", Role.Caseworker, Town.Huizen));
            await new ProposeDestruction(town.Database).Do(town.Caseworker, town.Key(), new(asked, "Niemand heeft het nodig."));
            return await Once(town, _ => new ConfirmDestruction.Entry(asked), (database, key, entry) => new ConfirmDestruction(database).Confirm(colleague, key, entry));
        },
        [nameof(KeepFile)] = async town =>
        {
            var asked = await Destruction(town);
            return await Once(town, _ => new KeepFile.Entry(asked, "Uw zus heeft het nodig."), (database, key, entry) => new KeepFile(database).Do(town.Caseworker, key, entry));
        },
        [nameof(SubmitSupportRequest)] = async town =>
        {
            var resident = await town.Resident();
            return await Once(town, _ => new SubmitSupportRequest.Entry(resident.Id, new RequestContent("Het gaat niet meer.", [new(LifeDomain.Household, "Een schoon huis")], "", "Hulp", "", WishedForm.PersonFollowing)),
                (database, key, entry) => new SubmitSupportRequest(database).Do(resident.Actor, key, entry));
        },
        [nameof(ApplyForSupport)] = async town =>
        {
            var resident = await town.Resident();
            var request = await town.Request(resident);
            await town.Report(request);
            return await Once(town, _ => request, (database, key, entry) => new ApplyForSupport(database).Do(resident.Actor, key, entry));
        },
        [nameof(GrantProvision)] = async town =>
        {
            var request = await town.Request(await town.Resident());
            await town.Report(request);
            return await Once(town, _ => new GrantProvision.Entry(
                request, town.Today, Town.Guidance, new Quantity(100), Frequency.Total, new Money(100), Period.Year(town.Today.Year), FundingForm.PersonHeld, "Dit is nodig."),
                (database, key, entry) => new GrantProvision(database).Do(town.Caseworker, key, entry));
        },
        [nameof(ChooseProvider)] = async town =>
        {
            var grant = await town.BudgetOf(1200m);
            return await Once(town, _ => new ChooseProvider.Entry(grant.BudgetNumber, town.Contract), (database, key, entry) => new ChooseProvider(database).Do(grant.Resident.Actor, key, entry));
        },
        [nameof(EndAssignment)] = async town =>
        {
            var grant = await town.BudgetOf(1200m);
            await town.Choose(grant);
            return await Once(town, _ => new EndAssignment.Entry(grant.BudgetNumber, new(2026, 5, 31), EndReason.Client),
                (database, key, entry) => new EndAssignment(database).Do(grant.Resident.Actor, key, entry));
        },
        [nameof(ReleaseReservation)] = async town =>
        {
            var grant = await town.BudgetOf(1200m);
            var chosen = await town.Choose(grant);
            await new EndAssignment(town.Database).Do(grant.Resident.Actor, town.Key(), new(grant.BudgetNumber, new(2026, 5, 31), EndReason.Client));
            return await Once(town, _ => new ReleaseReservation.Entry(grant.BudgetNumber, chosen.AssignmentNumber),
                (database, key, entry) => new ReleaseReservation(database).Do(town.Finance, key, entry));
        },
        [nameof(ApproveCareAgreement)] = async town =>
        {
            var grant = await town.BudgetOf(100m, FundingForm.PersonHeld);
            return await Once(town, _ => new ApproveCareAgreement.Entry(grant.BudgetNumber, "Fatima El Amrani", HelperKind.Network, new Money(100), new Quantity(40), Period.Year(2026)),
                (database, key, entry) => new ApproveCareAgreement(database).Do(town.Caseworker, key, entry));
        },
        [nameof(ForwardClaim)] = async town =>
        {
            var grant = await town.BudgetOf(100m, FundingForm.PersonHeld);
            var agreement = await town.Agreement(grant);
            return await Once(town, _ => new ForwardClaim.Entry(agreement, new(2026, 4, 1), new Quantity(10)), (database, key, entry) => new ForwardClaim(database).Do(grant.Resident.Actor, key, entry));
        },
        [nameof(ImportDeclaration)] = async town =>
        {
            var assigned = await Assigned.In(town);
            var number = Number(town);
            var file = DeclarationOf.Bytes(DeclarationOf.Lines($"M{number}", assigned.Debit($"R{number}", 4, 4), assigned.Debit($"S{number}", 5, 3), assigned.Debit($"T{number}", 5, 9_999)));
            return async database =>
            {
                var answer = await new ImportDeclaration(database).Do(town.Finance, await DeclarationFile.Load(new MemoryStream(file), town.Today));
                return new Reply(JsonSerializer.Serialize(answer with { Result = answer.Result! with { IsRepeat = false } }), answer.Result is null, answer.Result!.IsRepeat);
            };
        },
        [nameof(CloseMonth)] = async town =>
        {
            if (Number(town) == 1)
            {
                await town.BudgetOf(100m);
            }

            var month = new DateOnly(2026, 5, 1).AddMonths((int)Number(town));
            town.Clock.GoTo(month.AddMonths(1).AddDays(1));
            return await Once(town, _ => new CloseMonth.Entry(month), (database, key, entry) => new CloseMonth(database).Do(town.Finance, key, entry));
        },
        [nameof(CloseYear)] = async town =>
        {
            var (grant, year) = (await town.BudgetOf(1200m), town.Today.Year);
            // The contract of this town ends in 2040; years may be closed after that.
            if (year <= 2040)
            {
                await town.Choose(grant);
            }

            town.Clock.GoTo(new(year + 1, 6, 15));
            return await Once(town, _ => new CloseYear.Entry(year), (database, key, entry) => new CloseYear(database).Do(town.Finance, key, entry));
        },
    };

    private static readonly Dictionary<string, long> Numbers = new(StringComparer.Ordinal);

    public static IEnumerable<string> Names => Ready.Keys;

    public static async Task<Sent> In(Town town, string name)
    {
        lock (Numbers)
        {
            Numbers[town.ConnectionString] = Numbers.GetValueOrDefault(town.ConnectionString) + 1;
        }

        return await Ready[name](town);
    }

    /// <summary>The how manieth deed this is in its town.</summary>
    internal static long Number(Town town)
    {
        lock (Numbers)
        {
            return Numbers[town.ConnectionString];
        }
    }

    internal static Task<Sent> Once<TEntry, T>(Town town, Func<long, TEntry> entry, Func<Database, IdempotencyKey, TEntry, Task<Outcome<T>>> work)
    {
        var (content, key) = (entry(Number(town)), town.Key());
        return Task.FromResult<Sent>(async database => Reply.Of(await work(database, key, content)));
    }

    private static async Task<string> Destruction(Town town)
    {
        var resident = await town.Resident();
        return (await new AskDestruction(town.Database).Do(resident.Actor, town.Key(), new(resident.Id, "Het mag weg."))).Value;
    }

    private static async Task<(Actor Administrator, Actor User)> Blocked(Town town)
    {
        var (administrator, user) = (await town.User("beheer", Role.Administrator, Town.Huizen), await town.User("geblokkeerd", Role.Finance, Town.Huizen));
        await new BlockAccount(town.Database).Do(administrator, town.Key(), new(user.UserId, BlockReason.Stolen));
        return (administrator, user);
    }

    private static string WellFormed(int from)
    {
        var number = from;
        while (!Bsn.IsWellFormed($"{number}"))
        {
            number++;
        }

        return $"{number}";
    }
}
