using System.Globalization;
using Budget.Core.Budgets;
using Microsoft.AspNetCore.Mvc;
using Portal.Text;

namespace Portal.Pages.MyBudget;

/// <summary>What each part of a budget's bar is made of, month by month, and the lines of one month. Nothing is changed by looking.</summary>
public sealed class PartsModel(PartsOfBudget parts) : PortalPage
{
    public PartsOfBudget.Answer Answer { get; private set; } = null!;

    public string Path => $"/mijn-budget/{Answer.Budget.Number}/opbouw";

    /// <param name="maand">As 2026-04; what is no month asks for none.</param>
    public async Task<IActionResult> OnGet(string number, string? maand)
    {
        var month = DateOnly.TryParseExact(maand, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : (DateOnly?)null;
        if (await parts.Of(Me, number, month) is not { } answer)
        {
            return NotFound();
        }

        Answer = answer;
        return Page();
    }
}
