using Budget.Core.Mandates;
using Budget.Core.Residents;
using Microsoft.AspNetCore.Mvc;
using Portal.TagHelpers;
using Portal.Text;

namespace Portal.Pages.Consent;

/// <summary>Who acts for the resident, why, until when and what each may not; the resident narrows or ends a mandate here, and who acts for the resident reads what may be done.</summary>
public sealed class WhoActsModel(MyPeople people, WhoActs whoActs, NarrowMandate narrow, EndMandate end) : PersonPage(people)
{
    public WhoActs.Answer Answer { get; private set; } = null!;

    /// <summary>Whose mandate is being looked at; one of the list.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Wie { get; set; }

    /// <summary>The acts that may be done: ticked is what people expect of "may".</summary>
    [BindProperty]
    public IList<string> May { get; set; } = [];

    public WhoActs.Item? Chosen { get; private set; }

    public IReadOnlyList<Choice> Acts => [.. Enum.GetNames<MandateAct>().Select(act => new Choice(act, Text($"act-{act}"), Text($"act-{act}-hint")))];

    public async Task<IActionResult> OnGet()
    {
        if (await Load() is { } elsewhere)
        {
            return elsewhere;
        }

        May = Chosen is { } chosen ? [.. Enum.GetValues<MandateAct>().Except(chosen.LeftOut).Select(act => act.ToString())] : [];
        return Page();
    }

    public async Task<IActionResult> OnPostNarrow()
    {
        if (await Load() is { } elsewhere)
        {
            return elsewhere;
        }

        if (Chosen is not { } chosen)
        {
            return NotFound();
        }

        var done = await narrow.Do(Me, FormKey, new(Person.ResidentId, chosen.UserId, [.. Enum.GetValues<MandateAct>().Where(act => !May.Contains(act.ToString()))]));
        if (done.IsRefused)
        {
            return Refused(done.Refusal!, nameof(May));
        }

        Tell("narrowed", chosen.Name);
        return LocalRedirect($"/wie-regelt-mee?voor={PersonId}");
    }

    public async Task<IActionResult> OnPostEnd()
    {
        // Sent twice it is on the list no more, and the deed gives its first answer.
        if (await Load() is { } elsewhere)
        {
            return elsewhere;
        }

        if (!Guid.TryParseExact(Wie, "D", out var who))
        {
            return NotFound();
        }

        var name = Chosen?.Name;
        Chosen = null;
        var done = await end.Do(Me, FormKey, new(Person.ResidentId, new(who)));
        if (done.IsRefused)
        {
            return Refused(done.Refusal!);
        }

        if (name is not null)
        {
            Tell("ended", name);
        }

        return LocalRedirect($"/wie-regelt-mee?voor={PersonId}");
    }

    private async Task<IActionResult?> Load()
    {
        if (await FindPerson() is { } elsewhere)
        {
            return elsewhere;
        }

        if (await whoActs.Of(Me, Person.ResidentId) is not { } answer)
        {
            return NotFound();
        }

        Answer = answer;
        Chosen = answer.IsOwn ? answer.Items.FirstOrDefault(item => item.UserId.Value.ToString("D") == Wie) : null;
        return null;
    }
}
