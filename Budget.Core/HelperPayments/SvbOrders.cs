using Budget.Core.Audit;
using Budget.Core.Storage;

namespace Budget.Core.HelperPayments;

/// <summary>The files that were made for the SVB, and where each line of one stands. For finance and the auditor of the municipality.</summary>
public sealed class SvbOrders(Database database)
{
    /// <param name="Amount">To be paid, less what is set off.</param>
    /// <param name="Open">How many lines the SVB said nothing of yet.</param>
    /// <param name="CameBack">How many it did not pay or got back.</param>
    /// <param name="ToLookAt">Of how many it says otherwise than before.</param>
    public sealed record Row(string Number, string MadeByName, DateTimeOffset MadeAt, long Lines, Money Amount, long Paid, long CameBack, long Open, long ToLookAt);

    /// <param name="Amount">Less than nothing is set off.</param>
    /// <param name="PaidOn">None when the SVB did not pay it.</param>
    /// <param name="Why">Why it came back, on <paramref name="BackOn"/>.</param>
    /// <param name="IsToLookAt">The SVB said otherwise of it later: somebody asks the SVB.</param>
    public sealed record Line(
        string Reference, string BudgetNumber, string AgreementNumber, string ResidentName, string HelperName, DateOnly StartsOn, DateOnly EndsOn, Money Amount, DateOnly? PaidOn, DateOnly? BackOn, SvbReason? Why, bool IsToLookAt);

    public sealed record Details(Row Order, IReadOnlyList<Line> Lines);

    /// <summary>Newest first.</summary>
    public async Task<IReadOnlyList<Row>> Of(Actor actor) => !actor.MaySeeBooks ? [] : await database.LookThrough(
        actor, nameof(SvbOrders), session => session.List<Row>(AllSql, new { actor.MunicipalityCode }));

    public Task<Details?> One(Actor actor, string number) => database.LookThrough<Details?>(actor, nameof(SvbOrders), async session =>
    {
        var subject = new { MunicipalityCode = actor.MaySeeBooks ? actor.MunicipalityCode : "", number };
        return await session.FirstOrNone<Row>(OneSql, subject) is not { } order ? null : new Details(order,
        [
            .. (await session.List<LineRow>(LinesSql, subject)).Select(line => new Line(
                line.Reference, line.BudgetNumber, line.AgreementNumber, line.ResidentName, line.HelperName, line.StartsOn, line.EndsOn, line.Amount, line.PaidOn, line.BackOn, SvbReasons.Stored(line.Reason), line.ToLookAt > 0)),
        ]);
    });

    private sealed record LineRow(
        string Reference, string BudgetNumber, string AgreementNumber, string ResidentName, string HelperName, DateOnly StartsOn, DateOnly EndsOn, Money Amount, DateOnly? PaidOn, DateOnly? BackOn, string? Reason, long ToLookAt);

    // Said after the word that counts, and another one; the same again is no other.
    private const string OtherWords = """
        (SELECT COUNT(*)
                FROM svb_answer_lines other
                WHERE other.reference = line.reference
                  AND other.counts = 0
                  AND NOT EXISTS (
                      SELECT 1
                      FROM svb_answer_lines same
                      WHERE same.reference = other.reference
                        AND same.counts = 1
                        AND (same.outcome = 'paid') = (other.outcome = 'paid')))
        """;

    private const string OrdersSql = $"""
        SELECT sent.number AS Number, u.name AS MadeByName, sent.made_at AS MadeAt, COUNT(*) AS Lines, CAST(SUM(line.amount_cents) AS BIGINT) AS Amount,
               CAST(SUM(CASE WHEN word.reference IS NOT NULL AND bounced.reference IS NULL THEN 1 ELSE 0 END) AS BIGINT) AS Paid,
               CAST(SUM(CASE WHEN bounced.reference IS NOT NULL THEN 1 ELSE 0 END) AS BIGINT) AS CameBack,
               CAST(SUM(CASE WHEN word.reference IS NULL AND bounced.reference IS NULL THEN 1 ELSE 0 END) AS BIGINT) AS "Open",
               CAST(SUM({OtherWords}) AS BIGINT) AS ToLookAt
        FROM svb_orders sent
        JOIN users u ON u.id = sent.made_by
        JOIN svb_order_lines line ON line.order_id = sent.id
        {WordsSql}
        WHERE sent.municipality_code = @MunicipalityCode
        """;

    private const string WordsSql = """
        LEFT JOIN svb_answer_lines word ON word.reference = line.reference AND word.outcome = 'paid' AND word.counts = 1
        LEFT JOIN svb_answer_lines bounced ON bounced.reference = line.reference AND bounced.outcome <> 'paid' AND bounced.counts = 1
        """;

    private const string AllSql = $"""
        {OrdersSql}
        GROUP BY sent.id, sent.number, u.name, sent.made_at
        ORDER BY sent.made_at DESC, sent.number DESC
        LIMIT 100
        """;

    private const string OneSql = $"""
        {OrdersSql}
          AND sent.number = @number
        GROUP BY sent.id, sent.number, u.name, sent.made_at
        """;

    private const string LinesSql = $"""
        SELECT line.reference AS Reference, b.number AS BudgetNumber, agreement.number AS AgreementNumber, r.name AS ResidentName, agreement.helper_name AS HelperName, c.starts_on AS StartsOn, c.ends_on AS EndsOn,
               line.amount_cents AS Amount, word.said_on AS PaidOn, bounced.said_on AS BackOn, bounced.reason AS Reason, {OtherWords} AS ToLookAt
        FROM svb_orders sent
        JOIN svb_order_lines line ON line.order_id = sent.id
        JOIN claims c ON c.id = line.claim_id
        JOIN care_agreements agreement ON agreement.id = c.agreement_id
        JOIN budgets b ON b.id = c.budget_id
        JOIN residents r ON r.id = b.resident_id
        {WordsSql}
        WHERE sent.municipality_code = @MunicipalityCode
          AND sent.number = @number
        ORDER BY line.reference
        """;
}
