using Budget.Core.Invoices;
using Budget.Core.Storage;

namespace Budget.Core.Payments;

/// <summary>
/// A declared line on which there is something to settle with its provider. What should have been paid for it (its amount while it stands, nothing once it was taken back)
/// minus what was paid for it by transfers that did not fail.
/// </summary>
/// <param name="Due">Positive: still to be paid. Negative: paid, and taken back since by a credit or by finance; to be set off.</param>
/// <param name="IsDisputed">1 when its resident disputes it and nobody settled that: it is set aside.</param>
/// <param name="Stands">1 while it was not taken back.</param>
/// <param name="WaitsIn">The number of the run that waits for a colleague; none when it is in no run.</param>
internal sealed record DueLine(
    InvoiceLineId Id, Money Due, long IsDisputed, long Stands, BudgetId BudgetId, long PostingNumber, MessageId MessageId, string DeclarationNumber, DateOnly DatedOn,
    ProviderId ProviderId, string Agb, string ProviderName, DateOnly OccurredOn, string? WaitsIn)
{
    /// <summary>Accepted lines are paid within so many days of the Dagtekening of their declaration (Standaard Administratieprotocol 3.2.b).</summary>
    public const int TermDays = 30;

    public DateOnly DueOn => DatedOn.AddDays(TermDays);

    /// <summary>Not to be paid as long as it is disputed. What is to be set off was settled already.</summary>
    public bool IsSetAside => IsDisputed == 1 && Stands == 1 && Due.IsPositive;

    public static async Task<IReadOnlyList<DueLine>> Of(Session session, string municipalityCode) =>
        await session.List<DueLine>(LinesSql, new { municipalityCode });

    /// <summary>The lines of a run that are still as they were proposed; among them those that are disputed since.</summary>
    public static async Task<IReadOnlyList<DueLine>> OfRun(Session session, string municipalityCode, PaymentRunId runId) =>
        await session.List<DueLine>(OfRunSql, new { municipalityCode, runId });

    /// <summary>What the lines that are <see cref="IsSetAside"/> come to, by the AGB of the provider: from the disputes that are open, which are few.</summary>
    public static async Task<IReadOnlyDictionary<string, Money>> SetAside(Session session, string municipalityCode) =>
        (await session.List<Aside>(SetAsideSql, new { municipalityCode })).ToDictionary(row => row.Agb, row => row.Amount, StringComparer.Ordinal);

    private sealed record Aside(string Agb, Money Amount);

    /// <summary>What was paid for a line, and did not come back: over all transfers that did not fail. A fragment over invoice_lines as "line".</summary>
    internal const string PaidSql = """
        COALESCE((
                   SELECT SUM(booked.amount_cents)
                   FROM payment_bookings booked
                   WHERE booked.line_id = line.id
                     AND NOT EXISTS (
                         SELECT 1
                         FROM payment_failures failure
                         WHERE failure.end_to_end_id = booked.end_to_end_id)), 0)
        """;

    /// <summary>What is still to be settled of a line, as <see cref="Due"/>. A fragment over invoice_lines as "line" and the posting that took it back as "reversal".</summary>
    internal const string DueSql = $"CASE WHEN reversal.number IS NULL THEN line.amount_cents ELSE 0 END - {PaidSql}";

    /// <summary>Declared lines that were booked, with the posting that took them back, if any. A fragment of a FROM clause.</summary>
    internal const string BookedLines = """
        invoice_lines line
        JOIN declaration_messages message ON message.id = line.message_id
        JOIN providers provider ON provider.agb = line.sender_agb
        LEFT JOIN postings reversal ON reversal.budget_id = line.budget_id AND reversal.reverses_number = line.posting_number
        """;

    /// <summary>The payment of which a posting is, or that it takes back, as "booked". A join over postings as "p".</summary>
    internal const string BookingOfPosting = """
        LEFT JOIN payment_bookings booked ON (p.from_account = 'paid' OR p.to_account = 'paid') AND booked.line_id = p.origin_id AND booked.budget_id = p.budget_id
            AND booked.posting_number = COALESCE(p.reverses_number, p.number)
        """;

    /// <summary>A debit that was accepted and booked, whether or not it still stands.</summary>
    internal const string IsBookedDebit = """
        line.debit_credit = 'D'
              AND line.return_codes = ''
              AND line.posting_number IS NOT NULL
        """;

    private const string ColumnsSql = """
        SELECT due.Id, due.Due, due.IsDisputed, due.Stands, due.BudgetId, due.PostingNumber, due.MessageId, due.DeclarationNumber, due.DatedOn, due.ProviderId, due.Agb, due.ProviderName,
               due.OccurredOn, due.WaitsIn
        """;

    private const string BookedSql = $"""
            SELECT line.id AS Id,
                   CAST({DueSql} AS BIGINT) AS Due,
                   CAST(CASE WHEN {OpenDispute.Sql} THEN 1 ELSE 0 END AS BIGINT) AS IsDisputed,
                   CAST(CASE WHEN reversal.number IS NULL THEN 1 ELSE 0 END AS BIGINT) AS Stands,
                   line.budget_id AS BudgetId, line.posting_number AS PostingNumber, message.id AS MessageId, message.declaration_number AS DeclarationNumber,
                   message.dated_on AS DatedOn, provider.id AS ProviderId, provider.agb AS Agb, provider.name AS ProviderName, line.ends_on AS OccurredOn, run.number AS WaitsIn
            FROM {BookedLines}
            LEFT JOIN payment_lines_waiting waiting ON waiting.line_id = line.id
            LEFT JOIN payment_runs run ON run.id = waiting.run_id
            WHERE line.municipality_code = @municipalityCode
              AND {IsBookedDebit}
        """;

    private const string OrderSql = "ORDER BY due.Agb, due.DatedOn, due.DeclarationNumber, due.Id";

    // A line that stands and counts as paid, or was taken back and never paid, is settled: most are, so that is asked before anything is added up.
    private const string LinesSql = $"""
        {ColumnsSql}
        FROM (
            {BookedSql}
              AND CASE
                  WHEN reversal.number IS NULL THEN NOT EXISTS (SELECT 1 FROM paid_lines paid WHERE paid.line_id = line.id)
                  ELSE EXISTS (SELECT 1 FROM payment_bookings booked WHERE booked.line_id = line.id)
              END
        ) due
        WHERE due.Due <> 0
        {OrderSql}
        """;

    private const string SetAsideSql = $"""
        SELECT due.Agb AS Agb, CAST(SUM(due.Due) AS BIGINT) AS Amount
        FROM (
            SELECT line.sender_agb AS Agb, {DueSql} AS Due
            FROM open_disputes waits
            JOIN disputes dispute ON dispute.id = waits.dispute_id
            JOIN invoice_lines line ON line.id = dispute.line_id
            LEFT JOIN postings reversal ON reversal.budget_id = line.budget_id AND reversal.reverses_number = line.posting_number
            WHERE waits.municipality_code = @municipalityCode
              AND reversal.number IS NULL
              AND {IsBookedDebit}
        ) due
        WHERE due.Due > 0
        GROUP BY due.Agb
        """;

    private const string OfRunSql = $"""
        {ColumnsSql}
        FROM (
            {BookedSql}
              AND line.id IN (SELECT line_id FROM payment_run_lines WHERE run_id = @runId)
        ) due
        JOIN payment_run_lines part ON part.run_id = @runId AND part.line_id = due.Id
        WHERE part.amount_cents = due.Due
          AND part.provider_id = due.ProviderId
        {OrderSql}
        """;
}
