using Budget.Core.Audit;
using Budget.Core.Residents;
using Budget.Core.Storage;

namespace Budget.Core.Consent;

/// <summary>
/// The resident, or who represents the resident, ends a file's being open without consent (<see cref="OpenInEmergency"/>) before its day is over: whoever can say so is not in
/// an emergency any more. To open it again takes a reason again, which the resident reads again.
/// </summary>
public sealed class EndEmergency(Database database)
{
    public sealed record Entry(Guid Id);

    public Task<Outcome<ResidentId>> Do(Actor actor, IdempotencyKey key, Entry entry) =>
        database.Once<ResidentId>(actor, key, nameof(EndEmergency), entry, async session =>
        {
            var parameters = Access.Of(actor, session, entry.Id.ToString("D"));
            if (await EmergencyLooks.WhoseIs(session, parameters) is not { } resident)
            {
                return Refusal.NotFound;
            }

            // What is over by itself is over.
            if (await session.Execute(EndSql, parameters) > 0)
            {
                await Trace.Write(session, actor, nameof(EndEmergency), "", resident, await Access.OnBehalfOf(session, actor, resident));
            }

            return resident;
        });

    private const string EndSql = $"""
        UPDATE emergency_looks
        SET ends_at = @Now
        WHERE id = @Subject
          AND ends_at > @Now
          AND resident_id IN ({Access.Mine})
        """;
}
