using Budget.Core.SupportRequests;

namespace Portal.Pages.SupportRequests;

/// <summary>A question and its answer, and where to change it (nowhere once it was sent).</summary>
public sealed record RequestRow(string Question, string Answer, string? ChangeAt = null)
{
    /// <summary>Everything that was asked and said, in the order of the steps.</summary>
    /// <param name="pathTo">Where a step is; none once it was sent.</param>
    public static IReadOnlyList<RequestRow> Of(RequestContent content, Func<string, string> text, Func<RequestStep, string>? pathTo = null)
    {
        RequestRow Row(string question, string answer, RequestStep step) => new(question, answer, pathTo?.Invoke(step));
        return
        [
            Row(text("row-own-words"), content.OwnWords, RequestStep.Story),
            .. content.Needs.Select(need => Row(text($"domain-{need.Domain}"), need.Goal, RequestStep.Goals)),
            Row(text("row-own-strength"), content.OwnStrength, RequestStep.Help),
            Row(text("row-current-help"), content.CurrentHelp, RequestStep.Help),
            Row(text("row-carer-needs"), content.CarerNeeds, RequestStep.Help),
            Row(text("row-tried"), content.Tried, RequestStep.Help),
            Row(text("row-support"), content.WishedSupport, RequestStep.Wish),
            Row(text("row-provider"), content.WishedProvider, RequestStep.Wish),
            Row(text("row-form"), content.WishedForm is { } form ? text($"form-{form}") : "", RequestStep.Wish),
            Row(text("row-urgent"), content.IsUrgent switch { true => text("urgent-yes"), false => text("urgent-no"), null => "" }, RequestStep.Urgency),
            .. content.IsUrgent == true ? [Row(text("row-urgent-because"), content.UrgentBecause, RequestStep.Urgency)] : Array.Empty<RequestRow>(),
        ];
    }
}
