using Budget.Core.Audit;
using Budget.Core.Storage;
using Budget.Core.SupportRequests;

namespace Budget.Core.Management;

/// <summary>
/// Whether the municipality kept the law's terms, by the month in which they ended: the report within six weeks after the request (Wmo 2015, 2.3.2 lid 1), the decision within two weeks after the application (2.3.5
/// lid 2). A term that still runs does not count, nor one of a request without its answer that was taken back before its end, or whose resident died or moved away before its end, whenever that was written down; nor files of nobody.
/// </summary>
/// <param name="Months">The month of today and the eleven before it, the oldest first.</param>
public sealed record DeadlinesMet(IReadOnlyList<DeadlinesMet.Month> Months)
{
    public const int MonthsBack = 12;

    public sealed record Count(long Ended, long Met)
    {
        /// <summary>None of nothing.</summary>
        public decimal? Percent => PerCent.Of(Met, Ended);

        public static Count operator +(Count left, Count right) => new(left.Ended + right.Ended, left.Met + right.Met);
    }

    /// <param name="Reports">Of the six weeks.</param>
    /// <param name="Decisions">Of the two weeks.</param>
    public sealed record Month(DateOnly StartsOn, Count Reports, Count Decisions)
    {
        public Count Both => Reports + Decisions;
    }

    public Count Reports => Sum(Months.Select(month => month.Reports));

    public Count Decisions => Sum(Months.Select(month => month.Decisions));

    public Count Both => Reports + Decisions;

    /// <summary>The first day of the months that are looked at.</summary>
    public static DateOnly FirstDay(DateOnly today) => new DateOnly(today.Year, today.Month, 1).AddMonths(1 - MonthsBack);

    /// <summary>Of each municipality of the installation that had any.</summary>
    internal static async Task<IReadOnlyDictionary<string, DeadlinesMet>> OfAll(Session session)
    {
        var first = FirstDay(session.Today);
        var reports = await session.List<Row>(ReportsSql, new { First = first, session.Today, Asked = first.AddDays(-LongestTermDays) });
        var decisions = await session.List<Row>(DecisionsSql, new { First = first, session.Today });
        return reports.Concat(decisions).Select(row => row.Municipality).Distinct(StringComparer.Ordinal).ToDictionary(
            town => town,
            town => new DeadlinesMet([.. Enumerable.Range(0, MonthsBack).Select(at => first.AddMonths(at)).Select(month => new Month(month, In(reports, town, month), In(decisions, town, month)))]),
            StringComparer.Ordinal);
    }

    /// <summary>Of a municipality that had none.</summary>
    internal static DeadlinesMet None(DateOnly today) =>
        new([.. Enumerable.Range(0, MonthsBack).Select(at => new Month(FirstDay(today).AddMonths(at), new Count(0, 0), new Count(0, 0)))]);

    /// <summary>Six weeks and the holidays at their end, amply: what was asked earlier has no term that ends in these months.</summary>
    private const int LongestTermDays = 60;

    private static Count Sum(IEnumerable<Count> counts) => counts.Aggregate(new Count(0, 0), (sum, count) => sum + count);

    private static Count In(IReadOnlyList<Row> rows, string town, DateOnly month) =>
        Sum(rows.Where(row => row.Municipality == town && Period.MonthOf(month).Covers(row.Day)).Select(row => new Count(row.Ended, row.Met)));

    private sealed record Row(string Municipality, DateOnly Day, long Ended, long Met);

    private const string CountsSql = """
        SELECT term.municipality AS Municipality, term.day AS Day, COUNT(*) AS Ended, CAST(SUM(term.met) AS BIGINT) AS Met
        """;

    // What was met counts whatever came of it. What was not met does not count when there was nobody to answer any more: it was taken back, or the resident died or moved away by the last that was written down.
    private const string CountedSql = $"""
        WHERE term.resident_id NOT IN ({Decoys.Residents})
          AND (term.met = 1 OR NOT (
              EXISTS (
                  SELECT 1
                  FROM request_ends ended
                  WHERE ended.request_id = term.request_id
                    AND ended.ended_on <= term.day)
              OR EXISTS (
                  SELECT 1
                  FROM departures gone
                  WHERE gone.resident_id = term.resident_id
                    AND gone.reason <> 'mistake'
                    AND gone.last_on <= term.day
                    AND gone.version = (SELECT MAX(newest.version) FROM departures newest WHERE newest.resident_id = term.resident_id))))
        GROUP BY term.municipality, term.day
        """;

    private const string ReportsSql = $"""
        {CountsSql}
        FROM (
            SELECT file.municipality_code AS municipality, file.id AS request_id, file.resident_id AS resident_id, file.investigate_by AS day,
                   CASE WHEN EXISTS (
                       SELECT 1
                       FROM investigation_reports report
                       WHERE report.request_id = file.id
                         AND report.written_on <= file.investigate_by) THEN 1 ELSE 0 END AS met
            FROM municipalities town
            CROSS JOIN support_requests file
            WHERE file.municipality_code = town.code
              AND file.submitted_on >= @Asked
              AND file.investigate_by >= @First
              AND file.investigate_by < @Today
        ) term
        {CountedSql}
        """;

    private const string DecisionsSql = $"""
        {CountsSql}
        FROM (
            SELECT file.municipality_code AS municipality, file.id AS request_id, file.resident_id AS resident_id, application.decide_by AS day,
                   CASE WHEN EXISTS (
                       SELECT 1
                       FROM decisions d
                       WHERE d.request_id = file.id
                         AND d.decided_on <= application.decide_by
                         AND {CaseFacts.ForGood}) THEN 1 ELSE 0 END AS met
            FROM applications application
            CROSS JOIN support_requests file
            WHERE file.id = application.request_id
              AND application.decide_by >= @First
              AND application.decide_by < @Today
        ) term
        {CountedSql}
        """;
}
