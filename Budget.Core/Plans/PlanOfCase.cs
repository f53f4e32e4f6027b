using Budget.Core.Assignments;
using Budget.Core.Audit;
using Budget.Core.Budgets;
using Budget.Core.Decisions;
using Budget.Core.Ledger;
using Budget.Core.Residents;
using Budget.Core.Secrecy;
using Budget.Core.Storage;
using Budget.Core.SupportRequests;

namespace Budget.Core.Plans;

/// <summary>
/// The plan of one case over all parts of life: what there is, who gives it and who pays, and of what the municipality pays the figures of the ledger. For resident and caseworker alike: the same picture.
/// </summary>
public sealed class PlanOfCase(Database database)
{
    /// <summary>A budget of the case with what stands on it; the last day is that by the last decision.</summary>
    /// <param name="HelperName">The provider of today; none of a PGB, and none as long as nobody was chosen.</param>
    public sealed record OwnBudget(
        BudgetId Id, string Number, string FundingForm, string ProductNl, string ProductEn, string Unit, Quantity Volume, string Frequency, Money Rate,
        DateOnly StartsOn, DateOnly EndsOn, string? HelperName, Money Available, Money Reserved, Money Payable, Money Paid)
    {
        public Balance Balance => new(Available, Reserved, Payable, Paid);
        public bool IsPersonHeld => FundingForm == "personheld";

        /// <summary>Of a reablement route; empty of a line that stays as it is.</summary>
        public IReadOnlyList<ReablementStep> Steps { get; init; } = [];
    }

    /// <param name="Budget">Of what the municipality pays.</param>
    /// <param name="EndedAt">None as long as it runs.</param>
    public sealed record Line(
        Guid Id, LifeDomain Domain, string What, string Who, PaidBy PaidBy, OwnBudget? Budget, string AddedByName, DateTimeOffset AddedAt, string? EndedByName, DateTimeOffset? EndedAt);

    /// <param name="Goal">What should get better here; none when nothing was asked about it.</param>
    public sealed record Part(LifeDomain Domain, string? Goal, IReadOnlyList<Line> Lines);

    /// <param name="Parts">In which something was asked or is, in the order of the form.</param>
    /// <param name="Unplaced">Budgets of the case that stand under no part of life yet.</param>
    /// <param name="Ended">Lines that were, the last first.</param>
    public sealed record Answer(
        string Number, ResidentId ResidentId, string ResidentName, string MunicipalityName, string MunicipalityPhone, bool MayChange,
        IReadOnlyList<Part> Parts, IReadOnlyList<OwnBudget> Budgets, IReadOnlyList<OwnBudget> Unplaced, IReadOnlyList<Line> Ended);

    public Task<Answer?> Of(Actor actor, string number) => database.Look(actor, nameof(PlanOfCase), number, async session =>
    {
        if (await Case(session, actor, number) is not { } found)
        {
            return null;
        }

        var words = await ResidentKey.Of(session, found.ResidentId);
        var budgets = await BudgetsOf(session, found.Id);
        var lines = (await session.List<LineRow>(LinesSql, new { found.Id })).Select(row => row.Shown(words, budgets)).ToList();
        var goals = (await session.List<NeedRow>(CaseOverview.NeedsSql, new { found.Id }))
            .ToDictionary(need => Enum.Parse<LifeDomain>(need.Domain), need => words.Show(HiddenColumn.Goal, $"{found.Id.Value:D}/{need.Domain}", need.Goal));
        var running = lines.Where(line => line.EndedAt is null).ToList();
        return new Answer(
            number, found.ResidentId, found.ResidentName, found.MunicipalityName, found.MunicipalityPhone, MayChange: found.TakenBack == 0,
            [
                .. Enum.GetValues<LifeDomain>()
                    .Select(domain => new Part(domain, goals.GetValueOrDefault(domain), [.. running.Where(line => line.Domain == domain)]))
                    .Where(part => part.Goal is not null || part.Lines.Count > 0),
            ],
            budgets,
            [.. budgets.Where(budget => running.TrueForAll(line => line.Budget?.Id != budget.Id))],
            [.. lines.Where(line => line.EndedAt is not null).OrderByDescending(line => line.EndedAt)]);
    }, answer => answer.ResidentId);

    /// <summary>The case, when this user may see its plan: the resident's side and caseworkers.</summary>
    internal static Task<CaseRow?> Case(Session session, Actor actor, string number) => session.FirstOrNone<CaseRow>(CaseSql, Access.Of(actor, session, number));

    internal static async Task<IReadOnlyList<OwnBudget>> BudgetsOf(Session session, RequestId request)
    {
        var steps = (await session.List<StepRow>(StepsSql, new { Id = request })).ToLookup(row => row.Number, row => new ReablementStep((int)row.Weeks, row.WeeklyVolume));
        return [.. (await session.List<OwnBudget>(BudgetsSql, new { Id = request, session.Today })).Select(budget => budget with { Steps = [.. steps[budget.Number]] })];
    }

    private sealed record StepRow(string Number, long Weeks, Quantity WeeklyVolume);

    private const string StepsSql = """
        SELECT b.number AS Number, route.weeks AS Weeks, route.weekly_volume_hundredths AS WeeklyVolume
        FROM decisions d
        JOIN budgets b ON b.decision_id = d.id
        JOIN reablement_steps route ON route.budget_id = b.id
        WHERE d.request_id = @Id
        ORDER BY b.number, route.step
        """;

    internal sealed record CaseRow(RequestId Id, ResidentId ResidentId, string ResidentName, string MunicipalityName, string MunicipalityPhone, long TakenBack);

    private sealed record NeedRow(string Domain, string Goal);

    private sealed record LineRow(
        string Id, string Domain, string What, string Who, string PaidBy, string? BudgetNumber, string AddedByName, DateTimeOffset AddedAt, string? EndedByName, DateTimeOffset? EndedAt)
    {
        public Line Shown(TextKey words, IReadOnlyList<OwnBudget> budgets) => new(
            Guid.Parse(Id), Enum.Parse<LifeDomain>(Domain), words.Show(HiddenColumn.PlanWhat, Id, What), words.Show(HiddenColumn.PlanWho, Id, Who), StoredNames.Parse<PaidBy>(PaidBy),
            budgets.FirstOrDefault(budget => budget.Number == BudgetNumber), AddedByName, AddedAt, EndedByName, EndedAt);
    }

    private const string CaseSql = $"""
        SELECT file.id AS Id, file.resident_id AS ResidentId, r.name AS ResidentName, m.name AS MunicipalityName, m.phone AS MunicipalityPhone,
               (SELECT COUNT(*) FROM request_ends ended WHERE ended.request_id = file.id) AS TakenBack
        FROM support_requests file
        JOIN residents r ON r.id = file.resident_id
        JOIN municipalities m ON m.code = file.municipality_code
        WHERE file.number = @Subject
          AND @Role IN ('resident', 'caseworker')
          AND r.destroyed_at IS NULL
          AND {Access.ToOne}
        """;

    private const string LinesSql = """
        SELECT line.id AS Id, line.life_domain AS Domain, line.what AS What, line.who AS Who, line.paid_by AS PaidBy, b.number AS BudgetNumber,
               adder.name AS AddedByName, line.added_at AS AddedAt, ender.name AS EndedByName, line.ended_at AS EndedAt
        FROM plan_lines line
        JOIN users adder ON adder.id = line.added_by
        LEFT JOIN users ender ON ender.id = line.ended_by
        LEFT JOIN budgets b ON b.id = line.budget_id
        WHERE line.request_id = @Id
        ORDER BY line.id
        """;

    private const string BudgetsSql = $"""
        SELECT b.id AS Id, b.number AS Number, b.funding_form AS FundingForm, p.name_nl AS ProductNl, p.name_en AS ProductEn, p.unit AS Unit,
               b.volume_hundredths AS Volume, b.frequency AS Frequency, b.rate_cents AS Rate, b.starts_on AS StartsOn, {LastDay.Sql} AS EndsOn, provider.name AS HelperName,
               last.available_cents AS Available, last.reserved_cents AS Reserved, last.payable_cents AS Payable, last.paid_cents AS Paid
        FROM decisions d
        JOIN budgets b ON b.decision_id = d.id
        JOIN products p ON p.municipality_code = b.municipality_code AND p.code = b.product_code
        JOIN postings last ON last.budget_id = b.id
            AND last.number = (SELECT MAX(number) FROM postings newest WHERE newest.budget_id = b.id)
        LEFT JOIN assignments a ON a.budget_id = b.id AND {AssignmentOfToday.Sql}
        LEFT JOIN providers provider ON provider.id = a.provider_id
        WHERE d.request_id = @Id
        ORDER BY b.number
        """;
}
