using Budget.Core.Audit;
using Budget.Core.Ledger;
using Budget.Core.Storage;

namespace Budget.Core.HelperPayments;

/// <summary>The files that were made for the SVB, and where each line of one stands. For finance and the auditor of the municipality.</summary>
public sealed class SvbOrders(Database database)
{
    /// <param name="Amount">To be paid, less what is set off.</param>
    /// <param name="Open">How many lines the SVB said nothing of yet.</param>
    /// <param name="CameBack">How many it did not pay or got back.</param>
    /// <param name="ToLookAt">Of how many it says otherwise than before.</param>
    /// <param name="WithdrawnByName">Who took it back, and <paramref name="WithdrawnAt"/> when: it was never given to the SVB.</param>
    /// <param name="IsOwn">1 when who asks made it.</param>
    public sealed record Row(
        string Number, string MadeByName, DateTimeOffset MadeAt, long Lines, Money Amount, long Paid, long CameBack, long Open, long ToLookAt, string? WithdrawnByName, DateTimeOffset? WithdrawnAt, long IsOwn)
    {
        /// <summary>The SVB said nothing of it yet, and nobody took it back.</summary>
        public bool MayBeWithdrawn => Open == Lines;

        /// <summary>How many of the lines without an answer are on an account that the municipality does not trust since: the file is not given out.</summary>
        public int Distrusted { get; init; }
    }

    /// <param name="Amount">Less than nothing is set off.</param>
    /// <param name="PaidOn">None when the SVB did not pay it.</param>
    /// <param name="Why">Why it came back, on <paramref name="BackOn"/>.</param>
    /// <param name="ToLookAt">How often the SVB said otherwise of it later, at which nobody looked: somebody asks the SVB.</param>
    /// <param name="Looked">What was last said of that, by whom and when.</param>
    /// <param name="IsDistrusted">It waits for an answer, and its account is not trusted since.</param>
    public sealed record Line(
        string Reference, string BudgetNumber, string AgreementNumber, string ResidentName, string HelperName, DateOnly StartsOn, DateOnly EndsOn, Money Amount, DateOnly? PaidOn, DateOnly? BackOn, SvbReason? Why, long ToLookAt,
        Look? Looked, bool IsDistrusted)
    {
        public bool IsToLookAt => ToLookAt > 0;
    }

    public sealed record Look(SvbVerdict Verdict, string ByName, DateTimeOffset At);

    public sealed record Details(Row Order, IReadOnlyList<Line> Lines);

    /// <summary>Newest first.</summary>
    public async Task<IReadOnlyList<Row>> Of(Actor actor) => !actor.MaySeeBooks ? [] : await database.LookThrough<IReadOnlyList<Row>>(actor, nameof(SvbOrders), async session =>
    {
        var distrusted = await DistrustedLine.Of(session, actor.MunicipalityCode);
        return [.. (await session.List<Row>(AllSql, new { actor.MunicipalityCode, actor.UserId })).Select(row => row with { Distrusted = distrusted.Count(line => line.OrderNumber == row.Number) })];
    });

    public Task<Details?> One(Actor actor, string number) => database.LookThrough<Details?>(actor, nameof(SvbOrders), async session =>
    {
        var subject = new { MunicipalityCode = actor.MaySeeBooks ? actor.MunicipalityCode : "", actor.UserId, number };
        if (await session.FirstOrNone<Row>(OneSql, subject) is not { } order)
        {
            return null;
        }

        var distrusted = (await DistrustedLine.Of(session, actor.MunicipalityCode)).Where(line => line.OrderNumber == number).Select(line => line.Reference).ToHashSet(StringComparer.Ordinal);
        return new Details(order with { Distrusted = distrusted.Count },
        [
            .. (await session.List<LineRow>(LinesSql, subject)).Select(line => new Line(
                line.Reference, line.BudgetNumber, line.AgreementNumber, line.ResidentName, line.HelperName, line.StartsOn, line.EndsOn, line.Amount, line.PaidOn, line.BackOn, SvbReasons.Stored(line.Reason), line.ToLookAt,
                line.Verdict is { } verdict ? new Look(StoredNames.Parse<SvbVerdict>(verdict), line.LookedByName!, line.LookedAt!.Value) : null, distrusted.Contains(line.Reference))),
        ]);
    });

    private sealed record LineRow(
        string Reference, string BudgetNumber, string AgreementNumber, string ResidentName, string HelperName, DateOnly StartsOn, DateOnly EndsOn, Money Amount, DateOnly? PaidOn, DateOnly? BackOn, string? Reason, long ToLookAt,
        string? Verdict, string? LookedByName, DateTimeOffset? LookedAt);

    /// <summary>Of svb_answer_lines as "other": it says otherwise of the line "sent" than what counts (<see cref="PaymentOfClaim.Words"/>), and nobody looked into it. The same again is no other. A fragment of a condition.</summary>
    internal const string IsOther = $"""
        other.reference = sent.reference
                  AND other.counts = 0
                  AND (other.outcome = 'paid') = (word.reference IS NOT NULL OR {WithdrawSvbOrder.IsWithdrawn})
                  AND NOT EXISTS (SELECT 1 FROM svb_word_looks looked WHERE looked.answer_id = other.answer_id AND looked.reference = other.reference)
        """;

    /// <summary>How many of those there are.</summary>
    internal const string OtherWords = $"""
        (SELECT COUNT(*)
                FROM svb_answer_lines other
                WHERE {IsOther})
        """;

    private const string OrdersSql = $"""
        SELECT file.number AS Number, u.name AS MadeByName, file.made_at AS MadeAt, COUNT(*) AS Lines, CAST(SUM(sent.amount_cents) AS BIGINT) AS Amount,
               CAST(SUM(CASE WHEN paid.reference IS NOT NULL AND word.reference IS NULL THEN 1 ELSE 0 END) AS BIGINT) AS Paid,
               CAST(SUM(CASE WHEN word.reference IS NOT NULL THEN 1 ELSE 0 END) AS BIGINT) AS CameBack,
               CAST(SUM(CASE WHEN paid.reference IS NULL AND word.reference IS NULL AND gone.order_id IS NULL THEN 1 ELSE 0 END) AS BIGINT) AS "Open",
               CAST(SUM({OtherWords}) AS BIGINT) AS ToLookAt, colleague.name AS WithdrawnByName, gone.withdrawn_at AS WithdrawnAt,
               CASE WHEN file.made_by = @UserId THEN CAST(1 AS BIGINT) ELSE CAST(0 AS BIGINT) END AS IsOwn
        FROM svb_orders file
        JOIN users u ON u.id = file.made_by
        LEFT JOIN svb_withdrawals gone ON gone.order_id = file.id
        LEFT JOIN users colleague ON colleague.id = gone.withdrawn_by
        JOIN svb_order_lines sent ON sent.order_id = file.id
        {PaymentOfClaim.Words}
        WHERE file.municipality_code = @MunicipalityCode
        """;

    private const string AllSql = $"""
        {OrdersSql}
        GROUP BY file.id, file.number, file.made_by, u.name, file.made_at, gone.order_id, gone.withdrawn_at, colleague.name
        ORDER BY file.made_at DESC, file.number DESC
        LIMIT 100
        """;

    private const string OneSql = $"""
        {OrdersSql}
          AND file.number = @number
        GROUP BY file.id, file.number, file.made_by, u.name, file.made_at, gone.order_id, gone.withdrawn_at, colleague.name
        """;

    private const string LinesSql = $"""
        SELECT sent.reference AS Reference, b.number AS BudgetNumber, agreement.number AS AgreementNumber, r.name AS ResidentName, agreement.helper_name AS HelperName, c.starts_on AS StartsOn, c.ends_on AS EndsOn,
               sent.amount_cents AS Amount, paid.said_on AS PaidOn, word.said_on AS BackOn, word.reason AS Reason, {OtherWords} AS ToLookAt,
               seen.outcome AS Verdict, looker.name AS LookedByName, seen.looked_at AS LookedAt
        FROM svb_orders file
        JOIN svb_order_lines sent ON sent.order_id = file.id
        JOIN claims c ON c.id = sent.claim_id
        JOIN care_agreements agreement ON agreement.id = c.agreement_id
        JOIN budgets b ON b.id = c.budget_id
        JOIN residents r ON r.id = b.resident_id
        {PaymentOfClaim.Words}
        LEFT JOIN svb_word_looks seen ON seen.reference = sent.reference AND seen.answer_id = (SELECT last.answer_id FROM svb_word_looks last WHERE last.reference = sent.reference ORDER BY last.looked_at DESC, last.answer_id LIMIT 1)
        LEFT JOIN users looker ON looker.id = seen.looked_by
        WHERE file.municipality_code = @MunicipalityCode
          AND file.number = @number
        ORDER BY sent.reference
        """;
}
