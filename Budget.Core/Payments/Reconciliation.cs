using Budget.Core.Audit;
using Budget.Core.Invoices;
using Budget.Core.Storage;

namespace Budget.Core.Payments;

/// <summary>
/// Does it add up? Of each provider and month: what was declared, rejected and accepted, as the declarations say; and what is paid, to be paid or set aside, as the lines say; each to the cent. And of each
/// provider what the ledger itself has on the accounts payable and paid. Three witnesses that were written at different moments: when one is wrong, this shows it.
/// </summary>
public sealed class Reconciliation(Database database)
{
    /// <param name="Submitted">As the declarations of the month say.</param>
    /// <param name="Accepted">As they say; what they credit of earlier months is less.</param>
    /// <param name="Corrected">What moves between months and what finance took back: credits in these declarations, of whichever month, minus what was taken back of these lines since.</param>
    /// <param name="SetOff">Paid, taken back since, and not set off yet.</param>
    public sealed record Figures(Money Submitted, Money Accepted, Money Corrected, Money Paid, Money ToPay, Money SetAside, Money SetOff)
    {
        public static readonly Figures None = new(Money.Zero, Money.Zero, Money.Zero, Money.Zero, Money.Zero, Money.Zero, Money.Zero);

        public Money Rejected => Submitted - Accepted;

        /// <summary>Nothing when it adds up: accepted and corrected is paid, to be paid or set aside.</summary>
        public Money Difference => Accepted + Corrected - Paid - ToPay - SetAside;

        public static Figures operator +(Figures left, Figures right) => new(
            left.Submitted + right.Submitted, left.Accepted + right.Accepted, left.Corrected + right.Corrected, left.Paid + right.Paid, left.ToPay + right.ToPay,
            left.SetAside + right.SetAside, left.SetOff + right.SetOff);
    }

    public sealed record Month(DateOnly StartsOn, Figures Figures);

    /// <param name="LedgerPayable">What the ledger still owes it, and <paramref name="LedgerPaid"/> what it paid.</param>
    public sealed record Provider(string Agb, ProviderId? Id, string? Name, IReadOnlyList<Month> Months, Figures Sum, Money LedgerPayable, Money LedgerPaid)
    {
        public Money LedgerDifference => LedgerPayable - Sum.ToPay - Sum.SetAside;

        public Money PaidDifference => LedgerPaid - Sum.Paid;

        public bool IsSound => Months.All(month => month.Figures.Difference == Money.Zero) && LedgerDifference == Money.Zero && PaidDifference == Money.Zero;
    }

    public sealed record Answer(IReadOnlyList<Provider> Providers)
    {
        public Figures Sum => Providers.Aggregate(Figures.None, (sum, provider) => sum + provider.Sum);

        public bool IsSound => Providers.All(provider => provider.IsSound);
    }

    /// <returns>None for who may not see the books.</returns>
    public async Task<Answer?> Of(Actor actor) => !actor.MaySeeBooks ? null : await database.LookThrough(actor, nameof(Reconciliation), async session =>
    {
        var town = new { actor.MunicipalityCode };
        var said = await session.List<Said>(SaidSql, town);
        var lines = (await session.List<OfLines>(LinesSql, town)).ToDictionary(row => (row.Agb, row.StartsOn));
        var ledger = (await session.List<OfLedger>(LedgerSql, town)).ToDictionary(row => row.Agb, StringComparer.Ordinal);
        var names = (await session.List<Named>(NamesSql, town)).ToDictionary(row => row.Agb, StringComparer.Ordinal);
        return new Answer(
        [
            .. said.GroupBy(row => row.Agb).Select(group =>
            {
                List<Month> months = [.. group.Select(row => new Month(row.StartsOn, Add(row, lines.GetValueOrDefault((row.Agb, row.StartsOn)))))];
                var (books, named) = (ledger.GetValueOrDefault(group.Key), names.GetValueOrDefault(group.Key));
                return new Provider(
                    group.Key, named?.Id, named?.Name, months, months.Aggregate(Figures.None, (sum, month) => sum + month.Figures), books?.Payable ?? Money.Zero, books?.Paid ?? Money.Zero);
            }),
        ]);
    });

    private static Figures Add(Said said, OfLines? lines) => new(
        said.Submitted, said.Accepted, lines?.Corrected ?? Money.Zero, lines?.Paid ?? Money.Zero, lines?.ToPay ?? Money.Zero, lines?.SetAside ?? Money.Zero, lines?.SetOff ?? Money.Zero);

    private sealed record Said(string Agb, DateOnly StartsOn, Money Submitted, Money Accepted);

    private sealed record OfLines(string Agb, DateOnly StartsOn, Money Corrected, Money Paid, Money ToPay, Money SetAside, Money SetOff);

    private sealed record OfLedger(string Agb, Money Payable, Money Paid);

    private sealed record Named(string Agb, ProviderId Id, string Name);

    private const string SaidSql = """
        SELECT sender_agb AS Agb, starts_on AS StartsOn, CAST(SUM(submitted_cents) AS BIGINT) AS Submitted, CAST(SUM(accepted_cents) AS BIGINT) AS Accepted
        FROM declaration_messages
        WHERE municipality_code = @MunicipalityCode
        GROUP BY sender_agb, starts_on
        ORDER BY sender_agb, starts_on
        """;

    private const string LinesSql = $"""
        SELECT one.agb AS Agb, one.starts_on AS StartsOn,
               CAST(SUM(CASE WHEN one.is_credit = 1 THEN one.amount WHEN one.stands = 0 THEN -one.amount ELSE 0 END) AS BIGINT) AS Corrected,
               CAST(SUM(CASE WHEN one.stands = 1 THEN one.paid ELSE 0 END) AS BIGINT) AS Paid,
               CAST(SUM(CASE WHEN one.stands = 1 AND one.is_disputed = 0 THEN one.amount - one.paid ELSE 0 END) AS BIGINT) AS ToPay,
               CAST(SUM(CASE WHEN one.stands = 1 AND one.is_disputed = 1 THEN one.amount - one.paid ELSE 0 END) AS BIGINT) AS SetAside,
               CAST(SUM(CASE WHEN one.stands = 0 THEN one.paid ELSE 0 END) AS BIGINT) AS SetOff
        FROM (
            SELECT line.sender_agb AS agb, message.starts_on AS starts_on, line.amount_cents AS amount, {DueLine.PaidSql} AS paid,
                   CASE WHEN line.debit_credit = 'C' THEN 1 ELSE 0 END AS is_credit,
                   CASE WHEN line.debit_credit = 'C' THEN -1 WHEN reversal.number IS NULL THEN 1 ELSE 0 END AS stands,
                   CASE WHEN {OpenDispute.Sql} THEN 1 ELSE 0 END AS is_disputed
            FROM invoice_lines line
            JOIN declaration_messages message ON message.id = line.message_id
            LEFT JOIN postings reversal ON reversal.budget_id = line.budget_id AND reversal.reverses_number = line.posting_number
            WHERE line.municipality_code = @MunicipalityCode
              AND line.return_codes = ''
        ) one
        GROUP BY one.agb, one.starts_on
        """;

    private const string LedgerSql = """
        SELECT p.counterparty AS Agb,
               CAST(SUM(CASE 'payable' WHEN p.to_account THEN p.amount_cents WHEN p.from_account THEN -p.amount_cents ELSE 0 END) AS BIGINT) AS Payable,
               CAST(SUM(CASE 'paid' WHEN p.to_account THEN p.amount_cents WHEN p.from_account THEN -p.amount_cents ELSE 0 END) AS BIGINT) AS Paid
        FROM postings p
        JOIN budgets b ON b.id = p.budget_id
        WHERE b.municipality_code = @MunicipalityCode
          AND (p.to_account IN ('payable', 'paid') OR p.from_account IN ('payable', 'paid'))
        GROUP BY p.counterparty
        """;

    private const string NamesSql = """
        SELECT agb AS Agb, id AS Id, name AS Name
        FROM providers
        WHERE agb IN (SELECT sender_agb FROM declaration_messages WHERE municipality_code = @MunicipalityCode)
        """;
}
