using Budget.Core.SupportRequests;

namespace Portal.Pages.SupportRequests;

/// <summary>A question and its answer, and where to change it (nowhere once it was sent).</summary>
public sealed record RequestRow(string Question, string Answer, string? ChangeAt = null)
{
    /// <summary>Everything that was asked and said, in the order of the steps.</summary>
    /// <param name="pathTo">Where a step is; none once it was sent.</param>
    public static IReadOnlyList<RequestRow> Of(RequestContent content, Func<string, string> text, Func<RequestStep, string>? pathTo = null)
    {
        RequestRow Row(string question, string answer, RequestStep step) => new(text(question), answer, pathTo?.Invoke(step));
        return
        [
            Row("row-own-words", content.OwnWords, RequestStep.Story),
            .. content.Needs.Select(need => Row($"domain-{need.Domain}", need.Goal, RequestStep.Goals)),
            Row("row-own-strength", content.OwnStrength, RequestStep.Help),
            Row("row-current-help", content.CurrentHelp, RequestStep.Help),
            Row("row-carer-needs", content.CarerNeeds, RequestStep.Help),
            Row("row-tried", content.Tried, RequestStep.Help),
            Row("row-support", content.WishedSupport, RequestStep.Wish),
            Row("row-provider", content.WishedProvider, RequestStep.Wish),
            Row("row-form", content.WishedForm is { } form ? text($"form-{form}") : "", RequestStep.Wish),
            Row("row-urgent", content.IsUrgent is { } urgent ? text(urgent ? "urgent-yes" : "urgent-no") : "", RequestStep.Urgency),
            .. content.IsUrgent == true ? [Row("row-urgent-because", content.UrgentBecause, RequestStep.Urgency)] : Array.Empty<RequestRow>(),
        ];
    }
}
