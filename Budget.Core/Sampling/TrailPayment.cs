using Budget.Core.HelperPayments;
using Budget.Core.Payments;
using Budget.Core.Storage;

namespace Budget.Core.Sampling;

/// <summary>A transfer with which a declared line was paid, or set off, and what the bank said of it.</summary>
/// <param name="Amount">Of this line; less than nothing was set off.</param>
/// <param name="Status">The bank's last word, its failure before anything else; none when it said nothing.</param>
/// <param name="HasFailed">1 when it was not paid, or came back.</param>
public sealed record TrailTransfer(
    string RunNumber, string ProposedByName, DateTimeOffset ProposedAt, string? ApprovedByName, DateTimeOffset? ApprovedAt, DateTimeOffset? FetchedAt, string EndToEndId, Money Amount,
    string? Status, DateTimeOffset? SaidAt, long HasFailed)
{
    public BankStatus? BankStatus => Status is null ? null : new BankStatus(Status);

    internal static Task<IReadOnlyList<TrailTransfer>> Of(Session session, TrailBooking booking) =>
        session.List<TrailTransfer>(TransfersSql, new { Id = new InvoiceLineId(booking.OriginId) });

    // What of this line is in a transfer is called "transfer", as LastBankWord wants it.
    private const string TransfersSql = $"""
        SELECT run.number AS RunNumber, proposer.name AS ProposedByName, run.proposed_at AS ProposedAt, answerer.name AS ApprovedByName, said.answered_at AS ApprovedAt, fetched.fetched_at AS FetchedAt,
               transfer.end_to_end_id AS EndToEndId, transfer.amount_cents AS Amount, word.status AS Status, answer.received_at AS SaidAt,
               CAST(CASE WHEN failure.end_to_end_id IS NULL THEN 0 ELSE 1 END AS BIGINT) AS HasFailed
        FROM payment_bookings transfer
        JOIN payment_runs run ON run.id = transfer.run_id
        JOIN users proposer ON proposer.id = run.proposed_by
        LEFT JOIN payment_run_answers said ON said.run_id = run.id
        LEFT JOIN users answerer ON answerer.id = said.answered_by
        LEFT JOIN payment_files_fetched fetched ON fetched.run_id = run.id
        {LastBankWord.Joins}
        WHERE transfer.line_id = @Id
        ORDER BY run.proposed_at, run.number
        """;
}

/// <summary>A line of a file for the SVB with which a claim was to be paid, or set off, and what the SVB said of it.</summary>
/// <param name="Amount">Less than nothing was set off.</param>
/// <param name="PaidOn">None when the SVB did not say that it paid.</param>
/// <param name="BackOn">When it said that it did not, or got it back, and <paramref name="Reason"/> why.</param>
/// <param name="WithdrawnAt">When the file was taken back before it was given to the SVB.</param>
public sealed record TrailSvbLine(
    string OrderNumber, string MadeByName, DateTimeOffset MadeAt, string Reference, Money Amount, DateOnly? PaidOn, DateOnly? BackOn, string? Reason, DateTimeOffset? WithdrawnAt)
{
    public SvbReason? Why => SvbReasons.Stored(Reason);

    internal static Task<IReadOnlyList<TrailSvbLine>> Of(Session session, TrailBooking booking) => session.List<TrailSvbLine>(LinesSql, new { Id = new ClaimId(booking.OriginId) });

    private const string LinesSql = $"""
        SELECT file.number AS OrderNumber, u.name AS MadeByName, file.made_at AS MadeAt, sent.reference AS Reference, sent.amount_cents AS Amount, paid.said_on AS PaidOn, word.said_on AS BackOn,
               word.reason AS Reason, gone.withdrawn_at AS WithdrawnAt
        FROM svb_order_lines sent
        JOIN svb_orders file ON file.id = sent.order_id
        JOIN users u ON u.id = file.made_by
        LEFT JOIN svb_withdrawals gone ON gone.order_id = file.id
        {PaymentOfClaim.Words}
        WHERE sent.claim_id = @Id
        ORDER BY sent.reference
        """;
}
