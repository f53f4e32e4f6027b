using Budget.Core.Assignments;
using Budget.Core.Invoices;
using Portal.Text;

namespace Portal.Pages.ProviderOffice;

/// <summary>The provider's own assignments, and what became of its declarations.</summary>
public sealed class IndexModel(AssignmentsOfProvider assignments, DeclarationMessages messages) : PortalPage
{
    public IReadOnlyList<AssignmentsOfProvider.Row> Assignments { get; private set; } = [];

    public IReadOnlyList<DeclarationMessages.Row> Messages { get; private set; } = [];

    public async Task OnGet()
    {
        Assignments = await assignments.Of(Me);
        Messages = await messages.SentBy(Me);
    }
}
