using Budget.Core.Closing;
using Budget.Core.Ledger;
using Portal.Text;

namespace Portal.Pages.Audit;

/// <summary>The books as the auditor sees them: everything, and nothing to change.</summary>
public sealed class BooksModel(BooksOverview books, TrialBalance balances, HeadsOfDays heads, StandingFaults faults, TimeProvider time)
    : BooksPage(books, balances, heads, faults, time);
