using Budget.Core.Storage;

namespace Budget.Core.Retention;

/// <summary>
/// The files that must be kept no longer. The municipality keeps what it has of a resident for fifteen years after it was made (Wmo 2015, 5.3.4 lid 1). We
/// read that of the file as a whole: fifteen years after the last thing in it, be that a request, a report, a decision, the last day of what was
/// granted, or a posting, or a request about the data (one to destroy it
/// while it waits, and no longer); a budget that still runs keeps the file. Residents of whom there is nothing but the registration are not in it.
/// </summary>
public sealed class FilesPastTheirTerm(Database database)
{
    public const int YearsKept = 15;

    /// <param name="CaseNumbers">How people know the file; no name.</param>
    public sealed record Item(ResidentId ResidentId, string MunicipalityCode, DateOnly LastOn, IReadOnlyList<string> CaseNumbers)
    {
        public DateOnly KeptUntil => LastOn.AddYears(YearsKept);
    }

    /// <summary>Of the actor's own municipality, oldest first.</summary>
    public Task<IReadOnlyList<Item>> Of(Actor actor) => database.Read<IReadOnlyList<Item>>(async session =>
    {
        if (actor.Role != Role.System)
        {
            return [];
        }

        var rows = await session.List<Row>(PastSql, new { actor.MunicipalityCode, Before = session.Today.AddYears(-YearsKept) });
        List<Item> items = [];
        foreach (var row in rows)
        {
            items.Add(new Item(row.ResidentId, actor.MunicipalityCode, row.LastOn, await session.List<string>(NumbersSql, new { row.ResidentId })));
        }

        return items;
    });

    /// <summary>The day of the last thing in a file; none when there is nothing in it.</summary>
    internal static async Task<DateOnly?> LastOn(Session session, ResidentId resident) =>
        (await session.FirstOrNone<Last>(LastSql, new { Resident = resident }))?.LastOn;

    private sealed record Row(ResidentId ResidentId, DateOnly LastOn);

    private sealed record Last(DateOnly? LastOn);

    private const string ThingsSql = """
        SELECT resident_id, submitted_on AS day FROM support_requests
        UNION ALL
        SELECT file.resident_id, report.written_on FROM investigation_reports report JOIN support_requests file ON file.id = report.request_id
        UNION ALL
        SELECT file.resident_id, answer.answered_on FROM report_answers answer JOIN support_requests file ON file.id = answer.request_id
        UNION ALL
        SELECT file.resident_id, plan.handed_in_on FROM personal_plans plan JOIN support_requests file ON file.id = plan.request_id
        UNION ALL
        SELECT file.resident_id, ended.ended_on FROM request_ends ended JOIN support_requests file ON file.id = ended.request_id
        UNION ALL
        SELECT file.resident_id, notice.given_on FROM default_notices notice JOIN support_requests file ON file.id = notice.request_id
        UNION ALL
        SELECT file.resident_id, application.received_on FROM applications application JOIN support_requests file ON file.id = application.request_id
        UNION ALL
        SELECT resident_id, decided_on FROM decisions
        UNION ALL
        SELECT resident_id, ends_on FROM budgets
        UNION ALL
        SELECT b.resident_id, last.posted_on
        FROM budgets b
        JOIN postings last ON last.budget_id = b.id
            AND last.number = (SELECT MAX(number) FROM postings newest WHERE newest.budget_id = b.id)
        UNION ALL
        SELECT resident_id, written_on FROM departures
        UNION ALL
        SELECT resident_id, written_on FROM case_messages
        UNION ALL
        SELECT resident_id, answer_by FROM data_requests WHERE kind = 'correction' OR outcome IS NULL
        """;

    private const string PastSql = $"""
        SELECT r.id AS ResidentId, MAX(thing.day) AS LastOn
        FROM residents r
        JOIN (
            {ThingsSql}
        ) thing ON thing.resident_id = r.id
        WHERE r.municipality_code = @MunicipalityCode
          AND r.destroyed_at IS NULL
        GROUP BY r.id
        HAVING MAX(thing.day) < @Before
        ORDER BY MAX(thing.day), r.id
        """;

    private const string LastSql = $"""
        SELECT MAX(thing.day) AS LastOn
        FROM (
            {ThingsSql}
        ) thing
        WHERE thing.resident_id = @Resident
        """;

    private const string NumbersSql = """
        SELECT number
        FROM support_requests
        WHERE resident_id = @ResidentId
        ORDER BY number
        """;
}
