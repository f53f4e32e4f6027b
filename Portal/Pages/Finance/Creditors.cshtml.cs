using Budget.Core.Payments;
using Microsoft.AspNetCore.RateLimiting;
using Portal.Hosting;
using Portal.Text;

namespace Portal.Pages.Finance;

/// <summary>What is owed and was paid to whom, which together is what the trial balance says.</summary>
[EnableRateLimiting(Limits.HeavyWork)]
public sealed class CreditorsModel(CreditorAccounts accounts) : PortalPage
{
    public CreditorAccounts.Answer Answer { get; private set; } = null!;

    public async Task OnGet() => Answer = (await accounts.Of(Me))!;
}
