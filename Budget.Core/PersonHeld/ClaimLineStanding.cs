namespace Budget.Core.PersonHeld;

/// <summary>Whether a line that was claimed counts: it waits for the holder, or was approved and not taken back since. Of claim_lines as "line"; fragments of a question.</summary>
internal static class ClaimLineStanding
{
    /// <summary>Gives "said", the claim "c" that was booked of it, and "back", the posting that took it back.</summary>
    public const string Joins = """
        LEFT JOIN claim_line_answers said ON said.line_id = line.id
            LEFT JOIN claims c ON c.id = said.claim_id
            LEFT JOIN postings back ON back.budget_id = c.budget_id AND back.reverses_number = c.posting_number
        """;

    /// <summary>The days of everything that was claimed and counts, by agreement: what was booked and stands, and what waits for the holder.</summary>
    public const string DaysSql = """
        SELECT booked.agreement_id, booked.starts_on, booked.ends_on
            FROM claims booked
            WHERE NOT EXISTS (SELECT 1 FROM postings reversal WHERE reversal.budget_id = booked.budget_id AND reversal.reverses_number = booked.posting_number)
            UNION ALL
            SELECT waiting.agreement_id, waiting.starts_on, waiting.ends_on
            FROM claim_lines waiting
            WHERE NOT EXISTS (SELECT 1 FROM claim_line_answers answer WHERE answer.line_id = waiting.id)
        """;

    public const string Stands = "(said.line_id IS NULL OR (said.claim_id IS NOT NULL AND back.number IS NULL))";
}
