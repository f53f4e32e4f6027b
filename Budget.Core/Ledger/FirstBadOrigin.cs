using Budget.Core.Disputes;
using Budget.Core.Invoices;
using Budget.Core.Payments;
using Budget.Core.PersonHeld;
using Budget.Core.Storage;

namespace Budget.Core.Ledger;

/// <summary>Which posting, line or claim is the first that is wrong, by name: asked when the sums of <see cref="VerifyOrigins"/> differ.</summary>
internal static class FirstBadOrigin
{
    /// <summary>Credits are few and indexed, and no posting says whether a credit or a hand reversed it: these are looked up each time.</summary>
    public static Task<VerifyLedger.Fault?> OfCredits(Session session, string municipality) =>
        First(session, municipality, (CreditSql, "an accepted invoice line has no posting of its amount"));

    /// <summary>The first that is wrong, by name.</summary>
    public static async Task<VerifyLedger.Fault?> Name(Session session, string municipality) =>
        await First(session, municipality, Checks)
        ?? Unlike(session, municipality, SealedLinesSql, VerifyOrigins.LineColumns, "its invoice line was changed after it was booked")
        ?? Unlike(session, municipality, SealedClaimsSql, VerifyOrigins.ClaimColumns, "its claim or its care agreement was changed after it was booked")
        ?? Unlike(session, municipality, SealedCreditsSql, VerifyOrigins.LineColumns, "the credit for which it reverses was changed after it was booked")
        ?? Unlike(session, municipality, SealedPaymentsSql, VerifyPayments.Columns, "who proposed or approved this payment, or what was paid to whom, was changed after it was booked")
        ?? Unlike(session, municipality, VerifyHelperPayments.SealedPostingsSql, VerifyHelperPayments.Columns, "what the SVB paid to which helper, or on whose word, was changed after it was booked")
        ?? Unlike(session, municipality, SealedProposalsSql, VerifyOrigins.ProposalColumns, "who proposed or approved it, or why, was changed after it was booked")
        ?? Unlike(session, municipality, SealedDisputesSql, VerifyOrigins.DisputeColumns, "the dispute for which it reverses, or how it was settled, was changed after it was booked");

    /// <summary>The first posting whose seal is not that of the columns as they stand.</summary>
    private static VerifyLedger.Fault? Unlike(Session session, string municipality, string sql, int[] columns, string why)
    {
        (string Budget, long Posting)? first = null;
        Span<byte> seal = stackalloc byte[64];
        using var row = session.Rows(sql, ("@Municipality", municipality));
        while (row.Next())
        {
            Seal.Of(row, 3, columns, seal);
            if (!row.Text(2).SequenceEqual(seal) && (row.TextOf(0), row.Number(1)) is var bad && (first is null || bad.CompareTo(first.Value) < 0))
            {
                first = bad;
            }
        }

        return first is { } found ? new VerifyLedger.Fault($"{found.Budget}/{found.Posting}", why) : null;
    }

    private static async Task<VerifyLedger.Fault?> First(Session session, string municipality, params (string Sql, string Why)[] checks)
    {
        foreach (var (sql, why) in checks)
        {
            if (await session.FirstOrNone<BadOrigin>(sql, new { Municipality = municipality }) is { } bad)
            {
                return new VerifyLedger.Fault(bad.Place, why);
            }
        }

        return null;
    }

    private sealed record BadOrigin(string Place);

    private const string SealedLinesSql = $"""
        SELECT b.number, p.number, p.seal, line.*
        FROM postings p
        JOIN budgets b ON b.id = p.budget_id
        LEFT JOIN (SELECT {LineBook.SealedColumns} FROM invoice_lines) line ON line.id = p.origin_id
        WHERE p.kind = 'invoice'
          AND p.seal IS NOT NULL
          AND (@Municipality = '' OR b.municipality_code = @Municipality)
        """;

    private const string SealedClaimsSql = $"""
        SELECT b.number, p.number, p.seal, c.*, agreement.*
        FROM postings p
        JOIN budgets b ON b.id = p.budget_id
        LEFT JOIN (SELECT {BookedClaim.SealedColumns} FROM claims) c ON c.id = p.origin_id
        LEFT JOIN (SELECT {BookedClaim.AgreementColumns} FROM care_agreements) agreement ON agreement.id = c.agreement_id
        WHERE p.kind = 'claim'
          AND p.seal IS NOT NULL
          AND (@Municipality = '' OR b.municipality_code = @Municipality)
        """;

    private const string SealedPaymentsSql = $"""
        SELECT b.number, p.number, p.seal, {VerifyPayments.SealedColumns}
        FROM postings p
        JOIN budgets b ON b.id = p.budget_id
        JOIN payment_bookings kept ON kept.budget_id = p.budget_id AND kept.posting_number = p.number
        {VerifyPayments.SealedJoins}
        WHERE p.kind = 'payment'
          AND (@Municipality = '' OR b.municipality_code = @Municipality)
        """;

    private const string SealedProposalsSql = $"""
        SELECT b.number, p.number, p.seal, proposal.*
        FROM postings p
        JOIN budgets b ON b.id = p.budget_id
        JOIN proposed_reversals approved ON approved.budget_id = p.budget_id AND approved.reversal_number = p.number
        JOIN (SELECT {ApproveReversal.SealedColumns} FROM proposed_reversals) proposal ON proposal.id = approved.id
        WHERE p.kind = 'reversal'
          AND p.seal IS NOT NULL
          AND (@Municipality = '' OR b.municipality_code = @Municipality)
        """;

    // Its reason is in the chain, and says that it was reversed for a dispute.
    private const string SealedDisputesSql = $"""
        SELECT b.number, p.number, p.seal, dispute.*, said.*, ended.*
        FROM postings p
        JOIN budgets b ON b.id = p.budget_id
        LEFT JOIN (
            SELECT ending.dispute_id, ending.reversal_number, settled.line_id AS settled_line
            FROM dispute_ends ending
            JOIN disputes settled ON settled.id = ending.dispute_id) found ON found.settled_line = p.origin_id AND found.reversal_number = p.number
        LEFT JOIN (SELECT {DisputeEnd.DisputeColumns} FROM disputes) dispute ON dispute.id = found.dispute_id
        LEFT JOIN (SELECT {DisputeEnd.AnswerColumns} FROM dispute_answers) said ON said.dispute_id = found.dispute_id
        LEFT JOIN (SELECT {DisputeEnd.EndColumns} FROM dispute_ends) ended ON ended.dispute_id = found.dispute_id
        WHERE p.kind = 'reversal'
          AND p.seal IS NOT NULL
          AND p.reason LIKE '{DisputeEnd.Code} %'
          AND (@Municipality = '' OR b.municipality_code = @Municipality)
        """;

    private const string SealedCreditsSql = $"""
        SELECT b.number, p.number, p.seal, line.*
        FROM postings p
        JOIN budgets b ON b.id = p.budget_id
        LEFT JOIN (
            SELECT {LineBook.SealedColumns}, budget_id, posting_number
            FROM invoice_lines
            WHERE return_codes = ''
              AND debit_credit = 'C') line ON line.budget_id = p.budget_id AND line.posting_number = p.number
        WHERE p.kind = 'reversal'
          AND p.seal IS NOT NULL
          AND NOT EXISTS (
              SELECT 1
              FROM proposed_reversals approved
              WHERE approved.budget_id = p.budget_id
                AND approved.reversal_number = p.number)
          AND p.reason NOT LIKE '{DisputeEnd.Code} %'
          AND (@Municipality = '' OR b.municipality_code = @Municipality)
        """;

    // The posting; of a line that says nothing of one, its declaration.
    private const string LinePlaceSql = """
        CASE
            WHEN b.number IS NULL THEN line.municipality_code || '/' || line.sender_agb || '/' || COALESCE(message.declaration_number, '?')
            ELSE b.number || '/' || COALESCE(line.posting_number, 0)
        END
        """;

    private const string CreditSql = $"""
        SELECT {LinePlaceSql} AS Place
        FROM invoice_lines line
        LEFT JOIN declaration_messages message ON message.id = line.message_id
        LEFT JOIN budgets b ON b.id = line.budget_id
        LEFT JOIN postings p ON p.budget_id = line.budget_id AND p.number = line.posting_number
            AND p.amount_cents = line.amount_cents AND p.kind = 'reversal'
        WHERE line.return_codes = ''
          AND line.debit_credit = 'C'
          AND line.amount_cents <> 0
          AND p.number IS NULL
          AND (@Municipality = '' OR line.municipality_code = @Municipality)
        ORDER BY line.id
        LIMIT 1
        """;

    private static readonly (string Sql, string Why)[] Checks =
    [
        ($"""
         SELECT {LinePlaceSql} AS Place
         FROM invoice_lines line
         LEFT JOIN declaration_messages message ON message.id = line.message_id
         LEFT JOIN budgets b ON b.id = line.budget_id AND b.municipality_code = line.municipality_code
         LEFT JOIN postings p ON p.budget_id = b.id AND p.number = line.posting_number
             AND p.amount_cents = line.amount_cents AND p.origin_id = line.id
         WHERE line.return_codes = ''
           AND line.debit_credit = 'D'
           AND line.amount_cents <> 0
           AND p.number IS NULL
           AND (@Municipality = '' OR line.municipality_code = @Municipality)
         ORDER BY line.id
         LIMIT 1
         """, "an accepted invoice line has no posting of its amount"),
        ($"""
         SELECT {LinePlaceSql} AS Place
         FROM invoice_lines line
         LEFT JOIN declaration_messages message ON message.id = line.message_id
         LEFT JOIN budgets b ON b.id = line.budget_id
         WHERE line.posting_number IS NOT NULL
           AND (line.return_codes <> '' OR line.amount_cents = 0)
           AND (@Municipality = '' OR line.municipality_code = @Municipality)
         ORDER BY line.id
         LIMIT 1
         """, "an invoice line that was rejected, or is of nothing, says that it was booked"),
        ("""
         SELECT b.number || '/' || c.posting_number AS Place
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
         SELECT b.number || '/' || kept.posting_number AS Place
         FROM payment_bookings kept
         JOIN budgets b ON b.id = kept.budget_id
         LEFT JOIN postings p ON p.budget_id = kept.budget_id AND p.number = kept.posting_number
             AND p.amount_cents = kept.amount_cents AND p.origin_id = kept.line_id AND p.kind = 'payment'
         WHERE p.number IS NULL
           AND (@Municipality = '' OR b.municipality_code = @Municipality)
         ORDER BY b.number, kept.posting_number
         LIMIT 1
         """, "a line of an approved run has no payment of its amount"),
        ("""
         SELECT b.number || '/' || kept.posting_number AS Place
         FROM svb_payments kept
         JOIN budgets b ON b.id = kept.budget_id
         LEFT JOIN postings p ON p.budget_id = kept.budget_id AND p.number = kept.posting_number
             AND p.amount_cents = kept.amount_cents AND p.origin_id = kept.claim_id AND p.kind = 'payment'
         WHERE p.number IS NULL
           AND (@Municipality = '' OR b.municipality_code = @Municipality)
         ORDER BY b.number, kept.posting_number
         LIMIT 1
         """, "what the SVB paid to a helper has no payment of its amount"),
        ("""
         SELECT b.number || '/' || p.number AS Place
         FROM postings p
         JOIN budgets b ON b.id = p.budget_id
         LEFT JOIN payment_bookings kept ON kept.budget_id = p.budget_id AND kept.posting_number = p.number
         WHERE p.kind = 'payment'
           AND p.origin_kind <> 'claim'
           AND kept.run_id IS NULL
           AND (@Municipality = '' OR b.municipality_code = @Municipality)
         ORDER BY b.number, p.number
         LIMIT 1
         """, "it is a payment that no approved run made"),
        ("""
         SELECT b.number || '/' || p.number AS Place
         FROM postings p
         JOIN budgets b ON b.id = p.budget_id
         LEFT JOIN svb_payments kept ON kept.budget_id = p.budget_id AND kept.posting_number = p.number
         WHERE p.kind = 'payment'
           AND p.origin_kind = 'claim'
           AND kept.reference IS NULL
           AND (@Municipality = '' OR b.municipality_code = @Municipality)
         ORDER BY b.number, p.number
         LIMIT 1
         """, "it is a payment to a helper that the SVB did not make"),
        ("""
         SELECT b.number || '/' || p.number AS Place
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
        ($"""
         SELECT b.number || '/' || ending.reversal_number AS Place
         FROM dispute_ends ending
         JOIN disputes dispute ON dispute.id = ending.dispute_id
         JOIN invoice_lines line ON line.id = dispute.line_id
         JOIN budgets b ON b.id = line.budget_id
         LEFT JOIN postings p ON p.budget_id = line.budget_id AND p.number = ending.reversal_number AND p.reverses_number = line.posting_number
             AND (ending.outcome <> 'not-delivered' OR p.reason LIKE '{DisputeEnd.Code} %')
         WHERE ending.reversal_number IS NOT NULL
           AND p.number IS NULL
           AND (@Municipality = '' OR b.municipality_code = @Municipality)
         ORDER BY b.number, ending.reversal_number
         LIMIT 1
         """, "a dispute says that its line was reversed here, and it was not"),
        ("""
         SELECT b.number || '/' || p.number AS Place
         FROM postings p
         JOIN budgets b ON b.id = p.budget_id
         LEFT JOIN decisions d ON d.id = p.origin_id
         LEFT JOIN assignments a ON a.id = p.origin_id
         LEFT JOIN invoice_lines line ON line.id = p.origin_id
         LEFT JOIN claims c ON c.id = p.origin_id
         LEFT JOIN shifts shift ON shift.id = p.origin_id
         WHERE d.id IS NULL
           AND shift.id IS NULL
           AND a.id IS NULL
           AND line.id IS NULL
           AND c.id IS NULL
           AND (@Municipality = '' OR b.municipality_code = @Municipality)
         ORDER BY b.number, p.number
         LIMIT 1
         """, "the origin of the posting does not exist"),
    ];
}
