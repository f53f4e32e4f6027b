using Budget.Core;
using Budget.Core.Residents;
using Budget.Core.SupportRequests;
using Microsoft.AspNetCore.Mvc;
using Portal.TagHelpers;

namespace Portal.Pages.SupportRequests;

/// <summary>Whether it can wait (Wmo 2015, 2.3.3): what cannot is at the top of the municipality's list, and may get a temporary provision at once.</summary>
public sealed class UrgencyModel(RequestDraft drafts, MyPeople people) : DraftStep(drafts, people)
{
    private const string Yes = "Yes";
    private const string No = "No";

    [BindProperty]
    public string? Urgent { get; set; }

    [BindProperty]
    public string? UrgentBecause { get; set; }

    public override RequestStep Step => RequestStep.Urgency;

    protected override object PartOf(RequestContent draft) => new { draft.IsUrgent, draft.UrgentBecause };

    public IReadOnlyList<Choice> Choices => [new(No, Text("can-wait"), Text("can-wait-hint")), new(Yes, Text("cannot-wait"), Text("cannot-wait-hint"))];

    public void OnGet() => (Urgent, UrgentBecause) = (Draft.IsUrgent switch { true => Yes, false => No, null => null }, Draft.UrgentBecause);

    public Task<IActionResult> OnPost()
    {
        bool? isUrgent = Urgent switch { Yes => true, No => false, _ => null };
        Require(isUrgent is not null, nameof(Urgent), "urgent-missing");
        Require(isUrgent != true || TypedText.Seen(UrgentBecause ?? "").Length > 0, nameof(UrgentBecause), "because-missing");
        return Keep(kept => kept with { IsUrgent = isUrgent, UrgentBecause = UrgentBecause ?? "" });
    }
}
