using Budget.Core.Disputes;
using Budget.Tests.Databases;
using static Budget.Tests.Faults.EveryDeed;

namespace Budget.Tests.Faults;

/// <summary>The deeds of <see cref="EveryDeed"/> about a resident's say over an invoice line.</summary>
internal static class EveryDeedOfDisputes
{
    public static readonly Dictionary<string, Func<Town, Task<Sent>>> Ready = new(StringComparer.Ordinal)
    {
        [nameof(ConfirmLine)] = async town =>
        {
            var grant = await Declared(town);
            return await Once(town, _ => new ConfirmLine.Entry(grant.BudgetNumber, 3), (database, key, entry) => new ConfirmLine(database).Do(grant.Resident.Actor, key, entry));
        },
        [nameof(DisputeLine)] = async town =>
        {
            var grant = await Declared(town);
            return await Once(town, _ => new DisputeLine.Entry(grant.BudgetNumber, 3, DisputeReason.LessDelivered, "Het was een uur minder.", new Quantity(1)),
                (database, key, entry) => new DisputeLine(database).Do(grant.Resident.Actor, key, entry));
        },
        [nameof(WithdrawDispute)] = async town =>
        {
            var (grant, _) = await Disputed(town);
            return await Once(town, _ => new WithdrawDispute.Entry(grant.BudgetNumber, 3), (database, key, entry) => new WithdrawDispute(database).Do(grant.Resident.Actor, key, entry));
        },
        [nameof(AnswerDispute)] = async town =>
        {
            var (_, dispute) = await Disputed(town);
            await town.MayDeclare();
            // Both answers, in turn.
            return await Once(town, number => new AnswerDispute.Entry(dispute, IsDelivered: number % 2 == 0, "Zo was het."), (database, key, entry) => new AnswerDispute(database).Do(town.ProviderStaff, key, entry));
        },
        [nameof(SettleDispute)] = async town =>
        {
            var (_, dispute) = await Disputed(town);
            await new AnswerDispute(town.Database).Do(town.ProviderStaff, town.Key(), new(dispute, IsDelivered: true, "Wij waren er."));
            return await Once(town, _ => new SettleDispute.Entry(dispute, IsDelivered: false, "Wij spraken u beiden."), (database, key, entry) => new SettleDispute(database).Do(town.Caseworker, key, entry));
        },
    };

    private static async Task<Grant> Declared(Town town)
    {
        var (assigned, number) = (await Assigned.In(town), Number(town));
        await town.Import($"B{number}", assigned.Debit($"B{number}", 4, 2));
        return assigned.Grant;
    }

    private static async Task<(Grant Grant, Guid Dispute)> Disputed(Town town)
    {
        var grant = await Declared(town);
        await new DisputeLine(town.Database).Do(grant.Resident.Actor, town.Key(), new(grant.BudgetNumber, 3, DisputeReason.NotDelivered, "Er kwam niemand."));
        return (grant, Guid.Parse((await Databases.Rows.Of(
            town.ConnectionString, $"SELECT d.id FROM disputes d JOIN invoice_lines line ON line.id = d.line_id JOIN budgets b ON b.id = line.budget_id WHERE b.number = '{grant.BudgetNumber}'"))[0]));
    }
}
