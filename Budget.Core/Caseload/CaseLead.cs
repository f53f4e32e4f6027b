namespace Budget.Core.Caseload;

/// <summary>
/// Who leads the cases of a resident: the caseworker to whom those of the household were given last. An account that is blocked, or that is no caseworker of the municipality any
/// more, leads nothing. Fragments behind the resident as "who".
/// </summary>
internal static class CaseLead
{
    /// <summary>Gives "holder", the user, who may be absent.</summary>
    public const string Joins = $"""
        LEFT JOIN households home ON home.id = who.household_id
        LEFT JOIN users holder ON holder.id = home.lead_id
            AND holder.municipality_code = who.municipality_code
            AND {MayLead}
        """;

    /// <summary>Of users as "holder".</summary>
    public const string MayLead = "holder.role = 'caseworker' AND holder.blocked_at IS NULL";
}
