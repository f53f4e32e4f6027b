using Budget.Core.Concerns;
using Portal.Text;

namespace Portal.Pages.Caseworker;

/// <summary>What family doctors reported in the own municipality: what waits first.</summary>
public sealed class ConcernsModel(ConcernList concerns) : PortalPage
{
    public IReadOnlyList<ConcernList.Item> Items { get; private set; } = [];

    public async Task OnGet() => Items = await concerns.Of(Me);
}
