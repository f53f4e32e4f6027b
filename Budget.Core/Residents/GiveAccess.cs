using Budget.Core.Audit;
using Budget.Core.Storage;

namespace Budget.Core.Residents;

/// <summary>Lets a user open a resident's file: one's own, or as representative, between two days.</summary>
public sealed class GiveAccess(Database database)
{
    public sealed record Entry(UserId UserId, ResidentId ResidentId, bool AsRepresentative, DateOnly StartsOn, DateOnly EndsOn);

    public Task<Outcome<ResidentId>> Do(Actor actor, IdempotencyKey key, Entry entry) =>
        database.Once<ResidentId>(actor, key, nameof(GiveAccess), entry, async session =>
        {
            if (!actor.MaySetUp)
            {
                return Refusal.NotAllowed;
            }

            await session.Execute(InsertSql, new
            {
                entry.UserId,
                entry.ResidentId,
                Kind = entry.AsRepresentative ? "representative" : "self",
                entry.StartsOn,
                entry.EndsOn,
            });
            await Trace.Write(session, actor, nameof(GiveAccess), entry.UserId.Value.ToString("D"), entry.ResidentId);
            return entry.ResidentId;
        });

    private const string InsertSql = """
        INSERT INTO resident_access (user_id, resident_id, kind, starts_on, ends_on)
        VALUES (@UserId, @ResidentId, @Kind, @StartsOn, @EndsOn)
        """;
}
