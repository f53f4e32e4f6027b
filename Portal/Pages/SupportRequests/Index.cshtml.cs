using Budget.Core.SupportRequests;
using Portal.Text;

namespace Portal.Pages.SupportRequests;

/// <summary>The requests of a resident, and of whom the resident represents.</summary>
public sealed class IndexModel(CaseList cases, RequestDraft drafts) : PortalPage
{
    public IReadOnlyList<CaseList.Item> Cases { get; private set; } = [];

    public IReadOnlyList<RequestDraft.Unfinished> Drafts { get; private set; } = [];

    public async Task OnGet()
    {
        Cases = await cases.Of(Me);
        Drafts = await drafts.All(Me);
    }
}
