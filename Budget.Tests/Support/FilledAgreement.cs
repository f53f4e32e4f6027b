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
        await Away(town, holder, helper, number);
        Must(await new DrawUpAgreement(database).Do(holder, town.Key(), new(
            budget, terms with { HelperName = "Zij die vervangt", Identifier = "90004711", Period = new(new(2026, 5, 2), new(2026, 5, 9)) }, StandsInFor: number)));
        Must(await new EndCareAgreement(database).Do(holder, town.Key(), new(number, new(2026, 5, 20))));
    }

    /// <summary>The helper said to be away for a week; the holder said so of two other days, of which the one ended sooner and the other was a mistake.</summary>
    private static async Task Away(Town town, Actor holder, Actor helper, string number)
    {
        var (away, back) = (new SayHelperAway(town.Database), new SayHelperBack(town.Database));
        Must(await away.Do(helper, town.Key(), new(number, new(2026, 5, 2), new(2026, 5, 9))));
        Must(await away.Do(holder, town.Key(), new(number, new(2026, 5, 12), new(2026, 5, 14))));
        Must(await away.Do(holder, town.Key(), new(number, new(2026, 5, 16), Until: null)));
        var absences = (await new HelperAbsences(town.Database).Of(holder, number))!.Absences;
        Must(await back.Do(holder, town.Key(), new(number, absences.Single(absence => absence.StartsOn.Day == 12).Id, new(2026, 5, 13))));
        Must(await back.Do(helper, town.Key(), new(number, absences.Single(absence => absence.StartsOn.Day == 16).Id, BackOn: null)));
    }

    private static T Must<T>(Outcome<T> outcome) => outcome.IsRefused ? throw new InvalidOperationException(outcome.Refusal!.Code) : outcome.Value;
}
