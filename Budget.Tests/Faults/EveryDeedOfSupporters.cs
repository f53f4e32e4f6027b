using Budget.Core.Concerns;
using Budget.Core.Mandates;
using Budget.Core.Residents;
using Budget.Core.Supporters;
using static Budget.Tests.Faults.EveryDeed;

namespace Budget.Tests.Faults;

/// <summary>The deeds of <see cref="EveryDeed"/> about who stands beside a resident: a supporter, and a doctor who reports.</summary>
internal static class EveryDeedOfSupporters
{
    public static readonly Dictionary<string, Func<Town, Task<Sent>>> Ready = new(StringComparer.Ordinal)
    {
        [nameof(SetClientSupport)] = async town =>
        {
            var administrator = await town.User("beheer", Role.Administrator, Town.Huizen);
            var seen = (await new ClientSupport(town.Database).Of(administrator)).Seen;
            return await Once(town, number => new SetClientSupport.Entry($"Naast U {number}", "035 555 0610", "Wij gaan mee.", "We come along.", seen), (database, key, entry) => new SetClientSupport(database).Do(administrator, key, entry));
        },
        [nameof(InviteSupporter)] = async town =>
        {
            var resident = await town.Resident();
            var request = await town.Request(resident);
            return await Once(town, _ => new InviteSupporter.Entry(request, "Mijn dochter"), (database, key, entry) => new InviteSupporter(database).Do(resident.Actor, key, entry));
        },
        [nameof(AcceptInvitation)] = async town =>
        {
            var (_, code, _) = await Invited(town);
            var supporter = await town.User("meelezer", Role.Resident, "");
            return await Once(town, _ => new AcceptInvitation.Entry(code), (database, key, entry) => new AcceptInvitation(database).Do(supporter, key, entry));
        },
        [nameof(EndSupporter)] = async town =>
        {
            var (id, _, resident) = await Invited(town);
            return await Once(town, _ => new EndSupporter.Entry(id), (database, key, entry) => new EndSupporter(database).Do(resident.Actor, key, entry));
        },
        [nameof(NarrowMandate)] = async town =>
        {
            var (resident, who) = await Represented(town);
            return await Once(town, _ => new NarrowMandate.Entry(resident.Id, who, [MandateAct.Hours, MandateAct.Accounts]), (database, key, entry) => new NarrowMandate(database).Do(resident.Actor, key, entry));
        },
        [nameof(EndMandate)] = async town =>
        {
            var (resident, who) = await Represented(town);
            return await Once(town, _ => new EndMandate.Entry(resident.Id, who), (database, key, entry) => new EndMandate(database).Do(resident.Actor, key, entry));
        },
        [nameof(SayGround)] = async town =>
        {
            var (resident, who) = await Represented(town);
            var administrator = await town.User("beheer", Role.Administrator, Town.Huizen);
            return await Once(town, _ => new SayGround.Entry(resident.Id, who, AccessGround.Mentor, town.Today.AddYears(1)), (database, key, entry) => new SayGround(database).Do(administrator, key, entry));
        },
        [nameof(AdmitDoctor)] = async town =>
        {
            var administrator = await town.User("beheer", Role.Administrator, Town.Huizen);
            return await Once(town, number => new AdmitDoctor.Entry($"{60_000_000 + number}", $"{70_000_000 + number}", "De Brink", "035 555 0630"), (database, key, entry) => new AdmitDoctor(database).Do(administrator, key, entry));
        },
        [nameof(EndDoctor)] = async town =>
        {
            var administrator = await town.User("beheer", Role.Administrator, Town.Huizen);
            var practice = await Practice(town);
            return await Once(town, _ => new EndDoctor.Entry(practice), (database, key, entry) => new EndDoctor(database).Do(administrator, key, entry));
        },
        [nameof(ReportConcern)] = async town =>
        {
            var doctor = await town.User("huisarts", Role.ProviderStaff, "", await Practice(town));
            return await Once(town, _ => Concern, (database, key, entry) => new ReportConcern(database).Do(doctor, key, entry));
        },
        [nameof(LinkConcern)] = async town =>
        {
            var (concern, resident) = (await Reported(town), await town.Resident());
            return await Once(town, _ => new LinkConcern.Entry(concern, resident.Id, Seen: null), (database, key, entry) => new LinkConcern(database).Do(town.Caseworker, key, entry));
        },
        [nameof(PickUpConcern)] = async town =>
        {
            var concern = await Reported(town);
            return await Once(town, _ => new PickUpConcern.Entry(concern, Seen: null), (database, key, entry) => new PickUpConcern(database).Do(town.Caseworker, key, entry));
        },
    };

    private static ReportConcern.Entry Concern => new(Town.Huizen, "An Ander", "", new DateOnly(1950, 5, 5), "Havenstraat 1", "Zij eet slecht.", Agrees: true);

    private static async Task<(Guid Id, string Code, Resident Resident)> Invited(Town town)
    {
        var resident = await town.Resident();
        var request = await town.Request(resident);
        var id = (await new InviteSupporter(town.Database).Do(resident.Actor, town.Key(), new(request, "Mijn dochter"))).Value;
        return (id, (await new SupportersOfCase(town.Database).Of(resident.Actor, request))!.Items.Single().Code, resident);
    }

    /// <summary>Somebody who acts for a resident by a mandate, from this day on.</summary>
    private static async Task<(Resident Resident, UserId Who)> Represented(Town town)
    {
        var (resident, daughter) = (await town.Resident(), await town.User("dochter", Role.Resident, ""));
        await new GiveAccess(town.Database).Do(Actor.System(Town.Huizen), town.Key(), new(daughter.UserId, resident.Id, AsRepresentative: true, new(2026, 1, 1), town.Today.AddYears(2), AccessGround.Mandate));
        return (resident, daughter.UserId);
    }

    private static async Task<ProviderId> Practice(Town town)
    {
        var number = await Sql.Count(town, "providers");
        return (await new AdmitDoctor(town.Database).Do(await town.User("beheer", Role.Administrator, Town.Huizen), town.Key(), new($"{80_000_000 + number}", $"{80_000_000 + number}", "De Brink", "035 555 0630"))).Value;
    }

    private static async Task<ConcernId> Reported(Town town)
    {
        var doctor = await town.User("huisarts", Role.ProviderStaff, "", await Practice(town));
        var number = (await new ReportConcern(town.Database).Do(doctor, town.Key(), Concern)).Value;
        return (await new ConcernList(town.Database).Of(town.Caseworker)).Single(item => item.Number == number).Id;
    }
}
