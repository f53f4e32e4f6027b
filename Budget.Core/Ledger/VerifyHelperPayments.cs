using Budget.Core.HelperPayments;
using Budget.Core.Storage;

namespace Budget.Core.Ledger;

/// <summary>
/// That each care agreement is the one that was drawn up, and that what helpers were paid is what the SVB said: each payment is booked once and sealed (compared in <see cref="VerifyOrigins"/>); here, that it is of the claim and the amount that were sent, that what the SVB paid and stands
/// was booked, and that what came back, and nothing else, was booked back.
/// </summary>
internal static class VerifyHelperPayments
{
    internal static readonly int[] Columns =
    [
        Seal.Count(SendToSvb.OrderColumns), Seal.Count(SendToSvb.LineColumns), Seal.Count(HelperAccount.SealedColumns), Seal.Count(TakeSvbAnswer.AnswerColumns), Seal.Count(TakeSvbAnswer.WordColumns),
    ];

    /// <summary>What a payment seals, of <see cref="SealedJoins"/> and in the order of <see cref="Columns"/>.</summary>
    internal const string SealedColumns = """
        sent.*, line.*, account.*, answer.*, word.*
        """;

    /// <summary>The rows that a payment seals. A fragment of a FROM clause over svb_payments as "kept".</summary>
    internal const string SealedJoins = $"""
        LEFT JOIN (SELECT {SendToSvb.LineColumns} FROM svb_order_lines) line ON line.reference = kept.reference
        LEFT JOIN (SELECT {SendToSvb.OrderColumns} FROM svb_orders) sent ON sent.id = line.order_id
        LEFT JOIN (SELECT {HelperAccount.SealedColumns} FROM helper_accounts) account ON account.id = line.account_id
        LEFT JOIN (SELECT {TakeSvbAnswer.AnswerColumns} FROM svb_answers) answer ON answer.id = kept.answer_id
        LEFT JOIN (SELECT {TakeSvbAnswer.WordColumns} FROM svb_answer_lines) word ON word.answer_id = kept.answer_id AND word.reference = kept.reference
        """;

    /// <summary>Budget, posting and amount of each payment, and what it seals, in the order of <see cref="Columns"/>.</summary>
    internal const string SealedSql = $"""
        SELECT kept.budget_id AS booked_on, kept.posting_number AS booked_as, kept.amount_cents AS booked_amount, kept.claim_id AS booked_for, {SealedColumns}
        FROM svb_payments kept
        {SealedJoins}
        WHERE @Municipality = '' OR kept.budget_id IN (SELECT id FROM budgets WHERE municipality_code = @Municipality)
        """;

    /// <summary>The postings of payments to helpers, and what each seals now.</summary>
    internal const string SealedPostingsSql = $"""
        SELECT b.number, p.number, p.seal, {SealedColumns}
        FROM postings p
        JOIN budgets b ON b.id = p.budget_id
        JOIN svb_payments kept ON kept.budget_id = p.budget_id AND kept.posting_number = p.number
        {SealedJoins}
        WHERE p.kind = 'payment'
          AND (@Municipality = '' OR b.municipality_code = @Municipality)
        """;

    /// <summary>The first that is wrong; nothing when none is.</summary>
    public static VerifyLedger.Fault? First(Session session, string municipality) =>
        Named(session, municipality, DrawnUpSql, "a care agreement is not the one that was drawn up under its number", "agreement")
        ?? Named(session, municipality, LinesSql, "a line for the SVB is of another amount, account or resident than its claim")
        ?? Named(session, municipality, UnlikeSql, "a payment of a helper is of another claim or amount than was sent to the SVB, or the SVB did not pay it")
        ?? Named(session, municipality, UnbookedSql, "the SVB paid a claim that stands, and it was not booked")
        ?? Named(session, municipality, NotBackSql, "the SVB got a payment back and it is still booked as paid")
        ?? Named(session, municipality, BackSql, "a payment of a helper was booked back and neither the SVB nor a correction of its claim says so");

    private static VerifyLedger.Fault? Named(Session session, string municipality, string sql, string why, string kind = "svb") => VerifyPayments.Named(session, municipality, sql, why, kind);

    // Who is paid, on which account and for what hangs on it; agreements from before there were any have no seal of that.
    private const string DrawnUpSql = """
        SELECT agreement.number
        FROM care_agreements agreement
        JOIN budgets b ON b.id = agreement.budget_id
        LEFT JOIN agreement_proposals drawn ON drawn.id = agreement.proposal_id AND drawn.number = agreement.number AND drawn.budget_id = agreement.budget_id
        WHERE ((agreement.proposal_id IS NOT NULL AND drawn.id IS NULL)
            OR (agreement.proposal_id IS NULL AND EXISTS (SELECT 1 FROM agreement_proposals other WHERE other.number = agreement.number)))
          AND (@Municipality = '' OR b.municipality_code = @Municipality)
        ORDER BY agreement.number
        LIMIT 1
        """;

    private const string LinesSql = """
        SELECT COALESCE(sent.number, '?')
        FROM svb_order_lines line
        LEFT JOIN svb_orders sent ON sent.id = line.order_id
        LEFT JOIN claims c ON c.id = line.claim_id
        LEFT JOIN budgets b ON b.id = c.budget_id
        LEFT JOIN helper_accounts account ON account.id = line.account_id
        WHERE (c.id IS NULL OR line.amount_cents NOT IN (c.amount_cents, -c.amount_cents)
            OR account.id IS NULL OR account.agreement_id <> c.agreement_id
            OR b.id IS NULL OR b.resident_id <> line.resident_id OR account.resident_id <> line.resident_id
            OR sent.number IS NULL OR sent.municipality_code <> b.municipality_code)
          AND (@Municipality = '' OR b.municipality_code = @Municipality)
        ORDER BY sent.number
        LIMIT 1
        """;

    private const string UnlikeSql = """
        SELECT COALESCE(sent.number, '?')
        FROM svb_payments kept
        LEFT JOIN svb_order_lines line ON line.reference = kept.reference
        LEFT JOIN svb_orders sent ON sent.id = line.order_id
        LEFT JOIN svb_answer_lines word ON word.answer_id = kept.answer_id AND word.reference = kept.reference AND word.outcome = 'paid' AND word.counts = 1
        LEFT JOIN claims c ON c.id = kept.claim_id
        LEFT JOIN budgets b ON b.id = kept.budget_id
        WHERE (line.claim_id IS NULL OR line.claim_id <> kept.claim_id OR line.amount_cents <> kept.amount_cents
            OR sent.number IS NULL OR sent.municipality_code <> b.municipality_code
            OR word.reference IS NULL
            OR c.id IS NULL OR c.budget_id <> kept.budget_id OR c.amount_cents <> kept.amount_cents)
          AND (@Municipality = '' OR b.municipality_code = @Municipality)
        ORDER BY sent.number
        LIMIT 1
        """;

    private const string UnbookedSql = """
        SELECT sent.number
        FROM svb_answer_lines word
        JOIN svb_order_lines line ON line.reference = word.reference
        JOIN svb_orders sent ON sent.id = line.order_id
        JOIN claims c ON c.id = line.claim_id
        WHERE word.outcome = 'paid'
          AND word.counts = 1
          AND line.amount_cents > 0
          AND NOT EXISTS (SELECT 1 FROM svb_payments kept WHERE kept.reference = word.reference)
          AND NOT EXISTS (
              SELECT 1
              FROM postings reversal
              WHERE reversal.budget_id = c.budget_id
                AND reversal.reverses_number = c.posting_number)
          AND (@Municipality = '' OR sent.municipality_code = @Municipality)
        ORDER BY sent.number
        LIMIT 1
        """;

    private const string NotBackSql = """
        SELECT sent.number
        FROM svb_payments kept
        JOIN svb_answer_lines word ON word.reference = kept.reference AND word.outcome = 'returned' AND word.counts = 1
        JOIN svb_order_lines line ON line.reference = kept.reference
        JOIN svb_orders sent ON sent.id = line.order_id
        WHERE NOT EXISTS (
              SELECT 1
              FROM postings reversal
              WHERE reversal.budget_id = kept.budget_id
                AND reversal.reverses_number = kept.posting_number)
          AND (@Municipality = '' OR sent.municipality_code = @Municipality)
        ORDER BY sent.number
        LIMIT 1
        """;

    private const string BackSql = """
        SELECT sent.number
        FROM svb_payments kept
        JOIN claims c ON c.id = kept.claim_id
        JOIN postings back ON back.budget_id = kept.budget_id AND back.reverses_number = kept.posting_number
        JOIN svb_order_lines line ON line.reference = kept.reference
        JOIN svb_orders sent ON sent.id = line.order_id
        WHERE NOT EXISTS (
              SELECT 1
              FROM svb_answer_lines word
              WHERE word.reference = kept.reference
                AND word.outcome = 'returned'
                AND word.counts = 1)
          AND NOT EXISTS (
              SELECT 1
              FROM postings reversal
              WHERE reversal.budget_id = c.budget_id
                AND reversal.reverses_number = c.posting_number
                AND reversal.number = back.number + 1)
          AND (@Municipality = '' OR sent.municipality_code = @Municipality)
        ORDER BY sent.number
        LIMIT 1
        """;
}
