using Budget.Core;
using Budget.Core.Funds;
using Budget.Core.Management;
using Microsoft.AspNetCore.Mvc;

namespace Portal.Text;

/// <summary>How the support of the municipality goes, in pictures and figures without a name; the same for finance, the administrator and the auditor, each at an own address.</summary>
public abstract class ManagementPage(ManagementOverview overview, TimeProvider time) : PortalPage
{
    public ManagementOverview.Answer Answer { get; private set; } = null!;

    /// <param name="jaar">The year in which the budgets begin; empty for that of today.</param>
    public async Task<IActionResult> OnGet(string? jaar)
    {
        if (!FundYear.TryParse(jaar, time.Today(), out var year) || await overview.Of(Me, year) is not { } answer)
        {
            return NotFound();
        }

        Answer = answer;
        return Page();
    }
}

/// <summary>What the three pages show.</summary>
/// <param name="Path">Of the page that shows it, for the links to other years.</param>
/// <param name="Payments">The role's own page of payments; none for who has none.</param>
public sealed record ManagementView(ManagementOverview.Answer Answer, string Path, string? Payments = null);
