using Budget.Core.PersonHeld;

namespace Budget.Tests.Support;

/// <summary>What is kept of a care agreement that was made in the portal, of hours on it, and of a next version that was sent back.</summary>
internal static class FilledAgreement
{
    public const string Helper = "Çağla die helpt", Kvk = "90017236", Iban = "NL91ABNA0417164300", Tasks = "Zaterdag de markt op.", WhyReturned = "Het aantal uren past niet.", WhyLess = "Het regende, dus korter.";

    public static async Task Write(Town town, Actor holder, string budget)
    {
        var (database, helper) = (town.Database, await town.User("hulp met een code", Role.Resident, ""));
        var terms = new AgreementTerms(
            Helper, HelperKind.Freelancer, AgreementForm.Assignment, Kvk, Iban, Tasks, AgreementPay.Hours, new Money(91), new Quantity(3), new Money(17), new Period(new(2026, 4, 1), new(2026, 12, 31)));
        var number = Must(await new DrawUpAgreement(database).Do(holder, town.Key(), new(budget, terms)));
        Must(await new TakeAgreementCode(database).Do(helper, town.Key(), new((await new AgreementText(database).Of(holder, number))!.Code)));
        Must(await new AnswerAsHelper(database).Do(helper, town.Key(), new(number, Signs: true)));
        Must(await new DecideAgreement(database).Do(town.Caseworker, town.Key(), new(number, Approves: true)));
        var day = new DateOnly(2026, 4, 11);
        Must(await new EnterClaimLine(database).Do(helper, town.Key(), new(number, day, IsWholeMonth: false, new WorkedTime(day, new TimeOnly(9, 0), new TimeOnly(11, 0), 15), Volume: null)));
        var line = (await new ClaimLines(database).Of(holder, number))!.Waiting.Single();
        Must(await new AnswerClaimLine(database).Do(holder, town.Key(), new(line.Id, AnswerClaimLine.Verdict.Change, new Quantity(1.5m), WhyLess)));
        await FilledPayments.Write(town, holder, number);

        var next = Must(await new DrawUpAgreement(database).Do(holder, town.Key(), new(budget, terms with { Period = new(new(2026, 5, 1), new(2026, 12, 31)) }, number)));
        Must(await new AnswerAsHelper(database).Do(helper, town.Key(), new(next, Signs: true)));
        Must(await new DecideAgreement(database).Do(town.Caseworker, town.Key(), new(next, Approves: false, WhyReturned)));
        Must(await new EndCareAgreement(database).Do(holder, town.Key(), new(number, new(2026, 5, 20))));
    }

    private static T Must<T>(Outcome<T> outcome) => outcome.IsRefused ? throw new InvalidOperationException(outcome.Refusal!.Code) : outcome.Value;
}
