using Budget.Core;
using Budget.Core.Delivery;
using Budget.Core.SupportRequests;
using Microsoft.AspNetCore.Mvc;
using Portal.TagHelpers;
using Portal.Text;

namespace Portal.Pages.SupportRequests;

/// <summary>Is it working? Each goal of the case, with three answers of one click; words are welcome and not asked for.</summary>
public sealed class EvaluateModel(GoalsOfCase goals, EvaluateGoal evaluate) : PortalPage
{
    public GoalsOfCase.Answer Answer { get; private set; } = null!;

    /// <summary>Of which goal one wants to say something else than one said.</summary>
    [BindProperty(SupportsGet = true, Name = "anders")]
    public string? Change { get; set; }

    [BindProperty] public string? Domain { get; set; }
    [BindProperty] public string? AskedOn { get; set; }
    [BindProperty] public string? Reached { get; set; }
    [BindProperty] public string? Words { get; set; }

    public async Task<IActionResult> OnGet(string number) => await Load(number) ? Page() : NotFound();

    public async Task<IActionResult> OnPost(string number)
    {
        if (Choice.Of<LifeDomain>(Domain) is { } domain && Choice.Of<Helps>(Reached) is { } reached && DayText.TryParse(AskedOn, out var askedOn))
        {
            var said = await evaluate.Do(Me, FormKey, new(number, domain, askedOn, reached, Words ?? ""));
            if (!said.IsRefused)
            {
                Tell(reached == Helps.No ? "said-no" : "said");
                return LocalRedirect($"/hulpvraag/{number}/werkt-het");
            }

            Change = Domain;
            return await Load(number) ? Refused(said.Refusal!) : NotFound();
        }

        if (!await Load(number))
        {
            return NotFound();
        }

        Require(false, "", "answer-missing");
        return Again();
    }

    private async Task<bool> Load(string number)
    {
        if (await goals.Of(Me, number) is not { } answer)
        {
            return false;
        }

        Answer = answer;
        return true;
    }
}
