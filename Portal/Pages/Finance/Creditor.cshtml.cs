using Budget.Core.Payments;
using Microsoft.AspNetCore.RateLimiting;
using Portal.Hosting;
using Portal.Text;

namespace Portal.Pages.Finance;

/// <summary>The account card of one provider, from which finance goes on to the declarations and payments behind it.</summary>
[EnableRateLimiting(Limits.HeavyWork)]
public sealed class CreditorModel(CreditorAccount accounts, TimeProvider time) : CreditorAccountPage(accounts, time);
