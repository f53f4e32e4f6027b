using Budget.Core.Payments;
using Budget.Core.Secrecy;
using Budget.Core.Storage;

namespace Budget.Core.HelperPayments;

/// <summary>
/// A line of a file that was made and not answered, on a number that a caseworker does not trust since: the SVB may pay it all the same, so caseworker and finance are told. By what was last said of the number, in whichever agreement of the
/// resident (<see cref="HelperAccount.IsDistrustedOf"/>), or because it is held since for another resident (<see cref="HelperAccount.WaitsForLook"/>). What is set off pays nobody.
/// </summary>
internal sealed record DistrustedLine(string OrderNumber, string Reference, Iban Iban)
{
    public static async Task<IReadOnlyList<DistrustedLine>> Of(Session session, string municipalityCode)
    {
        List<DistrustedLine> lines = [];
        foreach (var row in await session.List<Row>(Sql, new { municipalityCode }))
        {
            var words = await ResidentKey.Of(session, row.ResidentId);
            var account = new HelperAccount.Row(row.Id, row.Number, row.Holder, row.StoredIban).Read(words);
            if (row.IsHeld == 1 || await HelperAccount.IsDistrustedOf(session, row.ResidentId, words, account.Iban))
            {
                lines.Add(new DistrustedLine(row.OrderNumber, row.Reference, account.Iban));
            }
        }

        return lines;
    }

    private sealed record Row(string OrderNumber, string Reference, ResidentId ResidentId, HelperAccountId Id, long Number, string Holder, string StoredIban, long IsHeld);

    // Of residents of whom some account is not trusted: so few that their numbers can be read.
    private const string Sql = $"""
        SELECT file.number AS OrderNumber, line.reference AS Reference, line.resident_id AS ResidentId, account.id AS Id, account.number AS Number, account.holder AS Holder, account.iban AS StoredIban,
               CASE WHEN {HelperAccount.WaitsForLook} THEN CAST(1 AS BIGINT) ELSE CAST(0 AS BIGINT) END AS IsHeld
        FROM svb_waiting waits
        JOIN svb_order_lines line ON line.reference = waits.reference
        JOIN svb_orders file ON file.id = line.order_id
        JOIN helper_accounts account ON account.id = line.account_id
        JOIN residents r ON r.id = line.resident_id
        WHERE file.municipality_code = @municipalityCode
          AND r.destroyed_at IS NULL
          AND line.amount_cents > 0
          AND ({HelperAccount.WaitsForLook}
              OR EXISTS (
                  SELECT 1
                  FROM helper_accounts own
                  JOIN helper_account_looks seen ON seen.account_id = own.id
                  WHERE own.resident_id = line.resident_id
                    AND seen.is_trusted = 0))
        ORDER BY line.reference
        """;
}
