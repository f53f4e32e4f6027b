using Budget.Core.Supporters;
using Portal.Text;

namespace Portal.Pages.Supporters;

/// <summary>The cases and budgets with which somebody reads along.</summary>
public sealed class IndexModel(SupportedCases cases, SupportedBudgets budgets) : PortalPage
{
    public IReadOnlyList<SupportedCases.Item> Cases { get; private set; } = [];

    public IReadOnlyList<SupportedBudgets.Item> Budgets { get; private set; } = [];

    public async Task OnGet()
    {
        Cases = await cases.Of(Me);
        Budgets = await budgets.Of(Me);
    }
}
