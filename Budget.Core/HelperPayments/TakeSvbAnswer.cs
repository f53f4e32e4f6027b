using Budget.Core.Audit;
using Budget.Core.Ledger;
using Budget.Core.Mail;
using Budget.Core.Storage;

namespace Budget.Core.HelperPayments;

/// <summary>
/// Takes in what the SVB did with our lines. What it paid is booked payable → paid; what it did not pay, or got back, is to be paid again, and the holder is told. In one piece or not at all; the same file a second time does nothing.
/// <para>
/// Nothing is booked on a word that could pay twice: what was paid and now counts as refused, what came back and now counts as paid, what was refused and counts as paid after another line went out for it. Nor on one that pays what stood in
/// a file that was taken back, before somebody looked into it. That is kept, shown with its line, and for people (<see cref="LookIntoSvbLine"/>).
/// </para>
/// </summary>
public sealed class TakeSvbAnswer(Database database)
{
    internal const string FileKind = "svb-file";

    /// <param name="CameBack">How many lines were refused or came back, and <paramref name="Amount"/> for how much.</param>
    /// <param name="ToLookAt">Of how many the SVB says otherwise than before: somebody asks the SVB.</param>
    public sealed record Answer(long Paid, long CameBack, Money Amount, long ToLookAt, bool IsRepeat)
    {
        /// <summary>How many of what was paid went to an account that a caseworker does not trust since the file was made.</summary>
        public long Distrusted { get; init; }
    }

    public Task<Outcome<Answer>> Do(Actor actor, IdempotencyKey key, ReadSvbAnswer.Reading file) => database.Once<Answer>(actor, key, nameof(TakeSvbAnswer), file.Hash, async session =>
    {
        if (actor.Role != Role.Finance)
        {
            return Refusal.NotAllowed;
        }

        await TownLock.Take(session, actor.MunicipalityCode);
        var fileHash = await session.Keys.Fingerprint(session, FileKind, file.Hash);
        if (await session.Single<long>(KnownSql, new { actor.MunicipalityCode, fileHash }) > 0)
        {
            return new Answer(0, 0, Money.Zero, 0, IsRepeat: true);
        }

        var distrusted = (await DistrustedLine.Of(session, actor.MunicipalityCode)).Select(line => line.Reference).ToHashSet(StringComparer.Ordinal);
        List<SentLine> lines = [];
        foreach (var word in file.Words)
        {
            if (await session.FirstOrNone<SentLine>(LineSql, new { actor.MunicipalityCode, word.Reference }) is not { } line)
            {
                return Refusal.SvbAnswerUnknown.With(word.Reference);
            }

            // Nothing happened to a line before we sent it.
            if (word.On < AmsterdamDay.Of(line.MadeAt))
            {
                return Refusal.SvbAnswerTooEarly.With(word.Reference);
            }

            lines.Add(line);
        }

        object?[] answer = [session.NewId(), actor.MunicipalityCode, fileHash, actor.UserId.Value, session.Now];
        await session.Wire.Send(InsertSql, answer);
        var ledgers = await BudgetLedger.OpenAll(session, actor, lines.Select(line => line.BudgetId));
        var result = new Answer(0, 0, Money.Zero, 0, IsRepeat: false);
        foreach (var (word, line) in file.Words.Zip(lines))
        {
            var counts = Counts(word.Outcome, line);
            object?[] said = [answer[0], word.Reference, word.Outcome.Stored(), word.On, word.Why?.Stored() ?? "", counts ? 1L : 0L];
            await session.Wire.Send(InsertWordSql, said);
            if (counts)
            {
                await session.Wire.Send(NoLongerWaitsSql, [line.Reference]);
                await (word.Outcome == SvbOutcome.Paid ? Book(session, ledgers[line.BudgetId], line, answer, said) : Unbook(session, ledgers[line.BudgetId], line, word.Outcome));
                await ClaimToPay.Recount(session, line.ClaimId);
            }

            result = word.Outcome == SvbOutcome.Paid
                ? result with { Paid = result.Paid + (counts ? 1 : 0), Distrusted = result.Distrusted + (counts && distrusted.Contains(line.Reference) ? 1 : 0) }
                : result with { CameBack = result.CameBack + (counts ? 1 : 0), Amount = result.Amount + (counts ? line.Amount : Money.Zero) };
            result = result with { ToLookAt = result.ToLookAt + (counts || IsRepeat(word.Outcome, line) ? 0 : 1) };
        }

        await Trace.Write(session, actor, nameof(TakeSvbAnswer), subject: "");
        return result;
    });

    /// <summary>The first word on a line; of what was paid that it came back; and of what was refused that it was paid after all, as long as no other line went out for it. Of a file that was taken back only once somebody said that the SVB was right.</summary>
    private static bool Counts(SvbOutcome outcome, SentLine line) => (line.WasPaid, line.WasReturned, outcome) switch
    {
        (0, 0, SvbOutcome.Paid) => line.WasRefused == 0 || (line.IsLast == 1 && (line.WasWithdrawn == 0 || line.SvbWasRight == 1)),
        (0, 0, _) => line.WasRefused == 0,
        (1, 0, SvbOutcome.Returned) => true,
        _ => false,
    };

    private static bool IsRepeat(SvbOutcome outcome, SentLine line) => outcome == SvbOutcome.Paid ? line is { WasPaid: 1, WasReturned: 0 } : line.WasReturned == 1 || line is { WasRefused: 1, WasPaid: 0 };

    private static async Task Book(Session session, BudgetLedger ledger, SentLine line, object?[] answer, object?[] said)
    {
        // What was taken back since it was sent is nothing that is owed: it is set off in a next file.
        if (!line.Amount.IsPositive || (await ledger.Reversible(line.ClaimPosting)).IsRefused)
        {
            return;
        }

        var facts = await session.Single<SealedRow>(FactsSql, new { line.Reference });
        var posting = (await ledger.Append(new NewPosting(
            PostingKind.Payment, Account.Payable, Account.Paid, line.Amount, line.EndsOn, OriginKind.Claim, line.ClaimId.Value, $"payment {line.OrderNumber}", Counterparty: line.AgreementNumber,
            Seal: Seal.Of([facts.Order, facts.Line, facts.Account, answer, said])))).Value;
        await session.Wire.Send(InsertPaymentSql, [line.Reference, answer[0], line.ClaimId.Value, line.Amount.Cents, posting.BudgetId.Value, posting.Number]);
        await session.Wire.Send(InsertPaidSql, [line.ClaimId.Value, line.Reference]);
    }

    private static async Task Unbook(Session session, BudgetLedger ledger, SentLine line, SvbOutcome outcome)
    {
        if (outcome == SvbOutcome.Returned && line.PaymentPosting is { } paid && !(await ledger.Reversible(paid)).IsRefused)
        {
            await ledger.Unpay(paid);
        }

        if (line.Amount.IsPositive)
        {
            await Outbox.Put(session, MailKind.HelperPaymentCameBack, line.ResidentId, line.RequestNumber);
        }
    }

    /// <param name="WasPaid">1 when the SVB said so before and was taken at its word; likewise the two after it. What was taken back before it was given to the SVB counts as refused.</param>
    /// <param name="IsLast">1 when no other line went out for this claim after it.</param>
    /// <param name="WasWithdrawn">1 when its file was taken back.</param>
    /// <param name="SvbWasRight">1 when somebody looked into what the SVB said otherwise, and said last that the SVB was right.</param>
    private sealed record SentLine(
        string Reference, string OrderNumber, DateTimeOffset MadeAt, ClaimId ClaimId, BudgetId BudgetId, ResidentId ResidentId, string RequestNumber, string AgreementNumber, DateOnly EndsOn, Money Amount, long ClaimPosting, long? PaymentPosting,
        long WasPaid, long WasRefused, long WasReturned, long IsLast, long WasWithdrawn, long SvbWasRight);

    /// <summary>As they stand, column by column.</summary>
    private sealed record SealedRow(
        string OrderId, string Number, string MunicipalityCode, string MadeBy, DateTimeOffset MadeAt, string Reference, string ClaimId, string AccountId, string ResidentId, long Amount, string Content,
        string AgreementId, long AccountNumber, string Holder, string Iban, string SetBy, DateTimeOffset SetAt)
    {
        public object?[] Order => [OrderId, Number, MunicipalityCode, MadeBy, MadeAt];

        public object?[] Line => [Reference, OrderId, ClaimId, AccountId, ResidentId, Amount, Content];

        public object?[] Account => [AccountId, AgreementId, AccountNumber, Holder, Iban, SetBy, SetAt];
    }

    /// <summary>What each payment seals of the answer and of its line in it, in that order.</summary>
    internal const string AnswerColumns = "id, municipality_code, file_hash, received_by, received_at";

    /// <inheritdoc cref="AnswerColumns"/>
    internal const string WordColumns = "answer_id, reference, outcome, said_on, reason, counts";

    private const string KnownSql = """
        SELECT COUNT(*)
        FROM svb_answers
        WHERE municipality_code = @MunicipalityCode
          AND file_hash = @fileHash
        """;

    private const string LineSql = """
        SELECT line.reference AS Reference, sent.number AS OrderNumber, sent.made_at AS MadeAt, c.id AS ClaimId, c.budget_id AS BudgetId, line.resident_id AS ResidentId, request.number AS RequestNumber, agreement.number AS AgreementNumber,
               c.ends_on AS EndsOn, line.amount_cents AS Amount, c.posting_number AS ClaimPosting, booked.posting_number AS PaymentPosting,
               (SELECT COUNT(*) FROM svb_answer_lines word WHERE word.reference = line.reference AND word.counts = 1 AND word.outcome = 'paid') AS WasPaid,
               (SELECT COUNT(*) FROM svb_answer_lines word WHERE word.reference = line.reference AND word.counts = 1 AND word.outcome = 'refused')
                   + (SELECT COUNT(*) FROM svb_withdrawals gone WHERE gone.order_id = line.order_id) AS WasRefused,
               (SELECT COUNT(*) FROM svb_answer_lines word WHERE word.reference = line.reference AND word.counts = 1 AND word.outcome = 'returned') AS WasReturned,
               CASE WHEN EXISTS (SELECT 1 FROM svb_order_lines later WHERE later.claim_id = line.claim_id AND later.reference > line.reference) THEN CAST(0 AS BIGINT) ELSE CAST(1 AS BIGINT) END AS IsLast,
               (SELECT COUNT(*) FROM svb_withdrawals gone WHERE gone.order_id = line.order_id) AS WasWithdrawn,
               CASE WHEN (SELECT looked.outcome FROM svb_word_looks looked WHERE looked.reference = line.reference ORDER BY looked.looked_at DESC, looked.answer_id LIMIT 1) = 'svb' THEN CAST(1 AS BIGINT) ELSE CAST(0 AS BIGINT) END AS SvbWasRight
        FROM svb_order_lines line
        JOIN svb_orders sent ON sent.id = line.order_id
        JOIN claims c ON c.id = line.claim_id
        JOIN care_agreements agreement ON agreement.id = c.agreement_id
        JOIN budgets b ON b.id = c.budget_id
        JOIN decisions d ON d.id = b.decision_id
        JOIN support_requests request ON request.id = d.request_id
        LEFT JOIN svb_payments booked ON booked.reference = line.reference
        WHERE line.reference = @Reference
          AND sent.municipality_code = @MunicipalityCode
        """;

    private const string FactsSql = """
        SELECT sent.id AS OrderId, sent.number AS Number, sent.municipality_code AS MunicipalityCode, sent.made_by AS MadeBy, sent.made_at AS MadeAt, line.reference AS Reference, line.claim_id AS ClaimId,
               line.account_id AS AccountId, line.resident_id AS ResidentId, line.amount_cents AS Amount, line.content AS Content, account.agreement_id AS AgreementId, account.number AS AccountNumber, account.holder AS Holder,
               account.iban AS Iban, account.set_by AS SetBy, account.set_at AS SetAt
        FROM svb_order_lines line
        JOIN svb_orders sent ON sent.id = line.order_id
        JOIN helper_accounts account ON account.id = line.account_id
        WHERE line.reference = @Reference
        """;

    private const string InsertSql = $"""
        INSERT INTO svb_answers ({AnswerColumns})
        VALUES ($1, $2, $3, $4, $5)
        """;

    private const string InsertWordSql = $"""
        INSERT INTO svb_answer_lines ({WordColumns})
        VALUES ($1, $2, $3, $4, $5, $6)
        """;

    private const string NoLongerWaitsSql = """
        DELETE FROM svb_waiting
        WHERE reference = $1
        """;

    private const string InsertPaymentSql = """
        INSERT INTO svb_payments (reference, answer_id, claim_id, amount_cents, budget_id, posting_number)
        VALUES ($1, $2, $3, $4, $5, $6)
        """;

    private const string InsertPaidSql = """
        INSERT INTO paid_claims (claim_id, reference)
        VALUES ($1, $2)
        """;
}
