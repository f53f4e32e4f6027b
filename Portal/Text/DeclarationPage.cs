using System.Globalization;
using Budget.Core;
using Budget.Core.Invoices;
using Microsoft.AspNetCore.Mvc;

namespace Portal.Text;

/// <summary>One declaration: each line with what became of it, in words; the same for finance and the auditor.</summary>
public abstract class DeclarationPage(DeclarationMessages messages, TimeProvider time) : PortalPage
{
    public DateOnly Today => time.Today();

    public DeclarationMessages.Row Message { get; private set; } = null!;

    public IReadOnlyList<DeclarationMessages.Line> Lines { get; private set; } = [];

    public async Task<IActionResult> OnGet(Guid id)
    {
        if (await messages.One(Me, id) is not { } found)
        {
            return NotFound();
        }

        (Message, Lines) = found;
        return Page();
    }
}

/// <summary>A declaration as finance and the auditor both see it.</summary>
/// <param name="Office">Where the pages of who looks stand: "/financien" or "/controle".</param>
public sealed record DeclarationView(DeclarationPage Page, string Office)
{
    /// <summary>The posting of a line on the page of its budget; the budget alone of a line of nothing, which has no posting.</summary>
    public string Posting(DeclarationMessages.Line line) => line.Posting is { } posting
        ? string.Create(CultureInfo.InvariantCulture, $"{Office}/budget/{line.BudgetNumber}?voor={posting + 1}#boeking-{posting}")
        : $"{Office}/budget/{line.BudgetNumber}";
}
