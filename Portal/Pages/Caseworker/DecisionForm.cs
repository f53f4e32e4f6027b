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
