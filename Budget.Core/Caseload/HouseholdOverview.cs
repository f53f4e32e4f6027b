using Budget.Core.Audit;
using Budget.Core.Budgets;
using Budget.Core.Departures;
using Budget.Core.Residents;
using Budget.Core.Storage;
using Budget.Core.SupportRequests;

namespace Budget.Core.Caseload;

/// <summary>
/// One household, whole, for a caseworker: who lives there, their cases and where these stand, which budgets run until when, and who leads it all. It leaves a trace in the file of
/// each whom it shows.
/// </summary>
public sealed class HouseholdOverview(Database database)
{
    public sealed record Member(ResidentId Id, string Name, DateOnly BornOn, IReadOnlyList<Case> Cases, IReadOnlyList<Provision> Budgets, Departure? Departure);

    public sealed record Case(string Number, DateOnly SubmittedOn, CaseProgress Progress);

    public sealed record Provision(string Number, string FundingForm, string ProductNl, string ProductEn, DateOnly StartsOn, DateOnly EndsOn);

    /// <summary>To whom its cases can be given.</summary>
    public sealed record Colleague(UserId Id, string Name);

    /// <param name="Members">The one whose case was asked for first.</param>
    public sealed record Answer(IReadOnlyList<Member> Members, UserId? LeadId, string? LeadName, IReadOnlyList<Colleague> Colleagues);

    public async Task<Answer?> Of(Actor actor, string requestNumber)
    {
        if (actor.Role != Role.Caseworker)
        {
            return null;
        }

        var answer = await database.Look(actor, nameof(HouseholdOverview), requestNumber, session => Find(session, actor, requestNumber), found => found.Members[0].Id);
        foreach (var other in answer?.Members.Skip(1) ?? [])
        {
            await database.Overwrite(session => LookAtFile.Keep(session, actor, nameof(HouseholdOverview), other.Cases[0].Number, other.Id, onBehalfOf: null, TraceBasis.Task));
        }

        return answer;
    }

    private static async Task<Answer?> Find(Session session, Actor actor, string requestNumber)
    {
        if (await Household.ResidentOf(session, actor, requestNumber) is not { } resident)
        {
            return null;
        }

        var found = await session.Single<Lead>(LeadSql, new { resident });
        var members = found.HouseholdId is { } id ? await session.List<ResidentId>(Household.MembersSql, new { Id = id }) : [resident];
        List<Member> people = [];
        foreach (var member in members.OrderBy(one => one != resident))
        {
            var person = await session.Single<Person>(PersonSql, new { member });
            people.Add(new Member(
                member, person.Name, person.BornOn,
                [.. (await session.List<CaseList.Row>(CasesSql, new { member, actor.MunicipalityCode, session.Today })).Select(row => new Case(row.Number, row.SubmittedOn, CaseProgress.Of(session.Today, row.Facts)))],
                await session.List<Provision>(BudgetsSql, new { member, actor.MunicipalityCode }), await Departure.Of(session, member)));
        }

        return new Answer(people, found.LeadId, found.LeadName, await session.List<Colleague>(ColleaguesSql, new { actor.MunicipalityCode }));
    }

    private sealed record Lead(HouseholdId? HouseholdId, UserId? LeadId, string? LeadName);

    private sealed record Person(string Name, DateOnly BornOn);

    private const string LeadSql = $"""
        SELECT who.household_id AS HouseholdId, holder.id AS LeadId, holder.name AS LeadName
        FROM residents who
        {CaseLead.Joins}
        WHERE who.id = @resident
        """;

    private const string PersonSql = """
        SELECT name AS Name, born_on AS BornOn
        FROM residents
        WHERE id = @member
        """;

    private const string CasesSql = $"""
        SELECT {CaseList.Columns}
        FROM support_requests file
        JOIN residents who ON who.id = file.resident_id
        JOIN municipalities m ON m.code = file.municipality_code
        {CaseLead.Joins}
        {CaseFacts.Joins}
        WHERE file.resident_id = @member
          AND file.municipality_code = @MunicipalityCode
        ORDER BY file.number DESC
        """;

    private const string BudgetsSql = $"""
        SELECT b.number AS Number, b.funding_form AS FundingForm, p.name_nl AS ProductNl, p.name_en AS ProductEn, b.starts_on AS StartsOn, {LastDay.Sql} AS EndsOn
        FROM budgets b
        JOIN products p ON p.municipality_code = b.municipality_code AND p.code = b.product_code
        WHERE b.resident_id = @member
          AND b.municipality_code = @MunicipalityCode
        ORDER BY b.starts_on DESC, b.number DESC
        """;

    private const string ColleaguesSql = $"""
        SELECT holder.id AS Id, holder.name AS Name
        FROM users holder
        WHERE holder.municipality_code = @MunicipalityCode
          AND {CaseLead.MayLead}
        ORDER BY holder.name, holder.id
        """;
}
