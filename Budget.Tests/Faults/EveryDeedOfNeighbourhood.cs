using Budget.Core.Community;
using Budget.Core.Neighbourhoods;
using Budget.Core.OpenOffer;
using static Budget.Tests.Faults.EveryDeed;

namespace Budget.Tests.Faults;

/// <summary>The deeds of <see cref="EveryDeed"/> around the neighbourhood: what is near, and who joins in.</summary>
internal static class EveryDeedOfNeighbourhood
{
    public static readonly Dictionary<string, Func<Town, Task<Sent>>> Ready = new(StringComparer.Ordinal)
    {
        [nameof(DrawNeighbourhood)] = async town =>
        {
            var administrator = await town.User("beheer", Role.Administrator, Town.Huizen);
            return await Once(town, number => new DrawNeighbourhood.Entry(Drawn(number), ""), (database, key, entry) => new DrawNeighbourhood(database).Do(administrator, key, entry));
        },
        [nameof(EndNeighbourhood)] = async town =>
        {
            var administrator = await town.User("beheer", Role.Administrator, Town.Huizen);
            var (code, seen) = await Draw(town, administrator);
            return await Once(town, _ => new EndNeighbourhood.Entry(code, seen), (database, key, entry) => new EndNeighbourhood(database).Do(administrator, key, entry));
        },
        [nameof(ChooseNeighbourhood)] = async town =>
        {
            var (code, _) = await Draw(town, await town.User("beheer", Role.Administrator, Town.Huizen));
            var resident = await town.Resident();
            return await Once(town, _ => new ChooseNeighbourhood.Entry(resident.Id, code), (database, key, entry) => new ChooseNeighbourhood(database).Do(resident.Actor, key, entry));
        },
        [nameof(SaveGeneralProvision)] = async town =>
        {
            var offers = await Offers.Of(town);
            return await Once(town, number => new SaveGeneralProvision.Entry(Id: null, Offers.Eating($"Aanbod {number}"), ""), (database, key, entry) => new SaveGeneralProvision(database).Do(offers.Administrator, key, entry));
        },
        [nameof(EndGeneralProvision)] = async town =>
        {
            var offers = await Offers.Of(town);
            var id = await offers.Add(Offers.Eating());
            var seen = (await offers.Now(id)).Seen;
            return await Once(town, _ => new EndGeneralProvision.Entry(id, seen), (database, key, entry) => new EndGeneralProvision(database).Do(offers.Administrator, key, entry));
        },
        [nameof(JoinGeneralProvision)] = async town =>
        {
            var (id, resident) = (await (await Offers.Of(town)).Add(Offers.Eating() with { Places = 1 }), await town.Resident());
            return await Once(town, _ => new JoinGeneralProvision.Entry(id, resident.Id, SharesName: true), (database, key, entry) => new JoinGeneralProvision(database).Do(resident.Actor, key, entry));
        },
        [nameof(LeaveGeneralProvision)] = async town =>
        {
            var (id, resident) = (await (await Offers.Of(town)).Add(Offers.Eating()), await town.Resident());
            await new JoinGeneralProvision(town.Database).Do(resident.Actor, town.Key(), new(id, resident.Id, SharesName: false));
            return await Once(town, _ => new LeaveGeneralProvision.Entry(id, resident.Id), (database, key, entry) => new LeaveGeneralProvision(database).Do(resident.Actor, key, entry));
        },
        [nameof(TellIdea)] = async town =>
        {
            var resident = await town.Resident();
            return await Once(town, number => new TellIdea.Entry(resident.Id, IdeaKind.Need, $"Een bankje, nummer {number}."), (database, key, entry) => new TellIdea(database).Do(resident.Actor, key, entry));
        },
        [nameof(TakeBackIdea)] = async town =>
        {
            var (id, resident) = await Idea(town);
            return await Once(town, _ => new TakeBackIdea.Entry(id, resident.Id), (database, key, entry) => new TakeBackIdea(database).Do(resident.Actor, key, entry));
        },
        [nameof(JudgeIdea)] = async town =>
        {
            var (id, _) = await Idea(town);
            return await Once(town, _ => new JudgeIdea.Entry(id, IsShown: false, "Er staat een naam in."), (database, key, entry) => new JudgeIdea(database).Do(town.Caseworker, key, entry));
        },
        [nameof(AnswerIdea)] = async town =>
        {
            var (id, _) = await Shown(town);
            return await Once(town, _ => new AnswerIdea.Entry(id, IsFacilitated: true, "Het bankje komt er."), (database, key, entry) => new AnswerIdea(database).Do(town.Caseworker, key, entry));
        },
        [nameof(JoinIdea)] = async town =>
        {
            var ((id, _), resident) = (await Shown(town), await town.Resident());
            return await Once(town, _ => new JoinIdea.Entry(id, resident.Id, JoinsIn: true), (database, key, entry) => new JoinIdea(database).Do(resident.Actor, key, entry));
        },
    };

    private static async Task<(IdeaId Id, Resident Teller)> Idea(Town town)
    {
        var resident = await town.Resident();
        return ((await new TellIdea(town.Database).Do(resident.Actor, town.Key(), new(resident.Id, IdeaKind.Offer, "Koffie op woensdag."))).Value, resident);
    }

    private static async Task<(IdeaId Id, Resident Teller)> Shown(Town town)
    {
        var told = await Idea(town);
        await new JudgeIdea(town.Database).Do(town.Caseworker, town.Key(), new(told.Id, IsShown: true, ""));
        return told;
    }

    private static Neighbourhood Drawn(long number) => new($"wijk-{number}", $"Wijk {number}", 145_000 + number, 478_000);

    private static async Task<(string Code, string Seen)> Draw(Town town, Actor administrator)
    {
        var drawn = await new DrawNeighbourhood(town.Database).Do(administrator, town.Key(), new(Drawn(Number(town)), ""));
        return (drawn.Value, (await new NeighbourhoodList(town.Database).All(administrator)).Single(one => one.Code == drawn.Value).Seen);
    }
}
