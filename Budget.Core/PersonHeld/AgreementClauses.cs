using System.Globalization;
using Budget.Core.Ledger;
using Budget.Core.Payments;

namespace Budget.Core.PersonHeld;

/// <summary>A care agreement in plain words, clause by clause: the same on the page that is signed and on paper.</summary>
public static class AgreementClauses
{
    private static readonly Sentences Sentences = new("PersonHeld.AgreementTexts");

    public sealed record Clause(string Heading, IReadOnlyList<(string Label, string Value)> Facts, IReadOnlyList<string> Words);

    public static string Title(AgreementText.Answer answer, CultureInfo culture) => Sentences.For(culture, "title", answer.ResidentName, answer.Terms.HelperName);

    public static IReadOnlyList<Clause> Of(AgreementText.Answer answer, CultureInfo culture)
    {
        string Say(string key, params object?[] parts) => Sentences.For(culture, key, parts);
        var terms = answer.Terms;
        var (unit, units) = (PostingText.Unit(answer.Unit, new Quantity(1), culture), PostingText.Unit(answer.Unit, terms.MonthlyVolume, culture));
        var isKvk = AgreementTerms.IsKnownByKvk(terms.HelperKind);
        return
        [
            new(Say("who"),
            [
                (Say("holder"), answer.ResidentName),
                .. answer.OnBehalf ? [(Say("represented"), answer.DrawnBy)] : Array.Empty<(string, string)>(),
                (Say("helper"), terms.HelperName),
                .. answer.IsOnPaper ? Array.Empty<(string, string)>() : [(Say(isKvk ? "kvk" : "bsn"), terms.Identifier)],
                (Say("form"), Say($"form-{terms.Form.Stored()}")),
                .. answer.Replaces is { } replaced ? [(Say("replaces"), replaced)] : Array.Empty<(string, string)>(),
                .. answer.StandsInFor is { } away ? [(Say("stands-in"), Say("stands-in-value", away.HelperName, away.Number))] : Array.Empty<(string, string)>(),
            ], []),
            new(Say("what"), [(Say("support"), PostingText.Product(answer.ProductNl, answer.ProductEn, culture)), (Say("budget"), answer.BudgetNumber)], [answer.IsOnPaper ? Say("tasks-on-paper") : terms.Tasks]),
            new(Say("when"), [(Say("period"), Say("period-value", terms.Period.StartsOn.InWords(culture), terms.Period.EndsOn.InWords(culture)))],
                terms.Pay == AgreementPay.Allowance ? [] : [Say(terms.Pay == AgreementPay.Monthly ? "volume-monthly" : "volume-hours", terms.MonthlyVolume, units)]),
            new(Say("pay"),
            [
                .. terms.Pay == AgreementPay.Allowance ? Array.Empty<(string, string)>() : [(Say("rate"), Say("per", terms.Rate, unit))],
                .. terms.IsFixed ? [(Say("per-month"), terms.PerMonth.ToString())] : Array.Empty<(string, string)>(),
                .. terms.OwnPart.IsPositive ? [(Say("own-part"), Say("per", terms.OwnPart, unit))] : Array.Empty<(string, string)>(),
                .. answer.IsOnPaper ? Array.Empty<(string, string)>() : [(Say(answer.PaidNow.Length > 0 ? "iban-then" : "iban"), Iban.TryParse(terms.Iban, out var iban) ? iban.ToGroups() : terms.Iban)],
            ],
            [
                Say($"pay-{terms.Pay.Stored()}"),
                .. terms.OwnPart.IsPositive ? [Say("own-part-text")] : Array.Empty<string>(),
            ]),
            new(Say("rules"), [], [Say(answer.StandsInFor is null ? "rule-sick" : "rule-stand-in"), Say("rule-secret"), Say("rule-stop"), Say("rule-change")]),
            new(Say("signatures"),
            [
                (Say("holder"), Say(answer.IsOnPaper ? "signed-on-paper" : "signed-value", answer.DrawnBy, AmsterdamDay.Of(answer.DrawnAt).InWords(culture))),
                (Say("helper"), answer.IsOnPaper ? Say("signed-on-paper", answer.DrawnBy, AmsterdamDay.Of(answer.DrawnAt).InWords(culture)) : answer.Signature is { } signed ? Say("signed-value", signed.By, AmsterdamDay.Of(signed.At).InWords(culture)) : Say(answer.IsOpen ? "not-signed" : "never-signed")),
                (Say("municipality"), answer.Steps.FirstOrDefault(step => step.Kind == AgreementStep.Approved.Stored()) is { } approved
                    ? Say("approved-value", answer.MunicipalityName, AmsterdamDay.Of(approved.At).InWords(culture))
                    : answer.Steps.FirstOrDefault(step => step.Kind == AgreementStep.Returned.Stored()) is { } returned
                    ? Say("returned-value", answer.MunicipalityName, AmsterdamDay.Of(returned.At).InWords(culture))
                    : Say(answer.IsOpen ? "not-approved" : "never-approved")),
            ], []),
        ];
    }
}
