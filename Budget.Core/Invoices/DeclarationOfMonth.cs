using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Budget.Core.Assignments;
using Budget.Core.Decisions;
using Budget.Core.Iwmo;
using Budget.Core.Ledger;
using Budget.Core.Providers;
using Budget.Core.Secrecy;
using Budget.Core.Storage;

namespace Budget.Core.Invoices;

/// <summary>
/// The WMO323 that a provider would send to a municipality for one month: for each running assignment the granted volume of that month at
/// the contract's rate of that month, never more than is still reserved. Valid, every line acceptable; asking books nothing, and asking again gives the same.
/// </summary>
public sealed class DeclarationOfMonth(Database database)
{
    /// <returns>None when there is nothing to declare.</returns>
    public Task<Declaration?> Of(ProviderId provider, string municipalityCode, Period month) => database.Read<Declaration?>(async session =>
    {
        var rows = await session.List<Row>(RowsSql, new { provider, municipalityCode, month.StartsOn, month.EndsOn, RateOn = month.StartsOn });
        List<DeclarationLine> lines = [];
        foreach (var (row, bsn) in rows.Select(row => (row, row.Open(session))).OrderBy(one => one.Item2, StringComparer.Ordinal).ThenBy(one => one.row.Number))
        {
            var assigned = new Period(row.StartsOn, row.EndsOn);
            var delivered = assigned.Intersect(month)!.Value;
            // Of euros the volume is the amount itself, in cents, and there is no rate (unit 83).
            var isEuro = row.Unit == IwmoCodes.Euro;
            var perUnit = isEuro ? 1 : row.Rate.Cents;
            var wanted = VolumeOf(row, assigned, delivered) * (isEuro ? row.Rate.Cents : 1);
            var volume = Math.Min(wanted, (row.Left ?? Money.Zero).Cents / perUnit);
            if (volume > 0)
            {
                var reference = string.Create(CultureInfo.InvariantCulture, $"{row.Number}-{month.StartsOn:yyMM}-{row.EarlierLines + 1}");
                lines.Add(new DeclarationLine(
                    lines.Count + 1, bsn, reference, PreviousReference: null, row.Number, row.Category, row.ProductCode, delivered, volume,
                    row.Unit, isEuro ? null : row.Rate, new Money(volume * perUnit), IsCredit: false, XmlLine: 0));
            }
        }

        if (lines.Count == 0)
        {
            return null;
        }

        // Identified by its content: the same lines are the same message.
        var content = string.Join('|', lines.Select(line => $"{line.Reference}={line.Volume}"));
        var mark = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(content)))[..6];
        var identification = string.Create(CultureInfo.InvariantCulture, $"DM{month.StartsOn:yyMM}{mark}");
        var header = new MessageHeader(rows[0].Agb, municipalityCode, identification, session.Today, IwmoCodes.SchemaVersion, IwmoCodes.SchemaVersion);
        var total = lines.Aggregate(Money.Zero, (sum, line) => sum + line.Amount);
        return new Declaration(header, identification, month, session.Today, total, lines);
    });

    private static long VolumeOf(Row row, Period assigned, Period delivered) => StoredNames.Parse<Frequency>(row.Frequency) switch
    {
        Frequency.Week => (long)Math.Round(row.Volume.Value * delivered.Days / 7m),
        Frequency.Month => (long)row.Volume.Value,
        _ => Math.Max(1, (long)(row.Volume.Value / assigned.Months().Count())),
    };

    private sealed record Row(
        long Number, string Agb, ResidentId ResidentId, string Bsn, string? Wrapped, string Category, string ProductCode, string Unit, Money Rate, Quantity Volume,
        string Frequency, DateOnly StartsOn, DateOnly EndsOn, Money? Left, long EarlierLines)
    {
        public string Open(Session session) => ResidentKey.From(session, ResidentId, Wrapped).Show(HiddenColumn.ResidentBsn, "", Bsn);
    }

    private const string RowsSql = $"""
        SELECT a.number AS Number, provider.agb AS Agb, r.id AS ResidentId, r.bsn AS Bsn, k.wrapped AS Wrapped, p.category AS Category, p.code AS ProductCode, p.unit AS Unit,
               {ContractRate.OfAssignment} AS Rate, b.volume_hundredths AS Volume, b.frequency AS Frequency, a.starts_on AS StartsOn, COALESCE(ended.ended_on, a.ends_on) AS EndsOn,
               {LeftOfAssignment.Sql} AS "Left",
               (SELECT COUNT(*)
                FROM invoice_lines line
                WHERE line.assignment_id = a.id
                  AND line.starts_on <= @EndsOn
                  AND line.ends_on >= @StartsOn) AS EarlierLines
        FROM assignments a
        LEFT JOIN assignment_ends ended ON ended.assignment_id = a.id
        JOIN providers provider ON provider.id = a.provider_id
        JOIN budgets b ON b.id = a.budget_id
        JOIN residents r ON r.id = b.resident_id AND r.destroyed_at IS NULL
        LEFT JOIN resident_keys k ON k.resident_id = r.id
        JOIN products p ON p.municipality_code = b.municipality_code AND p.code = b.product_code
        WHERE a.provider_id = @provider
          AND {AssignmentsInPeriod.Sql}
          AND NOT EXISTS (
              SELECT 1
              FROM invoice_lines line
              WHERE line.assignment_id = a.id
                AND line.starts_on <= @EndsOn
                AND line.ends_on >= @StartsOn
                AND {StandingDebit.Sql})
        """;
}
