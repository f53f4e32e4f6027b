using Budget.Core;
using Budget.Core.Budgets;
using Budget.Core.PersonHeld;
using Budget.Core.Storage;
using static Portal.Demo.DemoTown;

namespace Portal.Demo;

/// <summary>
/// Fatima El Amrani, who helps two people with a PGB: with meneer Bakker she agreed in the portal, and hours of hers wait for him; an agreement with Emre Yılmaz, drawn up by his mother, waits for the municipality.
/// </summary>
internal static class DemoHelpers
{
    public const string Helper = "hulp";

    /// <summary>When the story of the town ends.</summary>
    public static async Task Write(Database town, DateOnly today, IReadOnlyDictionary<string, Actor> staff, Func<IdempotencyKey> key)
    {
        var (fatima, bakker, yilmaz) = (staff[Helper], staff["bakker"], staff["yilmaz"]);
        var number = await Sign(town, bakker, fatima, today, key);
        Must(await new DecideAgreement(town).Do(staff["consulent"], key(), new(number, Approves: true)));
        var begun = new DateOnly(today.Year, today.Month, 1).AddMonths(-1);
        foreach (var (day, hours) in new[] { (2, 2), (5, 3), (9, 1), (12, 1) })
        {
            var on = begun.AddDays(day);
            Must(await new EnterClaimLine(town).Do(fatima, key(), new(number, on, IsWholeMonth: false, new WorkedTime(on, new TimeOnly(10, 0), new TimeOnly(10 + hours, 0), 0), Volume: null)));
        }

        var waiting = (await new ClaimLines(town).Of(bakker, number))!.Waiting.OrderBy(line => line.StartsOn).ToList();
        Must(await new AnswerClaimLine(town).Do(bakker, key(), new(waiting[0].Id, AnswerClaimLine.Verdict.Approve)));
        Must(await new AnswerClaimLine(town).Do(bakker, key(), new(waiting[1].Id, AnswerClaimLine.Verdict.Change, new Quantity(2.5m), "U ging een half uur eerder weg.")));
        Must(await new DecideAgreement(town).Do(staff["consulent"], key(), new(await Sign(town, yilmaz, fatima, today, key), Approves: false, "Wij missen op welke dagen u komt.")));
        await Sign(town, yilmaz, fatima, today, key);
    }

    private static async Task<string> Sign(Database town, Actor holder, Actor fatima, DateOnly today, Func<IdempotencyKey> key)
    {
        var budget = (await new BudgetList(town).Of(holder)).First(one => one.IsPersonHeld && one.EndsOn > today);
        var begun = new DateOnly(today.Year, today.Month, 1).AddMonths(-1);
        var terms = new AgreementTerms(
            "Fatima El Amrani", HelperKind.Freelancer, AgreementForm.Assignment, "90004711", "NL91ABNA0417164300", "Samen boodschappen doen, koken en de post bekijken.", AgreementPay.Hours,
            new Money(2_800), new Quantity(8), Money.Zero, new Period(begun > budget.StartsOn ? begun : budget.StartsOn, budget.EndsOn));
        var number = Must(await new DrawUpAgreement(town).Do(holder, key(), new(budget.Number, terms)));
        var code = (await new AgreementText(town).Of(holder, number))!.Code;
        Must(await new TakeAgreementCode(town).Do(fatima, key(), new(code)));
        return Must(await new AnswerAsHelper(town).Do(fatima, key(), new(number, Signs: true)));
    }
}
