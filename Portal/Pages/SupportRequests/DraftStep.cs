using Budget.Core.Residents;
using Budget.Core.SupportRequests;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Portal.Text;

namespace Portal.Pages.SupportRequests;

/// <summary>
/// One step of stating a need. What was typed is kept at every step, also when a step has a mistake, so that one can go on later or
/// on another device. "voor" says for whom; with one person only it need not be said.
/// </summary>
public abstract class DraftStep(RequestDraft drafts, MyPeople people) : PortalPage
{
    [BindProperty(SupportsGet = true)]
    public string? Voor { get; set; }

    /// <summary>Going back keeps what was typed too, and asks for nothing that is missing.</summary>
    [BindProperty]
    public bool Back { get; set; }

    protected Task<string?> SendKey() => drafts.SendKeyOf(Me, Person.ResidentId);

    public MyPeople.Person Person { get; private set; } = null!;

    public RequestContent Draft { get; private set; } = RequestContent.Empty;

    /// <summary>The step's number, 1 to 5.</summary>
    public abstract int Step { get; }

    public IReadOnlyList<string> Paths { get; } =
        ["/hulpvraag/nieuw", "/hulpvraag/nieuw/doelen", "/hulpvraag/nieuw/hulp", "/hulpvraag/nieuw/wens", "/hulpvraag/nieuw/controle"];

    public string PathOf(int step) => Voor is { Length: > 0 } ? $"{Paths[step - 1]}?voor={Person.ResidentId.Value:D}" : Paths[step - 1];

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        var choice = await people.Choose(Me, Voor);
        if (string.IsNullOrEmpty(Voor) && choice.People.Count > 1)
        {
            context.Result = LocalRedirect("/hulpvraag/nieuw/voor-wie");
            return;
        }

        if (choice.Person is not { } person)
        {
            context.Result = NotFound();
            return;
        }

        Person = person;
        Draft = await drafts.Of(Me, person.ResidentId);
        await next();
    }

    /// <summary>Keeps the draft; then on to the next step, or this one again when something is missing.</summary>
    protected async Task<IActionResult> Keep(RequestContent draft)
    {
        Draft = draft;
        if (!draft.Fits)
        {
            ModelState.AddModelError("", Text("too-long", RequestContent.LongestText));
            return Again();
        }

        await drafts.Save(Me, Person.ResidentId, draft);
        if (Back)
        {
            return LocalRedirect(Step == 1 ? "/hulpvraag" : PathOf(Step - 1));
        }

        return ModelState.IsValid ? LocalRedirect(PathOf(Step + 1)) : Again();
    }
}
