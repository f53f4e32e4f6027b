using System.Globalization;
using System.Text;
using System.Text.Json;
using Budget.Core.Assignments;
using Budget.Core.Caseload;
using Budget.Core.Couplings;
using Budget.Core.Delivery;
using Budget.Core.Exchange;
using Budget.Core.Invoices;
using Budget.Core.Iwmo;
using Budget.Core.Providers;
using Budget.Core.SignIn;
using Budget.Tests.Simulation;
using static Budget.Tests.Faults.EveryDeed;

namespace Budget.Tests.Faults;

/// <summary>The deeds of <see cref="EveryDeed"/> about providers: contracts, profiles, going elsewhere, and whether the help comes.</summary>
internal static class EveryDeedOfProviders
{
    public static readonly Dictionary<string, Func<Town, Task<Sent>>> Ready = new(StringComparer.Ordinal)
    {
        [nameof(IndexContract)] = async town =>
        {
            var administrator = await town.User("beheer", Role.Administrator, Town.Huizen);
            var seen = await SeenOf(town, administrator, town.Contract);
            return await Once(town, _ => new IndexContract.Entry(town.Contract, town.Today, Percent: 1m, Rate: null, seen), (database, key, entry) => new IndexContract(database).Do(administrator, key, entry));
        },
        [nameof(TakeOption)] = async town =>
        {
            var administrator = await town.User("beheer", Role.Administrator, Town.Huizen);
            var contract = await Contract(town, optionYears: 5);
            return await Once(town, _ => contract.Contract, (database, key, entry) => new TakeOption(database).Do(administrator, key, entry));
        },
        [nameof(AdmitLightly)] = async town =>
        {
            var administrator = await town.User("beheer", Role.Administrator, Town.Huizen);
            var contract = await Contract(town);
            return await Once(town, _ => new AdmitLightly.Entry(contract.Provider, IsLight: true, Seen: ""), (database, key, entry) => new AdmitLightly(database).Do(administrator, key, entry));
        },
        [nameof(KeepProfile)] = async town =>
        {
            var contract = await Contract(town);
            var staff = await town.User("aanbieder", Role.ProviderStaff, "", contract.Provider);
            return await Once(town, _ => new KeepProfile.Entry(Town.Huizen, [ProviderLanguage.Turkish], [AccessibilityFact.Wheelchair], "Autisme", [Town.Guidance], 3, "Havenstraat 1", new Place(143_000, 478_000), ProviderProfile.Empty(contract.Provider).Mark),
                (database, key, entry) => new KeepProfile(database).Do(staff, key, entry));
        },
        [nameof(SwitchProvider)] = async town =>
        {
            // Before the old one begins: all that was put apart for it goes along.
            var grant = await town.BudgetOf(1200m, period: new Period(town.Today.AddDays(10), town.Today.AddDays(200)));
            var from = (await town.Choose(grant)).AssignmentNumber;
            var entry = new SwitchProvider.Entry(grant.BudgetNumber, from, (await Contract(town)).Contract, town.Today.AddDays(10), Seen: "");
            var seen = (await new SwitchProvider(town.Database).Draft(grant.Resident.Actor, entry)).Value.Mark;
            return await Once(town, _ => entry with { Seen = seen }, (database, key, one) => new SwitchProvider(database).Do(grant.Resident.Actor, key, one));
        },
        [nameof(ReportStart)] = async town =>
        {
            var (assignment, _) = await Assigned(town);
            return await Once(town, _ => new ReportStart.Entry(assignment, new(2026, 6, 1)), (database, key, entry) => new ReportStart(database).Do(town.ProviderStaff, key, entry));
        },
        [nameof(ReportNobodyCame)] = async town =>
        {
            var (assignment, grant) = await Assigned(town);
            return await Once(town, _ => new ReportNobodyCame.Entry(assignment), (database, key, entry) => new ReportNobodyCame(database).Do(grant.Resident.Actor, key, entry));
        },
        [nameof(ReportStop)] = async town =>
        {
            var (assignment, _) = await Assigned(town);
            return await Once(town, _ => new ReportStop.Entry(assignment, new(2026, 6, 1), StopReason.Client), (database, key, entry) => new ReportStop(database).Do(town.ProviderStaff, key, entry));
        },
        [nameof(SayExperience)] = async town =>
        {
            var (assignment, grant) = await Assigned(town);
            await new ReportStart(town.Database).Do(town.ProviderStaff, town.Key(), new(assignment, new(2026, 6, 1)));
            return await Once(town, _ => new SayExperience.Entry(assignment, Helps.Yes, "Zij luistert."), (database, key, entry) => new SayExperience(database).Do(grant.Resident.Actor, key, entry));
        },
        [nameof(DeclareHelp)] = async town =>
        {
            var (assigned, key) = (await Invoices.Submitting(town), town.Key());
            var entry = new DeclareHelp.Entry(Town.Huizen, new(2026, 5, 1), [new(assigned.Number, new(4)), new(assigned.Number, new(9_999))]);
            return async database => Invoices.Reply((await new DeclareHelp(database).Do(town.ProviderStaff, key, entry)).Imported!.Result!);
        },
        [nameof(DeclareCsv)] = async town =>
        {
            var assigned = await Invoices.Submitting(town);
            var file = Encoding.UTF8.GetBytes($"{string.Join(';', DeclarationCsv.Columns)}\n1;0406;202605;{assigned.Number};;;4;;;;\n");
            return async database => Invoices.Reply((await new DeclareCsv(database).Do(town.ProviderStaff, file, CultureInfo.InvariantCulture)).Imported!.Result!);
        },
        [nameof(MakeCoupling)] = async town =>
        {
            await Invoices.Submitting(town);
            var (key, entry) = (town.Key(), new MakeCoupling.Entry($"programma {town.Key().Value[^8..]}", OfficeRight.Submit, town.Today.AddDays(100)));
            return async database =>
            {
                // The secret is another each time, and is said the first time only.
                var made = await new MakeCoupling(database).Do(town.ProviderStaff, key, entry);
                return new Reply(made.IsRefused ? made.Refusal!.Code : $"{made.Value.Id}", made.IsRefused, made.Replayed);
            };
        },
        [nameof(EndCoupling)] = async town =>
        {
            await Invoices.Submitting(town);
            var made = (await new MakeCoupling(town.Database).Do(town.ProviderStaff, town.Key(), new($"programma {town.Key().Value[^8..]}", OfficeRight.Read, town.Today.AddDays(100)))).Value.Id;
            return await Once(town, _ => made, (database, key, entry) => new EndCoupling(database).Do(town.ProviderStaff, key, entry));
        },
        [nameof(CorrectLine)] = async town =>
        {
            var (assigned, key) = (await Invoices.Submitting(town), town.Key());
            var sent = (await new DeclareHelp(town.Database).Do(town.ProviderStaff, town.Key(), new(Town.Huizen, new(2026, 5, 1), [new(assigned.Number, new(4))]))).Imported!.Result!;
            var line = (await new SentDeclaration(town.Database).Of(town.ProviderStaff, sent.Id.Value))!.Accepted[0];
            return async database => Invoices.Reply((await new CorrectLine(database).Do(town.ProviderStaff, key, new(Guid.Parse(line.Id), new Quantity(3)))).Value);
        },
        [nameof(SetOfficeRight)] = async town =>
        {
            var (administrator, reader) = (await town.User("beheer", Role.Administrator, Town.Huizen), await town.User("lezer", Role.ProviderStaff, "", town.Provider));
            return await Once(town, _ => new SetOfficeRight.Entry(reader.UserId, OfficeRight.Submit), (database, key, entry) => new SetOfficeRight(database).Do(administrator, key, entry));
        },
        [nameof(ImportMessage)] = async town =>
        {
            await town.MayDeclare();
            // Of each kind of thing that a message does: a start that is taken in, and a question.
            var grant = await town.BudgetOf(100m, period: new Period(new(2026, 6, 1), new(2026, 12, 31)));
            var number = (await town.Choose(grant)).AssignmentNumber;
            var file = MessagesOf.File(MessagesOf.Change($"C{number}", await Support.Assigned.BsnOf(town, grant), number));
            return async database =>
            {
                var answer = await new ImportMessage(database).Do(town.ProviderStaff, await MessageFile.Load(new MemoryStream(file)));
                return new Reply(JsonSerializer.Serialize(answer with { Result = answer.Result! with { IsRepeat = false } }), answer.Result is null, answer.Result!.IsRepeat);
            };
        },
        [nameof(PrepareMessages)] = async town =>
        {
            await Assigned(town);
            return await Once(town, _ => 0, (database, key, _) => new PrepareMessages(database).Do(town.ProviderStaff, key));
        },
        [nameof(AnswerRequest)] = async town =>
        {
            var grant = await town.BudgetOf(100m, period: new Period(new(2026, 6, 1), new(2026, 12, 31)));
            var number = (await town.Choose(grant)).AssignmentNumber;
            await town.MayDeclare();
            await town.Send(MessagesOf.Change($"C{number}", await Support.Assigned.BsnOf(town, grant), number));
            var asked = Guid.Parse((await new Worklist(town.Database).Of(town.Caseworker, WorklistView.All)).Items.First(item => item.Kind == "change-asked").Target);
            return await Once(town, _ => new AnswerRequest.Entry(asked, SaidToProvider.Refused, ReasonOfRefusal.OfContent), (database, key, entry) => new AnswerRequest(database).Do(town.Caseworker, key, entry));
        },
        [nameof(ProposeProvider)] = async town =>
        {
            var grant = await town.BudgetOf(100m);
            return await Once(town, _ => new ProposeProvider.Entry(grant.BudgetNumber, "Buurvrouw", "Zij kent mij."), (database, key, entry) => new ProposeProvider(database).Do(grant.Resident.Actor, key, entry));
        },
        [nameof(AnswerProposal)] = async town =>
        {
            var grant = await town.BudgetOf(100m);
            await new ProposeProvider(town.Database).Do(grant.Resident.Actor, town.Key(), new(grant.BudgetNumber, "Buurvrouw", "Zij kent mij."));
            var asked = Guid.Parse((await new Proposals(town.Database).ToAnswer(town.Caseworker))[^1].Id);
            return await Once(town, _ => new AnswerProposal.Entry(asked, IsWelcome: true, "Dat is goed."), (database, key, entry) => new AnswerProposal(database).Do(town.Caseworker, key, entry));
        },
    };

    private static async Task<string> SeenOf(Town town, Actor administrator, ContractId contract) => (await new ContractList(town.Database).One(administrator, contract))!.Seen;

    internal static async Task<(ProviderId Provider, ContractId Contract)> Contract(Town town, int optionYears = 0)
    {
        var number = $"{50_000_000 + await Sql.Count(town, "providers")}";
        var provider = (await new AdmitProvider(town.Database).Do(Actor.System(Town.Huizen), town.Key(), new(number, number, "Anders", "Over", "About", "035 111 1111"))).Value;
        return (provider, (await new SignContract(town.Database).Do(Actor.System(Town.Huizen), town.Key(), new(
            provider, Town.Huizen, Town.Guidance, new Money(5000), new Period(new(2020, 1, 1), new(2040, 12, 31)), OptionYears: optionYears))).Value);
    }

    private static async Task<(AssignmentId Assignment, Grant Grant)> Assigned(Town town)
    {
        var grant = await town.BudgetOf(1200m);
        var number = (await town.Choose(grant)).AssignmentNumber;
        return ((await new AssignmentsOfProvider(town.Database).Of(town.ProviderStaff)).Single(row => row.Number == number).Id, grant);
    }

    private static class Invoices
    {
        /// <summary>An assignment of the town's own provider, whose staff may declare.</summary>
        public static async Task<Assigned> Submitting(Town town)
        {
            if (await new OwnOffice(town.Database).Of(town.ProviderStaff) is not { MaySubmit: true })
            {
                await new SetOfficeRight(town.Database).Do(Actor.System(Town.Huizen), town.Key(), new(town.ProviderStaff.UserId, OfficeRight.Submit));
            }

            return await Budget.Tests.Support.Assigned.In(town);
        }

        public static Reply Reply(ImportDeclaration.Result result) => new(JsonSerializer.Serialize(result with { IsRepeat = false }), IsRefused: false, result.IsRepeat);
    }
}
