using Budget.Core.Storage;

namespace Budget.Core.Payments;

/// <summary>
/// The account card of one provider at one municipality over a time: what was owed to it when the time began, each movement of that in the order of booking, and what was owed when it ended. The card is the
/// ledger's payable of this provider and nothing beside it: one row for each declaration, payment run or correction a day, with its postings added up by the database.
/// </summary>
/// <remarks>
/// It reads the postings of the budgets on which this provider was chosen (assignments_by_provider), which lie together per budget, and looks the message or run up of those in the time only: the history costs one
/// pass without looking anything up, a line in the time three seeks, and a card holds as many rows as there were messages and runs, however many lines they have.
/// </remarks>
public sealed class CreditorAccount(Database database)
{
    /// <param name="What">
    /// "declared": lines of a declaration were accepted. "credited": a declaration took lines back. "settled": a dispute was settled for the resident. "corrected": two people of finance took lines back. "paid": a run
    /// paid them. "returned": the bank did not pay, or the money came back. "unpaid": what was paid is taken back on the same day, and counts as not paid from then; a next run sets it off.
    /// </param>
    /// <param name="Lines">How many postings it is the sum of.</param>
    /// <param name="Debit">Less is owed; <paramref name="Credit"/>: more is owed.</param>
    /// <param name="MessageId">The declaration it came with, or of which the lines were taken back; none of a payment.</param>
    /// <param name="StartsOn">The month for which that was declared.</param>
    /// <param name="Transferred">What the run really had the bank pay to this provider: less than <paramref name="Debit"/> when something was set off.</param>
    public sealed record Row(
        DateOnly PostedOn, string What, long Lines, Money Debit, Money Credit, MessageId? MessageId, string? DeclarationNumber, DateOnly? StartsOn, DateOnly? EndsOn, string? RunNumber, Money? Transferred)
    {
        /// <summary>What is owed after it.</summary>
        public Money Balance { get; init; }

        public Period? Care => StartsOn is { } from && EndsOn is { } until ? new Period(from, until) : null;

        public Money? SetOff => Transferred is { } transferred && transferred != Debit ? Debit - transferred : null;
    }

    /// <param name="Closing">Owed at the end of the time, as the ledger adds up by itself: opening and rows come to the same.</param>
    /// <param name="Owed">What is owed today, of which <paramref name="SetAside"/> is disputed and waits.</param>
    /// <param name="SetOff">Paid and taken back since, and not set off yet; less than nothing when money came back after it was set off, and is to be paid again.</param>
    public sealed record Answer(
        ProviderId Id, string Name, string Agb, Period Booked, Money Opening, IReadOnlyList<Row> Rows, Money Closing, Money Owed, Money SetAside, Money SetOff)
    {
        public Money Debit => Rows.Aggregate(Money.Zero, (sum, row) => sum + row.Debit);

        public Money Credit => Rows.Aggregate(Money.Zero, (sum, row) => sum + row.Credit);
    }

    /// <param name="booked">By the days of booking.</param>
    /// <returns>None for who may not see the books, and of a provider that never had a contract here, nor declared anything.</returns>
    public async Task<Answer?> Of(Actor actor, Guid id, Period booked) => !actor.MaySeeBooks ? null : await database.Read<Answer?>(async session =>
    {
        if (await session.FirstOrNone<Provider>(ProviderSql, new { Id = new ProviderId(id), actor.MunicipalityCode }) is not { } provider)
        {
            return null;
        }

        var subject = new { provider.Id, provider.Agb, actor.MunicipalityCode, booked.StartsOn, booked.EndsOn };
        var sums = await session.Single<Sums>(SumsSql, subject);
        var balance = sums.Opening;
        List<Row> rows = [];
        foreach (var row in await session.List<Row>(RowsSql, subject))
        {
            balance = balance + row.Credit - row.Debit;
            rows.Add(row with { Balance = balance });
        }

        var aside = (await DueLine.SetAside(session, actor.MunicipalityCode)).GetValueOrDefault(provider.Agb);
        var transferred = await session.Single<long>(TransferredSql, subject);
        return new Answer(
            provider.Id, provider.Name, provider.Agb, booked, sums.Opening, rows, sums.Closing, sums.Owed, aside, new Money(transferred) - sums.Paid);
    });

    private sealed record Provider(ProviderId Id, string Name, string Agb);

    private sealed record Sums(Money Opening, Money Closing, Money Owed, Money Paid);

    private const string ProviderSql = """
        SELECT provider.id AS Id, provider.name AS Name, provider.agb AS Agb
        FROM providers provider
        WHERE provider.id = @Id
          AND (EXISTS (
                  SELECT 1
                  FROM contracts contract
                  WHERE contract.provider_id = provider.id
                    AND contract.municipality_code = @MunicipalityCode)
              OR EXISTS (
                  SELECT 1
                  FROM declaration_messages message
                  WHERE message.sender_agb = provider.agb
                    AND message.municipality_code = @MunicipalityCode))
        """;

    private const string ClientsSql = """
        (
                SELECT DISTINCT budget_id
                FROM assignments
                WHERE provider_id = @Id
                  AND municipality_code = @MunicipalityCode
            ) client
            CROSS JOIN postings p
        """;

    private const string OfClientSql = """
        p.budget_id = client.budget_id
              AND p.counterparty = @Agb
              AND (p.from_account = 'payable' OR p.to_account = 'payable')
        """;

    private const string OwedSql = "CASE p.to_account WHEN 'payable' THEN p.amount_cents ELSE -p.amount_cents END";

    private const string SumsSql = $"""
        SELECT CAST(COALESCE(SUM({OwedSql}) FILTER (WHERE p.posted_on < @StartsOn), 0) AS BIGINT) AS Opening,
               CAST(COALESCE(SUM({OwedSql}) FILTER (WHERE p.posted_on <= @EndsOn), 0) AS BIGINT) AS Closing,
               CAST(COALESCE(SUM({OwedSql}), 0) AS BIGINT) AS Owed,
               CAST(COALESCE(SUM(CASE 'paid' WHEN p.to_account THEN p.amount_cents WHEN p.from_account THEN -p.amount_cents ELSE 0 END), 0) AS BIGINT) AS Paid
        FROM {ClientsSql}
        WHERE {OfClientSql}
        """;

    // What came first comes first; what one message did in one moment in the order in which it did it.
    private const string RowsSql = $"""
        SELECT moved.posted_on AS PostedOn, moved.what AS What, moved.lines AS Lines, moved.debit AS Debit, moved.credit AS Credit, message.id AS MessageId,
               message.declaration_number AS DeclarationNumber, message.starts_on AS StartsOn, message.ends_on AS EndsOn, run.number AS RunNumber,
               CASE WHEN moved.what = 'paid' THEN (
                   SELECT CAST(SUM(transfer.amount_cents) AS BIGINT)
                   FROM payment_transfers transfer
                   WHERE transfer.run_id = run.id
                     AND transfer.provider_id = @Id) END AS Transferred
        FROM (
            SELECT one.posted_on AS posted_on, one.what AS what, one.source AS source, COUNT(*) AS lines, CAST(SUM(one.debit) AS BIGINT) AS debit,
                   CAST(SUM(one.credit) AS BIGINT) AS credit, MIN(one.posted_at) AS first_at
            FROM (
                SELECT p.posted_on AS posted_on, p.posted_at AS posted_at,
                       CASE p.from_account WHEN 'payable' THEN p.amount_cents ELSE 0 END AS debit,
                       CASE p.to_account WHEN 'payable' THEN p.amount_cents ELSE 0 END AS credit,
                       CASE
                           WHEN p.kind = 'invoice' THEN 'declared'
                           WHEN p.kind = 'payment' THEN 'paid'
                           WHEN p.from_account = 'paid' AND EXISTS (
                               SELECT 1
                               FROM payment_failures failure
                               JOIN bank_answers answer ON answer.id = failure.answer_id
                               WHERE failure.end_to_end_id = booked.end_to_end_id
                                 AND answer.received_at <= p.posted_at) THEN 'returned'
                           WHEN p.from_account = 'paid' THEN 'unpaid'
                           WHEN taker.id IS NOT NULL THEN 'credited'
                           WHEN EXISTS (
                               SELECT 1
                               FROM disputes dispute
                               JOIN dispute_ends ending ON ending.dispute_id = dispute.id
                               WHERE dispute.line_id = p.origin_id
                                 AND ending.outcome = 'not-delivered'
                                 AND ending.reversal_number = p.number) THEN 'settled'
                           ELSE 'corrected'
                       END AS what,
                       COALESCE(booked.run_id, taker.message_id, line.message_id, '') AS source
                FROM {ClientsSql}
                {DueLine.BookingOfPosting}
                LEFT JOIN invoice_lines taker ON p.kind = 'reversal' AND taker.budget_id = p.budget_id AND taker.posting_number = p.number
                LEFT JOIN invoice_lines line ON p.from_account <> 'paid' AND p.to_account <> 'paid' AND line.id = p.origin_id
                WHERE {OfClientSql}
                  AND p.posted_on >= @StartsOn
                  AND p.posted_on <= @EndsOn
            ) one
            GROUP BY one.posted_on, one.what, one.source
        ) moved
        LEFT JOIN declaration_messages message ON message.id = moved.source
        LEFT JOIN payment_runs run ON run.id = moved.source
        ORDER BY moved.posted_on, moved.first_at, CASE moved.what WHEN 'unpaid' THEN 1 WHEN 'credited' THEN 2 WHEN 'settled' THEN 3 WHEN 'corrected' THEN 4 ELSE 5 END, moved.source
        """;

    private const string TransferredSql = """
        SELECT CAST(COALESCE(SUM(transfer.amount_cents), 0) AS BIGINT)
        FROM payment_transfers transfer
        JOIN payment_runs run ON run.id = transfer.run_id
        WHERE transfer.provider_id = @Id
          AND run.municipality_code = @MunicipalityCode
          AND NOT EXISTS (
              SELECT 1
              FROM payment_failures failure
              WHERE failure.end_to_end_id = transfer.end_to_end_id)
        """;
}
