using Budget.Core.SignIn;
using Budget.Core.Storage;

namespace Budget.Core.Secrecy;

/// <summary>
/// A new master key, and everything wrapped again under it; the words themselves stay as they are. The new key is in the file before the first row
/// names it, and each row changes in a transaction, so it can be ended at any moment: the next time it goes on with the key it had made. The portal
/// may run meanwhile: it finds the new key in the file, and wraps with it from then on. Sessions and forms that wait stand straight under the master key,
/// so those are wrapped again themselves: nobody is signed out and nothing that was typed is lost.
/// </summary>
public sealed class RotateKeys(Database database)
{
    private const int Batch = 500;
    private long done;

    /// <param name="WasUnfinished">An earlier rotation had been cut off: that one was finished, and no key was made.</param>
    public sealed record Answer(string Current, long Wrapped, bool WasUnfinished);

    /// <exception cref="InvalidOperationException">A master key that is still needed is not in the file.</exception>
    public async Task<Answer> Do(IProgress<(long Done, long Total)>? progress = null)
    {
        var keys = await new KeysOverview(database).Of();
        var wasUnfinished = keys.Any(key => !key.IsCurrent && key.Wraps > 0);
        if (!wasUnfinished)
        {
            await database.Overwrite(async session =>
            {
                // One rotation at a time, whichever process or machine it runs on: two that write the file at once would lose a key.
                await KeyRing.Lock(session);
                session.Keys.Masters.Rotate();
            });
        }

        // What is over is not wrapped again.
        await new ForgetSessions(database).Do();
        done = 0;
        var total = keys.Sum(key => key.Wraps);
        // What a portal wrapped just before it met the new key is seen by the second look.
        for (var look = 0; look < 2; look++)
        {
            await WrapAgain(ResidentsSql, UpdateResidentSql, ResidentKey.NameOf, total, progress);
            await WrapAgain(SecretsSql, UpdateSecretSql, name => name, total, progress);
            await WrapAgain(IdTokensSql, UpdateIdTokenSql, id => StartSession.IdTokenOf(new SessionId(Guid.Parse(id))), total, progress);
            await WrapAgain(IntroductionsSql, UpdateIntroductionSql, id => StartSession.IntroducesOf(new SessionId(Guid.Parse(id))), total, progress);
            await WrapAgain(ParkedFormsSql, UpdateParkedFormSql, id => ParkForm.About(new ParkedFormId(Guid.Parse(id))), total, progress);
        }

        return new Answer(await database.Read(session => Task.FromResult(session.Keys.Masters.Current)), done, wasUnfinished);
    }

    private async Task WrapAgain(string sql, string updateSql, Func<string, string> about, long total, IProgress<(long Done, long Total)>? progress)
    {
        var (after, count) = ("", Batch);
        while (count == Batch)
        {
            (count, after) = await database.Overwrite(async session =>
            {
                var masters = session.Keys.Masters;
                var rows = await session.List<Row>(sql, new { masters.Current, After = after, Batch });
                foreach (var row in rows)
                {
                    var anew = masters.Wrap(masters.Unwrap(row.Wrapped, about(row.Name)), about(row.Name), session.NewSecret(Cipher.NonceBytes));
                    // Only what stands there still: a file that is destroyed meanwhile stays destroyed.
                    await session.Execute(updateSql, new { row.Name, row.Wrapped, Anew = anew });
                }

                return (rows.Count, rows.Count > 0 ? rows[^1].Name : after);
            });
            done += count;
            progress?.Report((done, Math.Max(done, total)));
        }
    }

    private sealed record Row(string Name, string Wrapped);

    private const string ResidentsSql = """
        SELECT resident_id AS Name, wrapped AS Wrapped
        FROM resident_keys
        WHERE resident_id > @After
          AND substr(wrapped, 1, 8) <> @Current
        ORDER BY resident_id
        LIMIT @Batch
        """;

    private const string UpdateResidentSql = """
        UPDATE resident_keys
        SET wrapped = @Anew
        WHERE resident_id = @Name
          AND wrapped = @Wrapped
        """;

    private const string SecretsSql = """
        SELECT name AS Name, wrapped AS Wrapped
        FROM secrets
        WHERE name > @After
          AND substr(wrapped, 1, 8) <> @Current
        ORDER BY name
        LIMIT @Batch
        """;

    private const string UpdateSecretSql = """
        UPDATE secrets
        SET wrapped = @Anew
        WHERE name = @Name
          AND wrapped = @Wrapped
        """;

    private const string IdTokensSql = """
        SELECT id AS Name, id_token AS Wrapped
        FROM sessions
        WHERE id > @After
          AND substr(id_token, 1, 8) <> @Current
        ORDER BY id
        LIMIT @Batch
        """;

    private const string UpdateIdTokenSql = """
        UPDATE sessions
        SET id_token = @Anew
        WHERE id = @Name
          AND id_token = @Wrapped
        """;

    private const string IntroductionsSql = """
        SELECT id AS Name, introduces AS Wrapped
        FROM sessions
        WHERE id > @After
          AND substr(introduces, 1, 8) <> @Current
        ORDER BY id
        LIMIT @Batch
        """;

    private const string UpdateIntroductionSql = """
        UPDATE sessions
        SET introduces = @Anew
        WHERE id = @Name
          AND introduces = @Wrapped
        """;

    private const string ParkedFormsSql = """
        SELECT id AS Name, content AS Wrapped
        FROM parked_forms
        WHERE id > @After
          AND substr(content, 1, 8) <> @Current
        ORDER BY id
        LIMIT @Batch
        """;

    private const string UpdateParkedFormSql = """
        UPDATE parked_forms
        SET content = @Anew
        WHERE id = @Name
          AND content = @Wrapped
        """;
}
