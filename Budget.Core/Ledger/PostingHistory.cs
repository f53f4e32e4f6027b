using Budget.Core.Storage;

namespace Budget.Core.Ledger;

/// <summary>
/// A posting as people read it: what happened, with the facts of its origin (which provider or helper, which period, how much).
/// </summary>
/// <param name="Reason">As it stands in the books: a code ("declaration 12 line 3"), or hidden words.</param>
public sealed record PostingLine(
    long Number, string Kind, string FromAccount, string ToAccount, Money Amount, DateOnly OccurredOn, DateOnly PostedOn,
    Money Available, Money Reserved, Money Payable, Money Paid, long? ReversesNumber, long? ReversedByNumber,
    string OriginKind, string? OriginNumber, string? Who, string? ProductNl, string? ProductEn, string? Unit,
    Quantity? Volume, DateOnly? StartsOn, DateOnly? EndsOn, string Reason = "")
{
    public Balance After => new(Available, Reserved, Payable, Paid);

    /// <summary>Of an hour, day or time of help; none where no volume was priced.</summary>
    public Money? Rate { get; init; }

    /// <summary>Why, in the words of who proposed a reversal; empty where nobody typed a reason.</summary>
    public string Words { get; init; } = "";
}

/// <summary>The postings of a budget, newest first by page, or between two days of booking in order.</summary>
internal static class PostingHistory
{
    public static async Task<Balance> BalanceOf(Session session, BudgetId budgetId) =>
        (await session.FirstOrNone<BalanceRow>(BalanceSql, new { budgetId }))?.ToBalance() ?? Balance.Empty;

    /// <summary>The balance after the posting with this number.</summary>
    public static async Task<Balance> BalanceAt(Session session, BudgetId budgetId, long number) =>
        (await session.FirstOrNone<BalanceRow>(BalanceAtSql, new { budgetId, number }))?.ToBalance() ?? Balance.Empty;

    /// <summary>The balance at the end of the day before: what the book said when this day began.</summary>
    public static async Task<Balance> BalanceBefore(Session session, BudgetId budgetId, DateOnly day) =>
        (await session.FirstOrNone<BalanceRow>(BalanceBeforeSql, new { budgetId, day }))?.ToBalance() ?? Balance.Empty;

    /// <summary>
    /// The balance on a day by the days of care: everything that had happened by then, whenever it was written down.
    /// Invoices and claims come later than the help; this is what the budget really stood at.
    /// </summary>
    public static async Task<Balance> BalanceByCare(Session session, BudgetId budgetId, DateOnly day) =>
        (await session.Single<BalanceRow>(BalanceByCareSql, new { budgetId, day })).ToBalance();

    public static Task<IReadOnlyList<PostingLine>> Page(Session session, BudgetId budgetId, long before, int count) =>
        session.List(PageSql, Read, ("@budgetId", budgetId.Value.ToString("D")), ("@before", before), ("@count", (long)count));

    public static Task<IReadOnlyList<PostingLine>> Between(Session session, BudgetId budgetId, Period booked) =>
        session.List(BetweenSql, Read, ("@budgetId", budgetId.Value.ToString("D")), ("@StartsOn", booked.StartsOn), ("@EndsOn", booked.EndsOn));

    /// <summary>One posting that is there.</summary>
    public static async Task<PostingLine> One(Session session, BudgetId budgetId, long number) => (await Page(session, budgetId, number + 1, 1))[0];

    /// <summary>The last posting that was booked by a day, and its hash; none when there is none.</summary>
    public static Task<Tip?> Head(Session session, BudgetId budgetId, DateOnly day) => session.FirstOrNone<Tip>(HeadSql, new { budgetId, day });

    public sealed record Tip(long Number, string Hash);

    /// <summary>In the order of <see cref="SelectSql"/>.</summary>
    private static PostingLine Read(StoredRows row) => new(
        Whole(row, 0), row.TextOf(1), row.TextOf(2), row.TextOf(3), new(Whole(row, 4)), Day(row, 5), Day(row, 6),
        new(Whole(row, 7)), new(Whole(row, 8)), new(Whole(row, 9)), new(Whole(row, 10)), row.OptionalNumber(11), row.OptionalNumber(12),
        row.TextOf(13), row.OptionalTextOf(14), row.OptionalTextOf(15), row.OptionalTextOf(16), row.OptionalTextOf(17), row.OptionalTextOf(18),
        row.OptionalNumber(19) is { } volume ? Quantity.FromHundredths(volume) : null, row.DayOf(20), row.DayOf(21), row.TextOf(22))
    {
        Rate = row.OptionalNumber(23) is { } rate ? new Money(rate) : null,
    };

    private static long Whole(StoredRows row, int column) =>
        row.Number(column) is var number and not StoredRows.NoNumber ? number : throw new InvalidDataException("A posting does not say a number where it must: run verify.");

    private static DateOnly Day(StoredRows row, int column) => row.DayOf(column) ?? throw new InvalidDataException("A posting does not say a day where it must: run verify.");

    private sealed record BalanceRow(Money Available, Money Reserved, Money Payable, Money Paid)
    {
        public Balance ToBalance() => new(Available, Reserved, Payable, Paid);
    }

    private const string BalanceSql = """
        SELECT available_cents AS Available, reserved_cents AS Reserved, payable_cents AS Payable, paid_cents AS Paid
        FROM postings
        WHERE budget_id = @budgetId
        ORDER BY number DESC
        LIMIT 1
        """;

    private const string BalanceAtSql = """
        SELECT available_cents AS Available, reserved_cents AS Reserved, payable_cents AS Payable, paid_cents AS Paid
        FROM postings
        WHERE budget_id = @budgetId
          AND number = @number
        """;

    private const string BalanceBeforeSql = """
        SELECT available_cents AS Available, reserved_cents AS Reserved, payable_cents AS Payable, paid_cents AS Paid
        FROM postings
        WHERE budget_id = @budgetId
          AND posted_on < @day
        ORDER BY number DESC
        LIMIT 1
        """;

    private const string HeadSql = """
        SELECT number AS Number, hash AS Hash
        FROM postings
        WHERE budget_id = @budgetId
          AND posted_on <= @day
        ORDER BY number DESC
        LIMIT 1
        """;

    private const string BalanceByCareSql = """
        SELECT CAST(COALESCE(SUM(CASE 'available' WHEN to_account THEN amount_cents WHEN from_account THEN -amount_cents ELSE 0 END), 0) AS BIGINT) AS Available,
               CAST(COALESCE(SUM(CASE 'reserved' WHEN to_account THEN amount_cents WHEN from_account THEN -amount_cents ELSE 0 END), 0) AS BIGINT) AS Reserved,
               CAST(COALESCE(SUM(CASE 'payable' WHEN to_account THEN amount_cents WHEN from_account THEN -amount_cents ELSE 0 END), 0) AS BIGINT) AS Payable,
               CAST(COALESCE(SUM(CASE 'paid' WHEN to_account THEN amount_cents WHEN from_account THEN -amount_cents ELSE 0 END), 0) AS BIGINT) AS Paid
        FROM postings
        WHERE budget_id = @budgetId
          AND effective_on <= @day
        """;

    private const string SelectSql = """
        SELECT p.number AS Number, p.kind AS Kind, p.from_account AS FromAccount, p.to_account AS ToAccount, p.amount_cents AS Amount,
               p.occurred_on AS OccurredOn, p.posted_on AS PostedOn,
               p.available_cents AS Available, p.reserved_cents AS Reserved, p.payable_cents AS Payable, p.paid_cents AS Paid,
               p.reverses_number AS ReversesNumber,
               (SELECT reversal.number
                FROM postings reversal
                WHERE reversal.budget_id = p.budget_id
                  AND reversal.reverses_number = p.number) AS ReversedByNumber,
               p.origin_kind AS OriginKind,
               COALESCE(d.number, agreement.number, line.reference, CAST(a.number AS TEXT)) AS OriginNumber,
               COALESCE(provider.name, agreement.helper_name) AS Who,
               product.name_nl AS ProductNl, product.name_en AS ProductEn, product.unit AS Unit,
               COALESCE(line.volume * CASE line.unit WHEN '83' THEN 1 ELSE 100 END, claim.volume_hundredths) AS Volume,
               COALESCE(line.starts_on, claim.starts_on) AS StartsOn, COALESCE(line.ends_on, claim.ends_on) AS EndsOn,
               p.reason AS Reason, COALESCE(line.rate_cents, agreement.rate_cents) AS Rate
        """;

    private const string JoinSql = """
        JOIN budgets b ON b.id = p.budget_id
        JOIN products product ON product.municipality_code = b.municipality_code AND product.code = b.product_code
        LEFT JOIN decisions d ON p.reservation_id IS NULL AND d.id = p.origin_id
        LEFT JOIN invoice_lines line ON line.budget_id = p.budget_id AND line.posting_number = COALESCE(p.reverses_number, p.number)
            AND line.id = p.origin_id
        LEFT JOIN claims claim ON p.reservation_id IS NULL AND claim.id = p.origin_id
        LEFT JOIN care_agreements agreement ON agreement.id = claim.agreement_id
        LEFT JOIN assignments a ON a.id = p.reservation_id
        LEFT JOIN providers provider ON provider.agb = p.counterparty
        """;

    // The page is cut out before anything is joined to it: PostgreSQL plans a prepared statement without knowing how few are asked, and joins all first.
    private const string PageSql = $"""
        {SelectSql}
        FROM (
            SELECT budget_id, number, kind, from_account, to_account, amount_cents, occurred_on, posted_on, available_cents, reserved_cents,
                   payable_cents, paid_cents, reservation_id, counterparty, origin_kind, origin_id, reverses_number, reason
            FROM postings
            WHERE budget_id = @budgetId
              AND number < @before
            ORDER BY number DESC
            LIMIT @count
        ) p
        {JoinSql}
        ORDER BY p.number DESC
        """;

    private const string BetweenSql = $"""
        {SelectSql}
        FROM postings p
        {JoinSql}
        WHERE p.budget_id = @budgetId
          AND p.posted_on >= @StartsOn
          AND p.posted_on <= @EndsOn
        ORDER BY p.number
        """;
}
