using Budget.Core;
using Budget.Core.Delivery;
using Budget.Core.Plans;
using Portal.Text;

namespace Portal.Pages.Caseworker;

/// <summary>What was granted and does not arrive, each with the name of who has it; which goals are not reached; and which residents asked for a provider of their own.</summary>
public sealed class DeliveryModel(DeliveryWatch watch, Proposals proposals, GoalsNotReached goals, ShiftsWaiting shifts, TimeProvider time) : PortalPage
{
    public IReadOnlyList<DeliveryWatch.Item> Items { get; private set; } = [];

    public IReadOnlyList<Proposals.Waiting> Asked { get; private set; } = [];

    public IReadOnlyList<GoalsNotReached.Item> NotReached { get; private set; } = [];

    public IReadOnlyList<ShiftsWaiting.Item> Shifts { get; private set; } = [];

    public int DaysSince(DateOnly day) => time.Today().DayNumber - day.DayNumber;

    public async Task OnGet()
    {
        Items = await watch.Of(Me);
        Shifts = await shifts.Of(Me);
        NotReached = await goals.Of(Me);
        Asked = await proposals.ToAnswer(Me);
    }
}
