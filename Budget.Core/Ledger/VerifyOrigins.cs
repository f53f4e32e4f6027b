using System.Runtime.InteropServices;
using Budget.Core.Disputes;
using Budget.Core.Invoices;
using Budget.Core.PersonHeld;
using Budget.Core.Storage;

namespace Budget.Core.Ledger;

/// <summary>
/// That every accepted invoice line, claim and payment has its posting, and every such posting its line, claim or payment, as they were when it was booked. Both
/// sides are added up as fingerprints while they are read; only when the sums differ does a join look for the first that is wrong.
/// </summary>
internal sealed class VerifyOrigins(Fingerprint fingerprint)
{
    internal static readonly int[] LineColumns = [Seal.Count(LineBook.SealedColumns)];
    internal static readonly int[] ClaimColumns = [Seal.Count(BookedClaim.SealedColumns), Seal.Count(BookedClaim.AgreementColumns)];
    internal static readonly int[] ProposalColumns = [Seal.Count(ApproveReversal.SealedColumns)];
    internal static readonly int[] DisputeColumns = [Seal.Count(DisputeEnd.DisputeColumns), Seal.Count(DisputeEnd.AnswerColumns), Seal.Count(DisputeEnd.EndColumns)];
    private readonly Lock sums = new();
    private readonly Dictionary<ulong, MessageTotals> messages = [];

    /// <summary>The sum over the lines and claims that must be booked, in whatever order they stand.</summary>
    public ulong Booked { get; private set; }

    /// <summary>The same with the seal of each as it stands now, and of the credits, approved proposals and disputes that reversed one.</summary>
    public ulong Sealed { get; private set; }

    public void ReadLines(Session session, string municipality)
    {
        var (booked, sealedSum) = (0UL, 0UL);
        using var row = session.Rows(LinesSql, ("@Municipality", municipality));
        while (row.Next())
        {
            var (amount, isCredit, isAccepted) = (row.Number(17), row.Text(18).SequenceEqual("C"u8), row.Text(19).IsEmpty);
            Totals(row).Add(isCredit ? -amount : amount, isAccepted);
            if (row.Number(21) != 0 || (isAccepted && amount != 0))
            {
                var (budget, number, line) = (fingerprint.Of(row.Text(20)), row.Number(21), isCredit ? 0 : fingerprint.Of(row.Text(0)));
                var kind = isCredit ? PostingKind.Reversal : PostingKind.Invoice;
                sealedSum += fingerprint.Of(kind, line, budget, number, amount, fingerprint.OfSeal(row, 0, LineColumns));
                booked += isCredit ? 0 : fingerprint.Of(kind, line, budget, number, amount, fingerprint.Of(row.Text(9)) ^ fingerprint.Of(row.Text(3)));
            }
        }

        Add(booked, sealedSum);
    }

    public void ReadClaims(Session session, string municipality)
    {
        var (booked, sealedSum) = (0UL, 0UL);
        using var row = session.Rows(ClaimsSql, ("@Municipality", municipality));
        while (row.Next())
        {
            var (budget, number, claim, amount) = (fingerprint.Of(row.Text(0)), row.Number(1), fingerprint.Of(row.Text(2)), row.Number(7));
            booked += fingerprint.Of(PostingKind.Claim, claim, budget, number, amount, 0);
            sealedSum += fingerprint.Of(PostingKind.Claim, claim, budget, number, amount, fingerprint.OfSeal(row, 2, ClaimColumns));
        }

        Add(booked, sealedSum);
    }

    public void ReadProposals(Session session, string municipality)
    {
        var sealedSum = 0UL;
        using var row = session.Rows(ProposalsSql, ("@Municipality", municipality));
        while (row.Next())
        {
            sealedSum += fingerprint.Of(PostingKind.Reversal, 0, fingerprint.Of(row.Text(0)), row.Number(1), row.Number(5), fingerprint.OfSeal(row, 2, ProposalColumns));
        }

        Add(booked: 0, sealedSum);
    }

    /// <summary>What was settled for the resident, or admitted by the provider.</summary>
    public void ReadDisputes(Session session, string municipality)
    {
        var sealedSum = 0UL;
        using var row = session.Rows(DisputesSql, ("@Municipality", municipality));
        while (row.Next())
        {
            sealedSum += fingerprint.Of(PostingKind.Reversal, 0, fingerprint.Of(row.Text(0)), row.Number(1), row.Number(2), fingerprint.OfSeal(row, 3, DisputeColumns));
        }

        Add(booked: 0, sealedSum);
    }

    public void ReadPayments(Session session, string municipality)
    {
        ReadPayments(session, municipality, VerifyPayments.SealedSql, VerifyPayments.Columns);
        ReadPayments(session, municipality, VerifyHelperPayments.SealedSql, VerifyHelperPayments.Columns);
    }

    private void ReadPayments(Session session, string municipality, string sql, int[] columns)
    {
        var (booked, sealedSum) = (0UL, 0UL);
        using var row = session.Rows(sql, ("@Municipality", municipality));
        while (row.Next())
        {
            var (budget, number, line, amount) = (fingerprint.Of(row.Text(0)), row.Number(1), fingerprint.Of(row.Text(3)), row.Number(2));
            booked += fingerprint.Of(PostingKind.Payment, line, budget, number, amount, 0);
            sealedSum += fingerprint.Of(PostingKind.Payment, line, budget, number, amount, fingerprint.OfSeal(row, 4, columns));
        }

        Add(booked, sealedSum);
    }

    /// <summary>That each message says what its lines, read before, add up to.</summary>
    public VerifyLedger.Fault? Messages(Session session, string municipality)
    {
        using var row = session.Rows(MessagesSql, ("@Municipality", municipality));
        while (row.Next())
        {
            messages.Remove(fingerprint.Of(row.Text(0)), out var totals);
            if (!(totals ?? new MessageTotals()).Are(row.Number(3), row.Number(4), row.Number(5), row.Number(6)))
            {
                return new VerifyLedger.Fault($"{row.TextOf(7)}/{row.TextOf(1)}/{row.TextOf(2)}", "the declaration does not say what its lines add up to");
            }
        }

        return messages.Count == 0 ? null : new VerifyLedger.Fault("-", "there are invoice lines of a declaration that is not there");
    }

    private MessageTotals Totals(StoredRows line)
    {
        ref var totals = ref CollectionsMarshal.GetValueRefOrAddDefault(messages, fingerprint.Of(line.Text(1)), out _);
        return totals ??= new MessageTotals();
    }

    /// <summary>Lines and claims are read side by side.</summary>
    private void Add(ulong booked, ulong sealedSum)
    {
        lock (sums)
        {
            Booked += booked;
            Sealed += sealedSum;
        }
    }

    private const string LinesSql = $"""
        SELECT {LineBook.SealedColumns}, COALESCE(budget_id, ''), COALESCE(posting_number, 0)
        FROM invoice_lines
        WHERE @Municipality = '' OR municipality_code = @Municipality
        """;

    private const string ClaimsSql = $"""
        SELECT c.*, agreement.*
        FROM (SELECT budget_id AS booked_on, posting_number, {BookedClaim.SealedColumns} FROM claims) c
        LEFT JOIN (SELECT {BookedClaim.AgreementColumns} FROM care_agreements) agreement ON agreement.id = c.agreement_id
        WHERE @Municipality = '' OR c.booked_on IN (SELECT id FROM budgets WHERE municipality_code = @Municipality)
        """;

    private const string MessagesSql = """
        SELECT id, sender_agb, declaration_number, line_count, rejected_count, submitted_cents, accepted_cents, municipality_code
        FROM declaration_messages
        WHERE @Municipality = '' OR municipality_code = @Municipality
        ORDER BY sender_agb, declaration_number
        """;

    private const string DisputesSql = $"""
        SELECT line.budget_id, ending.reversal_number, line.amount_cents, dispute.*, said.*, ended.*
        FROM dispute_ends ending
        JOIN (SELECT {DisputeEnd.DisputeColumns} FROM disputes) dispute ON dispute.id = ending.dispute_id
        JOIN invoice_lines line ON line.id = dispute.line_id
        JOIN (SELECT {DisputeEnd.EndColumns} FROM dispute_ends) ended ON ended.dispute_id = ending.dispute_id
        LEFT JOIN (SELECT {DisputeEnd.AnswerColumns} FROM dispute_answers) said ON said.dispute_id = ending.dispute_id
        WHERE ending.outcome = 'not-delivered'
          AND (@Municipality = '' OR line.municipality_code = @Municipality)
        """;

    private const string ProposalsSql = $"""
        SELECT proposal.*
        FROM (SELECT budget_id AS booked_on, reversal_number, {ApproveReversal.SealedColumns} FROM proposed_reversals WHERE outcome = 'reversed') proposal
        WHERE @Municipality = '' OR proposal.booked_on IN (SELECT id FROM budgets WHERE municipality_code = @Municipality)
        """;
}
