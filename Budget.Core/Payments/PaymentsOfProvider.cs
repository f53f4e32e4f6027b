using Budget.Core.Audit;
using Budget.Core.Storage;

namespace Budget.Core.Payments;

/// <summary>What was paid to this provider, and when? Each declaration of each transfer, the newest first; at most 500.</summary>
public sealed class PaymentsOfProvider(Database database)
{
    /// <param name="PaidOn">The day on which the municipality asked its bank to pay.</param>
    /// <param name="Amount">Of this declaration in this transfer; less than nothing for what was set off.</param>
    /// <param name="Transferred">What the whole transfer was: what stands on the statement of the bank.</param>
    /// <param name="State">"approved": two people said yes; "ordered": somebody took the file along to the bank; "executed": the bank says it has paid; "failed": it was not paid, or came back, and is paid again.</param>
    public sealed record Row(
        string RunNumber, string MunicipalityName, string EndToEndId, DateOnly RequestedOn, DateTimeOffset ApprovedAt, string DeclarationNumber, Money Amount, Money Transferred, string State)
    {
        public DateOnly PaidOn => ApprovePayments.FileDay(RequestedOn, AmsterdamDay.Of(ApprovedAt));
    }

    public async Task<IReadOnlyList<Row>> Of(Actor provider) => provider.ProviderId is null ? [] : await database.LookThrough(provider, nameof(PaymentsOfProvider), session =>
        session.List<Row>(RowsSql, new { provider.ProviderId }));

    /// <summary>When one line is paid, or was: none as long as it is in no transfer, or when that was not paid or came back.</summary>
    internal static async Task<DateOnly?> PaidOn(Session session, string lineId) =>
        await session.FirstOrNone<PaidRow>(PaidSql, new { lineId }) is { } paid ? ApprovePayments.FileDay(paid.RequestedOn, AmsterdamDay.Of(paid.ApprovedAt)) : null;

    private sealed record PaidRow(DateOnly RequestedOn, DateTimeOffset ApprovedAt);

    private const string PaidSql = """
        SELECT run.requested_on AS RequestedOn, said.answered_at AS ApprovedAt
        FROM paid_lines paid
        JOIN payment_runs run ON run.id = paid.run_id
        JOIN payment_run_answers said ON said.run_id = run.id
        WHERE paid.line_id = @lineId
        """;

    private const string RowsSql = $"""
        SELECT run.number AS RunNumber, town.name AS MunicipalityName, transfer.end_to_end_id AS EndToEndId, run.requested_on AS RequestedOn, said.answered_at AS ApprovedAt,
               message.declaration_number AS DeclarationNumber, CAST(SUM(kept.amount_cents) AS BIGINT) AS Amount, transfer.amount_cents AS Transferred,
               CASE
                   WHEN EXISTS (SELECT 1 FROM payment_failures failure WHERE failure.end_to_end_id = transfer.end_to_end_id) THEN 'failed'
                   WHEN EXISTS (SELECT 1 FROM bank_answer_transfers word WHERE word.end_to_end_id = transfer.end_to_end_id AND word.status IN ({BankStatus.PaidSql})) THEN 'executed'
                   WHEN EXISTS (SELECT 1 FROM payment_files_fetched fetched WHERE fetched.run_id = run.id) THEN 'ordered'
                   ELSE 'approved'
               END AS State
        FROM payment_transfers transfer
        JOIN payment_runs run ON run.id = transfer.run_id
        JOIN payment_run_answers said ON said.run_id = run.id
        JOIN municipalities town ON town.code = run.municipality_code
        JOIN payment_bookings kept ON kept.end_to_end_id = transfer.end_to_end_id
        JOIN invoice_lines line ON line.id = kept.line_id
        JOIN declaration_messages message ON message.id = line.message_id
        WHERE transfer.provider_id = @ProviderId
        GROUP BY run.id, run.number, town.name, transfer.end_to_end_id, run.requested_on, said.answered_at, message.declaration_number, transfer.amount_cents
        ORDER BY said.answered_at DESC, transfer.end_to_end_id, message.declaration_number
        LIMIT 500
        """;
}
