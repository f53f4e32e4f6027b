using Budget.Core.Residents;
using Budget.Core.Secrecy;
using Budget.Core.Storage;
using Budget.Core.SupportRequests;

namespace Budget.Core.MyData;

/// <summary>What the deeds about a request share: finding it, writing it down, and that it is answered once.</summary>
internal static class DataRequest
{
    /// <summary>How far a request has come.</summary>
    public sealed record Facts(string Id, ResidentId ResidentId, string About, UserId? ProposedBy, DateTimeOffset? ProposedAt, string? Outcome);

    public static async Task<string> NextNumber(Session session) =>
        $"{session.Today.Year}-{await session.NextNumber($"data-request-{session.Today.Year}"):D6}";

    public static async Task<int> Insert(
        Session session, Actor actor, ResidentFile file, string number, string kind, string about, string words, string shouldBe)
    {
        var (key, id) = (await ResidentKey.Of(session, file.Id), $"{session.NewId():D}");
        return await session.Execute(InsertSql, new
        {
            id,
            number,
            file.MunicipalityCode,
            ResidentId = file.Id,
            kind,
            about,
            actor.UserId,
            AskedAt = session.Now,
            AnswerBy = LegalTerm.AnswerDataRequestBy(session.Today),
            Words = key.Hide(HiddenColumn.DataRequestWords, id, words),
            ShouldBe = key.Hide(HiddenColumn.DataRequestShouldBe, id, shouldBe),
        });
    }

    /// <summary>One of the caseworker's own municipality, and of this kind.</summary>
    public static Task<Facts?> Find(Session session, Actor actor, string number, string kind) =>
        session.FirstOrNone<Facts>(FindSql, new { number, kind, actor.MunicipalityCode });

    /// <returns>False when somebody else answered it meanwhile.</returns>
    public static async Task<bool> Answer(Session session, Actor actor, Facts request, bool isAgreed, string answer)
    {
        var words = await ResidentKey.Of(session, request.ResidentId);
        return await session.Execute(AnswerSql, new
        {
            request.Id,
            actor.UserId,
            session.Now,
            Outcome = isAgreed ? "agreed" : "refused",
            Answer = words.Hide(HiddenColumn.DataRequestAnswer, request.Id, answer),
        }) > 0;
    }

    private const string InsertSql = """
        INSERT INTO data_requests (
            id, number, municipality_code, resident_id, kind, about, asked_by, asked_at, answer_by, words, should_be, proposal, answer)
        VALUES (
            @id, @number, @MunicipalityCode, @ResidentId, @kind, @about, @UserId, @AskedAt, @AnswerBy, @Words, @ShouldBe, '', '')
        ON CONFLICT DO NOTHING
        """;

    internal const string FactsSql = """
        SELECT d.id AS Id, d.resident_id AS ResidentId, d.about AS About, d.proposed_by AS ProposedBy, d.proposed_at AS ProposedAt, d.outcome AS Outcome
        FROM data_requests d
        JOIN residents r ON r.id = d.resident_id
        """;

    private const string FindSql = $"""
        {FactsSql}
        WHERE d.number = @number
          AND d.kind = @kind
          AND d.municipality_code = @MunicipalityCode
          AND r.destroyed_at IS NULL
        """;

    private const string AnswerSql = """
        UPDATE data_requests
        SET answered_by = @UserId,
            answered_at = @Now,
            outcome = @Outcome,
            answer = @Answer
        WHERE id = @Id
          AND outcome IS NULL
        """;
}
