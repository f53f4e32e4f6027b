using Budget.Core.Ledger;
using Budget.Core.Payments;
using Budget.Core.Storage;

namespace Budget.Core.Budgets;

/// <summary>Which message a posting came with, and which payment it belongs to: from the books back to the paper behind them. For staff who may see the books; of a provider's postings only.</summary>
/// <param name="MessageId">The declaration; none of a posting that did not come with one.</param>
/// <param name="Line">The number of the line in it.</param>
/// <param name="RunNumber">The payment run that the posting is of, or by which its line counts as paid now; none when it is in none.</param>
public sealed record PostingSource(long Posting, MessageId? MessageId, string? DeclarationNumber, long? Line, string? RunNumber)
{
    /// <summary>Of the postings of one page of a budget, by their numbers: a few seeks for each, however long the history.</summary>
    internal static async Task<IReadOnlyDictionary<long, PostingSource>> Of(Session session, BudgetId budgetId, IReadOnlyList<PostingLine> postings) => postings.Count == 0
        ? new Dictionary<long, PostingSource>()
        : (await session.List<PostingSource>(SourcesSql, new { budgetId, From = postings.Min(posting => posting.Number), Until = postings.Max(posting => posting.Number) }))
            .ToDictionary(source => source.Posting);

    private const string SourcesSql = $"""
        SELECT p.number AS Posting, message.id AS MessageId, message.declaration_number AS DeclarationNumber, line.line_number AS Line, run.number AS RunNumber
        FROM postings p
        LEFT JOIN invoice_lines line ON line.budget_id = p.budget_id AND line.posting_number = p.number
        LEFT JOIN declaration_messages message ON message.id = line.message_id
        LEFT JOIN paid_lines paid ON paid.line_id = line.id
        {DueLine.BookingOfPosting}
        LEFT JOIN payment_runs run ON run.id = COALESCE(booked.run_id, paid.run_id)
        WHERE p.budget_id = @budgetId
          AND p.number >= @From
          AND p.number <= @Until
          AND (line.id IS NOT NULL OR booked.run_id IS NOT NULL)
        """;
}
