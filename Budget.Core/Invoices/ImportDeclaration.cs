using System.Text;
using Budget.Core.Audit;
using Budget.Core.Iwmo;
using Budget.Core.Secrecy;
using Budget.Core.SignIn;
using Budget.Core.Storage;

namespace Budget.Core.Invoices;

/// <summary>
/// Takes in a WMO323: checks each line, books the accepted ones on the budgets of the residents, and writes the WMO325 answer; all in one
/// transaction. A line is accepted or rejected whole; credits go before debits (Standaard Administratieprotocol 3.2.b). The same file a
/// second time, by whomever, books nothing and gives the first answer; another file under the same identification is refused (9056).
/// Finance takes in what anybody sent to the own municipality; a provider's own people what that provider sends, to any municipality that lives here (docs/decisions/0020).
/// </summary>
public sealed class ImportDeclaration(Database database)
{
    /// <summary>What the fingerprint of a file says it is of (KeyRing.Fingerprint), and what stands before it as a key.</summary>
    internal const string FileKind = "file";
    internal const string KeyPrefix = "323:";

    /// <param name="IsRepeat">The file had been taken in before; these are the figures of that time.</param>
    public sealed record Result(
        MessageId Id, string SenderAgb, string DeclarationNumber, long Lines, long Rejected, Money Submitted, Money Accepted, DateOnly ReceivedOn, bool IsRepeat);

    /// <summary>A result; or the one reason why the file as a whole was refused, or who asked may not do this: then nothing was written.</summary>
    public sealed record Answer(Result? Result, MessageFault? Fault, Refusal? Refusal = null);

    public async Task<Answer> Do(Actor actor, DeclarationFile file)
    {
        if (await Barred(actor, file) is { } no)
        {
            return no;
        }

        var declaration = file.Reading.Message!;
        // Who works for a provider belongs to no municipality: what is done here is done in that of the message.
        actor = actor with { MunicipalityCode = declaration.Header.MunicipalityCode };
        // The hash of a file of one client could be tried with each BSN: what is kept of it is keyed.
        var fileHash = await database.Read(session => session.Keys.Fingerprint(session, FileKind, file.Hash));
        var outcome = await database.Once<Result>(actor, IdempotencyKey.Of($"{KeyPrefix}{fileHash}"), nameof(ImportDeclaration), file.Hash, async session =>
        {
            return actor.Role == Role.ProviderStaff && await OwnOffice.In(session, actor) is not { MaySubmit: true }
                ? Refusal.NotAllowed
                : await Judge(session, actor, declaration, fileHash);
        });
        return outcome.Refusal is { } refusal
            ? refusal.Is(Refusal.LedgerUnsound) || refusal.Is(Refusal.NotAllowed)
                ? new Answer(Result: null, Fault: null, refusal)
                : new Answer(Result: null, FaultOf(refusal, declaration))
            : new Answer(outcome.Value with { IsRepeat = outcome.Replayed || outcome.Value.IsRepeat }, Fault: null);
    }

    /// <summary>What the answer to a right file would be, with nothing written: which lines would be rejected.</summary>
    public async Task<(Answer Answer, IReadOnlyList<RejectedLine> Rejected)> Draft(Actor actor, DeclarationFile file)
    {
        if (await Barred(actor, file) is { } no)
        {
            return (no, []);
        }

        var declaration = file.Reading.Message!;
        actor = actor with { MunicipalityCode = declaration.Header.MunicipalityCode };
        List<RejectedLine> rejected = [];
        var outcome = await database.Draft<Result>(session =>
        {
            rejected.Clear();
            return Judge(session, actor, declaration, file.Hash, rejected);
        });
        return outcome.Refusal is not { } refusal ? (new Answer(outcome.Value, Fault: null), rejected)
            : refusal.Is(Refusal.LedgerUnsound) ? (new Answer(Result: null, Fault: null, refusal), [])
            : (new Answer(Result: null, FaultOf(refusal, declaration)), []);
    }

    /// <summary>What the sender was answered under this identification; none when it sent nothing under it.</summary>
    internal static async Task<Result?> Sent(Session session, string municipalityCode, string senderAgb, string identification) =>
        (await session.FirstOrNone<Known>(KnownSql, new { MunicipalityCode = municipalityCode, SenderAgb = senderAgb, Identification = identification, Number = identification }))?.ToResult();

    /// <summary>Why the file is not even looked at: who asks may not, it cannot be read, it is of another sender, or it is for another municipality.</summary>
    private async Task<Answer?> Barred(Actor actor, DeclarationFile file)
    {
        var office = actor.Role == Role.ProviderStaff ? await database.Read(session => OwnOffice.In(session, actor)) : null;
        if (!actor.MayHandleMoney && office is not { MaySubmit: true })
        {
            return new Answer(Result: null, Fault: null, Refusal.NotAllowed);
        }

        if (file.Reading.Message is not { Header: var header })
        {
            return new Answer(Result: null, file.Reading.Fault);
        }

        if (office is null)
        {
            return header.MunicipalityCode == actor.MunicipalityCode ? null : new Answer(Result: null, MessageFault.OtherMunicipality.Of(header, actor.MunicipalityCode));
        }

        return header.SenderAgb != office.Agb ? new Answer(Result: null, MessageFault.OtherSender.Of(header, office.Agb))
            : await database.Read(session => session.Single<long>(LivesHereSql, new { header.MunicipalityCode })) == 0
                ? new Answer(Result: null, MessageFault.MunicipalityUnknown.Of(header, header.MunicipalityCode))
            : null;
    }

    private static async Task<Outcome<Result>> Judge(Session session, Actor actor, Declaration declaration, string fileHash, List<RejectedLine>? rejected = null)
    {
        if (declaration.Header.DatedOn > session.Today || declaration.DatedOn > session.Today)
        {
            return Refusal.DayInFuture;
        }

        if (declaration.Period.StartsOn > session.Today)
        {
            return Refusal.PeriodInvalid;
        }

        // Messages of one municipality are taken in one after the other, each seeing all of the one before.
        await TownLock.Take(session, declaration.Header.MunicipalityCode);
        if (await session.FirstOrNone<Known>(KnownSql, Identity(declaration)) is { } known)
        {
            return known.Identification != declaration.Header.Identification ? Refusal.DeclarationNumberReused
                : known.FileHash != fileHash ? Refusal.MessageReused
                : known.ToResult();
        }

        var answerNumber = await session.NextNumber($"answer-{declaration.Header.MunicipalityCode}");
        return await TakeIn(session, actor, declaration, fileHash, $"A{answerNumber:D9}", rejected);
    }

    /// <summary>The header-only WMO325 for a file that was refused whole; none when the file does not say who sent it, or was not for us.</summary>
    public static string? RefusalAnswer(MessageFault fault, string fileHash, DateOnly today)
    {
        if (fault.Header is not { } header || fault.Is(MessageFault.OtherMunicipality) || fault.Is(MessageFault.OtherSender) || fault.Is(MessageFault.MunicipalityUnknown))
        {
            return null;
        }

        using var answer = new MemoryStream();
        var identification = $"R{fileHash[..11]}";
        WriteDeclarationAnswer.WriteRefusal(answer, new AnswerHeader(header, header.MunicipalityCode, identification, today), ReturnCode.Of(fault));
        return Encoding.UTF8.GetString(answer.ToArray());
    }

    private static async Task<Result> TakeIn(Session session, Actor actor, Declaration declaration, string fileHash, string answerIdentification, List<RejectedLine>? rejected)
    {
        var id = new MessageId(session.NewId());
        var hidden = await MunicipalityKey.Of(session, declaration.Header.MunicipalityCode);
        var books = new LineBook(session, actor, declaration, id, hidden);
        await session.Execute(InsertMessageSql, Message(session, actor, declaration, id, fileHash));
        await books.TakeAll();
        rejected?.AddRange(books.Rejected);
        var accepted = declaration.Total - books.Rejected.Aggregate(Money.Zero, (sum, line) => sum + line.Line.SignedAmount);
        using var answer = new MemoryStream();
        WriteDeclarationAnswer.Write(
            answer, new AnswerHeader(declaration.Header, declaration.Header.MunicipalityCode, answerIdentification, session.Today),
            declaration.Number, declaration.Total, accepted, [.. books.Rejected.OrderBy(line => line.Line.Number)]);
        await session.Execute(CompleteMessageSql, new
        {
            id,
            Rejected = books.Rejected.Count,
            accepted,
            Answer = hidden.Hide(HiddenColumn.Answer, $"{id.Value:D}", Encoding.UTF8.GetString(answer.ToArray())),
        });
        await Trace.Write(session, actor, nameof(ImportDeclaration), declaration.Number);
        return new Result(
            id, declaration.Header.SenderAgb, declaration.Number, declaration.Lines.Count, books.Rejected.Count, declaration.Total, accepted,
            session.Today, IsRepeat: false);
    }

    private static MessageFault FaultOf(Refusal refusal, Declaration declaration)
    {
        var header = declaration.Header;
        return refusal.Is(Refusal.MessageReused) || refusal.Is(Refusal.KeyUsedForOtherContent)
                ? MessageFault.IdentificationReused.Of(header, header.Identification)
            : refusal.Is(Refusal.DeclarationNumberReused) ? MessageFault.NumberReused.Of(header, declaration.Number)
            : refusal.Is(Refusal.PeriodInvalid) ? MessageFault.PeriodNotBegun.Of(header, declaration.Period.StartsOn.InDigits())
            : refusal.Is(Refusal.DayInFuture) ? MessageFault.DatedInFuture.Of(header, Later(header.DatedOn, declaration.DatedOn).InDigits())
            : throw new InvalidOperationException($"{nameof(ImportDeclaration)} refused: {refusal.Code}");
    }

    private static DateOnly Later(DateOnly left, DateOnly right) => left > right ? left : right;

    private static object Identity(Declaration declaration) => new
    {
        declaration.Header.MunicipalityCode,
        declaration.Header.SenderAgb,
        declaration.Header.Identification,
        declaration.Number,
    };

    private static object Message(Session session, Actor actor, Declaration declaration, MessageId id, string fileHash) => new
    {
        id,
        declaration.Header.MunicipalityCode,
        declaration.Header.SenderAgb,
        declaration.Header.Identification,
        declaration.Number,
        declaration.DatedOn,
        declaration.Period.StartsOn,
        declaration.Period.EndsOn,
        fileHash,
        LineCount = declaration.Lines.Count,
        Submitted = declaration.Total,
        actor.UserId,
        ReceivedAt = session.Now,
        ReceivedOn = session.Today,
    };

    private sealed record Known(
        MessageId Id, string SenderAgb, string Identification, string DeclarationNumber, string FileHash,
        long Lines, long Rejected, Money Submitted, Money Accepted, DateOnly ReceivedOn)
    {
        public Result ToResult() => new(Id, SenderAgb, DeclarationNumber, Lines, Rejected, Submitted, Accepted, ReceivedOn, IsRepeat: true);
    }

    private const string LivesHereSql = """
        SELECT COUNT(*)
        FROM municipalities
        WHERE code = @MunicipalityCode
        """;

    private const string KnownSql = """
        SELECT id AS Id, sender_agb AS SenderAgb, identification AS Identification, declaration_number AS DeclarationNumber,
               file_hash AS FileHash, line_count AS Lines, rejected_count AS Rejected, submitted_cents AS Submitted,
               accepted_cents AS Accepted, received_on AS ReceivedOn
        FROM declaration_messages
        WHERE municipality_code = @MunicipalityCode
          AND sender_agb = @SenderAgb
          AND (identification = @Identification OR declaration_number = @Number)
        ORDER BY identification <> @Identification
        LIMIT 1
        """;

    private const string InsertMessageSql = """
        INSERT INTO declaration_messages (
            id, municipality_code, sender_agb, identification, declaration_number, dated_on, starts_on, ends_on, file_hash,
            line_count, rejected_count, submitted_cents, accepted_cents, received_by, received_at, received_on, answer)
        VALUES (
            @id, @MunicipalityCode, @SenderAgb, @Identification, @Number, @DatedOn, @StartsOn, @EndsOn, @fileHash,
            @LineCount, 0, @Submitted, 0, @UserId, @ReceivedAt, @ReceivedOn, '')
        """;

    private const string CompleteMessageSql = """
        UPDATE declaration_messages
        SET rejected_count = @Rejected,
            accepted_cents = @accepted,
            answer = @Answer
        WHERE id = @id
        """;
}
