using Budget.Core.Audit;
using Budget.Core.Residents;
using Budget.Core.Storage;

namespace Budget.Core.OpenOffer;

/// <summary>A resident takes part no longer: the place is free again, and the name is shown to nobody any more. Also of what has ended meanwhile.</summary>
public sealed class LeaveGeneralProvision(Database database)
{
    public sealed record Entry(GeneralProvisionId Id, ResidentId ResidentId);

    public Task<Outcome<GeneralProvisionId>> Do(Actor actor, IdempotencyKey key, Entry entry) =>
        database.Once<GeneralProvisionId>(actor, key, nameof(LeaveGeneralProvision), entry, async session =>
        {
            if (await ResidentFile.Mine(session, actor, entry.ResidentId) is null
                || await session.Execute(LeaveSql, new { entry.Id, entry.ResidentId, actor.UserId, session.Now }) == 0)
            {
                return Refusal.NotFound;
            }

            await Trace.Write(session, actor, nameof(LeaveGeneralProvision), "", entry.ResidentId, await Access.OnBehalfOf(session, actor, entry.ResidentId));
            return entry.Id;
        });

    private const string LeaveSql = """
        UPDATE offer_sign_ups
        SET left_by = @UserId,
            left_at = @Now
        WHERE provision_id = @Id
          AND resident_id = @ResidentId
          AND left_at IS NULL
        """;
}
