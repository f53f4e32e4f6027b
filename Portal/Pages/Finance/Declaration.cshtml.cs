using Budget.Core;
using Budget.Core.Invoices;
using Microsoft.AspNetCore.Mvc;
using Portal.Text;

namespace Portal.Pages.Finance;

/// <summary>One declaration: each line with what became of it, in words.</summary>
public sealed class DeclarationModel(DeclarationMessages messages, TimeProvider time) : PortalPage
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
