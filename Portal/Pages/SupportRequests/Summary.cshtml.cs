using System.Text.Json;
using Budget.Core.Residents;
using Budget.Core.SupportRequests;
using Microsoft.AspNetCore.Mvc;

namespace Portal.Pages.SupportRequests;

/// <summary>
/// Everything once more, then send. The form carries what it shows: what is sent is what was read, and a second click finds
/// the same request again although the draft is gone by then.
/// </summary>
public sealed class SummaryModel(RequestDraft drafts, MyPeople people, SubmitSupportRequest submit) : DraftStep(drafts, people)
{
    [BindProperty]
    public string? Shown { get; set; }

    public override RequestStep Step => RequestStep.Check;

    protected override object PartOf(RequestContent draft) => draft;

    public IReadOnlyList<RequestRow> Rows => RequestRow.Of(Draft, key => Text(key), PathOf);

    /// <summary>With nothing to send (it was sent just now, and this is the way back) the list of requests is the better place.</summary>
    public async Task<IActionResult> OnGet()
    {
        Key = await SendKey();
        Shown = JsonSerializer.Serialize(Draft);
        return Shown == JsonSerializer.Serialize(RequestContent.Empty) ? LocalRedirect("/hulpvraag") : Page();
    }

    public async Task<IActionResult> OnPost()
    {
        if (!TryRead(Shown, out var content))
        {
            return LocalRedirect(PathOf(RequestStep.Story));
        }

        // Typed on in another tab since this was shown: nothing of it may get lost unseen. (An empty draft: it was sent already.)
        var current = JsonSerializer.Serialize(Draft);
        if (current != JsonSerializer.Serialize(content) && current != JsonSerializer.Serialize(RequestContent.Empty))
        {
            Shown = current;
            ModelState.Remove(nameof(Shown));
            ModelState.AddModelError("", Text("changed-meanwhile"));
            return Again();
        }

        var sent = await submit.Do(Me, FormKey, new(Person.ResidentId, content));
        if (sent.IsRefused && sent.Refusal!.Is(Budget.Core.Refusal.KeyUsedForOtherContent))
        {
            // Another tab has sent this draft already, in other words than stood here.
            Tell("sent-otherwise");
            return LocalRedirect("/hulpvraag");
        }

        if (sent.IsRefused)
        {
            Shown = JsonSerializer.Serialize(Draft);
            ModelState.Remove(nameof(Shown));
            return Refused(sent.Refusal!);
        }

        Tell(sent.Replayed ? "sent-before" : "sent", sent.Value);
        return LocalRedirect($"/hulpvraag/{sent.Value}");
    }

    private static bool TryRead(string? json, out RequestContent content)
    {
        try
        {
            content = JsonSerializer.Deserialize<RequestContent>(json ?? "null") ?? RequestContent.Empty;
            return content is { OwnWords: not null, Needs: not null, CurrentHelp: not null, WishedSupport: not null, WishedProvider: not null }
                && content is { OwnStrength: not null, CarerNeeds: not null, Tried: not null, UrgentBecause: not null }
                && content.Needs.All(need => need is { Goal: not null } && Enum.IsDefined(need.Domain))
                && (content.WishedForm is not { } form || Enum.IsDefined(form));
        }
        catch (JsonException)
        {
            content = RequestContent.Empty;
            return false;
        }
    }
}
