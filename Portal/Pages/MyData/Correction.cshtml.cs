using Budget.Core;
using Budget.Core.MyData;
using Budget.Core.Residents;
using Budget.Core.SupportRequests;
using Microsoft.AspNetCore.Mvc;
using Portal.TagHelpers;
using Portal.Text;

namespace Portal.Pages.MyData;

/// <summary>Something in the file is not right: what, and what it should be.</summary>
public sealed class CorrectionModel(MyPeople people, AskCorrection ask) : PersonPage(people)
{
    [BindProperty] public string? About { get; set; }
    [BindProperty] public string? Words { get; set; }
    [BindProperty] public string? ShouldBe { get; set; }

    public IReadOnlyList<Choice> Choices => [.. Enum.GetNames<CorrectionOf>().Select(name => new Choice(name, Text($"about-{name.ToLowerInvariant()}")))];

    public async Task<IActionResult> OnGet() => await FindPerson() ?? Page();

    public async Task<IActionResult> OnPost()
    {
        if (await FindPerson() is { } elsewhere)
        {
            return elsewhere;
        }

        var about = Choice.Of<CorrectionOf>(About);
        Require(about is not null, nameof(About), "about-missing");
        Require(!string.IsNullOrWhiteSpace(Words), nameof(Words), "words-missing");
        Require(!string.IsNullOrWhiteSpace(ShouldBe), nameof(ShouldBe), "should-be-missing");
        Require(about is not CorrectionOf.BornOn || string.IsNullOrWhiteSpace(ShouldBe) || DayText.TryParse(ShouldBe, out _), nameof(ShouldBe), "day-missing");
        if (!ModelState.IsValid)
        {
            return Again();
        }

        var asked = await ask.Do(Me, FormKey, new(Person.ResidentId, about!.Value, Words!, ShouldBe!));
        if (asked.IsRefused)
        {
            return Refused(asked.Refusal!, asked.Refusal!.Is(Refusal.TextTooLong) ? Words!.Length > RequestContent.LongestText ? nameof(Words) : nameof(ShouldBe) : "");
        }

        Tell("sent", asked.Value);
        return LocalRedirect($"/gegevens?voor={PersonId}#verzoeken");
    }
}
