using Budget.Core.MyData;
using Budget.Core.Residents;
using Microsoft.AspNetCore.Mvc;
using Portal.TagHelpers;
using Portal.Text;

namespace Portal.Pages.MyData;

/// <summary>To have the file destroyed: first what the law makes of it, then the request.</summary>
public sealed class DestructionModel(MyPeople people, KeptUntil kept, AskDestruction ask) : PersonPage(people)
{
    public KeptUntil.Answer Law { get; private set; } = null!;

    [BindProperty] public string? Words { get; set; }

    /// <summary>That one knows that it cannot be undone.</summary>
    [BindProperty] public string? Sure { get; set; }

    public IReadOnlyList<Choice> SureChoices => [new("ja", Text("sure-yes"))];

    public async Task<IActionResult> OnGet() => await Load() ?? Page();

    public async Task<IActionResult> OnPost()
    {
        if (await Load() is { } elsewhere)
        {
            return elsewhere;
        }

        Require(Sure == "ja", nameof(Sure), "sure-missing");
        if (!ModelState.IsValid)
        {
            return Again();
        }

        var asked = await ask.Do(Me, FormKey, new(Person.ResidentId, Words ?? ""));
        if (asked.IsRefused)
        {
            return Refused(asked.Refusal!, asked.Refusal!.Is(Budget.Core.Refusal.TextTooLong) ? nameof(Words) : "");
        }

        Tell("sent", asked.Value);
        return LocalRedirect($"/gegevens?voor={PersonId}#verzoeken");
    }

    private async Task<IActionResult?> Load()
    {
        if (await FindPerson() is { } elsewhere)
        {
            return elsewhere;
        }

        if (await kept.Of(Me, Person.ResidentId) is not { } law)
        {
            return NotFound();
        }

        Law = law;
        return null;
    }
}
