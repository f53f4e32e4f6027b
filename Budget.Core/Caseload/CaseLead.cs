namespace Budget.Core.Caseload;

/// <summary>
/// Who leads the cases of a resident: the caseworker to whom those of the household were given last. An account that is blocked, or that is no caseworker of the municipality any
/// more, leads nothing. Fragments behind the resident as "who".
/// </summary>
internal static class CaseLead
{
    /// <summary>Gives "move", the household, and "holder", the user; both may be absent.</summary>
    public const string Joins = $"""
        LEFT JOIN household_moves move ON move.resident_id = who.id
            AND move.version = (SELECT MAX(newest.version) FROM household_moves newest WHERE newest.resident_id = who.id)
        LEFT JOIN case_leads lead ON lead.household_id = move.household_id
            AND lead.version = (SELECT MAX(newest.version) FROM case_leads newest WHERE newest.household_id = move.household_id)
        LEFT JOIN users holder ON holder.id = lead.lead_id
            AND holder.municipality_code = who.municipality_code
            AND {MayLead}
        """;

    /// <summary>Of users as "holder".</summary>
    public const string MayLead = "holder.role = 'caseworker' AND holder.blocked_at IS NULL";
}
