using Budget.Core.Audit;
using Budget.Core.Ledger;
using Budget.Core.Residents;
using Budget.Core.Secrecy;
using Budget.Core.Storage;
using Budget.Core.SupportRequests;

namespace Budget.Core.Delivery;

/// <summary>The goals of one case, what the resident said of each at which moment, and what the municipality answered to a "no". For the resident and for the municipality.</summary>
public sealed class GoalsOfCase(Database database)
{
    /// <param name="AskedOn">The moment about which it was asked.</param>
    /// <param name="Answer">What the municipality does now; empty as long as it said nothing.</param>
    public sealed record Said(DateOnly AskedOn, Helps Reached, string Words, string SaidByName, DateTimeOffset SaidAt, string Answer, string? AnsweredByName, DateTimeOffset? AnsweredAt)
    {
        /// <summary>Waits for the municipality.</summary>
        public bool Waits => Reached == Helps.No && AnsweredAt is null;
    }

    /// <param name="Said">The last first.</param>
    /// <param name="IsAsked">Whether it is time to say it, and nothing was said yet.</param>
    public sealed record Goal(LifeDomain Domain, string Text, IReadOnlyList<Said> Said, bool IsAsked);

    /// <param name="AskedOn">The moment that it is now; none when it is not the time.</param>
    /// <param name="NextOn">The next moment; none when there is none.</param>
    public sealed record Answer(
        string Number, ResidentId ResidentId, string ResidentName, string MunicipalityName, string MunicipalityPhone, DateOnly? AskedOn, DateOnly? NextOn, IReadOnlyList<Goal> Goals);

    public Task<Answer?> Of(Actor actor, string number) => database.Look(actor, nameof(GoalsOfCase), number, async session =>
    {
        if (await session.FirstOrNone<CaseRow>(CaseSql, Access.Of(actor, session, number)) is not { } found)
        {
            return null;
        }

        var (words, support) = (await ResidentKey.Of(session, found.ResidentId), new SupportDays(found.StartsOn, found.EndsOn).Period);
        var askedOn = EvaluationMoments.On(session.Today, support);
        var said = (await session.List<SaidRow>(SaidSql, new { found.Id })).ToLookup(row => row.Domain, row => row.Shown(words, found.Id));
        var goals = (await session.List<NeedRow>(CaseOverview.NeedsSql, new { found.Id })).Select(need => new Goal(
            Enum.Parse<LifeDomain>(need.Domain), words.Show(HiddenColumn.Goal, $"{found.Id.Value:D}/{need.Domain}", need.Goal), [.. said[need.Domain]],
            askedOn is not null && said[need.Domain].All(one => one.AskedOn != askedOn)));
        return new Answer(
            number, found.ResidentId, found.ResidentName, found.MunicipalityName, found.MunicipalityPhone, askedOn, EvaluationMoments.After(session.Today, support),
            [.. goals.OrderBy(goal => goal.Domain)]);
    }, answer => answer.ResidentId);

    /// <summary>In which row a text of an evaluation is hidden.</summary>
    internal static string Row(RequestId request, string domain, DateOnly askedOn) => $"{request.Value:D}/{domain}/{askedOn:yyyy-MM-dd}";

    private sealed record CaseRow(
        RequestId Id, ResidentId ResidentId, string ResidentName, string MunicipalityName, string MunicipalityPhone, DateOnly? StartsOn, DateOnly? EndsOn);

    private sealed record NeedRow(string Domain, string Goal);

    private sealed record SaidRow(
        string Domain, DateOnly AskedOn, string Reached, string Words, string SaidByName, DateTimeOffset SaidAt, string Answer, string? AnsweredByName, DateTimeOffset? AnsweredAt)
    {
        public Said Shown(TextKey words, RequestId request) => new(
            AskedOn, StoredNames.Parse<Helps>(Reached), words.Show(HiddenColumn.EvaluationWords, Row(request, Domain, AskedOn), Words), SaidByName, SaidAt,
            words.Show(HiddenColumn.EvaluationAnswer, Row(request, Domain, AskedOn), Answer), AnsweredByName, AnsweredAt);
    }

    private const string CaseSql = $"""
        SELECT file.id AS Id, file.resident_id AS ResidentId, r.name AS ResidentName, m.name AS MunicipalityName, m.phone AS MunicipalityPhone,
               {SupportDays.Columns}
        FROM support_requests file
        JOIN residents r ON r.id = file.resident_id
        JOIN municipalities m ON m.code = file.municipality_code
        WHERE file.number = @Subject
          AND @Role IN ('resident', 'caseworker')
          AND r.destroyed_at IS NULL
          AND {Access.ToOne}
        """;

    private const string SaidSql = """
        SELECT said.life_domain AS Domain, said.asked_on AS AskedOn, said.reached AS Reached, said.words AS Words, u.name AS SaidByName, said.said_at AS SaidAt,
               said.answer AS Answer, answerer.name AS AnsweredByName, said.answered_at AS AnsweredAt
        FROM goal_evaluations said
        JOIN users u ON u.id = said.said_by
        LEFT JOIN users answerer ON answerer.id = said.answered_by
        WHERE said.request_id = @Id
        ORDER BY said.asked_on DESC
        """;
}
