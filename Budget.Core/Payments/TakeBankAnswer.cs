using Budget.Core.Audit;
using Budget.Core.Secrecy;
using Budget.Core.Storage;

namespace Budget.Core.Payments;

/// <summary>
/// Takes in what the bank says of our transfers: its answer to a file (pain.002), or money that came back (camt.054). What it did not pay, or sent back, is booked paid → payable again, so that it is to
/// be paid once more. The same file a second time does nothing. References that are not ours are named, and nothing is done with them.
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
    /// <param name="Unknown">References of transfers that are not ours, or of which the amount is another: somebody has to look. Ten at most.</param>
    public sealed record Answer(long Executed, long Failed, Money Amount, IReadOnlyList<string> Unknown, bool IsRepeat);

    private sealed record Word(KeptTransfer Transfer, string Status, bool IsUnpaid, bool IsPaid, IReadOnlyList<BankReason> Reasons, string? Remark);

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
            return new Answer(0, 0, Money.Zero, [], IsRepeat: true);
        }

        List<string> unknown = [];
        var words = file.Status is { } status ? await OfStatus(session, actor, status, unknown) : await OfReturns(session, actor, file.Returns!, unknown);
        if (words.Count == 0)
        {
            return Refusal.BankAnswerUnknown.With(unknown.Count > 0 ? unknown[0] : file.Status?.RunIdentification ?? file.Identification);
        }

        var id = new BankAnswerId(session.NewId());
        await session.Execute(InsertSql, new { id, actor.MunicipalityCode, Kind = file.Status is null ? "returns" : "status", fileHash, file.Identification, actor.UserId, session.Now });
        var hidden = await MunicipalityKey.Of(session, actor.MunicipalityCode);
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

        var failed = words.Where(word => word.IsUnpaid && word.Transfer.HasFailed == 0).Select(word => word.Transfer).ToList();
        await KeptTransfer.Fail(session, actor, failed, id);
        await Trace.Write(session, actor, nameof(TakeBankAnswer), subject: "");
        return new Answer(
            words.Count(word => word.IsPaid), failed.Count, failed.Aggregate(Money.Zero, (sum, transfer) => sum + transfer.Amount), [.. unknown.Take(10)], IsRepeat: false);
    });

    private static async Task<List<Word>> OfStatus(Session session, Actor actor, PaymentStatusReport status, List<string> unknown)
    {
        var run = await KeptTransfer.OfRun(session, actor.MunicipalityCode, status.RunIdentification);
        if (run.Count == 0)
        {
            unknown.Add(status.RunIdentification);
            return [];
        }

        // A run goes out as one block, which is the first of its name.
        var said = status.Of(status.RunIdentification, [($"{status.RunIdentification}-1", [.. run.Select(transfer => transfer.EndToEndId)])]);
        unknown.AddRange(status.Payments.Select(payment => payment.EndToEndId).Except(run.Select(transfer => transfer.EndToEndId), StringComparer.Ordinal));
        return
        [
            .. from transfer in run
               let verdict = said.GetValueOrDefault(transfer.EndToEndId)
               where verdict is not null
               select new Word(transfer, verdict.Status.Code, verdict.Status.IsUnpaid, verdict.Status.IsPaid, verdict.Reasons, verdict.Remark),
        ];
    }

    private static async Task<List<Word>> OfReturns(Session session, Actor actor, ReturnedPayments returns, List<string> unknown)
    {
        var ours = await KeptTransfer.Find(session, actor.MunicipalityCode, returns.Payments.Select(payment => payment.EndToEndId));
        var words = new Dictionary<string, Word>(StringComparer.Ordinal);
        foreach (var payment in returns.Payments)
        {
            // Whole or not at all: what comes back in part is for people.
            if (ours.GetValueOrDefault(payment.EndToEndId) is { } transfer && (payment.Amount is null || payment.Amount == transfer.Amount))
            {
                words.TryAdd(payment.EndToEndId, new Word(transfer, Returned, IsUnpaid: true, IsPaid: false, payment.Reasons, payment.Remark));
            }
            else
            {
                unknown.Add(payment.EndToEndId);
            }
        }

        return [.. words.Values];
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
