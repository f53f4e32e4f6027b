using System.Globalization;
using Budget.Core;
using Budget.Core.Delivery;
using Microsoft.AspNetCore.Mvc;
using Portal.TagHelpers;
using Portal.Text;

namespace Portal.Pages.MyBudget;

/// <summary>Who gives or gave the help of a budget: whether it began, and whether it helps.</summary>
public sealed class HelpersModel(HelpersOfBudget helpers, ReportStart start, ReportNobodyCame nobody, SayExperience say, TimeProvider time) : PortalPage
{
    public HelpersOfBudget.Answer Answer { get; private set; } = null!;

    public DateOnly Today => time.Today();

    /// <summary>Of whom one says whether it helps: whose form was sent, who was pointed at, or else the last who began.</summary>
    public HelpersOfBudget.Item? Chosen =>
        Answer.Helpers.FirstOrDefault(helper => helper.Id == Assignment)
        ?? Answer.Helpers.FirstOrDefault(helper => helper.Number.ToString(CultureInfo.InvariantCulture) == Who)
        ?? Answer.Helpers.FirstOrDefault(helper => helper.SomebodyCame);

    /// <summary>The number of an assignment.</summary>
    [BindProperty(SupportsGet = true, Name = "wie")]
    public string? Who { get; set; }

    /// <summary>Of which assignment the form was.</summary>
    [BindProperty] public string? Of { get; set; }

    [BindProperty] public string? StartedOn { get; set; }
    [BindProperty] public string? Helps { get; set; }
    [BindProperty] public string? Words { get; set; }

    public IReadOnlyList<Choice> HelpsChoices => [.. Enum.GetNames<Helps>().Select(name => new Choice(name, Text($"helps-{name}")))];

    public async Task<IActionResult> OnGet(string number) => await Load(number) ? Page() : NotFound();

    public async Task<IActionResult> OnPostStarted(string number)
    {
        if (!await Load(number))
        {
            return NotFound();
        }

        Require(DayText.TryParse(StartedOn, out var startedOn), nameof(StartedOn), "started-missing");
        return ModelState.IsValid ? Say(number, (await start.Do(Me, FormKey, new(Assignment, startedOn))).Refusal, "told-started", nameof(StartedOn)) : Again();
    }

    public async Task<IActionResult> OnPostNobody(string number) => await Load(number)
        ? Say(number, (await nobody.Do(Me, FormKey, new(Assignment))).Refusal, "said-nobody", "")
        : NotFound();

    public async Task<IActionResult> OnPostExperience(string number)
    {
        if (!await Load(number))
        {
            return NotFound();
        }

        var helps = Choice.Of<Helps>(Helps);
        Require(helps is not null, nameof(Helps), "helps-missing");
        return ModelState.IsValid ? Say(number, (await say.Do(Me, FormKey, new(Assignment, helps!.Value, Words ?? ""))).Refusal, "said-experience", nameof(Words)) : Again();
    }

    private AssignmentId Assignment => new(Guid.TryParse(Of, out var id) ? id : Guid.Empty);

    private IActionResult Say(string number, Refusal? refusal, string told, string field)
    {
        if (refusal is not null)
        {
            return Refused(refusal, field);
        }

        Tell(told);
        return LocalRedirect($"/mijn-budget/{number}/hulp");
    }

    private async Task<bool> Load(string number)
    {
        if (await helpers.Of(Me, number) is not { } answer)
        {
            return false;
        }

        Answer = answer;
        return true;
    }
}
