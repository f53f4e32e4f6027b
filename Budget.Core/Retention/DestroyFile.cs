using Budget.Core.Audit;
using Budget.Core.Residents;
using Budget.Core.Storage;

namespace Budget.Core.Retention;

/// <summary>
/// Destroys what the municipality has of one resident: the key under which the words stand, and with it what is sealed in the books; what is not sealed is
/// taken away as well, as are name, day of birth, BSN, drafts, and who may see the file. The books stay, and stay sound: amounts and days of a
/// budget that is nobody's any more.
/// <para>After the term (Wmo 2015, 5.3.4: <see cref="FilesPastTheirTerm"/>) by the municipality itself; before it only on request of the resident (5.3.5). Two
/// exceptions stand in lid 2 of that article. One is that a law wants it kept: so we read a file with a decision, because the decision and
/// the payments on it must be accounted for. The other is that keeping it matters to somebody else: that only a person can judge, so a request is
/// carried out by two of them (<see cref="MyData.ConfirmDestruction"/>) and never here.</para>
/// </summary>
public sealed class DestroyFile(Database database)
{
    /// <summary>What stands in the place of a name: a page with a budget of a destroyed file has something to show.</summary>
    public const string NoName = "—";

    public sealed record Entry(ResidentId ResidentId);

    public Task<Outcome<ResidentId>> Do(Actor actor, IdempotencyKey key, Entry entry) =>
        database.Once(actor, key, nameof(DestroyFile), entry, session => In(session, actor, entry));

    internal static async Task<Outcome<ResidentId>> In(Session session, Actor actor, Entry entry)
    {
        if (actor.Role != Role.System)
        {
            return Refusal.NotAllowed;
        }

        if (await session.FirstOrNone<File>(FileSql, new { entry.ResidentId, actor.MunicipalityCode }) is not { } file)
        {
            return Refusal.NotFound;
        }

        if (file.DestroyedAt is not null || !await ResidentFile.Lock(session, entry.ResidentId))
        {
            return Refusal.FileDestroyed;
        }

        var lastOn = await FilesPastTheirTerm.LastOn(session, entry.ResidentId) ?? AmsterdamDay.Of(file.RegisteredAt ?? session.Now);
        var keptUntil = lastOn.AddYears(FilesPastTheirTerm.YearsKept);
        if (session.Today <= keptUntil)
        {
            return Refusal.FileKept.With(keptUntil.InDigits());
        }

        await Destroy(session, entry.ResidentId);
        await Trace.Write(session, actor, nameof(DestroyFile), $"{entry.ResidentId.Value:D}", entry.ResidentId);
        return entry.ResidentId;
    }

    /// <summary>What keeps a file before its term, whoever asks for it; none when it may go.</summary>
    internal static async Task<Refusal?> ObjectionToRequest(Session session, ResidentId resident) =>
        await session.Single<long>(DecisionsSql, new { resident }) > 0 ? Refusal.FileHasDecision : null;

    internal static async Task Destroy(Session session, ResidentId resident)
    {
        var parameters = new { ResidentId = resident, NoName, DestroyedAt = session.Now };
        foreach (var sql in WhatGoesWithAFile.Sql)
        {
            await session.Execute(sql, parameters);
        }
    }

    private sealed record File(DateTimeOffset? DestroyedAt, DateTimeOffset? RegisteredAt);

    private const string DecisionsSql = """
        SELECT COUNT(*)
        FROM decisions
        WHERE resident_id = @resident
        """;

    private const string FileSql = """
        SELECT r.destroyed_at AS DestroyedAt, k.made_at AS RegisteredAt
        FROM residents r
        LEFT JOIN resident_keys k ON k.resident_id = r.id
        WHERE r.id = @ResidentId
          AND r.municipality_code = @MunicipalityCode
        """;
}
