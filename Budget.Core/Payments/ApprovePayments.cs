using System.Globalization;
using System.Text;
using Budget.Core.Audit;
using Budget.Core.Ledger;
using Budget.Core.Secrecy;
using Budget.Core.Storage;

namespace Budget.Core.Payments;

/// <summary>
/// The other two of four eyes: a colleague of who proposed a run approves it. In one transaction each line that is still as it was proposed is booked as paid, payable → paid, and the file for the bank
/// is made and kept. What was disputed, taken back or otherwise changed since stays out; a provider to which nothing is left to pay then, or whose account does not count any more, as a whole.
/// </summary>
public sealed class ApprovePayments(Database database)
{
    /// <param name="LeftOut">How many of the proposed lines stayed out.</param>
    public sealed record Answer(string Number, long Lines, Money Amount, long LeftOut);

    /// <param name="Number">Of the run.</param>
    /// <param name="Seen">What was shown of it (<see cref="PaymentRuns.Details.Seen"/>): another account or amount than the colleague saw is refused. None of who was shown nothing.</param>
    public sealed record Entry(string Number, string? Seen = null);

    public Task<Outcome<Answer>> Do(Actor actor, IdempotencyKey key, Entry entry) => database.Once(actor, key, nameof(ApprovePayments), entry, session => In(session, actor, entry));

    private static async Task<Outcome<Answer>> In(Session session, Actor actor, Entry entry)
    {
        var number = entry.Number;
        if (actor.Role != Role.Finance)
        {
            return Refusal.NotAllowed;
        }

        // First the municipality, then the budgets in the order of their ids: nobody waits for somebody who waits for him.
        await TownLock.Take(session, actor.MunicipalityCode);
        if (await ProposedRun.Find(session, actor, number) is not { } run)
        {
            return Refusal.NotFound;
        }

        if (run.ProposedBy == actor.UserId)
        {
            return Refusal.OwnProposal;
        }

        if (run.Outcome is not null)
        {
            return Refusal.AlreadyDecided;
        }

        var proposed = await session.List<BudgetId>(ProposedSql, new { run.Id });
        var ledgers = await BudgetLedger.OpenAll(session, actor, proposed);
        // Read behind the locks: what is so now stays so until this is written.
        var accounts = await CurrentAccounts.In(session, actor.MunicipalityCode);
        var payments = await run.Left(session, accounts);
        if (payments.Count == 0)
        {
            return Refusal.NothingToPay;
        }

        if (entry.Seen is not null && entry.Seen != PlannedPayment.Seen(payments, accounts))
        {
            return Refusal.PaymentsChanged;
        }

        var kept = await Keep(session, actor, run, accounts, payments);
        foreach (var (transfer, row) in kept.Transfers)
        {
            await session.Wire.Send(InsertTransferSql, row);
            foreach (var line in transfer.Lines)
            {
                await Book(session, run, line, [kept.Answer, row, accounts.Own!.Facts, accounts.Of(line.ProviderId)!.Facts], ledgers[line.BudgetId]);
            }
        }

        await run.Release(session);
        await Trace.Write(session, actor, nameof(ApprovePayments), number);
        var lines = payments.Sum(payment => payment.Lines.Count);
        return new Answer(number, lines, payments.Aggregate(Money.Zero, (sum, payment) => sum + payment.Amount), proposed.Count - lines);
    }

    private sealed record Kept(object?[] Answer, IReadOnlyList<(PlannedTransfer Transfer, object?[] Row)> Transfers);

    /// <summary>Makes the file, and writes the answer with it.</summary>
    private static async Task<Kept> Keep(Session session, Actor actor, ProposedRun run, CurrentAccounts accounts, IReadOnlyList<PlannedPayment> payments)
    {
        List<(PlannedTransfer, object?[])> transfers = [];
        List<Payment> file = [];
        var from = new DebtorAccount(accounts.Own!.Holder, accounts.Own.Iban);
        foreach (var payment in payments)
        {
            var to = accounts.Of(payment.ProviderId)!;
            foreach (var (transfer, index) in payment.Transfers.Select((transfer, index) => (transfer, index)))
            {
                var endToEndId = string.Create(CultureInfo.InvariantCulture, $"{run.Number}-{payment.Agb}-{index + 1}");
                transfers.Add((transfer, [endToEndId, run.Id.Value, payment.ProviderId.Value, accounts.Own.Id.Value, to.Id.Value, transfer.Amount.Cents, PartsSeal(transfer.Lines)]));
                file.Add(new Payment(endToEndId, from, FileDay(run.RequestedOn, session.Today), transfer.Amount, to.Holder, to.Iban, transfer.Declarations));
            }
        }

        var identification = $"ER-{run.MunicipalityCode}-{run.Number}";
        using var bytes = new MemoryStream();
        WritePaymentFile.Write(bytes, new PaymentRun(identification, session.Now, accounts.Own.Holder, file));
        var hidden = (await MunicipalityKey.Of(session, run.MunicipalityCode)).Hide(HiddenColumn.PaymentFile, $"{run.Id.Value:D}", Encoding.UTF8.GetString(bytes.ToArray()));
        object?[] answer = [run.Id.Value, "approved", run.ProposedBy.Value, actor.UserId.Value, session.Now, identification, Seal.Of([hidden])];
        await session.Wire.Send(InsertAnswerSql, [.. answer, hidden]);
        return new Kept(answer, transfers);
    }

    /// <summary>No bank takes a day that is over.</summary>
    internal static DateOnly FileDay(DateOnly requestedOn, DateOnly approvedOn) => requestedOn > approvedOn ? requestedOn : approvedOn;

    /// <param name="facts">What is sealed beside the run and its line: the answer, the transfer, and the accounts it goes from and to.</param>
    private static async Task Book(Session session, ProposedRun run, DueLine line, object?[][] facts, BudgetLedger ledger)
    {
        var (lineId, providerId) = (line.Id.Value, line.ProviderId.Value);
        Posting? posting = null;
        if (line.Due.IsPositive && line.Stands == 1)
        {
            posting = (await ledger.Append(new NewPosting(
                PostingKind.Payment, Account.Payable, Account.Paid, line.Due, line.OccurredOn, OriginKind.InvoiceLine, lineId, $"payment {run.Number}", Counterparty: line.Agb,
                Seal: Seal.Of([run.Facts, [run.Id.Value, lineId, providerId, line.Due.Cents], .. facts])))).Value;
            await session.Wire.Send(InsertPaidSql, [lineId, run.Id.Value]);
        }

        await session.Wire.Send(InsertBookingSql, [run.Id.Value, lineId, facts[1][0], line.Due.Cents, posting?.BudgetId.Value, posting?.Number]);
    }

    /// <summary>Over the lines of a transfer, in the order of their ids.</summary>
    private static string PartsSeal(IEnumerable<DueLine> lines)
    {
        var sheet = new HashSheet(stackalloc byte[1024]);
        foreach (var line in lines.OrderBy(line => $"{line.Id.Value:D}", StringComparer.Ordinal))
        {
            sheet.Add(line.Id.Value);
            sheet.Add(line.Due.Cents);
        }

        return sheet.Hash();
    }

    /// <summary>What each payment seals of the answer and of its transfer, in that order.</summary>
    internal const string AnswerColumns = "run_id, outcome, proposed_by, answered_by, answered_at, identification, file_seal";

    /// <inheritdoc cref="AnswerColumns"/>
    internal const string TransferColumns = "end_to_end_id, run_id, provider_id, from_account_id, to_account_id, amount_cents, parts_seal";

    private const string ProposedSql = """
        SELECT line.budget_id
        FROM payment_run_lines part
        JOIN invoice_lines line ON line.id = part.line_id
        WHERE part.run_id = @Id
        """;

    private const string InsertAnswerSql = $"""
        INSERT INTO payment_run_answers ({AnswerColumns}, file)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
        """;

    private const string InsertTransferSql = $"""
        INSERT INTO payment_transfers ({TransferColumns})
        VALUES ($1, $2, $3, $4, $5, $6, $7)
        """;

    private const string InsertBookingSql = """
        INSERT INTO payment_bookings (run_id, line_id, end_to_end_id, amount_cents, budget_id, posting_number)
        VALUES ($1, $2, $3, $4, $5, $6)
        """;

    private const string InsertPaidSql = """
        INSERT INTO paid_lines (line_id, run_id)
        VALUES ($1, $2)
        """;
}
