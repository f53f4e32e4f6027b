using Budget.Core;
using Budget.Core.Closing;
using Microsoft.AspNetCore.Mvc;
using Portal.Text;

namespace Portal.Pages.AnnualAccounts;

/// <summary>The account of a year of a PGB: for the holder, for who looks along, and for the municipality.</summary>
public sealed class YearModel(AnnualAccount accounts) : PortalPage
{
    public YearAccount Account { get; private set; } = null!;

    /// <summary>From where people of each kind come here.</summary>
    public string Back => Account.ReadsAlong ? $"/meelezen/budget/{Account.Budget.Number}" : BudgetView.HomeOf(Me.Role, Account.Budget);

    public async Task<IActionResult> OnGet(string number, int year)
    {
        if (await accounts.Of(Me, number, year) is not { } account)
        {
            return NotFound();
        }

        Account = account;
        return Page();
    }
}
