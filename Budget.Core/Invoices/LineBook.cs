using Budget.Core.Decisions;
using Budget.Core.Iwmo;
using Budget.Core.Ledger;
using Budget.Core.Providers;
using Budget.Core.Residents;
using Budget.Core.Secrecy;
using Budget.Core.Storage;

namespace Budget.Core.Invoices;

/// <summary>
/// Takes the lines of one message, one by one: judges, books what is accepted, writes down what became of each. Lines are judged by the fingerprints of
/// their BSNs, one a client: nothing is opened for it. An accepted line has no BSN, because it is that of the assignment's resident.
/// </summary>
/// <param name="hidden">The municipality's key, for the BSN on a line that is rejected.</param>
internal sealed class LineBook(Session session, Actor actor, Declaration declaration, MessageId messageId, TextKey hidden)
{
    private readonly Dictionary<string, string> fingerprints = new(StringComparer.Ordinal);

    // A budget stays locked by this transaction once opened, so what was read of it stays true.
    private readonly Dictionary<BudgetId, BudgetLedger> ledgers = [];
    private readonly List<RejectedLine> rejected = [];

    public IReadOnlyList<RejectedLine> Rejected => rejected;

    public async Task Take(DeclarationLine line)
    {
        var header = declaration.Header;
        var assignment = await session.FirstOrNone<AssignmentRow>(
            AssignmentSql, new { header.MunicipalityCode, header.SenderAgb, line.AssignmentNumber, RateOn = line.Period.StartsOn });
        // Opens the budget first: what is read of its lines after this cannot be reversed by somebody else meanwhile.
        var standing = assignment is null || line.IsCredit ? Standing.None : await session.Single<Standing>(
            StandingSql, new { assignment.Id, line.ProductCode, line.Period.StartsOn, line.Period.EndsOn });
        var terms = assignment is null ? null : await Terms(assignment, standing.Declared);
        var previous = line.IsCredit ? await Previous(line) : null;
        var judged = line with { Bsn = await FingerprintOf(line.Bsn) };
        var codes = JudgeLine.Judge(judged, declaration.Period, terms, await History(line, standing.SamePeriod > 0, previous));
        Posting? posting = null;
        var id = session.NewId();
        var bsn = codes.Count == 0 ? "" : hidden.Hide(HiddenColumn.LineBsn, $"{id:D}", line.Bsn);
        object?[] facts =
        [
            id, messageId.Value, (long)line.Number, header.MunicipalityCode, header.SenderAgb, bsn, line.Reference, line.PreviousReference, line.AssignmentNumber,
            assignment?.Id.Value, line.Category, line.ProductCode, line.Period.StartsOn, line.Period.EndsOn, line.Volume, line.Unit, line.Rate?.Cents,
            line.Amount.Cents, line.IsCredit ? "C" : "D", string.Join(' ', codes),
        ];
        if (codes.Count == 0 && line.Amount.IsPositive)
        {
            posting = await Book(line, assignment!, previous, id, Seal.Of(facts));
        }

        if (codes.Count > 0)
        {
            rejected.Add(new RejectedLine(line, codes));
        }

        await session.Wire.Send(InsertLineSql, [.. facts, posting?.BudgetId.Value, posting?.Number]);
    }

    /// <summary>The rules have said yes, so a refusal by the ledger here is a fault of ours and undoes the whole message.</summary>
    private async Task<Posting> Book(DeclarationLine line, AssignmentRow assignment, PreviousRow? previous, Guid id, string seal)
    {
        var reason = $"declaration {declaration.Number} line {line.Number}";
        var ledger = await LedgerOf(line.IsCredit ? previous!.BudgetId!.Value : assignment.BudgetId);
        var booked = line.IsCredit
            ? await ledger.Reverse(previous!.PostingNumber!.Value, reason, seal)
            : await ledger.Append(new NewPosting(
                PostingKind.Invoice, Account.Reserved, Account.Payable, line.Amount, line.Period.EndsOn,
                OriginKind.InvoiceLine, id, reason, assignment.Id, declaration.Header.SenderAgb, Seal: seal));
        return booked.Value;
    }

    private async Task<string> FingerprintOf(string bsn)
    {
        if (!fingerprints.TryGetValue(bsn, out var fingerprint))
        {
            fingerprints[bsn] = fingerprint = await session.Keys.QuickFingerprint(session, ResidentByBsn.Kind, bsn);
        }

        return fingerprint;
    }

    private async Task<BudgetLedger> LedgerOf(BudgetId budget)
    {
        if (!ledgers.TryGetValue(budget, out var ledger))
        {
            ledgers[budget] = ledger = await BudgetLedger.Open(session, actor, budget);
        }

        return ledger;
    }

    private async Task<AssignmentTerms> Terms(AssignmentRow row, long declared)
    {
        var ledger = await LedgerOf(row.BudgetId);
        // The resident went elsewhere before it began: it never ran.
        var neverRan = row.EndsOn < row.StartsOn;
        var period = new Period(row.StartsOn, neverRan ? row.StartsOn : row.EndsOn);
        var isEuro = row.Unit == IwmoCodes.Euro;
        var shifted = isEuro ? row.Shifted.Cents : (row.Shifted.Cents + row.Rate.Cents - 1) / row.Rate.Cents;
        var allotted = new AllottedVolume(
            row.Volume, StoredNames.Parse<Frequency>(row.Frequency), period, row.Category, row.Unit, isEuro ? row.Rate.Cents : 1, shifted, declared);
        return new AssignmentTerms(
            row.Number, row.BsnHash, row.Category, row.ProductCode, row.Unit, row.Rate, period, Removed: neverRan, allotted, await ledger.LeftOf(row.Id));
    }

    private async Task<LineHistory> History(DeclarationLine line, bool isBooked, PreviousRow? previous)
    {
        var header = declaration.Header;
        var used = await session.Single<long>(ReferenceUsedSql, new { header.MunicipalityCode, header.SenderAgb, line.Reference }) > 0;
        return new LineHistory(used, isBooked, previous?.ToPreviousLine());
    }

    private Task<PreviousRow?> Previous(DeclarationLine line) => session.FirstOrNone<PreviousRow>(
        PreviousSql, new { declaration.Header.MunicipalityCode, declaration.Header.SenderAgb, line.PreviousReference });

    private sealed record AssignmentRow(
        AssignmentId Id, long Number, BudgetId BudgetId, string BsnHash, string Category, string ProductCode, string Unit, Money Rate,
        DateOnly StartsOn, DateOnly EndsOn, Quantity Volume, string Frequency, Money Shifted);

    /// <summary>What stands by the lines before: how much of the assignment was declared, and how many of those lines touch the period of this one.</summary>
    private sealed record Standing(long Declared, long SamePeriod)
    {
        public static readonly Standing None = new(0, 0);
    }

    private sealed record PreviousRow(
        string BsnHash, long AssignmentNumber, string Category, string ProductCode, DateOnly StartsOn, DateOnly EndsOn, long Volume, string Unit,
        Money? Rate, Money Amount, BudgetId? BudgetId, long? PostingNumber, long Credits)
    {
        public PreviousLine ToPreviousLine() => new(
            BsnHash, AssignmentNumber, Category, ProductCode, new Period(StartsOn, EndsOn), Volume, Unit, Rate, Amount, Credited: Credits > 0);
    }

    private const string AssignmentSql = $"""
        SELECT a.id AS Id, a.number AS Number, a.budget_id AS BudgetId, COALESCE(r.bsn_hash, '') AS BsnHash, p.category AS Category, p.code AS ProductCode,
               p.unit AS Unit, {ContractRate.OfAssignment} AS Rate, a.starts_on AS StartsOn,
               COALESCE(ended.ended_on, a.ends_on) AS EndsOn, b.volume_hundredths AS Volume, b.frequency AS Frequency,
               CAST(COALESCE((
                   SELECT SUM(shift.amount_cents)
                   FROM shifts shift
                   JOIN shift_answers said ON said.shift_id = shift.id
                   WHERE shift.to_budget_id = b.id
                     AND said.outcome = 'agreed'), 0) AS BIGINT) AS Shifted
        FROM assignments a
        LEFT JOIN assignment_ends ended ON ended.assignment_id = a.id
        JOIN providers provider ON provider.id = a.provider_id
        JOIN budgets b ON b.id = a.budget_id
        JOIN residents r ON r.id = b.resident_id
        JOIN products p ON p.municipality_code = b.municipality_code AND p.code = b.product_code
        WHERE a.municipality_code = @MunicipalityCode
          AND a.number = @AssignmentNumber
          AND provider.agb = @SenderAgb
        """;

    private const string ReferenceUsedSql = """
        SELECT COUNT(*)
        FROM invoice_lines
        WHERE municipality_code = @MunicipalityCode
          AND sender_agb = @SenderAgb
          AND reference = @Reference
        """;

    private const string StandingSql = $"""
        SELECT CAST(COALESCE(SUM(line.volume), 0) AS BIGINT) AS Declared,
               COUNT(CASE WHEN line.product_code = @ProductCode AND line.starts_on <= @EndsOn AND line.ends_on >= @StartsOn THEN 1 END) AS SamePeriod
        FROM invoice_lines line
        WHERE line.assignment_id = @Id
          AND {StandingDebit.Sql}
        """;

    private const string PreviousSql = """
        SELECT COALESCE(r.bsn_hash, '') AS BsnHash, line.assignment_number AS AssignmentNumber, line.category AS Category, line.product_code AS ProductCode,
               line.starts_on AS StartsOn, line.ends_on AS EndsOn, line.volume AS Volume, line.unit AS Unit, line.rate_cents AS Rate,
               line.amount_cents AS Amount, line.budget_id AS BudgetId, line.posting_number AS PostingNumber,
               (SELECT COUNT(*)
                FROM postings reversal
                WHERE reversal.budget_id = line.budget_id
                  AND reversal.reverses_number = line.posting_number) AS Credits
        FROM invoice_lines line
        JOIN assignments a ON a.id = line.assignment_id
        JOIN budgets b ON b.id = a.budget_id
        JOIN residents r ON r.id = b.resident_id
        WHERE line.municipality_code = @MunicipalityCode
          AND line.sender_agb = @SenderAgb
          AND line.reference = @PreviousReference
          AND line.debit_credit = 'D'
          AND line.return_codes = ''
        """;

    /// <summary>What came in and what we said of it, in the order in which the posting seals it.</summary>
    internal const string SealedColumns = """
        id, message_id, line_number, municipality_code, sender_agb, bsn, reference, previous_reference, assignment_number, assignment_id,
        category, product_code, starts_on, ends_on, volume, unit, rate_cents, amount_cents, debit_credit, return_codes
        """;

    internal const string InsertLineSql = $"""
        INSERT INTO invoice_lines ({SealedColumns}, budget_id, posting_number)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22)
        """;
}
