using Budget.Core.Audit;
using Budget.Core.PersonHeld;
using Budget.Core.Storage;

namespace Budget.Core.Mandates;

/// <summary>
/// The resident ends a mandate, at once: from the next request on its holder sees and does nothing of the resident any more, by whatever is under way, and no invitation that is still open lets them back in, nor the code of a care agreement that no helper took. What was done before stays done. Only the resident, and only of a mandate. A mandate
/// of DigiD Machtigen is ended there as well.
/// </summary>
public sealed class EndMandate(Database database)
{
    public sealed record Entry(ResidentId ResidentId, UserId Representative);

    public Task<Outcome<ResidentId>> Do(Actor actor, IdempotencyKey key, Entry entry) =>
        database.Once<ResidentId>(actor, key, nameof(EndMandate), entry, async session =>
        {
            if (actor.Role != Role.Resident)
            {
                return Refusal.NotAllowed;
            }

            if (await OwnMandate.Lock(session, actor, entry.ResidentId, entry.Representative) is not { } mandate)
            {
                return Refusal.NotFound;
            }

            if (mandate.IsByLaw)
            {
                return Refusal.ActsByLaw;
            }

            // Access runs by the day, everywhere it is asked: yesterday was the last, and the trace says at what moment.
            await session.Execute(EndSql, new { entry.ResidentId, entry.Representative, LastOn = session.Today.AddDays(-1) });
            await EndCodes(session, actor, entry.ResidentId);
            await Trace.Write(session, actor, nameof(EndMandate), $"{entry.Representative.Value:D}", entry.ResidentId);
            return entry.ResidentId;
        });

    /// <summary>Invitations and care agreements that nobody took yet: who acted for the resident could read each code, and would come back by it.</summary>
    internal static async Task EndCodes(Session session, Actor actor, ResidentId resident)
    {
        await session.Execute(EndCodesSql, new { actor.UserId, resident, session.Now });
        await session.Execute(WithdrawSql, new { actor.UserId, resident, session.Now });
    }

    private const string EndCodesSql = """
        UPDATE case_supporters
        SET ended_by = @UserId,
            ended_at = @Now
        WHERE resident_id = @resident
          AND user_id IS NULL
          AND ended_at IS NULL
        """;

    // The resident draws up anew what is still wanted.
    private const string WithdrawSql = $"""
        INSERT INTO agreement_steps (proposal_id, kind, reason, said_by, said_at)
        SELECT proposal.id, 'withdrawn', '', @UserId, @Now
        FROM agreement_proposals proposal
        WHERE proposal.resident_id = @resident
          AND proposal.code_until >= @Now
          AND {AgreementStates.IsOpen}
          AND NOT EXISTS (SELECT 1 FROM agreement_helpers helper WHERE helper.proposal_id = proposal.id)
        """;

    private const string EndSql = """
        UPDATE resident_access
        SET ends_on = @LastOn
        WHERE user_id = @Representative
          AND resident_id = @ResidentId
        """;
}
