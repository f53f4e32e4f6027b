using Budget.Core.Supporters;
using static Budget.Tests.Faults.EveryDeed;

namespace Budget.Tests.Faults;

/// <summary>The deeds of <see cref="EveryDeed"/> about who stands beside a resident.</summary>
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
    };

    private static async Task<(Guid Id, string Code, Resident Resident)> Invited(Town town)
    {
        var resident = await town.Resident();
        var request = await town.Request(resident);
        var id = (await new InviteSupporter(town.Database).Do(resident.Actor, town.Key(), new(request, "Mijn dochter"))).Value;
        return (id, (await new SupportersOfCase(town.Database).Of(resident.Actor, request))!.Items.Single().Code, resident);
    }
}
