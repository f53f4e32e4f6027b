using Budget.Core.Audit;
using Budget.Core.Residents;
using Budget.Core.Storage;
using Budget.Core.SupportRequests;

namespace Budget.Core.Consent;

/// <summary>
/// The resident, or who represents the resident, says which parts of life a provider may read about, and until when (Wmo 2015, 5.3.3: nothing to others
/// without consent). What is named takes the place of what was: a part that is not named is shared no more, and none at all withdraws everything.
/// Only with a provider that gives support now.
/// </summary>
public sealed class GiveConsent(Database database)
{
    /// <summary>Consent that lasts longer is forgotten: a year, and then the resident is asked again.</summary>
    public const int LongestDays = 366;

    /// <param name="EndsOn">The last day; ignored when no part is named.</param>
    public sealed record Entry(ResidentId ResidentId, ProviderId ProviderId, IReadOnlyList<LifeDomain> Domains, DateOnly EndsOn);

    public Task<Outcome<ResidentId>> Do(Actor actor, IdempotencyKey key, Entry entry) =>
        database.Once<ResidentId>(actor, key, nameof(GiveConsent), entry, async session =>
        {
            if (actor.Role != Role.Resident)
            {
                return Refusal.NotAllowed;
            }

            if (await session.Single<long>(MineSql, Access.Of(actor, session, entry.ResidentId)) == 0)
            {
                return Refusal.NotFound;
            }

            if (entry.Domains.Count > 0)
            {
                if (await session.Single<long>(GivesSupportSql, new { entry.ResidentId, entry.ProviderId, session.Today }) == 0)
                {
                    return Refusal.NotFound;
                }

                if (entry.EndsOn < session.Today || entry.EndsOn > session.Today.AddDays(LongestDays))
                {
                    return Refusal.PeriodInvalid;
                }
            }

            await session.Execute(WithdrawSql, new { entry.ResidentId, entry.ProviderId, actor.UserId, session.Now });
            foreach (var domain in entry.Domains.Distinct())
            {
                await session.Execute(InsertSql, new { Id = session.NewId().ToString("D"), entry.ResidentId, entry.ProviderId, Domain = domain.ToString(), entry.EndsOn, actor.UserId, session.Now });
            }

            var onBehalfOf = await Access.OnBehalfOf(session, actor, entry.ResidentId);
            await Trace.Write(session, actor, entry.Domains.Count == 0 ? "WithdrawConsent" : nameof(GiveConsent), "", entry.ResidentId, onBehalfOf);
            return entry.ResidentId;
        });

    private const string MineSql = $"""
        SELECT COUNT(*)
        FROM residents r
        WHERE r.id = @Subject
          AND r.destroyed_at IS NULL
          AND r.id IN ({Access.Mine})
        """;

    private const string GivesSupportSql = $"""
        SELECT COUNT(*)
        FROM assignments a
        JOIN budgets b ON b.id = a.budget_id
        WHERE b.resident_id = @ResidentId
          AND a.provider_id = @ProviderId
          AND {RunningAssignment.Sql}
        """;

    private const string WithdrawSql = """
        UPDATE consents
        SET withdrawn_by = @UserId,
            withdrawn_at = @Now
        WHERE resident_id = @ResidentId
          AND provider_id = @ProviderId
          AND withdrawn_at IS NULL
        """;

    private const string InsertSql = """
        INSERT INTO consents (id, resident_id, provider_id, life_domain, ends_on, given_by, given_at)
        VALUES (@Id, @ResidentId, @ProviderId, @Domain, @EndsOn, @UserId, @Now)
        """;
}
