using Budget.Core.Payments;
using Budget.Core.Storage;

namespace Budget.Core.Disputes;

/// <summary>What was said of invoice lines, over invoice_lines as "line"; of more than one dispute the last counts.</summary>
internal static class StandingSql
{
    public const string Columns = """
        confirmed.confirmed_at AS ConfirmedAt, dispute.disputed_at AS DisputedAt, said.answered_at AS AnsweredAt, ending.outcome AS Outcome, ending.ended_at AS EndedAt,
               ender.role AS EndedByRole, waits.answer_by AS AnswerBy, waits.settle_by AS SettleBy,
               (SELECT reversal.number FROM postings reversal WHERE reversal.budget_id = line.budget_id AND reversal.reverses_number = line.posting_number) AS ReversedBy
        """;

    public const string Joins = """
        LEFT JOIN confirmed_lines confirmed ON confirmed.line_id = line.id
        LEFT JOIN disputes dispute ON dispute.line_id = line.id
            AND dispute.place = (SELECT MAX(latest.place) FROM disputes latest WHERE latest.line_id = line.id)
        LEFT JOIN dispute_answers said ON said.dispute_id = dispute.id
        LEFT JOIN dispute_ends ending ON ending.dispute_id = dispute.id
        LEFT JOIN users ender ON ender.id = ending.ended_by
        LEFT JOIN open_disputes waits ON waits.dispute_id = dispute.id
        """;

    /// <summary>Of the lines that are booked between two numbers of a budget: by the number of their posting.</summary>
    public static async Task<IReadOnlyDictionary<long, LineStanding>> OfPostings(Session session, BudgetId budgetId, long from, long until) =>
        (await session.List<Row>(OfPostingsSql, new { budgetId, from, until })).ToDictionary(row => row.Posting, row => row.ToStanding());

    /// <summary>What is set aside of a budget, because its resident says that it is not so.</summary>
    public static async Task<Money> Disputed(Session session, BudgetId budgetId) => new(await session.Single<long>(DisputedSql, new { budgetId }));

    private sealed record Row(
        long Posting, DateTimeOffset? ConfirmedAt, DateTimeOffset? DisputedAt, DateTimeOffset? AnsweredAt, string? Outcome, DateTimeOffset? EndedAt, string? EndedByRole,
        DateOnly? AnswerBy, DateOnly? SettleBy, long? ReversedBy)
    {
        public LineStanding ToStanding() => new(ConfirmedAt, DisputedAt, AnsweredAt, Outcome, EndedAt, EndedByRole, AnswerBy, SettleBy, ReversedBy);
    }

    private const string OfPostingsSql = $"""
        SELECT line.posting_number AS Posting, {Columns}
        FROM invoice_lines line
        {Joins}
        WHERE line.budget_id = @budgetId
          AND line.posting_number >= @from
          AND line.posting_number <= @until
          AND {DueLine.IsBookedDebit}
        """;

    private const string DisputedSql = """
        SELECT CAST(COALESCE(SUM(p.amount_cents), 0) AS BIGINT)
        FROM open_disputes waits
        JOIN postings p ON p.budget_id = waits.budget_id AND p.number = waits.posting_number
        WHERE waits.budget_id = @budgetId
        """;
}
