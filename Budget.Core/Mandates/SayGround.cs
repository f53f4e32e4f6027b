using Budget.Core.Audit;
using Budget.Core.Ledger;
using Budget.Core.Storage;

namespace Budget.Core.Mandates;

/// <summary>
/// An administrator says on what ground somebody acts for a resident of the own municipality, and until which day, from what the court or the resident wrote. By law nothing is left out any more, whatever the resident had kept; as a mandate it is
/// again. Who does not act any more is given access anew (<see cref="Residents.GiveAccess"/>).
/// </summary>
public sealed class SayGround(Database database)
{
    /// <param name="EndsOn">The last day, not before the first; yesterday to end it at once, also of what has not begun.</param>
    public sealed record Entry(ResidentId ResidentId, UserId Representative, AccessGround Ground, DateOnly EndsOn);

    public Task<Outcome<ResidentId>> Do(Actor actor, IdempotencyKey key, Entry entry) =>
        database.Once<ResidentId>(actor, key, nameof(SayGround), entry, async session =>
        {
            if (!actor.MaySetUp)
            {
                return Refusal.NotAllowed;
            }

            if (!await Residents.ResidentFile.Lock(session, entry.ResidentId) || await session.FirstOrNone<Known>(KnownSql, new { entry.ResidentId, entry.Representative, session.Today }) is not { } known || !actor.MaySetUpIn(known.MunicipalityCode))
            {
                return Refusal.NotFound;
            }

            if (entry.EndsOn < session.Today.AddDays(-1) || (entry.EndsOn >= session.Today && entry.EndsOn < known.StartsOn))
            {
                return Refusal.PeriodInvalid;
            }

            await session.Execute(SaySql, new { entry.ResidentId, entry.Representative, Ground = entry.Ground.Stored(), entry.EndsOn });
            if (entry.EndsOn < session.Today)
            {
                await EndMandate.EndCodes(session, actor, entry.ResidentId);
            }

            await Trace.Write(session, actor, nameof(SayGround), $"{entry.Representative.Value:D} {entry.Ground.Stored()}", entry.ResidentId);
            return entry.ResidentId;
        });

    private sealed record Known(string MunicipalityCode, DateOnly StartsOn);

    private const string KnownSql = """
        SELECT r.municipality_code AS MunicipalityCode, a.starts_on AS StartsOn
        FROM resident_access a
        JOIN residents r ON r.id = a.resident_id
        WHERE a.user_id = @Representative
          AND a.resident_id = @ResidentId
          AND a.kind = 'representative'
          AND a.ends_on >= @Today
          AND r.destroyed_at IS NULL
        """;

    private const string SaySql = """
        UPDATE resident_access
        SET ground = @Ground,
            ends_on = @EndsOn
        WHERE user_id = @Representative
          AND resident_id = @ResidentId
        """;
}
