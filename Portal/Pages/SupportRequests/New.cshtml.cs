using Budget.Core.Residents;
using Budget.Core.SupportRequests;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Portal.TagHelpers;

namespace Portal.Pages.SupportRequests;

/// <summary>
/// What is the matter, in own words, and which parts of life it is about. "vervolg" names a request of which the support ends: what was said then stands here, to change. A draft
/// that was begun before is never written over.
/// </summary>
public sealed class NewModel(RequestDraft drafts, MyPeople people, CaseOverview cases) : DraftStep(drafts, people)
{
    [BindProperty(SupportsGet = true)]
    public string? Vervolg { get; set; }

    /// <summary>What was asked in the request that this one follows; none of a new one.</summary>
    private RequestContent? Earlier { get; set; }

    /// <summary>Whether something was being written when this request was to follow another.</summary>
    public bool WasBusy => Earlier is not null && Draft != RequestContent.Empty && Draft.Follows != Vervolg;

    [BindProperty]
    public string? OwnWords { get; set; }

    [BindProperty]
    public IList<string> Domains { get; set; } = [];

    public override RequestStep Step => RequestStep.Story;

    protected override object PartOf(RequestContent draft) => new { draft.OwnWords, Domains = draft.Needs.Select(need => need.Domain) };

    public IReadOnlyList<Choice> Choices =>
        [.. Enum.GetNames<LifeDomain>().Select(domain => new Choice(domain, Text($"domain-{domain}"), Text($"domain-{domain}-hint")))];

    /// <summary>What is kept of this step; of a request that follows another and was not begun yet, what was said then.</summary>
    private RequestContent StartOf(RequestContent kept) => Earlier is { } earlier && kept == RequestContent.Empty ? earlier.AskedAgain(Vervolg!) : kept;

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (Vervolg is { Length: > 0 } number)
        {
            if (await cases.Of(Me, number) is not { } answer || (Voor is { Length: > 0 } && Voor != $"{answer.Request.ResidentId.Value:D}"))
            {
                context.Result = NotFound();
                return;
            }

            (Earlier, Voor) = (answer.Asked, $"{answer.Request.ResidentId.Value:D}");
        }

        await base.OnPageHandlerExecutionAsync(context, next);
    }

    public void OnGet()
    {
        var start = StartOf(Draft);
        OwnWords = start.OwnWords;
        Domains = [.. start.Needs.Select(need => need.Domain.ToString())];
    }

    public Task<IActionResult> OnPost()
    {
        if (string.IsNullOrWhiteSpace(OwnWords))
        {
            ModelState.AddModelError(nameof(OwnWords), Text("own-words-missing"));
        }

        var domains = Enum.GetValues<LifeDomain>().Where(domain => Domains.Contains(domain.ToString())).ToList();
        if (domains.Count == 0)
        {
            ModelState.AddModelError(nameof(Domains), Text("domains-missing"));
        }

        // Goals that were typed before stay with their part of life.
        return Keep(kept =>
        {
            var start = StartOf(kept);
            return start with
            {
                OwnWords = OwnWords ?? "",
                // A step with a mistake takes no goal away.
                Needs = domains.Count == 0 ? start.Needs : [.. domains.Select(domain => start.Needs.FirstOrDefault(need => need.Domain == domain) ?? new SupportNeed(domain, ""))],
            };
        });
    }
}
