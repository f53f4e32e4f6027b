using System.Globalization;
using Budget.Core.Funds;
using Budget.Core.Ledger;
using Budget.Core.Storage;

namespace Budget.Core.Closing;

/// <summary>
/// The books of one municipality in one calendar year for an accountant's program: an XML Auditfile Financieel (XAF) 3.2
/// (docs/decisions/0037-audit-file.md). By the day of booking: what a year that is over says never changes. Each posting is one transaction of two lines, a debit on
/// the account that gives and a credit on the account that receives, in euro: what is owed to a supplier stands in credit. A provider has its number and name; a resident and a helper
/// have no name here, only the number of the budget and of the care agreement.
/// </summary>
public sealed class AuditFile(Database database)
{
    public const string Version = "1";

    /// <summary>The elements that say something of our books; the portal's page about the files of the books explains each.</summary>
    public static readonly IReadOnlyList<string> Elements =
    [
        "companyIdent", "taxRegIdent", "custSupID", "custSupName", "accID", "accTp", "periodNumber", "openingBalance", "jrnID", "nr", "desc", "trDt", "docRef", "effDate",
        "amntTp", "invRef", "costID", "prodID",
    ];

    private static readonly CultureInfo Dutch = CultureInfo.GetCultureInfo("nl-NL");

    /// <summary>
    /// Two walks over the postings of the year, found by their day however long the history, and three seeks for each budget of the municipality; memory does not grow with the postings. A budget that ran before a year that
    /// nobody closed costs more: what was booked on it since that year began is passed over.
    /// </summary>
    /// <param name="target">Emptied first, when it can be: when the question must be asked again after a passing fault, the file begins again too.</param>
    /// <returns>How many postings were written; none for who may not see the municipality's books, and then nothing was written.</returns>
    public async Task<long?> Write(Actor actor, int year, Stream target)
    {
        var isBegun = false;
        return await database.Read<long?>(async session =>
        {
            if (!actor.MaySeeBooks)
            {
                return null;
            }

            if (target.CanSeek)
            {
                target.SetLength(0);
            }
            else if (isBegun)
            {
                throw new InvalidOperationException("The database was away while an audit file was sent, and what was sent cannot be taken back.");
            }

            isBegun = true;
            return await Write(session, actor.MunicipalityCode, Period.Year(year), target);
        });
    }

    private static async Task<long> Write(Session session, string municipality, Period year, Stream target)
    {
        var asked = new { municipality, year.StartsOn, year.EndsOn, YearBefore = (long)year.StartsOn.Year - 1 };
        var town = await session.Single<string>(TownSql, asked);
        // In the order of the signs, whatever language a database sorts by.
        var parties = (await session.List<Party>(PartiesSql, asked)).OrderBy(party => party.Number, StringComparer.Ordinal).ToList();
        var accounts = AccountsOf(await session.List<Opening>(OpeningSql, asked));
        var count = parties.Sum(party => party.Postings);
        var moved = parties.Aggregate(Money.Zero, (sum, party) => sum + party.Amount);

        using var xml = new AuditFileWriter();
        Header(xml, year, session.Today);
        xml.Open("company");
        xml.Field("companyIdent", municipality);
        xml.Words("companyName", $"Gemeente {town}", AuditFileWriter.Long);
        xml.Field("taxRegistrationCountry", "NL");
        // The schema wants it, and the portal does not know it.
        xml.Field("taxRegIdent", "");
        CustomersSuppliers(xml, parties);
        xml.Group("generalLedger", () =>
        {
            foreach (var account in accounts)
            {
                LedgerAccount(xml, account);
            }
        });
        xml.Group("periods", () =>
        {
            foreach (var month in year.Months())
            {
                MonthOf(xml, month);
            }
        });
        OpeningBalance(xml, year, [.. accounts.Where(account => account.Opening != Money.Zero)]);
        xml.Open("transactions");
        Totals(xml, count * 2, moved, moved);
        await AuditTransactions.Write(session, xml, asked, parties.Where(party => party.Name is not null).Select(party => party.Number).ToHashSet(StringComparer.Ordinal), target);
        await xml.End(target);
        return count;
    }

    private static void Header(AuditFileWriter xml, Period year, DateOnly madeOn) => xml.Group("header", () =>
    {
        xml.Number("fiscalYear", year.StartsOn.Year);
        xml.Day("startDate", year.StartsOn);
        xml.Day("endDate", year.EndsOn);
        xml.Field("curCode", "EUR");
        xml.Day("dateCreated", madeOn);
        xml.Field("softwareDesc", "Eigen Regie");
        xml.Field("softwareVersion", typeof(AuditFile).Assembly.GetName().Version?.ToString(3) ?? "");
    });

    private static void CustomersSuppliers(AuditFileWriter xml, List<Party> parties) => xml.Group("customersSuppliers", () =>
    {
        // Postings with nobody outside have an empty number.
        foreach (var party in parties.Where(party => party.Number.Length > 0))
        {
            xml.Open("customerSupplier");
            xml.Field("custSupID", AuditTransactions.PartyId(party.Number, party.Name is not null));
            xml.Words("custSupName", party.Name ?? $"Zorgovereenkomst {party.Number}", AuditFileWriter.Short);
            if (party.Kvk is not null)
            {
                xml.Field("commerceNr", party.Kvk);
            }

            xml.Field("custSupTp", "S");
            xml.Close();
        }
    });

    private static void LedgerAccount(AuditFileWriter xml, AccountOfYear account) => xml.Group("ledgerAccount", () =>
    {
        xml.Field("accID", account.Id);
        xml.Field("accDesc", account.Description);
        // All of the balance sheet: each takes what stands on it along into the next year.
        xml.Field("accTp", "B");
    });

    private static void MonthOf(AuditFileWriter xml, Period month) => xml.Group("period", () =>
    {
        xml.Number("periodNumber", month.StartsOn.Month);
        xml.Field("periodDesc", month.StartsOn.MonthName(Dutch));
        xml.Day("startDatePeriod", month.StartsOn);
        xml.Day("endDatePeriod", month.EndsOn);
    });

    private static void OpeningBalance(AuditFileWriter xml, Period year, List<AccountOfYear> accounts) => xml.Group("openingBalance", () =>
    {
        xml.Day("opBalDate", year.StartsOn);
        xml.Field("opBalDesc", "Wat er bij het begin van het jaar in de boeken stond");
        var debit = accounts.Where(account => account.Opening.IsPositive).Aggregate(Money.Zero, (sum, account) => sum + account.Opening);
        Totals(xml, accounts.Count, debit, accounts.Where(account => account.Opening.IsNegative).Aggregate(Money.Zero, (sum, account) => sum - account.Opening));
        foreach (var (at, account) in accounts.Index())
        {
            xml.Open("obLine");
            xml.Number("nr", at + 1);
            xml.Field("accID", account.Id);
            xml.Amount("amnt", account.Opening.IsNegative ? -account.Opening : account.Opening);
            xml.Field("amntTp", account.Opening.IsNegative ? "C" : "D");
            xml.Close();
        }
    });

    private static void Totals(AuditFileWriter xml, long lines, Money debit, Money credit)
    {
        xml.Number("linesCount", lines);
        xml.Amount("totalDebit", debit);
        xml.Amount("totalCredit", credit);
    }

    /// <summary>A fund for each year in which budgets begin, and the four accounts of all budgets together.</summary>
    private static List<AccountOfYear> AccountsOf(IReadOnlyList<Opening> openings)
    {
        var all = openings.Aggregate(Balance.Empty, (sum, opening) => sum.Plus(opening.Balance));
        return
        [
            .. openings.GroupBy(opening => FundYear.Of(opening.StartsOn)).OrderBy(fund => fund.Key).Select(fund => new AccountOfYear(
                AuditTransactions.AccountId("fund", fund.Key),
                string.Create(CultureInfo.InvariantCulture, $"Geld van de gemeente voor budgetten die beginnen in {fund.Key}"),
                fund.Aggregate(Money.Zero, (sum, opening) => sum + opening.Balance.Granted))),
            new(AuditTransactions.AccountId("available", 0), "Toegekend, niet gereserveerd en niet besteed", -all.Available),
            new(AuditTransactions.AccountId("reserved", 0), "Gereserveerd voor gekozen aanbieders", -all.Reserved),
            new(AuditTransactions.AccountId("payable", 0), "Besteed, nog te betalen aan aanbieders en hulpen", -all.Payable),
            new(AuditTransactions.AccountId("paid", 0), "Besteed en betaald aan aanbieders en hulpen", -all.Paid),
        ];
    }

    /// <param name="Opening">What stood on it when the year began: above zero debit, below zero credit.</param>
    private sealed record AccountOfYear(string Id, string Description, Money Opening);

    private const string TownSql = """
        SELECT name
        FROM municipalities
        WHERE code = @municipality
        """;

    /// <summary>Who is paid, and what all postings with it come to.</summary>
    /// <param name="Name">Of a provider; none of a helper, and of nobody.</param>
    private sealed record Party(string Number, string? Name, string? Kvk, long Postings, Money Amount);

    // CROSS JOIN: SQLite would start at the budgets of the town and read all that was ever booked on them.
    internal const string PartiesSql = """
        SELECT p.counterparty AS Number, provider.name AS Name, provider.kvk AS Kvk, COUNT(*) AS Postings, CAST(SUM(p.amount_cents) AS BIGINT) AS Amount
        FROM postings p
        CROSS JOIN budgets b
        LEFT JOIN providers provider ON provider.agb = p.counterparty
        WHERE p.posted_on >= @StartsOn
          AND p.posted_on <= @EndsOn
          AND b.id = p.budget_id
          AND b.municipality_code = @municipality
        GROUP BY p.counterparty, provider.name, provider.kvk
        """;

    /// <summary>What stood on the budgets that begin on one day, when the year began.</summary>
    private sealed record Opening(DateOnly StartsOn, Money Available, Money Reserved, Money Payable, Money Paid)
    {
        public Balance Balance => new(Available, Reserved, Payable, Paid);
    }

    // The budgets that had a posting by the end of the year; the last one before the year knows the balance. Which that was, the closing of the year before says; where nobody closed it, it is looked for from the newest
    // back, and not at all on a budget that began later.
    private const string OpeningSql = """
        SELECT b.starts_on AS StartsOn,
               CAST(SUM(COALESCE(last.available_cents, 0)) AS BIGINT) AS Available, CAST(SUM(COALESCE(last.reserved_cents, 0)) AS BIGINT) AS Reserved,
               CAST(SUM(COALESCE(last.payable_cents, 0)) AS BIGINT) AS Payable, CAST(SUM(COALESCE(last.paid_cents, 0)) AS BIGINT) AS Paid
        FROM budgets b
        JOIN postings opened ON opened.budget_id = b.id
            AND opened.number = 1
            AND opened.posted_on <= @EndsOn
        LEFT JOIN year_balances closed ON closed.budget_id = b.id
            AND closed.year = @YearBefore
        LEFT JOIN postings last ON last.budget_id = b.id
            AND last.number = COALESCE(closed.posting_number, (
                SELECT earlier.number
                FROM postings earlier
                WHERE opened.posted_on < @StartsOn
                  AND earlier.budget_id = b.id
                  AND earlier.posted_on < @StartsOn
                ORDER BY earlier.number DESC
                LIMIT 1))
        WHERE b.municipality_code = @municipality
        GROUP BY b.starts_on
        """;
}
