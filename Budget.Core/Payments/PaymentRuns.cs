using Budget.Core.Audit;
using Budget.Core.Secrecy;
using Budget.Core.Storage;

namespace Budget.Core.Payments;

/// <summary>Which runs were proposed, by whom, and what became of each: as a list, and one with its transfers and lines. For finance and the auditor of the municipality.</summary>
public sealed class PaymentRuns(Database database)
{
    /// <param name="Outcome">None while it waits; else "approved", "refused" or "withdrawn".</param>
    /// <param name="Proposed">What was proposed; <paramref name="Paid"/> what was kept of it.</param>
    /// <param name="Failed">How many transfers the bank did not pay or sent back, and <paramref name="FailedAmount"/> for how much.</param>
    public sealed record Row(
        PaymentRunId Id, string Number, DateOnly RequestedOn, DateOnly? DueUntil, UserId ProposedBy, string ProposedByName, DateTimeOffset? ProposerBlockedAt, DateTimeOffset ProposedAt,
        string? Outcome, string? AnsweredByName, DateTimeOffset? AnsweredAt, long Lines, Money Proposed, Money Paid, long Failed, Money FailedAmount, DateTimeOffset? FetchedAt);

    /// <param name="EndToEndId">Empty while the run waits.</param>
    /// <param name="Iban">In groups.</param>
    /// <param name="IsToLookAt">The bank said last that it was not paid, or something we do not know, and nothing was booked for that (<see cref="TakeBankAnswer"/>): somebody asks the bank.</param>
    /// <param name="Status">What the bank said of it last, and <paramref name="Reasons"/> why; none when it said nothing.</param>
    public sealed record Transfer(
        string EndToEndId, ProviderId ProviderId, string ProviderName, string Holder, string Iban, Money Amount, IReadOnlyList<string> Declarations, BankStatus? Status, IReadOnlyList<BankReason> Reasons, string Remark,
        DateTimeOffset? SaidAt, bool HasFailed, bool IsToLookAt);

    /// <param name="EndToEndId">Of the transfer with which it was paid or set off; none of what was left out, or waits.</param>
    /// <param name="IsDisputed">1 when it is disputed now.</param>
    /// <param name="IsUnchanged">1 while there is still that much to settle; tells of a run that waits which lines will stay out.</param>
    public sealed record Line(
        string DeclarationNumber, MessageId MessageId, long Number, string ProviderName, string BudgetNumber, string ProductNl, string ProductEn, DateOnly StartsOn, DateOnly EndsOn, Money Amount,
        string? EndToEndId, long HasFailed, long IsDisputed, long IsUnchanged)
    {
        public Period Period => new(StartsOn, EndsOn);
    }

    /// <param name="Seen">Of a run that waits: for <see cref="ApprovePayments.Entry"/>.</param>
    public sealed record Details(Row Run, IReadOnlyList<Transfer> Transfers, IReadOnlyList<Line> Lines, string Seen)
    {
        /// <summary>What is paid, or would be when it is approved now.</summary>
        public Money ToPay => Transfers.Aggregate(Money.Zero, (sum, transfer) => sum + transfer.Amount);
    }

    public async Task<IReadOnlyList<Row>> Of(Actor actor) => !actor.MaySeeBooks ? [] : await database.LookThrough(actor, nameof(PaymentRuns), session =>
        session.List<Row>(AllSql, new { actor.MunicipalityCode }));

    public Task<Details?> One(Actor actor, string number) => database.LookThrough<Details?>(actor, nameof(PaymentRuns), async session =>
    {
        var subject = new { MunicipalityCode = actor.MaySeeBooks ? actor.MunicipalityCode : "", number };
        if (await session.FirstOrNone<Row>(OneSql, subject) is not { } run)
        {
            return null;
        }

        var lines = await session.List<Line>(LinesSql, subject);
        if (run.Outcome is not null)
        {
            return new Details(run, run.Outcome == "approved" ? await Made(session, actor, run, lines) : [], lines, Seen: "");
        }

        var accounts = await CurrentAccounts.In(session, actor.MunicipalityCode);
        var payments = await (await ProposedRun.Find(session, actor, number))!.Left(session, accounts);
        return new Details(run, Planned(payments, accounts), lines, PlannedPayment.Seen(payments, accounts));
    });

    private static IReadOnlyList<Transfer> Planned(IReadOnlyList<PlannedPayment> payments, CurrentAccounts accounts) =>
    [
        .. from payment in payments
           let account = accounts.Of(payment.ProviderId)!
           from transfer in payment.Transfers
           select new Transfer("", payment.ProviderId, payment.Name, account.Holder, account.Iban.ToGroups(), transfer.Amount, transfer.Declarations, Status: null, [], "", SaidAt: null, HasFailed: false, IsToLookAt: false),
    ];

    private static async Task<IReadOnlyList<Transfer>> Made(Session session, Actor actor, Row run, IReadOnlyList<Line> lines)
    {
        var key = await MunicipalityKey.Of(session, actor.MunicipalityCode);
        return
        [
            .. (await session.List<TransferRow>(TransfersSql, new { run.Id })).Select(row => new Transfer(
                row.EndToEndId, row.ProviderId, row.ProviderName, row.Holder, CurrentAccounts.Read(key, row.AccountId, row.Iban).ToGroups(), row.Amount,
                [.. lines.Where(line => line.EndToEndId == row.EndToEndId && line.Amount.IsPositive).Select(line => line.DeclarationNumber).Distinct()],
                row.Status is { } code ? new BankStatus(code) : null,
                [.. (row.Reasons ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(reason => new BankReason(reason))],
                row.Remark is { } remark ? key.Show(HiddenColumn.BankRemark, $"{row.AnswerId!.Value.Value:D}/{row.EndToEndId}", remark) : "", row.SaidAt, row.HasFailed == 1, row.HasFailed == 0 && row.Status is { } said && TakeBankAnswer.IsToLookAt(said))),
        ];
    }

    private sealed record TransferRow(
        string EndToEndId, ProviderId ProviderId, string ProviderName, BankAccountId AccountId, string Holder, string Iban, Money Amount, BankAnswerId? AnswerId, string? Status, string? Reasons, string? Remark,
        DateTimeOffset? SaidAt, long HasFailed);

    private const string SelectSql = """
        SELECT run.id AS Id, run.number AS Number, run.requested_on AS RequestedOn, run.due_until AS DueUntil, proposer.id AS ProposedBy, proposer.name AS ProposedByName,
               proposer.blocked_at AS ProposerBlockedAt, run.proposed_at AS ProposedAt, said.outcome AS Outcome, answerer.name AS AnsweredByName, said.answered_at AS AnsweredAt,
               (SELECT COUNT(*) FROM payment_run_lines part WHERE part.run_id = run.id) AS Lines,
               (SELECT CAST(COALESCE(SUM(part.amount_cents), 0) AS BIGINT) FROM payment_run_lines part WHERE part.run_id = run.id) AS Proposed,
               (SELECT CAST(COALESCE(SUM(transfer.amount_cents), 0) AS BIGINT) FROM payment_transfers transfer WHERE transfer.run_id = run.id) AS Paid,
               (SELECT COUNT(*)
                FROM payment_transfers transfer
                JOIN payment_failures failure ON failure.end_to_end_id = transfer.end_to_end_id
                WHERE transfer.run_id = run.id) AS Failed,
               (SELECT CAST(COALESCE(SUM(transfer.amount_cents), 0) AS BIGINT)
                FROM payment_transfers transfer
                JOIN payment_failures failure ON failure.end_to_end_id = transfer.end_to_end_id
                WHERE transfer.run_id = run.id) AS FailedAmount,
               fetched.fetched_at AS FetchedAt
        FROM payment_runs run
        JOIN users proposer ON proposer.id = run.proposed_by
        LEFT JOIN payment_run_answers said ON said.run_id = run.id
        LEFT JOIN users answerer ON answerer.id = said.answered_by
        LEFT JOIN payment_files_fetched fetched ON fetched.run_id = run.id
        WHERE run.municipality_code = @MunicipalityCode
        """;

    private const string AllSql = $"""
        {SelectSql}
        ORDER BY said.outcome IS NOT NULL, run.proposed_at DESC, run.number DESC
        LIMIT 200
        """;

    private const string OneSql = $"""
        {SelectSql}
          AND run.number = @number
        """;

    private const string TransfersSql = $"""
        SELECT transfer.end_to_end_id AS EndToEndId, transfer.provider_id AS ProviderId, provider.name AS ProviderName, account.id AS AccountId, account.holder AS Holder, account.iban AS Iban, transfer.amount_cents AS Amount,
               word.answer_id AS AnswerId, word.status AS Status, word.reasons AS Reasons, word.remark AS Remark, answer.received_at AS SaidAt,
               CAST(CASE WHEN failure.end_to_end_id IS NULL THEN 0 ELSE 1 END AS BIGINT) AS HasFailed
        FROM payment_transfers transfer
        JOIN providers provider ON provider.id = transfer.provider_id
        JOIN bank_accounts account ON account.id = transfer.to_account_id
        {LastBankWord.Joins}
        WHERE transfer.run_id = @Id
        ORDER BY transfer.end_to_end_id
        """;

    private const string LinesSql = $"""
        SELECT message.declaration_number AS DeclarationNumber, message.id AS MessageId, line.line_number AS Number, provider.name AS ProviderName, b.number AS BudgetNumber,
               product.name_nl AS ProductNl, product.name_en AS ProductEn, line.starts_on AS StartsOn, line.ends_on AS EndsOn, part.amount_cents AS Amount,
               kept.end_to_end_id AS EndToEndId, CAST(CASE WHEN failure.end_to_end_id IS NULL THEN 0 ELSE 1 END AS BIGINT) AS HasFailed,
               CAST(CASE WHEN {Invoices.OpenDispute.Sql} THEN 1 ELSE 0 END AS BIGINT) AS IsDisputed,
               CAST(CASE WHEN {DueLine.DueSql} = part.amount_cents THEN 1 ELSE 0 END AS BIGINT) AS IsUnchanged
        FROM payment_runs run
        JOIN payment_run_lines part ON part.run_id = run.id
        JOIN invoice_lines line ON line.id = part.line_id
        JOIN declaration_messages message ON message.id = line.message_id
        JOIN providers provider ON provider.id = part.provider_id
        JOIN budgets b ON b.id = line.budget_id
        JOIN products product ON product.municipality_code = b.municipality_code AND product.code = b.product_code
        LEFT JOIN postings reversal ON reversal.budget_id = line.budget_id AND reversal.reverses_number = line.posting_number
        LEFT JOIN payment_bookings kept ON kept.run_id = run.id AND kept.line_id = line.id
        LEFT JOIN payment_failures failure ON failure.end_to_end_id = kept.end_to_end_id
        WHERE run.number = @number
          AND run.municipality_code = @MunicipalityCode
        ORDER BY provider.name, message.dated_on, message.declaration_number, line.line_number
        """;
}
