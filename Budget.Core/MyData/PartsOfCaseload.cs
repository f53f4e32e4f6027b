namespace Budget.Core.MyData;

/// <summary>In which household somebody was put, and who led the cases. Who else lives there stays out: that is another's file.</summary>
internal static class PartsOfCaseload
{
    private const string HouseholdsSql = $"""
        {FilePart.Whose}
        SELECT move.household_id, move.moved_at, u.name
        FROM whose
        JOIN household_moves move ON move.resident_id = whose.id
        JOIN users u ON u.id = move.moved_by
        ORDER BY move.version
        {FilePart.Page}
        """;

    // As long as this resident lived there; who leads is written anew at each move.
    private const string LeadsSql = $"""
        {FilePart.Whose}
        SELECT lead.household_id, holder.name, lead.reason, giver.name, lead.given_at
        FROM whose
        JOIN household_moves move ON move.resident_id = whose.id
        JOIN case_leads lead ON lead.household_id = move.household_id AND lead.given_at >= move.moved_at
        JOIN users holder ON holder.id = lead.lead_id
        JOIN users giver ON giver.id = lead.given_by
        WHERE NOT EXISTS (
            SELECT 1
            FROM household_moves later
            WHERE later.resident_id = whose.id
              AND later.version > move.version
              AND later.moved_at <= lead.given_at)
        ORDER BY move.version, lead.version
        {FilePart.Page}
        """;

    private const string DeparturesSql = $"""
        {FilePart.Whose}
        SELECT '', departure.reason, departure.last_on, u.name, departure.written_at
        FROM whose
        JOIN departures departure ON departure.resident_id = whose.id
        JOIN users u ON u.id = departure.written_by
        ORDER BY departure.version
        {FilePart.Page}
        """;

    public static readonly FilePart[] All =
    [
        new("departures", FileShape.Table, DeparturesSql,
            new("departureReason", FieldKind.Word, "departures.reason"),
            new("endsOn", FieldKind.Day, "departures.last_on"),
            new("by", FieldKind.Text, "departures.written_by"),
            new("at", FieldKind.Instant, "departures.written_at") { Below = true }),
        new("households", FileShape.Table, HouseholdsSql,
            new("movedAt", FieldKind.Instant, "household_moves.moved_at"),
            new("movedBy", FieldKind.Text, "household_moves.moved_by")),
        new("caseLeads", FileShape.Table, LeadsSql,
            new("lead", FieldKind.Text, "case_leads.lead_id"),
            new("leadReason", FieldKind.Word, "case_leads.reason"),
            new("by", FieldKind.Text, "case_leads.given_by"),
            new("at", FieldKind.Instant, "case_leads.given_at") { Below = true }),
    ];
}
