using Budget.Core.Audit;
using Budget.Core.Residents;
using Budget.Core.Secrecy;
using Budget.Core.Storage;

namespace Budget.Core.Concerns;

/// <summary>
/// A caseworker says whose file it is that a doctor reported about: from then on it stands under that resident's key, and in that resident's own data. Until it is picked up
/// it can be linked to another: who made a mistake puts it right.
/// </summary>
public sealed class LinkConcern(Database database)
{
    /// <param name="Seen">To whose file it was linked when the page was shown; none when to nobody's.</param>
    public sealed record Entry(ConcernId Id, ResidentId ResidentId, ResidentId? Seen);

    public Task<Outcome<ConcernId>> Do(Actor actor, IdempotencyKey key, Entry entry) =>
        database.Once<ConcernId>(actor, key, nameof(LinkConcern), entry, async session =>
        {
            if (actor.Role != Role.Caseworker)
            {
                return Refusal.NotAllowed;
            }

            if (await ResidentFile.OfMunicipality(session, actor, entry.ResidentId) is null || !await ResidentFile.Lock(session, entry.ResidentId)
                || await ConcernRow.Lock(session, actor, entry.Id) is not { } concern)
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

            var moved = concern.Shown(await concern.Key(session)).Hidden(await ResidentKey.Of(session, entry.ResidentId));
            await session.Execute(LinkSql, new
            {
                entry.Id,
                entry.ResidentId,
                actor.UserId,
                session.Now,
                moved.Name,
                moved.Bsn,
                moved.Born,
                moved.Address,
                moved.Words,
            });
            // Also in the file in which it stood until now: that it went is as much about that resident.
            if (concern.ResidentId is { } earlier && earlier != entry.ResidentId)
            {
                await Trace.Write(session, actor, nameof(LinkConcern), concern.Number, earlier);
            }

            await Trace.Write(session, actor, nameof(LinkConcern), concern.Number, entry.ResidentId);
            return entry.Id;
        });

    private const string LinkSql = """
        UPDATE concerns
        SET resident_id = @ResidentId,
            linked_by = @UserId,
            linked_at = @Now,
            name = @Name,
            bsn = @Bsn,
            born = @Born,
            address = @Address,
            words = @Words
        WHERE id = @Id
        """;
}
