using Budget.Core.Audit;
using Budget.Core.Residents;
using Budget.Core.Secrecy;
using Budget.Core.Storage;
using Budget.Core.SupportRequests;

namespace Budget.Core.MyData;

/// <summary>The requests about somebody's data: of one resident, for whoever may open that file; open in a municipality, for its caseworkers; and one of those, whole.</summary>
public sealed class DataRequests(Database database)
{
    /// <param name="Kind">"correction" or "destruction".</param>
    /// <param name="Outcome">"agreed", "refused" or "withdrawn"; none as long as it is open.</param>
    public sealed record Item(
        string Id, string Number, ResidentId ResidentId, string ResidentName, DateOnly? ResidentBornOn, string Kind, string About, string AskedByName, DateTimeOffset AskedAt, DateOnly AnswerBy,
        string Words, string ShouldBe, UserId? ProposedBy, string? ProposedByName, DateTimeOffset? ProposedAt, string Proposal,
        string? AnsweredByName, DateTimeOffset? AnsweredAt, string? Outcome, string Answer)
    {
        public bool IsOpen => Outcome is null;

        /// <summary>The last day on which an objection can be made to the answer (Awb 6:7).</summary>
        public DateOnly? ObjectBy => AnsweredAt is { } at ? LegalTerm.ObjectBy(AmsterdamDay.Of(at)) : null;
    }

    /// <summary>On the caseworkers' list.</summary>
    public sealed record Open(string Number, string ResidentName, string Kind, string About, DateTimeOffset AskedAt, DateOnly AnswerBy, bool IsProposed, bool IsMine);

    private sealed record OpenRow(string Number, string ResidentName, string Kind, string About, DateTimeOffset AskedAt, DateOnly AnswerBy, UserId? ProposedBy);

    public Task<IReadOnlyList<Item>> OfResident(Actor actor, ResidentId resident) => database.Read<IReadOnlyList<Item>>(async session =>
    {
        var items = await session.List<Item>(OfResidentSql, Access.Of(actor, session, resident.Value.ToString("D")));
        var words = await ResidentKey.Of(session, resident);
        return [.. items.Select(item => Shown(words, item))];
    });

    /// <summary>What waits for us, by the day of the answer.</summary>
    public Task<IReadOnlyList<Open>> Waiting(Actor actor) => actor.Role != Role.Caseworker
        ? Task.FromResult<IReadOnlyList<Open>>([])
        : database.LookThrough<IReadOnlyList<Open>>(actor, nameof(DataRequests), async session =>
        [
            .. (await session.List<OpenRow>(OpenSql, new { actor.MunicipalityCode, Most = (long)CaseList.Most })).Select(row => new Open(
                row.Number, row.ResidentName, row.Kind, row.About, row.AskedAt, row.AnswerBy, row.ProposedBy is not null, row.ProposedBy == actor.UserId)),
        ]);

    /// <summary>One, for a caseworker of the municipality.</summary>
    public async Task<Item?> One(Actor actor, string number) => actor.Role != Role.Caseworker
        ? null
        : await database.Look(actor, "DataRequest", number, async session =>
            await session.FirstOrNone<Item>(OneSql, new { number, actor.MunicipalityCode }) is { } item
                ? Shown(await ResidentKey.Of(session, item.ResidentId), item)
                : null,
            item => item.ResidentId);

    private static Item Shown(TextKey words, Item hidden) => hidden with
    {
        Words = words.Show(HiddenColumn.DataRequestWords, hidden.Id, hidden.Words),
        ShouldBe = words.Show(HiddenColumn.DataRequestShouldBe, hidden.Id, hidden.ShouldBe),
        Proposal = words.Show(HiddenColumn.DataRequestProposal, hidden.Id, hidden.Proposal),
        Answer = words.Show(HiddenColumn.DataRequestAnswer, hidden.Id, hidden.Answer),
    };

    /// <summary>Only caseworkers refuse: what a resident answered was taken back.</summary>
    internal const string OutcomeSql = "CASE WHEN answerer.role = 'resident' THEN 'withdrawn' ELSE d.outcome END";

    private const string SelectSql = $"""
        SELECT d.id AS Id, d.number AS Number, d.resident_id AS ResidentId, r.name AS ResidentName, r.born_on AS ResidentBornOn, d.kind AS Kind, d.about AS About,
               asker.name AS AskedByName, d.asked_at AS AskedAt, d.answer_by AS AnswerBy, d.words AS Words, d.should_be AS ShouldBe,
               d.proposed_by AS ProposedBy, proposer.name AS ProposedByName, d.proposed_at AS ProposedAt, d.proposal AS Proposal,
               answerer.name AS AnsweredByName, d.answered_at AS AnsweredAt, {OutcomeSql} AS Outcome, d.answer AS Answer
        FROM data_requests d
        JOIN residents r ON r.id = d.resident_id
        JOIN users asker ON asker.id = d.asked_by
        LEFT JOIN users proposer ON proposer.id = d.proposed_by
        LEFT JOIN users answerer ON answerer.id = d.answered_by
        """;

    private const string OfResidentSql = $"""
        {SelectSql}
        WHERE d.resident_id = @Subject
          AND d.resident_id IN ({Access.Mine})
          AND r.destroyed_at IS NULL
        ORDER BY d.asked_at DESC, d.number DESC
        LIMIT 200
        """;

    private const string OneSql = $"""
        {SelectSql}
        WHERE d.number = @number
          AND d.municipality_code = @MunicipalityCode
          AND r.destroyed_at IS NULL
        """;

    private const string OpenSql = """
        SELECT d.number AS Number, r.name AS ResidentName, d.kind AS Kind, d.about AS About, d.asked_at AS AskedAt, d.answer_by AS AnswerBy, d.proposed_by AS ProposedBy
        FROM data_requests d
        JOIN residents r ON r.id = d.resident_id
        WHERE d.municipality_code = @MunicipalityCode
          AND d.outcome IS NULL
          AND r.destroyed_at IS NULL
        ORDER BY d.answer_by, d.number
        LIMIT @Most
        """;

    /// <summary>The same for the worklist (<see cref="Caseload.WorklistParts"/>).</summary>
    internal const string TasksSql = """
        SELECT CASE
                   WHEN d.kind = 'correction' THEN 'correction'
                   WHEN d.proposed_by IS NULL THEN 'destruction'
                   WHEN d.proposed_by = @UserId THEN 'destruction-mine'
                   ELSE 'destruction-proposed'
               END AS kind,
               d.number, d.number AS target, d.resident_id, d.answer_by AS due, CAST(NULL AS TIMESTAMPTZ) AS since, 0 AS days, 0 AS urgent
        FROM data_requests d
        WHERE d.municipality_code = @MunicipalityCode
          AND d.outcome IS NULL
        """;
}
