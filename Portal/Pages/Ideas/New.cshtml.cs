using Budget.Core;
using Budget.Core.Community;
using Budget.Core.Residents;
using Microsoft.AspNetCore.Mvc;
using Portal.TagHelpers;
using Portal.Text;

namespace Portal.Pages.Ideas;

/// <summary>What the neighbourhood needs, or what one offers it, in own words.</summary>
public sealed class NewModel(MyPeople people, TellIdea tell) : PersonPage(people)
{
    [BindProperty]
    public string? Kind { get; set; }

    [BindProperty]
    public string? Words { get; set; }

    public IReadOnlyList<Choice> Kinds => [new(nameof(IdeaKind.Need), Text("kind-need")), new(nameof(IdeaKind.Offer), Text("kind-offer"))];

    public async Task<IActionResult> OnGet() => await FindPerson() ?? Page();

    public async Task<IActionResult> OnPost()
    {
        if (await FindPerson() is { } elsewhere)
        {
            return elsewhere;
        }

        var kind = Choice.Of<IdeaKind>(Kind);
        Require(kind is not null, nameof(Kind), "kind-missing");
        Require(TypedText.Seen(Words ?? "").Length > 0, nameof(Words), "words-missing");
        if (!ModelState.IsValid)
        {
            return Again();
        }

        var told = await tell.Do(Me, FormKey, new(Person.ResidentId, kind!.Value, Words!));
        if (told.IsRefused)
        {
            return Refused(told.Refusal!, told.Refusal!.Is(Refusal.TextTooLong) ? nameof(Words) : "");
        }

        Tell("told");
        return LocalRedirect("/aanbod/ideeen");
    }
}
