using Budget.Core.Audit;
using Budget.Core.Secrecy;
using Budget.Core.Storage;

namespace Budget.Core.Payments;

/// <summary>
/// Takes in what the bank says of our transfers: its answer to a file (pain.002), or money that came back (camt.054). What it did not pay, or sent back, is booked paid → payable again, so that it is to
/// be paid once more. The same file a second time does nothing.
/// <para>
/// Nothing is booked back on the word of the bank alone where that could pay twice: a rejection of what it said before to have paid, or of what it knows from before (a file sent twice), another amount
/// than ours, a return on another account than we paid from, a status we do not know. That is kept, shown with its transfer, and for people (docs/decisions/0018-payments.md).
/// </para>
/// </summary>
public sealed class TakeBankAnswer(Database database)
{
    /// <summary>What stands for money that came back, where the bank has no status for it.</summary>
    public const string Returned = "RTRN";

    /// <summary>What the fingerprint of a file says it is of (KeyRing.Fingerprint).</summary>
    internal const string FileKind = "bank-file";

    /// <param name="Executed">How many transfers the bank says it has paid.</param>
    /// <param name="Failed">How many come back with this file.</param>
    /// <param name="Amount">Of those.</param>
    /// <param name="ToLookAt">Of how many of our transfers the bank says what nothing was booked for: somebody asks the bank.</param>
    /// <param name="Unknown">How many transfers it names that are not ours.</param>
    public sealed record Answer(long Executed, long Failed, Money Amount, long ToLookAt, long Unknown, bool IsRepeat);

    /// <param name="IsBack">It is to be paid again.</param>
    private sealed record Word(KeptTransfer Transfer, string Status, bool IsBack, bool IsPaid, IReadOnlyList<BankReason> Reasons, string? Remark)
    {
        public bool IsToLookAt => !IsBack && (IsPaid ? Transfer.HasFailed == 1 : Transfer.HasFailed == 0 && TakeBankAnswer.IsToLookAt(Status));
    }

    /// <summary>Whether a last word of the bank, for which nothing was booked back, is one for people.</summary>
    internal static bool IsToLookAt(string status) => new BankStatus(status) is var said && (said.IsUnpaid || !BankStatus.All.Contains(said));

    public Task<Outcome<Answer>> Do(Actor actor, IdempotencyKey key, BankFile file) => database.Once<Answer>(actor, key, nameof(TakeBankAnswer), file.Hash, async session =>
    {
        if (actor.Role != Role.Finance)
        {
            return Refusal.NotAllowed;
        }

        await TownLock.Take(session, actor.MunicipalityCode);
        var fileHash = await session.Keys.Fingerprint(session, FileKind, file.Hash);
        if (await session.Single<long>(KnownSql, new { actor.MunicipalityCode, fileHash }) > 0)
        {
            return new Answer(0, 0, Money.Zero, 0, 0, IsRepeat: true);
        }

        var hidden = await MunicipalityKey.Of(session, actor.MunicipalityCode);
        var heard = file.Status is { } status ? await OfStatus(session, actor, status) : await OfReturns(session, actor, file.Returns!, hidden);
        if (heard.IsRefused)
        {
            return heard.Refusal!;
        }

        var (words, unknown) = heard.Value;
        var id = new BankAnswerId(session.NewId());
        await session.Execute(InsertSql, new { id, actor.MunicipalityCode, Kind = file.Status is null ? "returns" : "status", fileHash, file.Identification, actor.UserId, session.Now });
        foreach (var word in words)
        {
            await session.Execute(InsertWordSql, new
            {
                id,
                word.Transfer.EndToEndId,
                word.Status,
                Reasons = string.Join(' ', word.Reasons.Select(reason => reason.Code.Replace(' ', '_'))),
                Remark = hidden.Hide(HiddenColumn.BankRemark, $"{id.Value:D}/{word.Transfer.EndToEndId}", word.Remark ?? ""),
            });
        }

        var failed = words.Where(word => word.IsBack).Select(word => word.Transfer).ToList();
        await KeptTransfer.Fail(session, actor, failed, id);
        await Trace.Write(session, actor, nameof(TakeBankAnswer), subject: "");
        return new Answer(
            words.Count(word => word is { IsPaid: true, IsToLookAt: false }), failed.Count, failed.Aggregate(Money.Zero, (sum, transfer) => sum + transfer.Amount),
            words.Count(word => word.IsToLookAt), unknown, IsRepeat: false);
    });

    private sealed record Heard(IReadOnlyList<Word> Words, long Unknown);

    private static async Task<Outcome<Heard>> OfStatus(Session session, Actor actor, PaymentStatusReport status)
    {
        var run = await KeptTransfer.OfRun(session, actor.MunicipalityCode, status.RunIdentification);
        if (run.Count == 0)
        {
            return Refusal.BankAnswerUnknown.With(status.RunIdentification);
        }

        if (run[0].IsFetched == 0)
        {
            return Refusal.BankAnswerTooEarly.With(status.RunIdentification);
        }

        // A run goes out as one block, which is the first of its name.
        var said = status.Of(status.RunIdentification, [($"{status.RunIdentification}-1", [.. run.Select(transfer => transfer.EndToEndId)])]);
        var amounts = status.Payments.ToDictionary(payment => payment.EndToEndId, payment => payment.Amount, StringComparer.Ordinal);
        return new Heard(
            [
                .. from transfer in run
                   let verdict = said.GetValueOrDefault(transfer.EndToEndId)
                   where verdict is not null
                   let isOther = amounts.GetValueOrDefault(transfer.EndToEndId) is { } amount && amount != transfer.Amount
                   let isBack = verdict.Status.IsUnpaid && transfer is { HasFailed: 0, HasLeft: 0 } && !isOther && !verdict.Reasons.Any(reason => reason.IsOfDuplicate)
                   select new Word(transfer, verdict.Status.Code, isBack, verdict.Status.IsPaid, verdict.Reasons, verdict.Remark),
            ],
            amounts.Keys.Except(run.Select(transfer => transfer.EndToEndId), StringComparer.Ordinal).Count());
    }

    private static async Task<Outcome<Heard>> OfReturns(Session session, Actor actor, ReturnedPayments returns, TextKey key)
    {
        var ours = await KeptTransfer.Find(session, actor.MunicipalityCode, returns.Payments.Select(payment => payment.EndToEndId));
        var words = new Dictionary<string, Word>(StringComparer.Ordinal);
        var (unknown, elsewhere) = (0L, "");
        foreach (var payment in returns.Payments)
        {
            if (ours.GetValueOrDefault(payment.EndToEndId) is not { IsFetched: 1 } transfer)
            {
                unknown++;
            }
            else if (!Iban.TryParse(payment.Account, out var account) || account != CurrentAccounts.Read(key, transfer.FromAccountId, transfer.FromIban))
            {
                elsewhere = payment.EndToEndId;
            }
            else
            {
                // Whole or not at all: what comes back in part is for people.
                var isWhole = payment.Amount is null || payment.Amount == transfer.Amount;
                words.TryAdd(payment.EndToEndId, new Word(transfer, Returned, isWhole && transfer.HasFailed == 0, IsPaid: false, payment.Reasons, payment.Remark));
            }
        }

        return elsewhere.Length > 0 ? Refusal.BankAnswerOtherAccount.With(elsewhere)
            : words.Count == 0 ? Refusal.BankAnswerUnknown.With(returns.Payments.Count > 0 ? returns.Payments[0].EndToEndId : returns.Identification)
            : new Heard([.. words.Values], unknown);
    }

    private const string KnownSql = """
        SELECT COUNT(*)
        FROM bank_answers
        WHERE municipality_code = @MunicipalityCode
          AND file_hash = @fileHash
        """;

    private const string InsertSql = """
        INSERT INTO bank_answers (id, municipality_code, kind, file_hash, identification, received_by, received_at)
        VALUES (@id, @MunicipalityCode, @Kind, @fileHash, @Identification, @UserId, @Now)
        """;

    private const string InsertWordSql = """
        INSERT INTO bank_answer_transfers (answer_id, end_to_end_id, status, reasons, remark)
        VALUES (@id, @EndToEndId, @Status, @Reasons, @Remark)
        """;
}
