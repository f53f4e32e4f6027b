using System.Globalization;
using Budget.Core.Ledger;

namespace Budget.Core.Decisions;

/// <summary>A part of a decision as people read it: a heading, what there is to know as terms with their values, and sentences.</summary>
public sealed record DecisionPart(string Heading, IReadOnlyList<(string Term, string Value)> Facts, IReadOnlyList<string> Sentences);

/// <summary>A decision in plain words, the same on the screen and on paper.</summary>
/// <param name="Lead">One or two sentences that say what was decided.</param>
public sealed record DecisionText(string Title, string Lead, IReadOnlyList<DecisionPart> Parts)
{
    /// <summary>The ground of a decision that follows from a death: it is read by the heirs.</summary>
    internal const string Died = "died";

    private static readonly Sentences Sentences = new("Decisions.DecisionTexts");

    public static DecisionText Of(DecisionOverview.Answer answer, CultureInfo culture)
    {
        string Say(string key, params object?[] parts) => Sentences.For(culture, key, parts);
        var (decision, kind) = (answer.Decision, answer.Decision.Kind);
        var about = answer.Opened ?? answer.Earlier;
        var product = about is null ? "" : PostingText.Product(about.ProductNl, about.ProductEn, culture);
        var isOfForm = ChangeForm.IsGround(decision.Ground);
        // The budget may close later than the last day that is paid: the reasons say which that is.
        var isGone = kind == "withdraw" && decision.Ground is Died or "moved";
        List<DecisionPart> parts = [];
        if (answer.Earlier is { } ending && kind is "withdraw" or "revise")
        {
            parts.Add(new(Say("stops"), [(Say("what"), PostingText.Product(ending.ProductNl, ending.ProductEn, culture)), (Say("budget"), ending.Number), (Say(isGone ? "last-day-budget" : "last-day"), ending.LastDay.InWords(culture))], [Say(isGone ? "stops-text-gone" : "stops-text"), .. isOfForm && ending.IsPersonHeld ? [Say("stops-agreements")] : Array.Empty<string>()]));
        }

        if (answer.Opened is { } opened)
        {
            parts.Add(new(Say("get"), Facts(opened, culture), [.. kind == "temporary" ? [Say("temporary-text")] : Array.Empty<string>(), .. opened.Frequency == "week" ? [Say("weeks")] : Array.Empty<string>(), .. Steps(opened, culture)]));
        }

        if (decision is { Receivable: { } receivable, PayBy: { } payBy })
        {
            parts.Add(new(Say("pay-back"), [(Say("amount"), receivable.ToString()), (Say("pay-by"), payBy.InWords(culture))], [Say("pay-back-text", decision.MunicipalityPhone)]));
        }

        parts.Add(new(Say("why"), [], [.. decision.Ground is { } ground ? [Say($"ground-{ground}")] : Array.Empty<string>(), .. decision.WithdrawsToo == 1 ? [Say("withdrawn-too")] : Array.Empty<string>(), decision.Reasons]));
        if (answer.Opened is { } given)
        {
            parts.Add(new(Say(given.IsPersonHeld ? "held" : "following"), [],
            [
                Say(given.IsPersonHeld ? "held-text" : "following-text", decision.MunicipalityName),
                .. isOfForm ? [Say(given.IsPersonHeld ? "form-to-held" : "form-to-following", given.StartsOn.InWords(culture))] : Array.Empty<string>(),
            ]));
            parts.Add(new(Say("costs"), [], Costs(answer.Contribution!, culture)));
        }

        parts.Add(new(Say("object"), [], [Say("object-text", decision.ObjectBy.InWords(culture)), Say(decision.Ground == Died ? "object-how-heirs" : "object-how", decision.Number, Where(decision), decision.MunicipalityPhone), Say("object-help")]));
        parts.Add(new(Say("questions"), [], [Say("questions-text", decision.MunicipalityPhone, decision.MunicipalityEmail, decision.Number)]));
        // What it opens has the last day that was granted, also when a later decision ends it: a letter stays as it was sent.
        var lastDay = answer.Opened?.EndsOn ?? answer.Earlier?.LastDay;
        var said = isOfForm ? "form" : isGone ? decision.Ground : kind;
        return new DecisionText(Say($"title-{said}", product), Say($"lead-{said}", decision.MunicipalityName, product, lastDay?.InWords(culture), decision.ResidentName), parts);
    }

    /// <summary>What was decided on an objection, and how to go on from there (Awb 7:12 and 6:23).</summary>
    public static DecisionText OnObjection(DecisionOverview.Decision decision, DecisionOverview.Objection objection, CultureInfo culture)
    {
        string Say(string key, params object?[] parts) => Sentences.For(culture, key, parts);
        return new DecisionText(
            Say($"objection-{objection.Outcome}"), Say("objection-lead", objection.ObjectedOn.InWords(culture), decision.Number, decision.DecidedOn.InWords(culture)),
            [
                new(Say("objection-said"), [], [objection.Words]),
                new(Say("objection-why"), [], [objection.Answer, .. objection.Outcome == "unfounded" ? Array.Empty<string>() : [Say("objection-anew")]]),
                new(Say("object"), [], [Say("appeal-text", objection.AppealBy!.Value.InWords(culture)), Say("appeal-help")]),
                new(Say("questions"), [], [Say("questions-text", decision.MunicipalityPhone, decision.MunicipalityEmail, decision.Number)]),
            ]);
    }

    /// <summary>Less and less help, step by step: from which day how much in a week.</summary>
    private static IEnumerable<string> Steps(DecisionOverview.Budget budget, CultureInfo culture) => budget.Steps.Count == 0 ? [] : ReablementRoute.Schedule(budget.StartsOn, budget.Steps)
        .Select(step => Sentences.For(
            culture, "step", step.Days.StartsOn.InWords(culture), step.Days.EndsOn.InWords(culture), PostingText.Volume(step.Step.WeeklyVolume, budget.Unit, "week", culture)))
        .Prepend(Sentences.For(culture, "steps"));

    /// <summary>Where a letter goes: the address on letters, or where one can come; of a municipality that said neither its name.</summary>
    private static string Where(DecisionOverview.Decision decision) => string.Join(
        ", ", new[] { decision.MunicipalityName, decision.LetterSender.Length > 0 ? decision.LetterSender : decision.MunicipalityAddress }.Where(text => text.Length > 0));

    private static List<(string, string)> Facts(DecisionOverview.Budget budget, CultureInfo culture)
    {
        string Say(string key, params object?[] parts) => Sentences.For(culture, key, parts);
        return
        [
            (Say("what"), PostingText.Product(budget.ProductNl, budget.ProductEn, culture)),
            (Say("how-much"), PostingText.Volume(budget.Volume, budget.Unit, budget.Frequency, culture)),
            (Say("period"), Say("period-value", budget.StartsOn.InWords(culture), budget.EndsOn.InWords(culture))),
            (Say("amount"), Say("amount-value", budget.Granted, budget.Total, PostingText.Unit(budget.Unit, budget.Total, culture), budget.Rate)),
            (Say("form"), Say(budget.IsPersonHeld ? "form-held" : "form-following")),
            (Say("budget"), budget.Number),
        ];
    }

    /// <summary>What we know and what we do not: the CAK sees who lives in a household, and sends the bill.</summary>
    private static string[] Costs(OwnContribution contribution, CultureInfo culture)
    {
        string Say(string key, params object?[] parts) => Sentences.For(culture, key, parts);
        return contribution.PerMonth is { } amount ? [Say("costs-amount", amount), Say("costs-nothing")]
            : contribution.Exempt is { } exempt ? [Say($"costs-{exempt}")]
            : [Say("costs-unknown")];
    }
}
