using System.Security.Cryptography;
using System.Text.Json;
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
    private readonly ResiliencePipeline retries;

    static Database() => SqlTypes.Register();

    public Database(string connectionString, TimeProvider time, int? idSeed = null)
    {
        Time = time;
        dialect = Dialect.For(connectionString);
        ids = new IdSource(time, idSeed);
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

    /// <summary>Asks: all statements inside see the same picture.</summary>
    public Task<T> Read<T>(Func<Session, Task<T>> question) => WithRetries(async () =>
    {
        await using var connection = await dialect.Open();
        await using var transaction = await Dialect.BeginRead(connection);
        return await question(new Session(connection, transaction, Time.GetUtcNow(), ids));
    });

    /// <summary>
    /// Does a deed once. The same actor with the same key and the same content gets the first answer again, however much later,
    /// and nothing is written; a key used for other content is refused. A refusal writes nothing and does not use up the key.
    /// </summary>
    /// <param name="deed">The deed's name; part of what "the same content" means.</param>
    /// <param name="content">Everything the deed depends on; compared by hash.</param>
    public Task<Outcome<T>> Once<T>(Actor actor, IdempotencyKey key, string deed, object content, Func<Session, Task<Outcome<T>>> work)
    {
        var contentHash = Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(new { deed, content })));
        return WithRetries(async () =>
        {
            await using var connection = await dialect.Open();
            await using var transaction = await Dialect.BeginWrite(connection);
            var session = new Session(connection, transaction, Time.GetUtcNow(), ids);
            var claim = new { actor.UserId, Key = key.Value, deed, contentHash, DoneAt = session.Now };
            if (await session.Execute(ClaimKeySql, claim) == 0)
            {
                var first = await session.Single<FirstAnswer>(FirstAnswerSql, claim);
                return first.ContentHash == contentHash
                    ? ((Outcome<T>)JsonSerializer.Deserialize<T>(first.Answer)!).AsReplay()
                    : Refusal.KeyUsedForOtherContent;
            }

            var outcome = await work(session);
            if (!outcome.IsRefused)
            {
                await session.Execute(KeepAnswerSql, new { actor.UserId, Key = key.Value, Answer = JsonSerializer.Serialize(outcome.Value) });
                await transaction.CommitAsync();
            }

            return outcome;
        });
    }

    /// <summary>Writes something that may be written again without harm (a draft): no key needed.</summary>
    public Task Overwrite(Func<Session, Task> work) => WithRetries(async () =>
    {
        await using var connection = await dialect.Open();
        await using var transaction = await Dialect.BeginWrite(connection);
        await work(new Session(connection, transaction, Time.GetUtcNow(), ids));
        await transaction.CommitAsync();
        return true;
    });

    public Guid NewId() => ids.Next();

    public ValueTask DisposeAsync() => dialect.Close();

    private async Task<T> WithRetries<T>(Func<Task<T>> unit) =>
        await retries.ExecuteAsync(async _ => await unit());

    private sealed record FirstAnswer(string ContentHash, string Answer);

    private const string ClaimKeySql = """
        INSERT INTO idempotency_keys (user_id, idempotency_key, deed, content_hash, answer, done_at)
        VALUES (@UserId, @Key, @deed, @contentHash, '', @DoneAt)
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
        SET answer = @Answer
        WHERE user_id = @UserId
          AND idempotency_key = @Key
        """;
}
