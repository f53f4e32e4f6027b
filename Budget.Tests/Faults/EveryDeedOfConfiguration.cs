using Budget.Core.Configuration;
using Budget.Core.Providers;
using static Budget.Tests.Faults.EveryDeed;

namespace Budget.Tests.Faults;

/// <summary>The deeds of <see cref="EveryDeed"/> by which an administrator sets a municipality up.</summary>
internal static class EveryDeedOfConfiguration
{
    public static readonly Dictionary<string, Func<Town, Task<Sent>>> Ready = new(StringComparer.Ordinal)
    {
        [nameof(DescribeProduct)] = async town =>
        {
            var administrator = await town.User("beheer", Role.Administrator, Town.Huizen);
            return await Once(
                town, number => new DescribeProduct.Entry($"P{number % 10_000}", "02", CareUnit.Hour, "Begeleiding", "Guidance", new Money(6600), IsEnded: false, "", IsNew: true),
                (database, key, entry) => new DescribeProduct(database).Do(administrator, key, entry));
        },
        [nameof(SetProductRate)] = async town =>
        {
            var administrator = await town.User("beheer", Role.Administrator, Town.Huizen);
            var seen = (await new ProductRates(town.Database).All(administrator)).Single(one => one.Code == Town.Guidance).Seen;
            return await Once(
                town, _ => new SetProductRate.Entry(Town.Guidance, RateKind.Network, town.Today, new Money(2000), seen), (database, key, entry) => new SetProductRate(database).Do(administrator, key, entry));
        },
        [nameof(SetContactPoints)] = async town =>
        {
            var (administrator, seen) = await Administrator(town);
            return await Once(
                town, number => new SetContactPoints.Entry($"14 {number}", "wmo@example.nl", "", "", "", "", seen), (database, key, entry) => new SetContactPoints(database).Do(administrator, key, entry));
        },
        [nameof(SetLetterTexts)] = async town =>
        {
            var (administrator, seen) = await Administrator(town);
            return await Once(town, number => new SetLetterTexts.Entry($"Postbus {number}", "", "", seen), (database, key, entry) => new SetLetterTexts(database).Do(administrator, key, entry));
        },
        [nameof(SetDecisionTerms)] = async town =>
        {
            var (administrator, seen) = await Administrator(town);
            return await Once(town, number => new SetDecisionTerms.Entry(1 + (number % 7), 12, seen), (database, key, entry) => new SetDecisionTerms(database).Do(administrator, key, entry));
        },
        [nameof(SetLook)] = async town =>
        {
            var (administrator, seen) = await Administrator(town);
            return await Once(town, _ => new SetLook.Entry("#0b5563", [], TakesLogoAway: false, seen), (database, key, entry) => new SetLook(database).Do(administrator, key, entry));
        },
    };

    private static async Task<(Actor, string)> Administrator(Town town)
    {
        var administrator = await town.User("beheer", Role.Administrator, Town.Huizen);
        return (administrator, (await new OwnMunicipality(town.Database).Of(administrator))!.Seen);
    }
}
