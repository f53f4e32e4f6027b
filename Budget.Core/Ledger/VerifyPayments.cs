using Budget.Core.Payments;
using Budget.Core.Storage;

namespace Budget.Core.Ledger;

/// <summary>
/// That what was paid is what two people said: each payment is booked once and sealed (compared in <see cref="VerifyOrigins"/>); here, that each transfer is what its bookings add up to, that each booking is
/// of a line of a run that was approved and has the amount of both, that what was kept and stands has its posting, and that what the bank sent back, and nothing else, was booked back.
/// </summary>
internal static class VerifyPayments
{
    internal static readonly int[] Columns =
    [
        Seal.Count(ProposePayments.RunColumns), Seal.Count(ProposePayments.LineColumns), Seal.Count(ApprovePayments.AnswerColumns), Seal.Count(ApprovePayments.TransferColumns),
        Seal.Count(CurrentAccount.SealedColumns), Seal.Count(CurrentAccount.SealedColumns),
    ];

    /// <summary>What a payment seals, of <see cref="SealedJoins"/> and in the order of <see cref="Columns"/>.</summary>
    internal const string SealedColumns = """
        run.*, part.*, said.*, transfer.*, payer.*, payee.*
        """;

    /// <summary>The rows that a payment seals. A fragment of a FROM clause over payment_bookings as "kept".</summary>
    internal const string SealedJoins = $"""
        LEFT JOIN (SELECT {ProposePayments.RunColumns} FROM payment_runs) run ON run.id = kept.run_id
        LEFT JOIN (SELECT {ProposePayments.LineColumns} FROM payment_run_lines) part ON part.run_id = kept.run_id AND part.line_id = kept.line_id
        LEFT JOIN (SELECT {ApprovePayments.AnswerColumns} FROM payment_run_answers) said ON said.run_id = kept.run_id
        LEFT JOIN (SELECT {ApprovePayments.TransferColumns} FROM payment_transfers) transfer ON transfer.end_to_end_id = kept.end_to_end_id
        LEFT JOIN {CurrentAccount.SealedSql} payer ON payer.id = transfer.from_account_id
        LEFT JOIN {CurrentAccount.SealedSql} payee ON payee.id = transfer.to_account_id
        """;

    /// <summary>Budget, posting and amount of each payment, and what it seals, in the order of <see cref="Columns"/>.</summary>
    internal const string SealedSql = $"""
        SELECT kept.budget_id AS booked_on, kept.posting_number AS booked_as, kept.amount_cents AS booked_amount, kept.line_id AS booked_for, {SealedColumns}
        FROM payment_bookings kept
        {SealedJoins}
        WHERE kept.posting_number IS NOT NULL
          AND (@Municipality = '' OR kept.budget_id IN (SELECT id FROM budgets WHERE municipality_code = @Municipality))
        """;

    /// <summary>The first that is wrong; nothing when none is.</summary>
    public static VerifyLedger.Fault? First(Session session, string municipality) =>
        Parts(session, municipality)
        ?? Files(session, municipality)
        ?? Named(session, municipality, UnlikeSql, "a payment is of another line, provider or amount than was proposed and approved")
        ?? Named(session, municipality, UnbookedSql, "a line of an approved run stands and was not booked as paid")
        ?? Named(session, municipality, UnsaidSql, "a payment counts as sent back and the bank did not say so")
        ?? Named(session, municipality, NotBackSql, "the bank sent a payment back and it is still booked as paid")
        ?? Named(session, municipality, BackSql, "a payment was booked back and neither the bank nor a correction of its line says so");

    private static VerifyLedger.Fault? Parts(Session session, string municipality)
    {
        using var row = session.Rows(PartsSql, ("@Municipality", municipality));
        var (transfer, run, stored, amount, sum) = ("", "", "", 0L, 0L);
        HashSheet sheet = default;
        while (row.Next())
        {
            if (row.TextOf(0) != transfer)
            {
                if (transfer.Length > 0 && (sum != amount || sheet.Hash() != stored))
                {
                    return Unlike(run);
                }

                (transfer, run, stored, amount, sum) = (row.TextOf(0), row.TextOf(1), row.TextOf(2), row.Number(3), 0);
                sheet = new HashSheet(new byte[1024]);
            }

            sheet.Add(row.OptionalText(4));
            sheet.Add(row.OptionalNumber(5) ?? 0);
            sum += row.OptionalNumber(5) ?? 0;
        }

        return transfer.Length > 0 && (sum != amount || sheet.Hash() != stored) ? Unlike(run) : null;
    }

    private static VerifyLedger.Fault? Files(Session session, string municipality)
    {
        using var row = session.Rows(FilesSql, ("@Municipality", municipality));
        Span<byte> seal = stackalloc byte[64];
        while (row.Next())
        {
            Seal.Of(row, 2, [1], seal);
            if (!row.Text(1).SequenceEqual(seal))
            {
                return At(row.TextOf(0), "the file for the bank was changed after it was approved");
            }
        }

        return null;
    }

    /// <param name="kind">Of what the number is that the question gives (<see cref="VerifyLedger.Fault"/>).</param>
    internal static VerifyLedger.Fault? Named(Session session, string municipality, string sql, string why, string kind = "payment")
    {
        using var row = session.Rows(sql, ("@Municipality", municipality));
        return row.Next() ? new VerifyLedger.Fault($"{kind}/{row.TextOf(0)}", why) : null;
    }

    private static VerifyLedger.Fault Unlike(string run) => At(run, "a transfer is not what its lines add up to");

    private static VerifyLedger.Fault At(string run, string why) => new($"payment/{run}", why);

    private const string PartsSql = """
        SELECT transfer.end_to_end_id, run.number, transfer.parts_seal, transfer.amount_cents, kept.line_id, kept.amount_cents
        FROM payment_transfers transfer
        JOIN payment_runs run ON run.id = transfer.run_id
        LEFT JOIN payment_bookings kept ON kept.end_to_end_id = transfer.end_to_end_id
        WHERE @Municipality = '' OR run.municipality_code = @Municipality
        ORDER BY transfer.end_to_end_id, kept.line_id
        """;

    private const string FilesSql = """
        SELECT run.number, said.file_seal, said.file
        FROM payment_run_answers said
        JOIN payment_runs run ON run.id = said.run_id
        WHERE said.outcome = 'approved'
          AND (@Municipality = '' OR run.municipality_code = @Municipality)
        ORDER BY run.number
        """;

    private const string UnlikeSql = """
        SELECT COALESCE(run.number, '?')
        FROM payment_bookings kept
        LEFT JOIN payment_runs run ON run.id = kept.run_id
        LEFT JOIN payment_run_lines part ON part.run_id = kept.run_id AND part.line_id = kept.line_id
        LEFT JOIN payment_run_answers said ON said.run_id = kept.run_id AND said.outcome = 'approved'
        LEFT JOIN payment_transfers transfer ON transfer.end_to_end_id = kept.end_to_end_id AND transfer.run_id = kept.run_id
        LEFT JOIN invoice_lines line ON line.id = kept.line_id
        LEFT JOIN providers provider ON provider.id = part.provider_id
        WHERE (part.amount_cents IS NULL OR part.amount_cents <> kept.amount_cents
            OR said.run_id IS NULL
            OR transfer.provider_id IS NULL OR transfer.provider_id <> part.provider_id
            OR provider.agb IS NULL OR provider.agb <> line.sender_agb
            OR line.municipality_code <> run.municipality_code
            OR (line.amount_cents <> kept.amount_cents AND line.amount_cents <> -kept.amount_cents))
          AND (@Municipality = '' OR run.municipality_code = @Municipality)
        ORDER BY run.number
        LIMIT 1
        """;

    private const string UnbookedSql = """
        SELECT run.number
        FROM payment_bookings kept
        JOIN payment_runs run ON run.id = kept.run_id
        JOIN invoice_lines line ON line.id = kept.line_id
        WHERE kept.posting_number IS NULL
          AND NOT EXISTS (
              SELECT 1
              FROM postings reversal
              WHERE reversal.budget_id = line.budget_id
                AND reversal.reverses_number = line.posting_number)
          AND (@Municipality = '' OR run.municipality_code = @Municipality)
        ORDER BY run.number
        LIMIT 1
        """;

    private const string UnsaidSql = $"""
        SELECT run.number
        FROM payment_failures failure
        JOIN payment_transfers transfer ON transfer.end_to_end_id = failure.end_to_end_id
        JOIN payment_runs run ON run.id = transfer.run_id
        LEFT JOIN bank_answer_transfers word ON word.answer_id = failure.answer_id AND word.end_to_end_id = failure.end_to_end_id
        WHERE (word.status IS NULL OR word.status NOT IN ({BankStatus.UnpaidSql}, '{TakeBankAnswer.Returned}'))
          AND (@Municipality = '' OR run.municipality_code = @Municipality)
        ORDER BY run.number
        LIMIT 1
        """;

    private const string NotBackSql = """
        SELECT run.number
        FROM payment_failures failure
        JOIN payment_bookings kept ON kept.end_to_end_id = failure.end_to_end_id
        JOIN payment_runs run ON run.id = kept.run_id
        WHERE kept.posting_number IS NOT NULL
          AND NOT EXISTS (
              SELECT 1
              FROM postings reversal
              WHERE reversal.budget_id = kept.budget_id
                AND reversal.reverses_number = kept.posting_number)
          AND (@Municipality = '' OR run.municipality_code = @Municipality)
        ORDER BY run.number
        LIMIT 1
        """;

    private const string BackSql = """
        SELECT run.number
        FROM payment_bookings kept
        JOIN payment_runs run ON run.id = kept.run_id
        JOIN invoice_lines line ON line.id = kept.line_id
        JOIN postings back ON back.budget_id = kept.budget_id AND back.reverses_number = kept.posting_number
        WHERE NOT EXISTS (
              SELECT 1
              FROM payment_failures failure
              WHERE failure.end_to_end_id = kept.end_to_end_id)
          AND NOT EXISTS (
              SELECT 1
              FROM postings reversal
              WHERE reversal.budget_id = line.budget_id
                AND reversal.reverses_number = line.posting_number
                AND reversal.number = back.number + 1)
          AND (@Municipality = '' OR run.municipality_code = @Municipality)
        ORDER BY run.number
        LIMIT 1
        """;
}
