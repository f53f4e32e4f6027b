using Budget.Core.Ledger;
using Portal.Text;

namespace Portal.Pages.Audit;

/// <summary>One correction as the auditor reads it: why it was proposed, who decided and why.</summary>
public sealed class ReversalModel(ReversalsToApprove reversals, OnePosting postings) : ReversalPage(reversals, postings);
