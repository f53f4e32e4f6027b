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

    /// <param name="EndsOn">The last day, at most <see cref="LastDay"/>; ignored when no part is named.</param>
    public sealed record Entry(ResidentId ResidentId, ProviderId ProviderId, IReadOnlyList<LifeDomain> Domains, DateOnly EndsOn);

    public Task<Outcome<ResidentId>> Do(Actor actor, IdempotencyKey key, Entry entry) =>
        database.Once<ResidentId>(actor, key, nameof(GiveConsent), entry, async session =>
        {
            if (actor.Role != Role.Resident)
            {
                return Refusal.NotAllowed;
            }

            if (await ResidentFile.Mine(session, actor, entry.ResidentId) is null || !await ResidentFile.Lock(session, entry.ResidentId))
            {
                return Refusal.NotFound;
            }

            if (entry.Domains.Count > 0)
            {
                if ((await session.Single<Support>(SupportSql, new { entry.ResidentId, entry.ProviderId, session.Today })).EndsOn is not { } supportEndsOn)
                {
                    return Refusal.NotFound;
                }

                if (entry.EndsOn < session.Today || entry.EndsOn > LastDay(session.Today, supportEndsOn))
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

    /// <summary>The last day that can be named: consent lasts no longer than the support, or it would come to life again with the next.</summary>
    public static DateOnly LastDay(DateOnly today, DateOnly supportEndsOn) =>
        supportEndsOn < today.AddDays(LongestDays) ? supportEndsOn : today.AddDays(LongestDays);

    /// <summary>
    /// The support ends before its last day: what was shared with that provider ends with it, unless it gives other support. When the end is still to come,
    /// then; until that day it is read for the work.
    /// </summary>
    internal static async Task EndWithSupport(Session session, Actor actor, ResidentId resident, ProviderId provider)
    {
        var whose = new { ResidentId = resident, ProviderId = provider, actor.UserId, session.Now, session.Today };
        await session.Execute(EndSql, whose);
        if ((await session.Single<Support>(SupportSql, whose)).EndsOn is { } lastOn)
        {
            await session.Execute(ShortenSql, new { ResidentId = resident, ProviderId = provider, lastOn });
        }
    }

    private sealed record Support(DateOnly? EndsOn);

    private const string SupportSql = $"""
        SELECT MAX(COALESCE(stop.ended_on, a.ends_on)) AS EndsOn
        FROM assignments a
        JOIN budgets b ON b.id = a.budget_id
        LEFT JOIN assignment_ends stop ON stop.assignment_id = a.id
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

    // Of today too: an assignment that ends today runs until tonight, and nobody works by consent any more.
    private const string EndSql = $"""
        {WithdrawSql}
          AND NOT EXISTS (
              SELECT 1
              FROM assignments a
              JOIN budgets b ON b.id = a.budget_id
              WHERE b.resident_id = @ResidentId
                AND a.provider_id = @ProviderId
                AND a.ends_on >= @Today
                AND NOT EXISTS (SELECT 1 FROM assignment_ends ended WHERE ended.assignment_id = a.id AND (ended.ended_on <= @Today OR ended.ended_on < a.starts_on)))
        """;

    private const string ShortenSql = """
        UPDATE consents
        SET ends_on = @lastOn
        WHERE resident_id = @ResidentId
          AND provider_id = @ProviderId
          AND withdrawn_at IS NULL
          AND ends_on > @lastOn
        """;

    private const string InsertSql = """
        INSERT INTO consents (id, resident_id, provider_id, life_domain, ends_on, given_by, given_at)
        VALUES (@Id, @ResidentId, @ProviderId, @Domain, @EndsOn, @UserId, @Now)
        """;
}
