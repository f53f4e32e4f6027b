using Budget.Core.Decisions;
using Budget.Core.Storage;
using Budget.Core.SupportRequests;

namespace Budget.Core.Supporters;

/// <summary>
/// A case as somebody reads along with it: by the invitation that was taken and by nothing else, so that no right of another kind opens it and none is opened by it. Not
/// when the case is over, not on behalf of somebody else (DigiD Machtigen), and not of a municipality that asks for a higher level of signing in.
/// </summary>
internal sealed record SupportedRequest(
    Guid Id, RequestId RequestId, string Number, ResidentId ResidentId, string ResidentName, string MunicipalityName, string MunicipalityPhone, DateOnly SubmittedOn, DateOnly EndsOn, CaseProgress Progress)
{
    /// <param name="number">Of one case; empty for all that this person reads along with.</param>
    public static async Task<IReadOnlyList<SupportedRequest>> Of(Session session, Actor actor, string number)
    {
        if (!MayRead(actor))
        {
            return [];
        }

        List<SupportedRequest> found = [];
        foreach (var row in await session.List<Row>(ReadingSql, new { actor.UserId, actor.ClosedTo, Number = number, session.Today }))
        {
            var progress = CaseProgress.Of(session.Today, await session.Single<CaseFacts>(RequestQuery.FactsSql, new { Id = row.RequestId, session.Today }));
            if (!await IsOver(session, row.RequestId, progress))
            {
                found.Add(new(Guid.ParseExact(row.Id, "D"), row.RequestId, row.Number, row.ResidentId, row.ResidentName, row.MunicipalityName, row.MunicipalityPhone, row.SubmittedOn, row.EndsOn, progress));
            }
        }

        return found;
    }

    /// <summary>Who can be invited: whoever signs in with DigiD for oneself, and staff of a provider.</summary>
    public static bool MayRead(Actor actor) => actor is { Role: Role.Resident or Role.ProviderStaff, ActsFor: null };

    /// <summary>The case is over when its course has ended and nothing can be objected to any more: who was refused needs somebody beside him most of all.</summary>
    public static async Task<bool> IsOver(Session session, RequestId request, CaseProgress progress) =>
        progress.Step >= CaseStep.Ended && await session.Single<long>(OpenSql, new { request, session.Today }) == 0;

    /// <summary>Before a decision opens a case again: whoever read along with it is invited again, or not.</summary>
    public static async Task EndWhenOver(Session session, RequestFacts request)
    {
        if (await IsOver(session, request.Id, request.Progress))
        {
            await session.Execute(EndSql, new { request.Id, session.Now });
        }
    }

    private sealed record Row(
        string Id, RequestId RequestId, string Number, ResidentId ResidentId, string ResidentName, string MunicipalityName, string MunicipalityPhone, DateOnly SubmittedOn, DateOnly EndsOn);

    private const string ReadingSql = """
        SELECT s.id AS Id, file.id AS RequestId, file.number AS Number, r.id AS ResidentId, r.name AS ResidentName, m.name AS MunicipalityName,
               m.phone AS MunicipalityPhone, file.submitted_on AS SubmittedOn, s.ends_on AS EndsOn
        FROM case_supporters s
        JOIN support_requests file ON file.id = s.request_id
        JOIN residents r ON r.id = s.resident_id
        JOIN municipalities m ON m.code = file.municipality_code
        WHERE s.user_id = @UserId
          AND s.budget_id IS NULL
          AND s.ended_at IS NULL
          AND s.ends_on >= @Today
          AND r.destroyed_at IS NULL
          AND (@Number = '' OR file.number = @Number)
          AND (@ClosedTo = '' OR @ClosedTo NOT LIKE '%' || file.municipality_code || '%')
        ORDER BY file.number
        """;

    // An objection that came after its term opens nothing again; one that was right is waiting for what is decided anew.
    private const string OpenSql = $"""
        SELECT COUNT(*)
        FROM decisions d
        LEFT JOIN objections o ON o.decision_id = d.id
        WHERE d.request_id = @request
          AND (d.object_by >= @Today
               OR (o.outcome IS NULL AND o.objected_on <= d.object_by)
               OR (o.outcome IN ('founded', 'partly') AND NOT {Objections.DecidedAnew}))
        """;

    private const string EndSql = """
        UPDATE case_supporters
        SET ended_at = @Now
        WHERE request_id = @Id
          AND budget_id IS NULL
          AND ended_at IS NULL
        """;
}
