using Budget.Core.Audit;
using Budget.Core.Iwmo;
using Budget.Core.SignIn;
using Budget.Core.Storage;

namespace Budget.Core.Exchange;

/// <summary>
/// Takes in what a provider sends beside its declarations (iWmo 3.2): that help began (WMO305) or ended (WMO307), and that it asks for an assignment (WMO315) or a change (WMO317). By the
/// provider's own people who may declare for it, of its own AGB code, or by the installation. Each part is taken in or refused by itself, all in one transaction. The same file a second time, by whomever, does nothing
/// and gives the first answer; another file under the same identification is refused (9056). Who asks about a number or a BSN that is not its own learns nothing of it.
/// </summary>
public sealed class ImportMessage(Database database)
{
    /// <summary>More than a message of one client ever holds; each part is looked up by itself while the messages of the municipality wait.</summary>
    public const int MostParts = 200;

    private const string FileKind = "iwmo-file";

    /// <param name="IsRepeat">The file had been taken in before; these are the parts of that time.</param>
    public sealed record Result(MessageId Id, string Kind, string SenderAgb, string Identification, DateOnly ReceivedOn, IReadOnlyList<MessagePart> Parts, bool IsRepeat);

    /// <summary>A result; or the one reason why the file as a whole was refused, or who asked may not do this: then nothing was written.</summary>
    public sealed record Answer(Result? Result, MessageFault? Fault, Refusal? Refusal = null);

    public async Task<Answer> Do(Actor actor, MessageFile file)
    {
        if (actor.Role is not (Role.ProviderStaff or Role.System))
        {
            return new Answer(Result: null, Fault: null, Refusal.NotAllowed);
        }

        if (file is not { Kind: { } kind, Header: { } header, Fault: null })
        {
            return new Answer(Result: null, file.Fault ?? MessageFault.UnknownMessage);
        }

        if (file.Parts > MostParts)
        {
            return new Answer(Result: null, MessageFault.TooManyParts.Of(header, $"{MostParts}"));
        }

        if (actor.Role == Role.System ? header.MunicipalityCode != actor.MunicipalityCode : await database.Read(session => session.Single<long>(LivesHereSql, new { header.MunicipalityCode })) == 0)
        {
            return new Answer(Result: null, actor.Role == Role.System
                ? MessageFault.OtherMunicipality.Of(header, actor.MunicipalityCode)
                : MessageFault.MunicipalityUnknown.Of(header, header.MunicipalityCode));
        }

        // Who works for a provider belongs to no municipality: what is done here is done in that of the message.
        actor = actor with { MunicipalityCode = header.MunicipalityCode };

        // The hash of a file of one client could be tried with each BSN: what is kept of it is keyed.
        var fileHash = await database.Read(session => session.Keys.Fingerprint(session, FileKind, file.Hash));
        var outcome = await database.Once<Result>(actor, IdempotencyKey.Of($"{kind.Name}:{fileHash}"), nameof(ImportMessage), file.Hash, async session =>
        {
            var sender = await session.FirstOrNone<MessageWork.Provider>(SenderSql, new { header.SenderAgb, header.MunicipalityCode, session.Today });
            if (actor.Role == Role.ProviderStaff && (sender is null || sender.Id != actor.ProviderId))
            {
                return Refusal.MessageOfOther;
            }

            // An end frees money, and a question is put in the provider's name: that is for whom it trusts with its declarations.
            if (actor.Role == Role.ProviderStaff && await OwnOffice.In(session, actor) is not { MaySubmit: true })
            {
                return Refusal.NotAllowed;
            }

            if (header.DatedOn > session.Today)
            {
                return Refusal.DayInFuture;
            }

            // Messages of one municipality are taken in one after the other, each seeing all of the one before.
            await TownLock.Take(session, header.MunicipalityCode);
            if (await session.FirstOrNone<Known>(KnownSql, new { header.MunicipalityCode, header.SenderAgb, Kind = kind.Name, header.Identification }) is { } known)
            {
                return known.FileHash == fileHash
                    ? new Result(known.Id, kind.Name, header.SenderAgb, header.Identification, known.ReceivedOn, await PartsOf(session, known.Id), IsRepeat: true)
                    : Refusal.MessageReused;
            }

            return await TakeIn(session, actor, file, kind, header, sender, fileHash);
        });
        return outcome.Refusal is { } refusal
            ? FaultOf(refusal, header) is { } fault ? new Answer(Result: null, fault) : new Answer(Result: null, Fault: null, refusal)
            : new Answer(outcome.Value with { IsRepeat = outcome.Replayed || outcome.Value.IsRepeat }, Fault: null);
    }

    internal static async Task<IReadOnlyList<MessagePart>> PartsOf(Session session, MessageId id) =>
        [.. (await session.List<PartRow>(PartsSql, new { id })).Select(part => new MessagePart(part.Number, part.About, part.IsRefused == 1, part.Code, part.Detail))];

    private static async Task<Result> TakeIn(Session session, Actor actor, MessageFile file, MessageKind kind, MessageHeader header, MessageWork.Provider? sender, string fileHash)
    {
        var id = new MessageId(session.NewId());
        await session.Execute(InsertSql, new
        {
            id,
            header.MunicipalityCode,
            header.SenderAgb,
            Kind = kind.Name,
            header.Identification,
            header.DatedOn,
            fileHash,
            actor.UserId,
            session.Now,
            session.Today,
        });
        var work = new MessageWork(session, actor, header, id, sender);
        var parts = file switch
        {
            { Start: { } start } => await DeliveryParts.Take(work, start),
            { Stop: { } stop } => await DeliveryParts.Take(work, stop),
            { Request: { } asked } => await RequestParts.Take(work, asked),
            { Change: { } asked } => await RequestParts.Take(work, asked),
            _ => throw new InvalidOperationException($"{kind.Name} is not taken in here."),
        };
        foreach (var part in parts)
        {
            await session.Execute(InsertPartSql, new { id, part.Number, part.About, IsRefused = part.IsRefused ? 1L : 0L, part.Code, part.Detail });
        }

        await Trace.Write(session, actor, nameof(ImportMessage), header.Identification);
        return new Result(id, kind.Name, header.SenderAgb, header.Identification, session.Today, parts, IsRepeat: false);
    }

    private static MessageFault? FaultOf(Refusal refusal, MessageHeader header) =>
        refusal.Is(Refusal.MessageReused) || refusal.Is(Refusal.KeyUsedForOtherContent) ? MessageFault.IdentificationReused.Of(header, header.Identification)
        : refusal.Is(Refusal.DayInFuture) ? MessageFault.DatedInFuture.Of(header, header.DatedOn.InDigits())
        : null;

    private sealed record Known(MessageId Id, string FileHash, DateOnly ReceivedOn);

    private sealed record PartRow(long Number, string About, long IsRefused, string Code, string? Detail);

    private const string LivesHereSql = """
        SELECT COUNT(*)
        FROM municipalities
        WHERE code = @MunicipalityCode
        """;

    private const string SenderSql = """
        SELECT p.id AS Id,
               (SELECT COUNT(*)
                FROM contracts c
                WHERE c.provider_id = p.id
                  AND c.municipality_code = @MunicipalityCode
                  AND c.ends_on >= @Today) AS Contracts
        FROM providers p
        WHERE p.agb = @SenderAgb
        """;

    private const string KnownSql = """
        SELECT id AS Id, file_hash AS FileHash, received_on AS ReceivedOn
        FROM iwmo_messages_in
        WHERE municipality_code = @MunicipalityCode
          AND sender_agb = @SenderAgb
          AND kind = @Kind
          AND identification = @Identification
        """;

    private const string PartsSql = """
        SELECT part_number AS Number, about AS About, is_refused AS IsRefused, code AS Code, detail AS Detail
        FROM iwmo_parts_in
        WHERE message_id = @id
        ORDER BY part_number
        """;

    private const string InsertSql = """
        INSERT INTO iwmo_messages_in (id, municipality_code, sender_agb, kind, identification, dated_on, file_hash, received_by, received_at, received_on)
        VALUES (@id, @MunicipalityCode, @SenderAgb, @Kind, @Identification, @DatedOn, @fileHash, @UserId, @Now, @Today)
        """;

    private const string InsertPartSql = """
        INSERT INTO iwmo_parts_in (message_id, part_number, about, is_refused, code, detail)
        VALUES (@id, @Number, @About, @IsRefused, @Code, @Detail)
        """;
}
