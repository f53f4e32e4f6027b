using Budget.Core;
using Budget.Core.Budgets;
using Budget.Core.Ledger;
using Microsoft.AspNetCore.Mvc;

namespace Portal.Text;

/// <summary>One proposed correction with its posting, its reasons and the people behind it; the same for finance, who decides, and the auditor, who reads.</summary>
public abstract class ReversalPage(ReversalsToApprove reversals, OnePosting postings) : PortalPage
{
    public ReversalsToApprove.Item Item { get; private set; } = null!;

    public PostingLine Line { get; private set; } = null!;

    public bool IsOwn => Item.ProposedBy == Me.UserId;

    /// <summary>How it stands: its outcome, or "own" for who proposed it, "waiting" for a colleague who may decide and "open" for who only reads.</summary>
    public string State => Item.Outcome ?? (!Me.MayHandleMoney ? "open" : IsOwn ? "own" : "waiting");

    public async Task<IActionResult> OnGet(Guid id) => await Load(id) ? Page() : NotFound();

    protected async Task<bool> Load(Guid id)
    {
        if (await reversals.One(Me, new ReversalId(id)) is not { } item || await postings.Of(Me, item.BudgetNumber, item.PostingNumber) is not { Line: var line })
        {
            return false;
        }

        (Item, Line) = (item, line);
        return true;
    }
}
