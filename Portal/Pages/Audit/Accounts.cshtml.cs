using Budget.Core.Payments;
using Portal.Text;

namespace Portal.Pages.Audit;

/// <summary>From and to which accounts is paid, with the two people behind each, as the auditor sees them: to read, and nothing to change.</summary>
public sealed class AccountsModel(BankAccounts accounts) : PortalPage
{
    public IReadOnlyList<BankAccounts.Owner> Owners { get; private set; } = [];

    public async Task OnGet() => Owners = await accounts.Of(Me);
}
