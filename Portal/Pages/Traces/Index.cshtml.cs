using Budget.Core.Audit;
using Portal.Text;

namespace Portal.Pages.Traces;

/// <summary>For staff: what the portal keeps of what they did and looked at, as the resident reads it too.</summary>
internal sealed class IndexModel(MyTraces traces) : PortalPage
{
    public IReadOnlyList<MyTraces.Item> Traces { get; private set; } = [];

    public async Task OnGet() => Traces = await traces.Of(Me);
}
