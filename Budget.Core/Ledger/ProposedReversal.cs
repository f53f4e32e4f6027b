using Budget.Core.Residents;
using Budget.Core.Storage;

namespace Budget.Core.Ledger;

/// <summary>A proposed reversal, for the deeds that decide on it.</summary>
/// <param name="Reason">Hidden, as it stands.</param>
internal sealed record ProposedReversal(
    ReversalId Id, BudgetId BudgetId, string BudgetNumber, ResidentId ResidentId, long PostingNumber, Money Amount, string Reason,
    UserId ProposedBy, DateTimeOffset ProposedAt, string? Outcome)
{
    /// <summary>Of a budget that this user may see; not yours and not there are the same.</summary>
    public static Task<ProposedReversal?> Find(Session session, Actor actor, ReversalId id) =>
        session.FirstOrNone<ProposedReversal>(FindSql, Access.Of(actor, session, id));

    private const string FindSql = $"""
        SELECT proposal.id AS Id, file.id AS BudgetId, file.number AS BudgetNumber, file.resident_id AS ResidentId,
               proposal.posting_number AS PostingNumber, proposal.amount_cents AS Amount, proposal.reason AS Reason,
               proposal.proposed_by AS ProposedBy, proposal.proposed_at AS ProposedAt, proposal.outcome AS Outcome
        FROM proposed_reversals proposal
        JOIN budgets file ON file.id = proposal.budget_id
        WHERE proposal.id = @Subject
          AND {Access.ToOne}
        """;
}
