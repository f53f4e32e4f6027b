using Budget.Core.Funds;
using Budget.Core.Payments;
using Budget.Core.Statements;
using static Budget.Tests.Faults.EveryDeed;

namespace Budget.Tests.Faults;

/// <summary>The deeds of <see cref="EveryDeed"/> by which providers are paid.</summary>
internal static class EveryDeedOfPayments
{
    public static readonly Dictionary<string, Func<Town, Task<Sent>>> Ready = new(StringComparer.Ordinal)
    {
        [nameof(ProposeBankAccount)] = async town =>
        {
            var (provider, _) = await EveryDeedOfProviders.Contract(town);
            return await Once(town, _ => new ProposeBankAccount.Entry(provider, "Thuis", Paying.ProviderIban), (database, key, entry) => new ProposeBankAccount(database).Do(town.Finance, key, entry));
        },
        [nameof(AnswerBankAccount)] = async town =>
        {
            var (provider, _) = await EveryDeedOfProviders.Contract(town);
            var id = (await new ProposeBankAccount(town.Database).Do(town.Finance, town.Key(), new(provider, "Thuis", Paying.ProviderIban))).Value;
            return await Once(town, _ => new AnswerBankAccount.Entry(id, IsConfirmed: true), (database, key, entry) => new AnswerBankAccount(database).Do(town.FinanceToo, key, entry));
        },
        [nameof(ProposePayments)] = async town =>
        {
            await Declared(town);
            return await Once(town, _ => new ProposePayments.Entry(town.Today, DueUntil: null), (database, key, entry) => new ProposePayments(database).Do(town.Finance, key, entry));
        },
        [nameof(ApprovePayments)] = async town =>
        {
            await Declared(town);
            var run = await town.ProposeRun();
            return await Once(town, _ => new ApprovePayments.Entry(run), (database, key, entry) => new ApprovePayments(database).Do(town.FinanceToo, key, entry));
        },
        [nameof(RefusePayments)] = async town =>
        {
            await Settled(town);
            await Declared(town);
            var run = await town.ProposeRun();
            return await Once(town, _ => run, (database, key, entry) => new RefusePayments(database).Do(town.FinanceToo, key, entry));
        },
        [nameof(FetchPaymentFile)] = async town =>
        {
            await Declared(town);
            var run = (await town.ApproveRun(await town.ProposeRun())).Number;
            return await Once(town, _ => new FetchPaymentFile.Entry(run), (database, key, entry) => new FetchPaymentFile(database).Do(town.Finance, key, entry));
        },
        [nameof(SetFundBudget)] = town => Once(
            town, number => new SetFundBudget.Entry(2026, "02", new Money(100_000 * number), "Begroting"), (database, key, entry) => new SetFundBudget(database).Do(town.Finance, key, entry)),
        [nameof(AskStatements)] = town => Once(
            town, _ => new AskStatements.Entry(new StatementSelection(Period.Year(2026)), InEnglish: false), (database, key, entry) => new AskStatements(database).Do(town.Finance, key, entry)),
        [nameof(StopStatements)] = async town =>
        {
            var id = (await new AskStatements(town.Database).Do(town.Finance, town.Key(), new(new StatementSelection(Period.Year(2026)), InEnglish: false))).Value;
            return await Once(town, _ => new StopStatements.Entry(id), (database, key, entry) => new StopStatements(database).Do(town.Finance, key, entry));
        },
        [nameof(TakeBankAnswer)] = async town =>
        {
            await Settled(town);
            await Declared(town);
            using var file = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(Paying.Status(await town.Pay(), "RJCT")));
            var answer = await BankFile.Load(file);
            return await Once(town, _ => answer, (database, key, entry) => new TakeBankAnswer(database).Do(town.Finance, key, entry));
        },
    };

    /// <summary>What an earlier one left is paid, so that each finds as much to pay.</summary>
    private static async Task Settled(Town town)
    {
        if (await new ProposePayments(town.Database).Do(town.Finance, town.Key(), new(town.Today, DueUntil: null)) is { IsRefused: false } left)
        {
            await town.ApproveRun(left.Value);
        }
    }

    private static async Task Declared(Town town)
    {
        if (Number(town) == 1)
        {
            await town.Accounts();
        }

        var (assigned, number) = (await Assigned.In(town), Number(town));
        await town.Import($"P{number}", assigned.Debit($"PR{number}", 4, 4), assigned.Debit($"PS{number}", 5, 3));
    }
}
