using Budget.Core.Invoices;
using Budget.Core.Residents;
using Budget.Core.Storage;

namespace Budget.Core.Secrecy;

/// <summary>
/// Hides what was written before texts were hidden (migration 0024), which a migration cannot do because it has no keys. In small transactions, each
/// resident whole: ended half-way it goes on where it stopped. What was booked on (the reasons of a decision, the BSN of an accepted line, the reason of
/// a correction) is sealed and stays as it is. Written down when it is done, so that no later start looks at a whole town again.
/// </summary>
internal sealed class HideWhatStoodOpen(Database database, IProgress<(long Done, long Total)>? progress)
{
    private const string Step = "hide-what-stood-open";
    private const int Batch = 500;
    private long done;
    private long total;

    public async Task Run()
    {
        if (await database.Read(session => session.Single<long>(IsDoneSql, new { Step })) > 0)
        {
            return;
        }

        total = await database.Read(session => session.Single<long>(CountSql));
        await database.Overwrite(async session =>
        {
            foreach (var code in await session.List<string>(MunicipalitiesSql))
            {
                await MunicipalityKey.Make(session, code);
            }
        });
        await InBatches<HideOldFile.Resident>(ResidentsSql, HideOldFile.Do, row => [row.Id.Value.ToString("D")]);
        await InBatches<Line>(LinesSql, HideLine, row => [row.Id]);
        await InBatches<Message>(MessagesSql, HideMessage, row => [row.Id]);
        await InBatches<Key>(KeysSql, HideKey, row => [row.UserId, row.IdempotencyKey]);
        if (await database.Read(session => session.Single<long>(RowsSql)) > 0)
        {
            // Hidden is not gone: the file still holds what stood there before, also what a run that was ended hid.
            await database.ForgetWhatWasDeleted(compact: true);
        }

        await database.Overwrite(session => session.Execute(DoneSql, new { Step, DoneAt = session.Now }));
    }

    private async Task InBatches<T>(string sql, Func<Session, T, Task> hide, Func<T, string[]> place)
    {
        string[] after = [""];
        var count = Batch;
        while (count == Batch)
        {
            (count, after) = await database.Overwrite(async session =>
            {
                // Portals that start at the same time do this one after the other, and the second finds nothing.
                await KeyRing.Lock(session);
                var rows = await session.List<T>(sql, new { After = after[0], Then = after[^1], Batch });
                foreach (var row in rows)
                {
                    await hide(session, row);
                }

                return (rows.Count, rows.Count > 0 ? place(rows[^1]) : after);
            });
            done += count;
            progress?.Report((done, Math.Max(done, total)));
        }
    }

    private static async Task HideLine(Session session, Line line) => await session.Execute(HideLineSql, new
    {
        line.Id,
        Bsn = (await MunicipalityKey.Of(session, line.MunicipalityCode)).Hide(HiddenColumn.LineBsn, line.Id, line.Bsn),
    });

    private static async Task HideMessage(Session session, Message message) => await session.Execute(HideMessageSql, new
    {
        message.Id,
        Answer = (await MunicipalityKey.Of(session, message.MunicipalityCode)).Hide(HiddenColumn.Answer, message.Id, message.Answer),
        FileHash = await session.Keys.QuickFingerprint(session, ImportDeclaration.FileKind, message.FileHash),
    });

    /// <summary>The plain hash of a deed's content becomes the keyed one; the key of an import, which held the hash of its file, too.</summary>
    private static async Task HideKey(Session session, Key key) => await session.Execute(HideKeySql, new
    {
        key.UserId,
        key.IdempotencyKey,
        Anew = key.Deed == nameof(ImportDeclaration) && key.IdempotencyKey.StartsWith(ImportDeclaration.KeyPrefix, StringComparison.Ordinal)
            ? ImportDeclaration.KeyPrefix + await session.Keys.QuickFingerprint(session, ImportDeclaration.FileKind, key.IdempotencyKey[ImportDeclaration.KeyPrefix.Length..])
            : key.IdempotencyKey,
        ContentHash = Database.ContentMark + await session.Keys.QuickFingerprint(session, Database.ContentKind, key.ContentHash),
    });

    private sealed record Line(string Id, string MunicipalityCode, string Bsn);
    private sealed record Message(string Id, string MunicipalityCode, string Answer, string FileHash);
    private sealed record Key(string UserId, string IdempotencyKey, string Deed, string ContentHash);

    private const string IsDoneSql = """
        SELECT COUNT(*)
        FROM finished_steps
        WHERE step = @Step
        """;

    private const string RowsSql = """
        SELECT CAST((SELECT COUNT(*) FROM residents) + (SELECT COUNT(*) FROM declaration_messages) AS BIGINT)
        """;

    private const string DoneSql = """
        INSERT INTO finished_steps (step, done_at)
        VALUES (@Step, @DoneAt)
        ON CONFLICT (step) DO NOTHING
        """;

    private const string CountSql = """
        SELECT CAST((SELECT COUNT(*) FROM residents WHERE bsn_hash IS NULL AND destroyed_at IS NULL)
            + (SELECT COUNT(*) FROM invoice_lines WHERE posting_number IS NULL AND bsn <> '' AND bsn NOT LIKE 'enc1:%')
            + (SELECT COUNT(*) FROM declaration_messages WHERE answer <> '' AND answer NOT LIKE 'enc1:%')
            + (SELECT COUNT(*) FROM idempotency_keys WHERE content_hash NOT LIKE 'k:%') AS BIGINT)
        """;

    private const string MunicipalitiesSql = """
        SELECT code
        FROM municipalities
        ORDER BY code
        """;

    private const string ResidentsSql = """
        SELECT id AS Id, bsn AS Bsn
        FROM residents
        WHERE id > @After
          AND bsn_hash IS NULL
          AND destroyed_at IS NULL
        ORDER BY id
        LIMIT @Batch
        """;

    private const string LinesSql = """
        SELECT id AS Id, municipality_code AS MunicipalityCode, bsn AS Bsn
        FROM invoice_lines
        WHERE id > @After
          AND posting_number IS NULL
          AND bsn <> ''
          AND bsn NOT LIKE 'enc1:%'
        ORDER BY id
        LIMIT @Batch
        """;

    private const string HideLineSql = """
        UPDATE invoice_lines
        SET bsn = @Bsn
        WHERE id = @Id
        """;

    private const string MessagesSql = """
        SELECT id AS Id, municipality_code AS MunicipalityCode, answer AS Answer, file_hash AS FileHash
        FROM declaration_messages
        WHERE id > @After
          AND answer <> ''
          AND answer NOT LIKE 'enc1:%'
        ORDER BY id
        LIMIT @Batch
        """;

    private const string HideMessageSql = """
        UPDATE declaration_messages
        SET answer = @Answer,
            file_hash = @FileHash
        WHERE id = @Id
        """;

    private const string KeysSql = """
        SELECT user_id AS UserId, idempotency_key AS IdempotencyKey, deed AS Deed, content_hash AS ContentHash
        FROM idempotency_keys
        WHERE (user_id, idempotency_key) > (@After, @Then)
          AND content_hash NOT LIKE 'k:%'
        ORDER BY user_id, idempotency_key
        LIMIT @Batch
        """;

    private const string HideKeySql = """
        UPDATE idempotency_keys
        SET idempotency_key = @Anew,
            content_hash = @ContentHash
        WHERE user_id = @UserId
          AND idempotency_key = @IdempotencyKey
        """;
}
