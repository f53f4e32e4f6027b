using Budget.Core.Closing;
using Budget.Core.Ledger;
using Portal.Text;

namespace Portal.Pages.Finance;

/// <summary>The books as finance sees them, with the way to close a month or a year.</summary>
public sealed class BooksModel(BooksOverview books, TrialBalance balances, HeadsOfDays heads, StandingFaults faults, TimeProvider time)
    : BooksPage(books, balances, heads, faults, time);
