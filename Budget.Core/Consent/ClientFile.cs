using Budget.Core.Audit;
using Budget.Core.Secrecy;
using Budget.Core.Storage;
using Budget.Core.SupportRequests;

namespace Budget.Core.Consent;

/// <summary>
/// What may a provider know of a client? Of a running assignment the facts that it needs for its work; of what the client said the parts of life for
/// which there is consent, and in the day after <see cref="OpenInEmergency"/> all of it. Nobody else's clients are there.
/// </summary>
public sealed class ClientFile(Database database)
{
    /// <param name="Until">The last day of the consent; none in an emergency.</param>
    public sealed record Part(LifeDomain Domain, string Goal, DateOnly? Until);

    public sealed record Facts(
        AssignmentId Id, long Number, RequestId RequestId, ResidentId ResidentId, string ResidentName, string MunicipalityName, string MunicipalityPhone,
        string ProductNl, string ProductEn, DateOnly StartsOn, DateOnly EndsOn, string OwnWords, string CurrentHelp, DateOnly? WishedOn);

    /// <param name="OpenUntil">An emergency was declared: everything is open until then.</param>
    public sealed record Answer(Facts Client, IReadOnlyList<Part> Parts, DateTimeOffset? OpenUntil);

    public async Task<Answer?> Of(Actor actor, AssignmentId assignment) => actor.Role != Role.ProviderStaff ? null : await database.Look(
        actor, nameof(ClientFile), subject: "", async session =>
        {
            if (await session.FirstOrNone<Facts>(ClientSql, new { assignment, actor.ProviderId, session.Today }) is not { } client)
            {
                return null;
            }

            var openUntil = (await session.FirstOrNone<Emergency>(EmergencySql, new { client.ResidentId, actor.UserId, session.Now }))?.EndsAt;
            var shared = await session.List<NeedRow>(
                NeedsSql, new { client.RequestId, client.ResidentId, actor.ProviderId, session.Today, All = openUntil is null ? 0L : 1L });
            var (words, row) = (await ResidentKey.Of(session, client.ResidentId), $"{client.RequestId.Value:D}");
            return new Answer(
                client with
                {
                    OwnWords = openUntil is null ? "" : words.Show(HiddenColumn.OwnWords, row, client.OwnWords),
                    CurrentHelp = openUntil is null ? "" : words.Show(HiddenColumn.CurrentHelp, row, client.CurrentHelp),
                },
                [
                    .. shared.Select(need => new Part(Enum.Parse<LifeDomain>(need.Domain), words.Show(HiddenColumn.Goal, $"{row}/{need.Domain}", need.Goal), need.Until))
                        .OrderBy(part => part.Domain),
                ],
                openUntil);
        },
        answer => answer.Client.ResidentId,
        answer => answer.OpenUntil is not null ? TraceBasis.Emergency : answer.Parts.Count > 0 ? TraceBasis.Consent : TraceBasis.Task);

    private sealed record Emergency(DateTimeOffset EndsAt);

    private sealed record NeedRow(string Domain, string Goal, DateOnly? Until);

    private const string ClientSql = $"""
        SELECT a.id AS Id, a.number AS Number, request.id AS RequestId, r.id AS ResidentId, r.name AS ResidentName, m.name AS MunicipalityName,
               m.phone AS MunicipalityPhone, p.name_nl AS ProductNl, p.name_en AS ProductEn, a.starts_on AS StartsOn, COALESCE(stop.ended_on, a.ends_on) AS EndsOn,
               request.own_words AS OwnWords, request.current_help AS CurrentHelp, wish.wished_on AS WishedOn
        FROM assignments a
        JOIN budgets b ON b.id = a.budget_id
        JOIN decisions d ON d.id = b.decision_id
        JOIN support_requests request ON request.id = d.request_id
        JOIN residents r ON r.id = b.resident_id
        JOIN municipalities m ON m.code = a.municipality_code
        JOIN products p ON p.municipality_code = b.municipality_code AND p.code = b.product_code
        LEFT JOIN assignment_ends stop ON stop.assignment_id = a.id
        LEFT JOIN start_wishes wish ON wish.assignment_id = a.id
        WHERE a.id = @assignment
          AND a.provider_id = @ProviderId
          AND r.destroyed_at IS NULL
          AND {RunningAssignment.Sql}
        """;

    // Who declared the emergency, and no colleague: the reason was one person's.
    private const string EmergencySql = """
        SELECT ends_at AS EndsAt
        FROM emergency_looks
        WHERE resident_id = @ResidentId
          AND user_id = @UserId
          AND ends_at > @Now
        ORDER BY ends_at DESC
        LIMIT 1
        """;

    private const string NeedsSql = """
        SELECT need.life_domain AS Domain, need.goal AS Goal, consent.ends_on AS Until
        FROM support_needs need
        LEFT JOIN consents consent ON consent.resident_id = @ResidentId
            AND consent.provider_id = @ProviderId
            AND consent.life_domain = need.life_domain
            AND consent.withdrawn_at IS NULL
            AND consent.ends_on >= @Today
        WHERE need.request_id = @RequestId
          AND (@All = 1 OR consent.id IS NOT NULL)
        """;
}
