using Budget.Core.Decisions;
using Budget.Core.Departures;
using Budget.Core.Iwmo;
using Budget.Core.Ledger;
using Budget.Core.Providers;
using Budget.Core.Storage;

namespace Budget.Core.Invoices;

/// <summary>
/// What the books say of a line before it is judged: its assignment, what stands of it, and whether its reference was used. Asked for a group of lines with one
/// statement, because a question for each costs more than all the rest that is done with a line.
/// </summary>
/// <param name="ReferenceUsed">By a line of an earlier message, or earlier in this one and in another group.</param>
/// <param name="Assignment">None when the sender has no assignment of that number here.</param>
internal sealed record LineFacts(bool ReferenceUsed, AssignmentFacts? Assignment)
{
    /// <summary>Lines in a group: each has its budget, and as many are opened at once.</summary>
    public const int MostAtOnce = BudgetLedger.MostAtOnce;

    /// <summary>Small messages are many, and a question that is always as long as the longest would cost them more than it saves.</summary>
    private const int Few = 4;

    private static readonly string[] Columns = ["Row", "Assignment", "Product", "Month", "Starts", "Ends", "Reference"];
    private static readonly string[][] Names = [.. Enumerable.Range(0, MostAtOnce).Select(row => Columns.Select(column => FormattableString.Invariant($"@{column}{row}")).ToArray())];
    private static readonly string FewSql = Sql(Few);
    private static readonly string ManySql = Sql(MostAtOnce);

    /// <summary>Of each line in the order in which they are given; at most <see cref="MostAtOnce"/>.</summary>
    public static async Task<IReadOnlyList<LineFacts>> Of(Session session, MessageHeader header, IReadOnlyList<DeclarationLine> lines)
    {
        var rows = lines.Count <= Few ? Few : MostAtOnce;
        List<(string, object)> values = [("@MunicipalityCode", header.MunicipalityCode), ("@SenderAgb", header.SenderAgb)];
        for (var row = 0; row < rows; row++)
        {
            // What is too much of the text asks for the last line once more, and is passed over.
            var line = lines[Math.Min(row, lines.Count - 1)];
            object[] asked = [(long)row, line.AssignmentNumber, line.ProductCode, Period.MonthOf(line.Period.StartsOn).StartsOn, line.Period.StartsOn, line.Period.EndsOn, line.Reference];
            values.AddRange(Names[row].Zip(asked));
        }

        var facts = new LineFacts[rows];
        foreach (var (row, found) in await session.List(rows == Few ? FewSql : ManySql, Read, [.. values]))
        {
            facts[row] = found;
        }

        return facts;
    }

    private static (long Row, LineFacts Facts) Read(StoredRows row) => (
        row.Number(0),
        new LineFacts(row.Number(1) != 0, row.OptionalTextOf(2) is not { } id ? null : new AssignmentFacts(
            new AssignmentId(Guid.ParseExact(id, "D")), row.Number(3), new BudgetId(Guid.ParseExact(row.TextOf(4), "D")), row.TextOf(5),
            row.TextOf(6), row.TextOf(7), row.TextOf(8), row.Amount(9), row.DayOf(10)!.Value, row.DayOf(11)!.Value,
            Quantity.FromHundredths(row.Number(12)), StoredNames.Parse<Frequency>(row.TextOf(13)), row.Amount(14), row.Number(15), row.Number(16) != 0)));

    /// <summary>Nothing that somebody gave is in the text: as many places as there are lines in a group.</summary>
    private static string Sql(int rows) => $"""
        WITH asked (row, assignment_number, product_code, month_starts_on, starts_on, ends_on, reference) AS (
            VALUES {string.Join(", ", Names.Take(rows).Select(row => $"({string.Join(", ", row)})"))})
        {FactsSql}
        """;

    private const string FactsSql = $"""
        SELECT asked.row,
               (SELECT COUNT(*)
                FROM invoice_lines used
                WHERE used.municipality_code = @MunicipalityCode
                  AND used.sender_agb = @SenderAgb
                  AND used.reference = asked.reference) AS reference_used,
               a.id, a.number, a.budget_id, COALESCE(r.bsn_hash, ''), p.category, p.code, p.unit,
               {ContractRate.OfAssignmentWhenAsked} AS rate_cents,
               a.starts_on, CASE WHEN gone.last_on < COALESCE(ended.ended_on, a.ends_on) THEN gone.last_on ELSE COALESCE(ended.ended_on, a.ends_on) END, b.volume_hundredths, b.frequency,
               CAST(COALESCE((
                   SELECT SUM(shift.amount_cents)
                   FROM shifts shift
                   JOIN shift_answers said ON said.shift_id = shift.id
                   WHERE shift.to_budget_id = b.id
                     AND said.outcome = 'agreed'), 0) AS BIGINT) AS shifted_cents,
               CAST(COALESCE((
                   SELECT SUM(line.volume)
                   FROM invoice_lines line
                   WHERE line.assignment_id = a.id
                     AND {StandingDebit.Sql}), 0) AS BIGINT) AS declared,
               (SELECT COUNT(*)
                FROM invoice_lines line
                WHERE line.assignment_id = a.id
                  AND line.starts_on >= asked.month_starts_on
                  AND line.starts_on <= asked.ends_on
                  AND line.ends_on >= asked.starts_on
                  AND line.product_code = asked.product_code
                  AND {StandingDebit.Sql}) AS same_period
        FROM asked
        LEFT JOIN assignments a ON a.municipality_code = @MunicipalityCode AND a.number = asked.assignment_number
            AND a.provider_id = (SELECT id FROM providers WHERE agb = @SenderAgb)
        LEFT JOIN assignment_ends ended ON ended.assignment_id = a.id
        LEFT JOIN budgets b ON b.id = a.budget_id
        LEFT JOIN residents r ON r.id = b.resident_id
        {Departure.Join}
        LEFT JOIN products p ON p.municipality_code = b.municipality_code AND p.code = b.product_code
        """;
}

/// <summary>The assignment that a line names.</summary>
/// <param name="Rate">The contract's on the first day of the line.</param>
/// <param name="EndsOn">The last day, also when it was ended before its time, and never after its resident died or moved; before the first day when it never ran.</param>
/// <param name="Volume">As granted, each week, each month or in total.</param>
/// <param name="Shifted">What was shifted to its budget since.</param>
/// <param name="Declared">What stands of it by other lines, in the declared unit.</param>
/// <param name="IsDeclared">Something stands of the days of the line.</param>
internal sealed record AssignmentFacts(
    AssignmentId Id, long Number, BudgetId BudgetId, string BsnHash, string Category, string ProductCode, string Unit, Money Rate,
    DateOnly StartsOn, DateOnly EndsOn, Quantity Volume, Frequency Frequency, Money Shifted, long Declared, bool IsDeclared)
{
    public AssignmentTerms Terms(Money left, long declaredSince)
    {
        // The resident went elsewhere before it began: it never ran.
        var neverRan = EndsOn < StartsOn;
        var period = new Period(StartsOn, neverRan ? StartsOn : EndsOn);
        var isEuro = Unit == IwmoCodes.Euro;
        var shifted = isEuro ? Shifted.Cents : (Shifted.Cents + Rate.Cents - 1) / Rate.Cents;
        var allotted = new AllottedVolume(Volume, Frequency, period, Category, Unit, isEuro ? Rate.Cents : 1, shifted, Declared + declaredSince);
        return new AssignmentTerms(Number, BsnHash, Category, ProductCode, Unit, Rate, period, Removed: neverRan, allotted, left);
    }
}
