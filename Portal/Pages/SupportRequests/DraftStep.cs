using System.Security.Cryptography;
using System.Text.Json;
using Budget.Core.Residents;
using Budget.Core.SupportRequests;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Portal.Access;
using Portal.Text;

namespace Portal.Pages.SupportRequests;

/// <summary>The steps of stating a need, in their order.</summary>
public enum RequestStep { Story, Goals, Nearby, Help, Wish, Urgency, Check }

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

    /// <summary>What this step showed of the draft when the form was made; nothing is written over what another window saved since.</summary>
    [BindProperty]
    public string? Was { get; set; }

    /// <summary>What this step asks, as it stands in a draft.</summary>
    protected abstract object PartOf(RequestContent draft);

    /// <summary>A mark of what is kept of this step now.</summary>
    public string Mark => Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(PartOf(Kept))))[..16];

    private RequestContent Kept { get; set; } = RequestContent.Empty;

    protected Task<string?> SendKey() => drafts.SendKeyOf(Me, Person.ResidentId);

    public MyPeople.Person Person { get; private set; } = null!;

    public RequestContent Draft { get; private set; } = RequestContent.Empty;

    public abstract RequestStep Step { get; }

    public string PathOf(RequestStep step) => Voor is { Length: > 0 } ? $"{Paths[step]}?voor={Person.ResidentId.Value:D}" : Paths[step];

    private static readonly Dictionary<RequestStep, string> Paths = new()
    {
        [RequestStep.Story] = "/hulpvraag/nieuw",
        [RequestStep.Goals] = "/hulpvraag/nieuw/doelen",
        [RequestStep.Nearby] = "/hulpvraag/nieuw/buurt",
        [RequestStep.Help] = "/hulpvraag/nieuw/hulp",
        [RequestStep.Wish] = "/hulpvraag/nieuw/wens",
        [RequestStep.Urgency] = "/hulpvraag/nieuw/spoed",
        [RequestStep.Check] = "/hulpvraag/nieuw/controle",
    };

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
            // Whom nobody here knows yet is asked who that is, and comes back to ask.
            context.Result = choice.People.Count == 0 && HttpMethods.IsGet(Request.Method) ? LocalRedirect(LocalPath.WithWayBack("/kennismaken", "/hulpvraag/nieuw")) : NotFound();
            return;
        }

        Person = person;
        Draft = Kept = await drafts.Of(Me, person.ResidentId);
        await next();
    }

    /// <summary>Keeps the draft; then on to the next step, or this one again when something is missing.</summary>
    /// <param name="change">Puts what this step asks into the draft as it is kept at that moment: another step, saved on another device meanwhile, stays.</param>
    protected async Task<IActionResult> Keep(Func<RequestContent, RequestContent> change)
    {
        var isChangedElsewhere = false;
        await drafts.Save(Me, Person.ResidentId, kept =>
        {
            (Kept, Draft) = (kept, change(kept));
            isChangedElsewhere = Was != Mark && JsonSerializer.Serialize(PartOf(Draft)) != JsonSerializer.Serialize(PartOf(kept));
            return isChangedElsewhere || !Draft.Fits ? null : Draft;
        });
        if (isChangedElsewhere)
        {
            ModelState.AddModelError("", Text("changed-elsewhere"));
            return Again();
        }

        if (!Draft.Fits)
        {
            RequireLength(RequestContent.LongestText, length => Text("too-long", RequestContent.LongestText, length));
            return Again();
        }

        Kept = Draft;
        if (Back)
        {
            return LocalRedirect(Step == RequestStep.Story ? "/hulpvraag" : PathOf(Step - 1));
        }

        return ModelState.IsValid ? LocalRedirect(PathOf(Step + 1)) : Again();
    }
}
