using Budget.Core.Supporters;
using Portal.Text;

namespace Portal.Pages.Supporters;

/// <summary>The cases with which somebody reads along.</summary>
public sealed class IndexModel(SupportedCases cases) : PortalPage
{
    public IReadOnlyList<SupportedCases.Item> Cases { get; private set; } = [];

    public async Task OnGet() => Cases = await cases.Of(Me);
}
