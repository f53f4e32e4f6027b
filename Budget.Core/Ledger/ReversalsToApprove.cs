using Budget.Core.Audit;
using Budget.Core.Residents;
using Budget.Core.Secrecy;
using Budget.Core.Storage;

namespace Budget.Core.Ledger;

/// <summary>
/// Which reversals were proposed, by whom, and what became of them? For finance and the auditor of the municipality: what waits first, then the latest
/// that were decided on; at most 200.
/// </summary>
public sealed class ReversalsToApprove(Database database)
{
    /// <param name="Outcome">None while it waits; else "reversed", "rejected" or "withdrawn".</param>
    /// <param name="ProposerBlockedAt">Since when who proposed it has no access any more: look twice.</param>
    public sealed record Item(
        ReversalId Id, string BudgetNumber, string ResidentName, ResidentId ResidentId, long PostingNumber, Money Amount, string Reason,
        UserId ProposedBy, string ProposedByName, DateTimeOffset? ProposerBlockedAt, DateTimeOffset ProposedAt, string? Outcome, string? DecidedByName,
        DateTimeOffset? DecidedAt, string Answer, long? ReversalNumber);

    public async Task<IReadOnlyList<Item>> Of(Actor actor) => !actor.MaySeeBooks
        ? []
        : await database.LookThrough(actor, nameof(ReversalsToApprove), session => session.List<Item>(AllSql, Access.Of(actor, session)));

    /// <summary>One, with its words.</summary>
    public Task<Item?> One(Actor actor, ReversalId id) => database.Look(actor, nameof(ReversalsToApprove), subject: "", async session =>
    {
        if (!actor.MaySeeBooks || await session.FirstOrNone<Item>(OneSql, Access.Of(actor, session, id)) is not { } hidden)
        {
            return null;
        }

        var words = await ResidentKey.Of(session, hidden.ResidentId);
        return hidden with
        {
            Reason = words.Show(HiddenColumn.ReversalReason, $"{id.Value:D}", hidden.Reason),
            Answer = words.Show(HiddenColumn.ReversalAnswer, $"{id.Value:D}", hidden.Answer),
        };
    }, item => item.ResidentId);

    /// <summary>The postings of a budget for which a reversal waits, with its proposal. Who asks may see the books.</summary>
    internal static async Task<IReadOnlyDictionary<long, ReversalId>> WaitingOf(Session session, BudgetId budgetId) =>
        (await session.List<Waiting>(WaitingSql, new { budgetId })).ToDictionary(one => one.PostingNumber, one => one.Id);

    private sealed record Waiting(long PostingNumber, ReversalId Id);

    private const string SelectSql = """
        SELECT proposal.id AS Id, file.number AS BudgetNumber, r.name AS ResidentName, r.id AS ResidentId, proposal.posting_number AS PostingNumber,
               proposal.amount_cents AS Amount, proposal.reason AS Reason, proposer.id AS ProposedBy, proposer.name AS ProposedByName,
               proposer.blocked_at AS ProposerBlockedAt, proposal.proposed_at AS ProposedAt,
               proposal.outcome AS Outcome, decider.name AS DecidedByName, proposal.decided_at AS DecidedAt, proposal.answer AS Answer,
               proposal.reversal_number AS ReversalNumber
        FROM proposed_reversals proposal
        JOIN budgets file ON file.id = proposal.budget_id
        JOIN residents r ON r.id = file.resident_id
        JOIN users proposer ON proposer.id = proposal.proposed_by
        LEFT JOIN users decider ON decider.id = proposal.decided_by
        """;

    private const string AllSql = $"""
        {SelectSql}
        WHERE {Access.ToFile}
        ORDER BY proposal.outcome IS NOT NULL, COALESCE(proposal.decided_at, proposal.proposed_at) DESC, proposal.id
        LIMIT 200
        """;

    private const string OneSql = $"""
        {SelectSql}
        WHERE proposal.id = @Subject
          AND {Access.ToOne}
        """;

    private const string WaitingSql = """
        SELECT posting_number AS PostingNumber, id AS Id
        FROM proposed_reversals
        WHERE budget_id = @budgetId
          AND outcome IS NULL
        """;
}
