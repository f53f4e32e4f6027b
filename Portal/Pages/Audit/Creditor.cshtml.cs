using Budget.Core.Payments;
using Microsoft.AspNetCore.RateLimiting;
using Portal.Hosting;
using Portal.Text;

namespace Portal.Pages.Audit;

/// <summary>The account card of one provider as the auditor reads it.</summary>
[EnableRateLimiting(Limits.HeavyWork)]
public sealed class CreditorModel(CreditorAccount accounts, TimeProvider time) : CreditorAccountPage(accounts, time);
