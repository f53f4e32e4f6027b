using Budget.Core;
using Budget.Core.Delivery;
using Budget.Core.Plans;
using Microsoft.AspNetCore.Mvc;
using Portal.Text;

namespace Portal.Pages.Caseworker;

/// <summary>What was granted and does not arrive, each with the name of who has it; which goals are not reached; and which residents asked for a provider of their own.</summary>
public sealed class DeliveryModel(DeliveryWatch watch, Proposals proposals, GoalsNotReached goals, ShiftsWaiting shifts, ReportStart report, TimeProvider time) : PortalPage
{
    public IReadOnlyList<DeliveryWatch.Item> Items { get; private set; } = [];

    public IReadOnlyList<Proposals.Waiting> Asked { get; private set; } = [];

    public IReadOnlyList<GoalsNotReached.Item> NotReached { get; private set; } = [];

    public IReadOnlyList<ShiftsWaiting.Item> Shifts { get; private set; } = [];

    public DateOnly Today => time.Today();

    /// <summary>The id of the assignment of which nobody came, and when it began.</summary>
    [BindProperty] public string? Assignment { get; set; }
    [BindProperty] public string? Began { get; set; }

    public int DaysSince(DateOnly day) => Today.DayNumber - day.DayNumber;

    public async Task OnGet()
    {
        Items = await watch.Of(Me);
        Shifts = await shifts.Of(Me);
        NotReached = await goals.Of(Me);
        Asked = await proposals.ToAnswer(Me);
    }

    /// <summary>Who called hears that the help came after all.</summary>
    public async Task<IActionResult> OnPostCame()
    {
        if (!Guid.TryParseExact(Assignment, "D", out var assignment) || !DayText.TryParse(Began, out var began))
        {
            return NotFound();
        }

        var came = await report.Do(Me, FormKey, new(new AssignmentId(assignment), began));
        if (came.IsRefused)
        {
            return came.Refusal!.Is(Refusal.NotFound) ? NotFound() : RefusedAt("/consulent/levering", came.Refusal);
        }

        Tell("came-done");
        return LocalRedirect("/consulent/levering");
    }
}
