using System.Data;
using System.Data.Common;
using System.Runtime.ExceptionServices;
using System.Security.Cryptography;
using System.Text.Json;
using Budget.Core.Ledger;
using Budget.Core.Mandates;
using Budget.Core.Secrecy;
using Polly;
using Polly.Retry;

namespace Budget.Core.Storage;

/// <summary>
/// The door to the database. A question reads one unchanging picture; a deed runs in one write transaction, once per key.
/// A fault that passes in a moment (busy file, restarting server, lost deadlock) is met by doing the whole unit again:
/// that is safe because a deed that did commit before its answer got lost is found back by its key.
/// </summary>
public sealed class Database : IAsyncDisposable
{
    private readonly Dialect dialect;
    private readonly IdSource ids;
    private readonly KeyRing keys;
    private readonly ResiliencePipeline retries;

    static Database() => SqlTypes.Register();

    /// <param name="mayBeReadOnly">Whether a SQLite file that cannot be written is opened all the same, for who only asks (docs/operations.md says what is trusted then).</param>
    /// <param name="masterKeys">Asked for when something that is hidden has to be shown, or the other way round; not before.</param>
    public Database(string connectionString, TimeProvider time, int? idSeed = null, bool mayBeReadOnly = false, Func<MasterKeys>? masterKeys = null)
    {
        Time = time;
        dialect = Dialect.For(connectionString, mayBeReadOnly);
        ids = new IdSource(time, idSeed);
        keys = new KeyRing(masterKeys);
        // Eight tries in some 3 seconds: longer than a PostgreSQL fast restart, shorter than a person's patience.
        retries = new ResiliencePipelineBuilder()
            .AddRetry(new RetryStrategyOptions
            {
                ShouldHandle = new PredicateBuilder().Handle<Exception>(Dialect.IsPassing),
                MaxRetryAttempts = 8,
                Delay = TimeSpan.FromMilliseconds(15),
                MaxDelay = TimeSpan.FromSeconds(1),
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
            })
            .Build();
    }

    public TimeProvider Time { get; }
    public string Engine => dialect.Name;
    internal Dialect Dialect => dialect;

    /// <inheritdoc cref="Moment"/>
    internal Action<Moment>? AtMoment
    {
        set => dialect.AtMoment = value;
    }

    /// <summary>Asks: all statements inside see the same picture.</summary>
    public Task<T> Read<T>(Func<Session, Task<T>> question) => WithRetries(() =>
        dialect.Read(wire => question(NewSession(wire))));

    /// <summary>As <see cref="Read"/>, on several connections side by side: each session for one thread, all of the same picture.</summary>
    internal Task<T> ReadTogether<T>(int readers, Func<IReadOnlyList<Session>, Task<T>> question) => WithRetries(() =>
        dialect.ReadTogether(readers, all => question([.. all.Select(one => NewSession(one))])));

    /// <summary>
    /// Does a deed once. The same actor with the same key and the same content gets the first answer again, however much later,
    /// and nothing is written; a key used for other content is refused. A refusal writes nothing and does not use up the key.
    /// </summary>
    /// <param name="deed">The deed's name; part of what "the same content" means.</param>
    /// <param name="content">Everything the deed depends on; compared by a keyed hash, because a plain one over a BSN could be tried.</param>
    public Task<Outcome<T>> Once<T>(Actor actor, IdempotencyKey key, string deed, object content, Func<Session, Task<Outcome<T>>> work)
    {
        var plainHash = Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(new { deed, content })));
        return WithRetries(() => dialect.Write(async wire =>
        {
            var session = NewSession(wire);
            var contentHash = ContentMark + await keys.QuickFingerprint(session, ContentKind, plainHash);
            try
            {
                await wire.Send(ClaimKeySql, [actor.UserId.Value, key.Value, deed, contentHash, session.Now], claimed => KeyWasUsedException.ThrowIf(claimed == 0));
                var outcome = await Soundly(work, session);
                if (outcome.IsRefused)
                {
                    // It may have been done before all the same: then the first answer stands.
                    await wire.Flush();
                }
                else
                {
                    await wire.Send(KeepAnswerSql, [JsonSerializer.Serialize(outcome.Value), actor.UserId.Value, key.Value]);
                }

                return (outcome, Keep: !outcome.IsRefused);
            }
            catch (KeyWasUsedException)
            {
                var first = await session.Single<FirstAnswer>(FirstAnswerSql, new { actor.UserId, Key = key.Value });
                Outcome<T> again = first.ContentHash == contentHash
                    ? ((Outcome<T>)JsonSerializer.Deserialize<T>(first.Answer)!).AsReplay()
                    : Refusal.KeyUsedForOtherContent;
                return (again, Keep: false);
            }
        }));
    }

    /// <summary>Does a deed and takes it back: what it would answer, with nothing written.</summary>
    public Task<Outcome<T>> Draft<T>(Func<Session, Task<Outcome<T>>> work) => WithRetries(() =>
        dialect.Write(async wire => (await Soundly(work, NewSession(wire)), Keep: false)));

    /// <summary>Writes something that may be written again without harm (a draft): no key needed.</summary>
    public Task Overwrite(Func<Session, Task> work) => WithRetries(() => dialect.Write(async wire =>
    {
        await work(NewSession(wire));
        return (true, Keep: true);
    }));

    /// <inheritdoc cref="Dialect.HasSafeLine"/>
    public static bool HasSafeLine(string connectionString) => Dialect.HasSafeLine(connectionString);

    /// <inheritdoc cref="Overwrite(Func{Session, Task})"/>
    /// <returns>What the work answers in the try that was kept.</returns>
    public Task<T> Overwrite<T>(Func<Session, Task<T>> work) => WithRetries(() =>
        dialect.Write(async wire => (await work(NewSession(wire)), Keep: true)));

    /// <summary>How what was acknowledged is kept, for the log at the start; false when the database is set to lose it in a power cut.</summary>
    public Task<(string Settings, bool IsFull)> Durability() => dialect.Durability();

    /// <inheritdoc cref="Dialect.IsReadOnly"/>
    public Task<bool> IsReadOnly() => dialect.IsReadOnly();

    /// <param name="work">Says whether it changed tables that point at one another.</param>
    internal Task ChangeSchema(Func<Session, Task<bool>> work) => WithRetries(async () =>
    {
        await dialect.ChangeSchema(wire => work(NewSession(wire)));
        return true;
    });

    /// <inheritdoc cref="Dialect.ForgetWhatWasDeleted"/>
    internal Task ForgetWhatWasDeleted(bool compact) => WithRetries(async () =>
    {
        await dialect.ForgetWhatWasDeleted(compact);
        return true;
    });

    public Guid NewId() => ids.Next();

    /// <param name="id">The lowest that a trace may have from now on.</param>
    internal void TracesFrom(string id) => ids.TracesFrom(id.Length == 0 ? 0 : Convert.ToInt64($"{id[..8]}{id[9..13]}", 16));

    public ValueTask DisposeAsync() => dialect.Close();

    private static async Task<Outcome<T>> Soundly<T>(Func<Session, Task<Outcome<T>>> work, Session session)
    {
        try
        {
            return await work(session);
        }
        catch (LedgerIsUnsoundException)
        {
            return Refusal.LedgerUnsound;
        }
        catch (LeftOutOfMandateException)
        {
            return Refusal.MandateLeavesOut;
        }
    }

    private Session NewSession(Wire wire) => new(dialect, wire, Time.GetUtcNow(), ids, keys);

    private async Task<T> WithRetries<T>(Func<Task<T>> unit) =>
        await retries.ExecuteAsync(async _ => await Unwrapped(unit));

    /// <summary>A connection that breaks in the middle of a row: the mapper wraps that in an exception of its own, and nobody would know it again.</summary>
    private static async Task<T> Unwrapped<T>(Func<Task<T>> unit)
    {
        try
        {
            return await unit();
        }
        catch (DataException fault) when (fault.InnerException is DbException trouble)
        {
            ExceptionDispatchInfo.Throw(trouble);
            throw;
        }
    }

    /// <summary>Somebody did this before: the unit that is on its way ends here. The claim travels with the unit's first question.</summary>
    private sealed class KeyWasUsedException : Exception
    {
        public static void ThrowIf(bool used)
        {
            if (used)
            {
                throw new KeyWasUsedException();
            }
        }
    }

    private sealed record FirstAnswer(string ContentHash, string Answer);

    /// <summary>Before the keyed hash of a deed's content. One without it is from before and plain, until the keys of this database were opened.</summary>
    internal const string ContentMark = "k:";

    /// <summary>What that hash says it is of (KeyRing.Fingerprint).</summary>
    internal const string ContentKind = "content";

    private const string ClaimKeySql = """
        INSERT INTO idempotency_keys (user_id, idempotency_key, deed, content_hash, answer, done_at)
        VALUES ($1, $2, $3, $4, '', $5)
        ON CONFLICT (user_id, idempotency_key) DO NOTHING
        """;

    private const string FirstAnswerSql = """
        SELECT content_hash AS ContentHash, answer AS Answer
        FROM idempotency_keys
        WHERE user_id = @UserId
          AND idempotency_key = @Key
        """;

    private const string KeepAnswerSql = """
        UPDATE idempotency_keys
        SET answer = $1
        WHERE user_id = $2
          AND idempotency_key = $3
        """;
}
