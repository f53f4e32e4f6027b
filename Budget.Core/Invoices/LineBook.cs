using System.Numerics;
using Budget.Core.Decisions;
using Budget.Core.Disputes;
using Budget.Core.Iwmo;
using Budget.Core.Ledger;
using Budget.Core.Providers;
using Budget.Core.Residents;
using Budget.Core.Secrecy;
using Budget.Core.Storage;

namespace Budget.Core.Invoices;

/// <summary>
/// Takes the lines of one message: judges each, books what is accepted, writes down what became of it. Lines are judged by the fingerprints of
/// their BSNs, one a client: nothing is opened for it. An accepted line has no BSN, because it is that of the assignment's resident.
/// What the books say is asked for a group of lines at once; what the lines before it in the group did is kept beside it.
/// </summary>
/// <param name="hidden">The municipality's key, for the BSN on a line that is rejected.</param>
internal sealed class LineBook(Session session, Actor actor, Declaration declaration, MessageId messageId, TextKey hidden)
{
    private readonly List<RejectedLine> rejected = [];

    // Of the group that is being taken. A budget stays locked by this transaction once opened, so what was read of it stays true.
    private readonly Dictionary<string, string> fingerprints = new(StringComparer.Ordinal);
    private readonly Dictionary<BudgetId, BudgetLedger> ledgers = [];
    private readonly HashSet<string> references = new(StringComparer.Ordinal);
    private readonly List<(AssignmentId Assignment, DeclarationLine Line)> booked = [];

    public IReadOnlyList<RejectedLine> Rejected => rejected;

    /// <summary>Credits before debits (Standaard Administratieprotocol 3.2.b), each kind in the order of the message.</summary>
    public async Task TakeAll()
    {
        var groups = 0;
        foreach (var isCredit in (bool[])[true, false])
        {
            foreach (var group in declaration.Lines.Where(line => line.IsCredit == isCredit).Chunk(LineFacts.MostAtOnce))
            {
                await Take(group);
                // Each time there is twice as much; most messages are one group.
                if (++groups > 1 && BitOperations.IsPow2(groups))
                {
                    await session.PlanAgain();
                }
            }
        }
    }

    private async Task Take(DeclarationLine[] group)
    {
        fingerprints.Clear();
        ledgers.Clear();
        references.Clear();
        booked.Clear();
        var facts = await LineFacts.Of(session, declaration.Header, group);
        foreach (var ledger in await BudgetLedger.OpenEach(session, actor, [.. facts.Select(one => one.Assignment?.BudgetId).OfType<BudgetId>().Distinct()]))
        {
            ledgers[ledger.BudgetId] = ledger;
        }

        for (var place = 0; place < group.Length; place++)
        {
            await Take(group[place], facts[place]);
        }
    }

    private async Task Take(DeclarationLine line, LineFacts facts)
    {
        var assignment = facts.Assignment;
        var previous = line.IsCredit && assignment is not null ? await Previous(line) : null;
        var codes = JudgeLine.Judge(
            line with { Bsn = await FingerprintOf(line.Bsn) }, declaration.Period, assignment is null ? null : await Terms(assignment),
            new LineHistory(!references.Add(line.Reference) || facts.ReferenceUsed, IsDeclared(line, assignment), previous?.ToPreviousLine()));
        Posting? posting = null;
        var id = session.NewId();
        var bsn = codes.Count == 0 ? "" : hidden.Hide(HiddenColumn.LineBsn, $"{id:D}", line.Bsn);
        object?[] columns =
        [
            id, messageId.Value, (long)line.Number, declaration.Header.MunicipalityCode, declaration.Header.SenderAgb, bsn, line.Reference, line.PreviousReference,
            line.AssignmentNumber, assignment?.Id.Value, line.Category, line.ProductCode, line.Period.StartsOn, line.Period.EndsOn, line.Volume, line.Unit, line.Rate?.Cents,
            line.Amount.Cents, line.IsCredit ? "C" : "D", string.Join(' ', codes),
        ];
        if (codes.Count == 0 && line.Amount.IsPositive)
        {
            posting = await Book(line, assignment!, previous, id, Seal.Of(columns));
            booked.Add((assignment!.Id, line));
        }

        if (codes.Count > 0)
        {
            rejected.Add(new RejectedLine(line, codes));
        }

        await session.Wire.Send(InsertLineSql, [.. columns, posting?.BudgetId.Value, posting?.Number]);
    }

    /// <summary>The rules have said yes, so a refusal by the ledger here is a fault of ours and undoes the whole message.</summary>
    private async Task<Posting> Book(DeclarationLine line, AssignmentFacts assignment, PreviousRow? previous, Guid id, string seal)
    {
        var reason = $"declaration {declaration.Number} line {line.Number}";
        var ledger = await LedgerOf(line.IsCredit ? previous!.BudgetId!.Value : assignment.BudgetId);
        var posted = line.IsCredit
            ? await ledger.Reverse(previous!.PostingNumber!.Value, reason, seal)
            : await ledger.Append(new NewPosting(
                PostingKind.Invoice, Account.Reserved, Account.Payable, line.Amount, line.Period.EndsOn,
                OriginKind.InvoiceLine, id, reason, assignment.Id, declaration.Header.SenderAgb, Seal: seal));
        if (line.IsCredit)
        {
            await DisputeEnd.TakenBack(session, actor, ledger.BudgetId, previous!.PostingNumber!.Value, posted.Value.Number, DisputeEnd.Credited);
        }

        return posted.Value;
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

    private async Task<AssignmentTerms> Terms(AssignmentFacts assignment) =>
        assignment.Terms(await ledgers[assignment.BudgetId].LeftOf(assignment.Id), Before(assignment).Sum(line => line.Volume));

    /// <summary>Something stands for the same assignment, product and days (9389).</summary>
    private bool IsDeclared(DeclarationLine line, AssignmentFacts? assignment) =>
        !line.IsCredit && assignment is not null
        && (assignment.IsDeclared || Before(assignment).Any(before => before.ProductCode == line.ProductCode && before.Period.Overlaps(line.Period)));

    /// <summary>What was booked on an assignment since the group was asked about. A group of credits asks nothing of it.</summary>
    private IEnumerable<DeclarationLine> Before(AssignmentFacts assignment) => booked.Where(one => one.Assignment == assignment.Id).Select(one => one.Line);

    private Task<PreviousRow?> Previous(DeclarationLine line) => session.FirstOrNone<PreviousRow>(
        PreviousSql, new { declaration.Header.MunicipalityCode, declaration.Header.SenderAgb, line.PreviousReference });

    private sealed record PreviousRow(
        string BsnHash, long AssignmentNumber, string Category, string ProductCode, DateOnly StartsOn, DateOnly EndsOn, long Volume, string Unit,
        Money? Rate, Money Amount, BudgetId? BudgetId, long? PostingNumber, long Credits)
    {
        public PreviousLine ToPreviousLine() => new(
            BsnHash, AssignmentNumber, Category, ProductCode, new Period(StartsOn, EndsOn), Volume, Unit, Rate, Amount, Credited: Credits > 0);
    }

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
