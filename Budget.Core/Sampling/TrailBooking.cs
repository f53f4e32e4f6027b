using Budget.Core.Ledger;
using Budget.Core.Storage;

namespace Budget.Core.Sampling;

/// <summary>The posting of a line, and how its place in the books is proved (docs/decisions/0006-the-chain-and-its-daily-head.md).</summary>
/// <param name="PostedByName">None when the installation booked it.</param>
/// <param name="HashHolds">The hash was computed again from the posting and the one before it, and is the same.</param>
/// <param name="HeadDay">The first day whose check code covers it, and <paramref name="HeadHash"/> that code; none as long as no code was written since.</param>
/// <param name="ReversedBy">The posting that took it back, on <paramref name="ReversedOn"/>; none while it stands.</param>
public sealed record TrailBooking(
    long Number, PostingKind Kind, Money Amount, DateOnly OccurredOn, DateTimeOffset PostedAt, string? PostedByName, string Hash, bool HashHolds, bool IsSealed,
    DateOnly? HeadDay, string? HeadHash, long? ReversedBy, DateOnly? ReversedOn)
{
    /// <summary>The correction that was proposed and waits for a colleague; none of most.</summary>
    public ReversalId? ReversalWaiting { get; init; }

    /// <summary>The line or the claim that was booked.</summary>
    internal Guid OriginId { get; init; }

    /// <returns>None when there is no such posting, or it is none of a line.</returns>
    internal static async Task<TrailBooking?> Of(Session session, string municipality, BudgetId budget, long number)
    {
        if (await session.FirstOrNone<PostingRow>(PostingSql, new { budget, number }) is not { Kind: "invoice" or "claim" } row)
        {
            return null;
        }

        var posting = row.ToPosting();
        var before = await session.FirstOrNone<string>(HashSql, new { budget, Before = number - 1 });
        var around = await session.Single<Around>(AroundSql, new { budget, number, municipality, posting.PostedOn });
        return new TrailBooking(
            number, posting.Kind, posting.Amount, posting.OccurredOn, posting.PostedAt, around.PostedByName, posting.Hash, posting.ComputeHash(before ?? Posting.NoHash) == posting.Hash, posting.Seal is not null,
            around.HeadDay, around.HeadHash, around.ReversedBy, around.ReversedOn)
        {
            OriginId = posting.OriginId,
            ReversalWaiting = around.ReversalWaiting,
        };
    }

    private sealed record Around(string? PostedByName, DateOnly? HeadDay, string? HeadHash, long? ReversedBy, DateOnly? ReversedOn, ReversalId? ReversalWaiting);

    private const string PostingSql = $"""
        SELECT {PostingRow.Columns}
        FROM postings
        WHERE budget_id = @budget
          AND number = @number
        """;

    private const string HashSql = """
        SELECT hash
        FROM postings
        WHERE budget_id = @budget
          AND number = @Before
        """;

    private const string AroundSql = """
        SELECT u.name AS PostedByName,
               (SELECT MIN(head.day) FROM ledger_heads head WHERE head.municipality_code = @municipality AND head.day >= @PostedOn) AS HeadDay,
               (SELECT head.hash FROM ledger_heads head WHERE head.municipality_code = @municipality AND head.day >= @PostedOn ORDER BY head.day LIMIT 1) AS HeadHash,
               reversal.number AS ReversedBy, reversal.posted_on AS ReversedOn, proposal.id AS ReversalWaiting
        FROM postings p
        LEFT JOIN users u ON u.id = p.actor_id
        LEFT JOIN postings reversal ON reversal.budget_id = p.budget_id AND reversal.reverses_number = p.number
        LEFT JOIN proposed_reversals proposal ON proposal.budget_id = p.budget_id AND proposal.posting_number = p.number AND proposal.outcome IS NULL
        WHERE p.budget_id = @budget
          AND p.number = @number
        """;
}
