using System.Globalization;
using Budget.Core.Funds;
using Budget.Core.Ledger;
using Budget.Core.Storage;

namespace Budget.Core.Closing;

/// <summary>The postings of a year in an audit file: journal after journal, in each by the day of booking, one at a time.</summary>
internal static class AuditTransactions
{
    private static readonly CultureInfo Dutch = CultureInfo.GetCultureInfo("nl-NL");

    /// <summary>In the order of the numbers that <see cref="TransactionsSql"/> gives them: the name, what stands in it, and the schema's kind (M: memorial, P: purchases).</summary>
    private static readonly (string Id, string Description, string Kind)[] Journals =
    [
        ("toekenning", "Toegekend, teruggegeven of verschoven", "M"),
        ("reservering", "Gereserveerd voor aanbieders, en weer vrij", "M"),
        ("inkoop", "Facturen van aanbieders en uren van hulpen", "P"),
        ("betaling", "Betaald aan aanbieders en hulpen", "M"),
        ("correctie", "Teruggedraaide boekingen", "M"),
    ];

    /// <summary>A journal without a posting is left out.</summary>
    /// <param name="asked">The municipality, and the first and the last day.</param>
    /// <param name="providers">Which counterparties are providers; the others are care agreements.</param>
    public static async Task Write(Session session, AuditFileWriter xml, object asked, HashSet<string> providers, Stream target)
    {
        var open = 0L;
        await foreach (var row in session.Stream<Row>(TransactionsSql, asked))
        {
            if (row.Journal != open)
            {
                if (open > 0)
                {
                    xml.Close();
                }

                open = row.Journal;
                Begin(xml, Journals[(int)open - 1]);
            }

            Transaction(xml, row, providers.Contains(row.Counterparty));
            await xml.PassOn(target);
        }
    }

    /// <summary>As this file calls an account of the ledger; of the fund, with its year (<see cref="FundYear"/>).</summary>
    public static string AccountId(string account, int fundYear) => account switch
    {
        "fund" => string.Create(CultureInfo.InvariantCulture, $"fonds_{fundYear}"),
        "available" => "beschikbaar",
        "reserved" => "gereserveerd",
        "payable" => "te_betalen",
        _ => "betaald",
    };

    /// <summary>As this file calls who is paid: a provider by its AGB; a care agreement with letters in front, for its number looks like that of a budget, which stands beside it.</summary>
    public static string PartyId(string number, bool isOfProvider) => isOfProvider ? number : $"zo-{number}";

    private static void Begin(AuditFileWriter xml, (string Id, string Description, string Kind) journal)
    {
        xml.Open("journal");
        xml.Field("jrnID", journal.Id);
        xml.Field("desc", journal.Description);
        xml.Field("jrnTp", journal.Kind);
    }

    private static void Transaction(AuditFileWriter xml, Row row, bool isOfProvider)
    {
        var number = string.Create(CultureInfo.InvariantCulture, $"{row.Budget}/{row.Number}");
        xml.Open("transaction");
        xml.Field("nr", number);
        xml.Field("desc", PostingText.For(row.ToLine(isOfProvider), Dutch));
        xml.Number("periodNumber", row.PostedOn.Month);
        xml.Day("trDt", row.PostedOn);
        // The other way round than hledger has it: so what is owed to a supplier stands in credit, as accountants know it.
        Line(xml, row, number, row.FromAccount, isDebit: true, isOfProvider);
        Line(xml, row, number, row.ToAccount, isDebit: false, isOfProvider);
        xml.Close();
    }

    private static void Line(AuditFileWriter xml, Row row, string number, string account, bool isDebit, bool isOfProvider)
    {
        xml.Open("trLine");
        xml.Number("nr", isDebit ? 1 : 2);
        xml.Field("accID", AccountId(account, FundYear.Of(row.FundOn)));
        xml.Field("docRef", number);
        xml.Day("effDate", row.OccurredOn);
        xml.Amount("amnt", row.Amount);
        xml.Field("amntTp", isDebit ? "D" : "C");
        if (row.Counterparty.Length > 0)
        {
            xml.Field("custSupID", PartyId(row.Counterparty, isOfProvider));
        }

        if (row.InvoiceReference(number) is { } reference)
        {
            xml.Words("invRef", reference, AuditFileWriter.Long);
        }

        xml.Field("costID", row.Budget);
        xml.Field("prodID", row.Product);
        xml.Close();
    }

    /// <summary>How the reason of a payment begins; its number follows.</summary>
    private const string PaymentCode = "payment ";

    private sealed record Row(
        long Journal, string Budget, string Product, DateOnly FundOn, long Number, string Kind, string FromAccount, string ToAccount, Money Amount,
        DateOnly OccurredOn, DateOnly PostedOn, string Counterparty, long? ReversesNumber, string Reason, string? OriginNumber, string Unit,
        Quantity? Volume, DateOnly? StartsOn, DateOnly? EndsOn, string? DeclarationNumber, long? LineNumber)
    {
        /// <summary>
        /// What an invoice is found by: of a line the number of its declaration and its place there, of hours the number of their posting (they have no other), of a payment, also one that came back, its number.
        /// None of the rest. The reference that a provider typed with a line stays where it is: it could name somebody.
        /// </summary>
        public string? InvoiceReference(string number) =>
            DeclarationNumber is not null ? string.Create(CultureInfo.InvariantCulture, $"{DeclarationNumber}/{LineNumber}")
            : Kind == "claim" ? number
            : (FromAccount == "paid" || ToAccount == "paid") && Reason.StartsWith(PaymentCode, StringComparison.Ordinal) ? Reason[PaymentCode.Length..]
            : null;

        /// <summary>
        /// For its sentence, in which a number stands where people read a name. That it was taken back later is not said of it: what a year says does not change when it is over.
        /// </summary>
        public PostingLine ToLine(bool isOfProvider) => new(
            Number, Kind, FromAccount, ToAccount, Amount, OccurredOn, PostedOn, Money.Zero, Money.Zero, Money.Zero, Money.Zero, ReversesNumber, ReversedByNumber: null,
            OriginKind: "", OriginNumber, Counterparty.Length == 0 ? null : isOfProvider ? $"aanbieder {Counterparty}" : $"zorgovereenkomst {Counterparty}",
            ProductNl: null, ProductEn: null, Unit, Volume, StartsOn, EndsOn, Reason);
    }

    // Volume and days as PostingHistory finds them; what a provider typed as a reference with a line, and every name, stays where it is. CROSS JOIN as in AuditFile.PartiesSql.
    internal const string TransactionsSql = """
        SELECT CAST(CASE p.kind WHEN 'reserve' THEN 2 WHEN 'release' THEN 2 WHEN 'invoice' THEN 3 WHEN 'claim' THEN 3 WHEN 'payment' THEN 4 WHEN 'reversal' THEN 5 ELSE 1 END AS BIGINT) AS Journal,
               b.number AS Budget, b.product_code AS Product, b.starts_on AS FundOn, p.number AS Number, p.kind AS Kind, p.from_account AS FromAccount, p.to_account AS ToAccount,
               p.amount_cents AS Amount, p.occurred_on AS OccurredOn, p.posted_on AS PostedOn, p.counterparty AS Counterparty, p.reverses_number AS ReversesNumber,
               p.reason AS Reason, COALESCE(d.number, CAST(a.number AS TEXT)) AS OriginNumber, product.unit AS Unit,
               COALESCE(line.volume * CASE line.unit WHEN '83' THEN 1 ELSE 100 END, claim.volume_hundredths) AS Volume,
               COALESCE(line.starts_on, claim.starts_on) AS StartsOn, COALESCE(line.ends_on, claim.ends_on) AS EndsOn,
               message.declaration_number AS DeclarationNumber, line.line_number AS LineNumber
        FROM postings p
        CROSS JOIN budgets b
        JOIN products product ON product.municipality_code = b.municipality_code AND product.code = b.product_code
        LEFT JOIN decisions d ON p.reservation_id IS NULL AND d.id = p.origin_id
        LEFT JOIN invoice_lines line ON line.budget_id = p.budget_id AND line.posting_number = p.number AND line.id = p.origin_id
        LEFT JOIN declaration_messages message ON message.id = line.message_id
        LEFT JOIN claims claim ON p.reservation_id IS NULL AND claim.id = p.origin_id
        LEFT JOIN assignments a ON a.id = p.reservation_id
        WHERE p.posted_on >= @StartsOn
          AND p.posted_on <= @EndsOn
          AND b.id = p.budget_id
          AND b.municipality_code = @municipality
        ORDER BY Journal, p.posted_on, p.posted_at, b.number, p.number
        """;
}
