using Budget.Core;
using Budget.Core.MyData;
using Budget.Core.SupportRequests;
using Portal.Text;

namespace Portal.Pages.Caseworker;

/// <summary>The worklist of one municipality: what waits for us first, by the next legal date.</summary>
public sealed class IndexModel(CaseList cases, DataRequests requests, TimeProvider time) : PortalPage
{
    public IReadOnlyList<CaseList.Item> Waiting { get; private set; } = [];

    public IReadOnlyList<CaseList.Item> Others { get; private set; } = [];

    public IReadOnlyList<DataRequests.Open> Requests { get; private set; } = [];

    public int DaysUntil(DateOnly day) => day.DayNumber - time.Today().DayNumber;

    public async Task OnGet()
    {
        var all = await cases.Of(Me);
        Waiting = [.. all.Where(item => item.Progress.Turn == Turn.Municipality)];
        Requests = await requests.Waiting(Me);
        Others = [.. all.Where(item => item.Progress.Turn != Turn.Municipality)];
    }
}
