using Budget.Core;
using Budget.Core.SupportRequests;
using Portal.Text;

namespace Portal.Pages.Caseworker;

/// <summary>The worklist of one municipality: what waits for us first, by the next legal date.</summary>
public sealed class IndexModel(CaseList cases, TimeProvider time) : PortalPage
{
    public IReadOnlyList<CaseList.Item> Cases { get; private set; } = [];

    public int DaysUntil(DateOnly day) => day.DayNumber - time.Today().DayNumber;

    public async Task OnGet() => Cases = await cases.Of(Me);
}
