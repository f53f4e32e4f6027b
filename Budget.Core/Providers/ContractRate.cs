namespace Budget.Core.Providers;

/// <summary>
/// The rate of a contract on a day: the last that was set from that day or before, or the one that was signed. Fragments of a question; what was booked keeps
/// the rate at which it was booked.
/// </summary>
internal static class ContractRate
{
    private const string LastSetUntil = """
        COALESCE((
                    SELECT later.rate_cents
                    FROM contract_rates later
                    WHERE later.contract_id = c.id
                      AND later.starts_on <=
        """;

    private const string OrAsSigned = """
                    ORDER BY later.starts_on DESC, later.id DESC
                    LIMIT 1), c.rate_cents)
        """;

    /// <summary>Of a contract as "c", on the day @RunsOn.</summary>
    public const string OfContract = $"{LastSetUntil} @RunsOn\n{OrAsSigned}";

    /// <summary>Of a contract as "c", on the day @StartsOn.</summary>
    public const string OfContractAtStart = $"{LastSetUntil} @StartsOn\n{OrAsSigned}";

    private const string LastSetForAssignmentUntil = """
        COALESCE((
                    SELECT later.rate_cents
                    FROM contract_rates later
                    WHERE later.contract_id = a.contract_id
                      AND (later.starts_on <= a.starts_on OR later.starts_on <=
        """;

    private const string OrAsChosen = """
        )
                    ORDER BY later.starts_on DESC, later.id DESC
                    LIMIT 1), a.rate_cents)
        """;

    /// <summary>
    /// Of an assignment as "a", on the day @RateOn or, when it begins later, on its first day. As long as none was set for those days it is the rate that it was given when it was
    /// chosen; one that was set after that counts too, also when it begins before the assignment does.
    /// </summary>
    public const string OfAssignment = $"{LastSetForAssignmentUntil} @RateOn{OrAsChosen}";

    /// <summary>The same for many at once: on the first day in each row of "asked".</summary>
    public const string OfAssignmentWhenAsked = $"{LastSetForAssignmentUntil} asked.starts_on{OrAsChosen}";

    /// <summary>The dearest that a contract as "c" is known to be on the days from @StartsOn to @LastOn: what is put apart at it is enough.</summary>
    public const string DearestOfContract = $"""
        (SELECT MAX(known.rate_cents)
                FROM (
                    SELECT {OfContractAtStart} AS rate_cents
                    UNION ALL
                    SELECT later.rate_cents
                    FROM contract_rates later
                    WHERE later.contract_id = c.id
                      AND later.starts_on > @StartsOn
                      AND later.starts_on <= @LastOn) known)
        """;
}
