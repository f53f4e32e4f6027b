using Budget.Core.Caseload;
using static Budget.Tests.Faults.EveryDeed;

namespace Budget.Tests.Faults;

/// <summary>The deeds of <see cref="EveryDeed"/> by which a case gets somebody who leads it, and residents a household.</summary>
internal static class EveryDeedOfCaseload
{
    public static readonly Dictionary<string, Func<Town, Task<Sent>>> Ready = new(StringComparer.Ordinal)
    {
        [nameof(TakeCase)] = async town =>
        {
            var request = await town.Request(await town.Resident());
            return await Once(town, _ => request, (database, key, entry) => new TakeCase(database).Do(town.Caseworker, key, entry));
        },
        [nameof(HandOverCase)] = async town =>
        {
            var (request, colleague) = (await town.Request(await town.Resident()), await town.User("collega", Role.Caseworker, Town.Huizen));
            return await Once(town, _ => new HandOverCase.Entry(request, colleague.UserId, HandOverReason.Workload, SeenLead: null), (database, key, entry) => new HandOverCase(database).Do(town.Caseworker, key, entry));
        },
        [nameof(JoinHousehold)] = async town =>
        {
            var (request, other) = (await town.Request(await town.Resident()), await town.Request(await town.Resident()));
            return await Once(town, _ => new JoinHousehold.Entry(request, other), (database, key, entry) => new JoinHousehold(database).Do(town.Caseworker, key, entry));
        },
        [nameof(LeaveHousehold)] = async town =>
        {
            var (request, other) = (await town.Request(await town.Resident()), await town.Request(await town.Resident()));
            await new JoinHousehold(town.Database).Do(town.Caseworker, town.Key(), new(request, other));
            return await Once(town, _ => other, (database, key, entry) => new LeaveHousehold(database).Do(town.Caseworker, key, entry));
        },
    };
}
