using Budget.Core.Residents;
using Budget.Core.SupportRequests;
using Microsoft.AspNetCore.Mvc;
using Portal.TagHelpers;

namespace Portal.Pages.SupportRequests;

/// <summary>Which support and which provider would fit, and how the money should go. "I do not know yet" is an answer.</summary>
public sealed class WishModel(RequestDraft drafts, MyPeople people) : DraftStep(drafts, people)
{
    [BindProperty]
    public string? WishedSupport { get; set; }

    [BindProperty]
    public string? WishedProvider { get; set; }

    [BindProperty]
    public string? WishedForm { get; set; }

    public override RequestStep Step => RequestStep.Wish;

    protected override object PartOf(RequestContent draft) => new { draft.WishedSupport, draft.WishedProvider, draft.WishedForm };

    public IReadOnlyList<Choice> Forms =>
        [.. Enum.GetNames<WishedForm>().Select(form => new Choice(form, Text($"form-{form}"), Text($"form-{form}-hint")))];

    public void OnGet() => (WishedSupport, WishedProvider, WishedForm) = (Draft.WishedSupport, Draft.WishedProvider, Draft.WishedForm?.ToString());

    public Task<IActionResult> OnPost()
    {
        var form = Choice.Of<WishedForm>(WishedForm);
        if (form is null)
        {
            ModelState.AddModelError(nameof(WishedForm), Text("form-missing"));
        }

        return Keep(kept => kept with { WishedSupport = WishedSupport ?? "", WishedProvider = WishedProvider ?? "", WishedForm = form });
    }
}
