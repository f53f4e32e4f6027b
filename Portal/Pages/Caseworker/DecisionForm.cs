using System.Globalization;
using Budget.Core;
using Budget.Core.Decisions;
using Microsoft.AspNetCore.Mvc;
using Portal.Text;

namespace Portal.Pages.Caseworker;

/// <summary>A form by which something is decided on a request. It carries what its caseworker has seen: what a colleague decided since then is told, and figures that changed are shown again.</summary>
public abstract class DecisionForm : PortalPage
{
    public RequestToDecide.Answer Answer { get; protected set; } = null!;

    /// <summary>What was calculated and looked at, as the form carries it; figures changed since then are shown again before they are recorded.</summary>
    [BindProperty] public string? Seen { get; set; }

    /// <summary>How many decisions there were when the form was shown: a colleague's of since then is told.</summary>
    [BindProperty] public string? Known { get; set; }

    protected long? KnownCount => long.TryParse(Known, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : null;

    /// <summary>The form knows the decisions that there are now.</summary>
    protected void Know() => Known = $"{Answer.Decisions.Count}";

    /// <summary>
    /// Shows what the decision would do, by doing it and taking it back; or records it, when that is what was looked at. Figures that changed since are shown again first.
    /// </summary>
    /// <param name="show">Shows what was drafted on the form, and gives it as the form carries it.</param>
    /// <param name="tell">Says on the next page what was decided, now or by an earlier click.</param>
    protected async Task<IActionResult> Finish<T>(bool record, Func<Task<Outcome<T>>> draft, Func<Task<Outcome<T>>> decide, Func<T, object> show, Action<T, bool> tell)
    {
        if (!record || Seen is { Length: > 0 })
        {
            // A decision that was recorded before is refused as a draft: the deed knows its key, and gives its first answer.
            var drafted = await draft();
            if (!record && drafted.IsRefused)
            {
                return No(drafted.Refusal!);
            }

            if (!drafted.IsRefused && (show(drafted.Value).ToString() != Seen || !record))
            {
                ModelState.Remove(nameof(Seen));
                return Page();
            }
        }

        var decided = await decide();
        if (decided.IsRefused)
        {
            return No(decided.Refusal!);
        }

        tell(decided.Value, decided.Replayed);
        return LocalRedirect($"/consulent/hulpvraag/{Answer.Number}");
    }

    /// <summary>The form again without what was calculated, with why it was refused.</summary>
    protected abstract IActionResult No(Refusal refusal);

    /// <summary>The form again, with why it was refused.</summary>
    protected IActionResult Told(Refusal refusal, string field = "")
    {
        if (refusal.Is(Refusal.DecidedMeanwhile))
        {
            // Told once: who looks at what the colleague decided, and goes on, does so knowingly.
            Know();
        }

        return Refused(refusal, field);
    }
}
