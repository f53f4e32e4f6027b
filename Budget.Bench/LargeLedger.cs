using Budget.Core;
using Budget.Core.Ledger;
using Budget.Core.Storage;

namespace Budget.Bench;

/// <summary>
/// Fills a town's books far beyond what declaration messages can in a minute: lines and their postings, written by the ledger itself,
/// a budget a transaction. What it leaves is what the deeds would have left, but for the messages and the audit rows.
/// </summary>
internal static class LargeLedger
{
    private static readonly DateOnly FirstDay = new(2021, 7, 1);
    private static readonly DateOnly LastDay = new(2026, 1, 31);

    /// <param name="linesEach">How many accepted lines of one euro each assigned budget gets.</param>
    public static async Task Fill(BenchTown town, int linesEach)
    {
        IReadOnlyList<Assigned> all = [];
        await town.Database.Read(async session => all = await session.List<Assigned>(AssignedSql));
        var days = LastDay.DayNumber - FirstDay.DayNumber + 1;
        foreach (var assigned in all)
        {
            await town.Database.Overwrite(async session =>
            {
                var ledger = await BudgetLedger.Open(session, town.Finance, assigned.BudgetId);
                for (var line = 1; line <= linesEach; line++)
                {
                    await Book(session, ledger, assigned, line, FirstDay.AddDays(line % days));
                }
            });
        }
    }

    private static async Task Book(Session session, BudgetLedger ledger, Assigned assigned, int line, DateOnly day)
    {
        var id = session.NewId();
        var posting = BenchTown.Must(await ledger.Append(new NewPosting(
            PostingKind.Invoice, Account.Reserved, Account.Payable, new Money(100), day,
            OriginKind.InvoiceLine, id, $"declaration L{assigned.Number} line {line}", assigned.Id, BenchTown.Agb)));
        await session.Execute(InsertLineSql, new
        {
            Id = id.ToString("D"),
            assigned.MessageId,
            LineNumber = (assigned.Number * 1_000_000) + line,
            assigned.MunicipalityCode,
            BenchTown.Agb,
            Reference = $"L{assigned.Number}-{line}",
            assigned.Number,
            AssignmentId = assigned.Id,
            BenchTown.Category,
            BenchTown.Product,
            Day = day,
            assigned.BudgetId,
            PostingNumber = posting.Number,
        });
    }

    private sealed record Assigned(AssignmentId Id, long Number, BudgetId BudgetId, string MunicipalityCode, string MessageId);

    private const string AssignedSql = """
        SELECT a.id AS Id, a.number AS Number, a.budget_id AS BudgetId, a.municipality_code AS MunicipalityCode,
               (SELECT MIN(id) FROM declaration_messages) AS MessageId
        FROM assignments a
        ORDER BY a.number
        """;

    private const string InsertLineSql = """
        INSERT INTO invoice_lines (
            id, message_id, line_number, municipality_code, sender_agb, bsn, reference, previous_reference, assignment_number, assignment_id,
            category, product_code, starts_on, ends_on, volume, unit, rate_cents, amount_cents, debit_credit, return_codes, budget_id, posting_number)
        VALUES (
            @Id, @MessageId, @LineNumber, @MunicipalityCode, @Agb, '999900006', @Reference, NULL, @Number, @AssignmentId,
            @Category, @Product, @Day, @Day, 1, '04', 100, 100, 'D', '', @BudgetId, @PostingNumber)
        """;
}
