using Budget.Core.Storage;

namespace Budget.Core.Ledger;

/// <summary>
/// That every accepted invoice line and every claim has its posting, and every such posting its line or claim. Both sides are added up as
/// fingerprints while they are read; only when the sums differ does a join look for the first that is wrong.
/// </summary>
internal static class VerifyOrigins
{
    /// <summary>The sum over the lines, in whatever order they stand.</summary>
    public static ulong OfLines(Session session, string municipality, Fingerprint fingerprint)
    {
        var sum = 0UL;
        using var row = session.Rows(LinesSql, ("@Municipality", municipality));
        while (row.Next())
        {
            sum += fingerprint.Of(PostingKind.Invoice, fingerprint.Of(row.Text(0)), fingerprint.Of(row.Text(1)), row.Number(2), row.Number(3),
                fingerprint.Of(row.Text(4)) ^ fingerprint.Of(row.Text(5)));
        }

        return sum;
    }

    public static ulong OfClaims(Session session, string municipality, Fingerprint fingerprint)
    {
        var sum = 0UL;
        using var row = session.Rows(municipality.Length > 0 ? ClaimsOfSql : ClaimsSql, ("@Municipality", municipality));
        while (row.Next())
        {
            sum += fingerprint.Of(PostingKind.Claim, fingerprint.Of(row.Text(0)), fingerprint.Of(row.Text(1)), row.Number(2), row.Number(3), 0);
        }

        return sum;
    }

    /// <summary>Credits are few and indexed, and no posting says whether a credit or a hand reversed it: these are looked up each time.</summary>
    public static Task<VerifyLedger.Fault?> OfCredits(Session session, string municipality) =>
        First(session, municipality, (CreditSql, "an accepted invoice line has no posting of its amount"));

    /// <summary>The first that is wrong, by name.</summary>
    public static Task<VerifyLedger.Fault?> Name(Session session, string municipality) => First(session, municipality, Checks);

    private static async Task<VerifyLedger.Fault?> First(Session session, string municipality, params (string Sql, string Why)[] checks)
    {
        foreach (var (sql, why) in checks)
        {
            if (await session.FirstOrNone<BadOrigin>(sql, new { Municipality = municipality }) is { } bad)
            {
                return new VerifyLedger.Fault($"{bad.Number}/{bad.Posting}", why);
            }
        }

        return null;
    }

    private sealed record BadOrigin(string Number, long Posting);

    // By length, so that SQLite reads the table from its beginning, and not each line by way of the index of those without a code.
    private const string LinesSql = """
        SELECT id, COALESCE(budget_id, ''), COALESCE(posting_number, 0), amount_cents, COALESCE(assignment_id, ''), municipality_code
        FROM invoice_lines
        WHERE LENGTH(return_codes) = 0
          AND debit_credit = 'D'
          AND amount_cents > 0
          AND (@Municipality = '' OR municipality_code = @Municipality)
        """;

    private const string ClaimsSql = """
        SELECT id, budget_id, posting_number, amount_cents
        FROM claims
        WHERE @Municipality = ''
        """;

    private const string ClaimsOfSql = """
        SELECT c.id, c.budget_id, c.posting_number, c.amount_cents
        FROM claims c
        JOIN budgets b ON b.id = c.budget_id
        WHERE b.municipality_code = @Municipality
        """;

    private const string CreditSql = """
        SELECT COALESCE(b.number, '?') AS Number, COALESCE(line.posting_number, 0) AS Posting
        FROM invoice_lines line
        LEFT JOIN budgets b ON b.id = line.budget_id
        LEFT JOIN postings p ON p.budget_id = line.budget_id AND p.number = line.posting_number
            AND p.amount_cents = line.amount_cents AND p.kind = 'reversal'
        WHERE line.return_codes = ''
          AND line.debit_credit = 'C'
          AND line.amount_cents > 0
          AND p.number IS NULL
          AND (@Municipality = '' OR line.municipality_code = @Municipality)
        ORDER BY line.id
        LIMIT 1
        """;

    private static readonly (string Sql, string Why)[] Checks =
    [
        ("""
         SELECT COALESCE(b.number, '?') AS Number, COALESCE(line.posting_number, 0) AS Posting
         FROM invoice_lines line
         LEFT JOIN budgets b ON b.id = line.budget_id AND b.municipality_code = line.municipality_code
         LEFT JOIN postings p ON p.budget_id = b.id AND p.number = line.posting_number
             AND p.amount_cents = line.amount_cents AND p.origin_id = line.id
         WHERE line.return_codes = ''
           AND line.debit_credit = 'D'
           AND line.amount_cents > 0
           AND p.number IS NULL
           AND (@Municipality = '' OR line.municipality_code = @Municipality)
         ORDER BY line.id
         LIMIT 1
         """, "an accepted invoice line has no posting of its amount"),
        ("""
         SELECT b.number AS Number, c.posting_number AS Posting
         FROM claims c
         JOIN budgets b ON b.id = c.budget_id
         LEFT JOIN postings p ON p.budget_id = c.budget_id AND p.number = c.posting_number
             AND p.amount_cents = c.amount_cents AND p.origin_id = c.id
         WHERE p.number IS NULL
           AND (@Municipality = '' OR b.municipality_code = @Municipality)
         ORDER BY b.number
         LIMIT 1
         """, "a claim has no posting of its amount"),
        ("""
         SELECT b.number AS Number, p.number AS Posting
         FROM postings p
         JOIN budgets b ON b.id = p.budget_id
         LEFT JOIN invoice_lines line ON p.kind = 'invoice' AND line.id = p.origin_id AND line.return_codes = '' AND line.debit_credit = 'D'
             AND line.budget_id = p.budget_id AND line.posting_number = p.number AND line.assignment_id = p.reservation_id
         LEFT JOIN claims c ON p.kind = 'claim' AND c.id = p.origin_id AND c.budget_id = p.budget_id AND c.posting_number = p.number
         WHERE p.kind IN ('invoice', 'claim')
           AND line.id IS NULL
           AND c.id IS NULL
           AND (@Municipality = '' OR b.municipality_code = @Municipality)
         ORDER BY b.number, p.number
         LIMIT 1
         """, "its invoice line or claim says that it was not booked here"),
        ("""
         SELECT b.number AS Number, p.number AS Posting
         FROM postings p
         JOIN budgets b ON b.id = p.budget_id
         LEFT JOIN decisions d ON d.id = p.origin_id
         LEFT JOIN assignments a ON a.id = p.origin_id
         LEFT JOIN invoice_lines line ON line.id = p.origin_id
         LEFT JOIN claims c ON c.id = p.origin_id
         WHERE d.id IS NULL
           AND a.id IS NULL
           AND line.id IS NULL
           AND c.id IS NULL
           AND (@Municipality = '' OR b.municipality_code = @Municipality)
         ORDER BY b.number, p.number
         LIMIT 1
         """, "the origin of the posting does not exist"),
    ];
}
