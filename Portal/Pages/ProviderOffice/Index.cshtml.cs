using Budget.Core.Assignments;
using Budget.Core.Concerns;
using Budget.Core.Disputes;
using Budget.Core.Invoices;
using Portal.Text;

namespace Portal.Pages.ProviderOffice;

/// <summary>The provider's own assignments, and what became of its declarations.</summary>
public sealed class IndexModel(AssignmentsOfProvider assignments, DeclarationMessages messages, Doctors doctors, DisputesOfProvider disputes) : PortalPage
{
    public IReadOnlyList<AssignmentsOfProvider.Row> Assignments { get; private set; } = [];

    public IReadOnlyList<DeclarationMessages.Row> Messages { get; private set; } = [];

    /// <summary>Lines of which a client says that they are not so.</summary>
    public DisputesOfProvider.Answer Disputes { get; private set; } = null!;

    /// <summary>Whether it is a practice of family doctors, which reports.</summary>
    public bool Reports { get; private set; }

    public async Task OnGet()
    {
        Reports = (await doctors.TownsOf(Me)).Count > 0;
        Assignments = await assignments.Of(Me);
        Disputes = await disputes.Of(Me);
        Messages = await messages.SentBy(Me);
    }
}
