using Budget.Core.Audit;
using Budget.Core.Departures;
using Budget.Core.Ledger;
using Budget.Core.Mandates;
using Budget.Core.Storage;

namespace Budget.Core.Residents;

/// <summary>
/// Lets a user open a resident's file: one's own, or as representative, between two days. An administrator does so for residents of the own municipality;
/// who represents them may live anywhere.
/// </summary>
public sealed class GiveAccess(Database database)
{
    /// <param name="Ground">Of a representative. Nothing said is by law: nobody loses a right by silence.</param>
    public sealed record Entry(UserId UserId, ResidentId ResidentId, bool AsRepresentative, DateOnly StartsOn, DateOnly EndsOn, AccessGround Ground = AccessGround.Law);

    public Task<Outcome<ResidentId>> Do(Actor actor, IdempotencyKey key, Entry entry) =>
        database.Once<ResidentId>(actor, key, nameof(GiveAccess), entry, async session =>
        {
            if (!actor.MaySetUp)
            {
                return Refusal.NotAllowed;
            }

            var known = await session.Single<Known>(KnownSql, new { entry.UserId, entry.ResidentId });
            if (known.Users == 0 || known.MunicipalityCode is not { } municipality || !actor.MaySetUpIn(municipality))
            {
                return Refusal.NotFound;
            }

            if (entry.AsRepresentative && await Departure.Of(session, entry.ResidentId) is { Reason: DepartureReason.Died } gone)
            {
                return Refusal.ResidentDeparted.With(gone.LastOn.InDigits());
            }

            var given = await session.Execute(InsertSql, new
            {
                entry.UserId,
                entry.ResidentId,
                Kind = entry.AsRepresentative ? "representative" : "self",
                entry.StartsOn,
                entry.EndsOn,
                Ground = entry.Ground.Stored(),
                session.Today,
            });
            if (given == 0)
            {
                return Refusal.AlreadyKnown;
            }

            await Trace.Write(session, actor, nameof(GiveAccess), entry.UserId.Value.ToString("D"), entry.ResidentId);
            return entry.ResidentId;
        });

    private sealed record Known(long Users, string? MunicipalityCode);

    // Files open to residents' accounts only: staff have their own ways, and leave other traces there.
    private const string KnownSql = """
        SELECT (SELECT COUNT(*) FROM users WHERE id = @UserId AND role = 'resident') AS Users,
               (SELECT municipality_code FROM residents WHERE id = @ResidentId AND destroyed_at IS NULL) AS MunicipalityCode
        """;

    // Given anew when it is over; what the resident kept of a mandate before stays kept.
    private const string InsertSql = """
        INSERT INTO resident_access (user_id, resident_id, kind, starts_on, ends_on, ground)
        VALUES (@UserId, @ResidentId, @Kind, @StartsOn, @EndsOn, @Ground)
        ON CONFLICT (user_id, resident_id) DO UPDATE
        SET starts_on = excluded.starts_on,
            ends_on = excluded.ends_on,
            ground = excluded.ground
        WHERE resident_access.ends_on < @Today
          AND resident_access.kind = excluded.kind
        """;
}
