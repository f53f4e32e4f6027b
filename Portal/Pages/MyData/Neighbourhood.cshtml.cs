using Budget.Core;
using Budget.Core.Neighbourhoods;
using Budget.Core.Residents;
using Microsoft.AspNetCore.Mvc;
using Portal.TagHelpers;
using Portal.Text;

namespace Portal.Pages.MyData;

/// <summary>In which neighbourhood somebody lives: not asked for anything but to put near offers first, and left empty by who would rather not say.</summary>
public sealed class NeighbourhoodModel(MyPeople people, NeighbourhoodList neighbourhoods, MyNeighbourhood mine, ChooseNeighbourhood choose) : PersonPage(people)
{
    [BindProperty]
    public string? Wijk { get; set; }

    public IReadOnlyList<Choice> Choices { get; private set; } = [];

    public async Task<IActionResult> OnGet()
    {
        if (await Load() is { } elsewhere)
        {
            return elsewhere;
        }

        Wijk = (await mine.Of(Me, Person.ResidentId))?.Code;
        return Page();
    }

    public async Task<IActionResult> OnPost()
    {
        if (await Load() is { } elsewhere)
        {
            return elsewhere;
        }

        var chosen = await choose.Do(Me, FormKey, new(Person.ResidentId, Wijk ?? ""));
        if (chosen.IsRefused)
        {
            return Refused(chosen.Refusal!, nameof(Wijk));
        }

        Tell("saved");
        return LocalRedirect($"/gegevens?voor={PersonId}");
    }

    private async Task<IActionResult?> Load()
    {
        if (await FindPerson() is { } elsewhere)
        {
            return elsewhere;
        }

        Choices = [.. (await neighbourhoods.Of(Person.MunicipalityCode)).Select(one => new Choice(one.Code, one.Name))];
        return null;
    }
}
