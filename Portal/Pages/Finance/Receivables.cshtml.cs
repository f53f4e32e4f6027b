using Budget.Core.Decisions;
using Portal.Text;

namespace Portal.Pages.Finance;

/// <summary>What residents have to pay back by a decision; collecting it is done in the municipality's own books.</summary>
public sealed class ReceivablesModel(Receivables receivables) : PortalPage
{
    public IReadOnlyList<Receivables.Item> Items { get; private set; } = [];

    public async Task OnGet() => Items = await receivables.Of(Me);
}
