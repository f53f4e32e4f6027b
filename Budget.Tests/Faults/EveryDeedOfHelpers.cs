using Budget.Core.HelperPayments;
using Budget.Core.PersonHeld;
using Budget.Core.Supporters;
using static Budget.Tests.Faults.EveryDeed;

namespace Budget.Tests.Faults;

/// <summary>The deeds of <see cref="EveryDeed"/> between the holder of a PGB, a helper and the municipality.</summary>
internal static class EveryDeedOfHelpers
{
    public static readonly Dictionary<string, Func<Town, Task<Sent>>> Ready = new(StringComparer.Ordinal)
    {
        [nameof(SetHeldRules)] = async town =>
        {
            var administrator = await town.User("beheer", Role.Administrator, Town.Huizen);
            var seen = (await new HeldRules(town.Database).Of(administrator)).Seen;
            return await Once(town, _ => new SetHeldRules.Entry(new(2026, 7, 1), new Money(1_471), seen), (database, key, entry) => new SetHeldRules(database).Do(administrator, key, entry));
        },
        [nameof(DrawUpAgreement)] = async town =>
        {
            var agreeing = await Agreeing.In(town);
            return await Once(town, _ => new DrawUpAgreement.Entry(agreeing.Grant.BudgetNumber, Agreeing.Terms()), (database, key, entry) => new DrawUpAgreement(database).Do(agreeing.Holder, key, entry));
        },
        [nameof(WithdrawAgreement)] = async town =>
        {
            var agreeing = await Agreeing.In(town);
            var number = (await agreeing.DrawUp()).Value;
            return await Once(town, _ => new WithdrawAgreement.Entry(number), (database, key, entry) => new WithdrawAgreement(database).Do(agreeing.Holder, key, entry));
        },
        [nameof(TakeAgreementCode)] = async town =>
        {
            var agreeing = await Agreeing.In(town);
            var code = (await agreeing.Read((await agreeing.DrawUp()).Value)).Code;
            return await Once(town, _ => new TakeAgreementCode.Entry(code), (database, key, entry) => new TakeAgreementCode(database).Do(agreeing.Helper, key, entry));
        },
        [nameof(AnswerAsHelper)] = async town =>
        {
            var (agreeing, number) = await Taken(town);
            return await Once(town, _ => new AnswerAsHelper.Entry(number, Signs: true), (database, key, entry) => new AnswerAsHelper(database).Do(agreeing.Helper, key, entry));
        },
        [nameof(DecideAgreement)] = async town =>
        {
            var (agreeing, number) = await Taken(town);
            await agreeing.Sign(number);
            return await Once(town, _ => new DecideAgreement.Entry(number, Approves: true), (database, key, entry) => new DecideAgreement(database).Do(town.Caseworker, key, entry));
        },
        [nameof(EndCareAgreement)] = async town =>
        {
            var agreeing = await Agreeing.In(town);
            var number = await agreeing.Approved();
            return await Once(town, _ => new EndCareAgreement.Entry(number, new(2026, 9, 30)), (database, key, entry) => new EndCareAgreement(database).Do(agreeing.Helper, key, entry));
        },
        [nameof(SayHelperAway)] = async town =>
        {
            var agreeing = await Agreeing.In(town);
            var number = await agreeing.Approved();
            return await Once(town, _ => new SayHelperAway.Entry(number, new(2026, 7, 1), Until: null), (database, key, entry) => new SayHelperAway(database).Do(agreeing.Helper, key, entry));
        },
        [nameof(SayHelperBack)] = async town =>
        {
            var agreeing = await Agreeing.In(town);
            var number = await agreeing.Approved();
            await new SayHelperAway(town.Database).Do(agreeing.Helper, town.Key(), new(number, new(2026, 7, 1), Until: null));
            var absence = (await new HelperAbsences(town.Database).Of(agreeing.Holder, number))!.Absences.Single().Id;
            return await Once(town, _ => new SayHelperBack.Entry(number, absence, new(2026, 7, 9)), (database, key, entry) => new SayHelperBack(database).Do(agreeing.Holder, key, entry));
        },
        [nameof(InviteToBudget)] = async town =>
        {
            var agreeing = await Agreeing.In(town);
            return await Once(town, _ => new InviteToBudget.Entry(agreeing.Grant.BudgetNumber, "Mijn dochter", MayPrepare: true, new(2026, 12, 31)), (database, key, entry) => new InviteToBudget(database).Do(agreeing.Holder, key, entry));
        },
        [nameof(ChangeHelperAccount)] = async town =>
        {
            var agreeing = await Agreeing.In(town);
            var number = await agreeing.Approved();
            return await Once(town, _ => new ChangeHelperAccount.Entry(number, "F. El Amrani", "NL69INGB0123456789", 1), (database, key, entry) => new ChangeHelperAccount(database).Do(agreeing.Holder, key, entry));
        },
        [nameof(SeeHelperAccount)] = async town =>
        {
            var agreeing = await Agreeing.In(town);
            var number = await agreeing.Approved();
            await new ChangeHelperAccount(town.Database).Do(agreeing.Holder, town.Key(), new(number, "F. El Amrani", "NL69INGB0123456789", 1));
            var account = (await new ChangedHelperAccounts(town.Database).Of(town.Caseworker)).Single(item => item.AgreementNumber == number).Id;
            return await Once(town, _ => new SeeHelperAccount.Entry(account), (database, key, entry) => new SeeHelperAccount(database).Do(town.Caseworker, key, entry));
        },
        [nameof(StartSvb)] = async town =>
        {
            // It is said once in a town: each time as if for the first.
            await Sql.AsOwner(town, "svb_starts", "DELETE FROM svb_starts");
            return await Once(town, _ => new StartSvb.Entry(new(2026, 7, 1)), (database, key, entry) => new StartSvb(database).Do(town.Finance, key, entry));
        },
        [nameof(SendToSvb)] = async town =>
        {
            var agreeing = await Agreeing.In(town);
            await agreeing.Claim(await agreeing.Approved(), 4, 10m);
            await new StartSvb(town.Database).Do(town.Finance, town.Key(), new(new(2020, 1, 1)));
            return await Once(town, _ => new SendToSvb.Entry(), (database, key, entry) => new SendToSvb(database).Do(town.Finance, key, entry));
        },
        [nameof(WithdrawSvbOrder)] = async town =>
        {
            // What an earlier one left to be paid goes out in a file of its own.
            await town.Send();
            var agreeing = await Agreeing.In(town);
            await agreeing.Claim(await agreeing.Approved(), 4, 10m);
            var order = (await town.Send()).Value;
            return await Once(town, _ => new WithdrawSvbOrder.Entry(order), (database, key, entry) => new WithdrawSvbOrder(database).Do(town.FinanceToo, key, entry));
        },
        [nameof(TakeSvbAnswer)] = async town =>
        {
            var agreeing = await Agreeing.In(town);
            await agreeing.Claim(await agreeing.Approved(), 4, 10m);
            var line = (await town.Order((await town.Send()).Value)).Lines.Single().Reference;
            var said = Svb.Read(DateOnly.MaxValue, Svb.Says(line, "betaald"));
            return await Once(town, _ => said, (database, key, entry) => new TakeSvbAnswer(database).Do(town.Finance, key, entry));
        },
        [nameof(LookIntoSvbLine)] = async town =>
        {
            // What an earlier one left to be paid goes out in a file of its own.
            await town.Send();
            var agreeing = await Agreeing.In(town);
            await agreeing.Claim(await agreeing.Approved(), 4, 10m);
            var line = (await town.Order((await town.Send()).Value)).Lines.Single().Reference;
            await town.Hear(Svb.Says(line, "betaald"));
            await town.Hear(Svb.Says(line, "geweigerd", "anders", "16-06-2026"));
            return await Once(town, _ => new LookIntoSvbLine.Entry(line, SvbVerdict.Ours, 1), (database, key, entry) => new LookIntoSvbLine(database).Do(town.Finance, key, entry));
        },
        [nameof(EnterClaimLine)] = async town =>
        {
            var agreeing = await Agreeing.In(town);
            var number = await agreeing.Approved();
            return await Once(town, _ => Hour(number), (database, key, entry) => new EnterClaimLine(database).Do(agreeing.Holder, key, entry));
        },
        [nameof(AnswerClaimLine)] = async town =>
        {
            var agreeing = await Agreeing.In(town);
            var number = await agreeing.Approved();
            await new EnterClaimLine(town.Database).Do(agreeing.Helper, town.Key(), Hour(number));
            var line = (await new ClaimLines(town.Database).Of(agreeing.Holder, number))!.Waiting.Single().Id;
            return await Once(town, _ => new AnswerClaimLine.Entry(line, AnswerClaimLine.Verdict.Approve), (database, key, entry) => new AnswerClaimLine(database).Do(agreeing.Holder, key, entry));
        },
    };

    private static EnterClaimLine.Entry Hour(string number)
    {
        var day = new DateOnly(2026, 6, 1);
        return new(number, day, IsWholeMonth: false, new WorkedTime(day, new TimeOnly(9, 0), new TimeOnly(10, 0), 0), Volume: null);
    }

    private static async Task<(Agreeing Agreeing, string Number)> Taken(Town town)
    {
        var agreeing = await Agreeing.In(town);
        var number = (await agreeing.DrawUp()).Value;
        await agreeing.Take(number);
        return (agreeing, number);
    }
}
