using Budget.Core.Audit;
using Budget.Core.Residents;
using Budget.Core.Storage;

namespace Budget.Core.Concerns;

/// <summary>
/// A caseworker has spoken with who a doctor reported about: what comes of it is the resident's own request, or nothing. The doctor reads that it was picked up, and the
/// day. Who it was about is not kept twice; of somebody without a file here nothing is kept at all.
/// </summary>
public sealed class PickUpConcern(Database database)
{
    /// <param name="Seen">To whose file it was linked when the page was shown; none when to nobody's. Picking up makes that final.</param>
    public sealed record Entry(ConcernId Id, ResidentId? Seen);

    public Task<Outcome<ConcernId>> Do(Actor actor, IdempotencyKey key, Entry entry) =>
        database.Once<ConcernId>(actor, key, nameof(PickUpConcern), entry, async session =>
        {
            if (actor.Role != Role.Caseworker)
            {
                return Refusal.NotAllowed;
            }

            if (await ConcernRow.Lock(session, actor, entry.Id) is not { } concern)
            {
                return Refusal.NotFound;
            }

            if (concern.PickedUpOn is not null)
            {
                return Refusal.AlreadyAnswered;
            }

            if (concern.ResidentId != entry.Seen)
            {
                return Refusal.LinkChanged;
            }

            await session.Execute(PickUpSql, new { entry.Id, actor.UserId, session.Now, session.Today });
            await Trace.Write(session, actor, nameof(PickUpConcern), concern.Number, concern.ResidentId);
            return entry.Id;
        });

    private const string PickUpSql = """
        UPDATE concerns
        SET picked_up_by = @UserId,
            picked_up_at = @Now,
            picked_up_on = @Today,
            name = '',
            bsn = '',
            born = '',
            address = '',
            words = CASE WHEN resident_id IS NULL THEN '' ELSE words END
        WHERE id = @Id
        """;
}
