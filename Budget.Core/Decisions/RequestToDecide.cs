using Budget.Core.Audit;
using Budget.Core.Budgets;
using Budget.Core.Ledger;
using Budget.Core.Residents;
using Budget.Core.Storage;

namespace Budget.Core.Decisions;

/// <summary>What a caseworker sees before deciding on a request: what was decided before, and the budgets that a decision can follow, end or recover from.</summary>
public sealed class RequestToDecide(Database database)
{
    /// <param name="Kind">Of the decision that opened it; none of one from before there were kinds.</param>
    /// <param name="EndedOn">By a later decision; none as long as there is none.</param>
    public sealed record Budget(
        string Number, string ProductCode, string ProductNl, string ProductEn, string Unit, string FundingForm, Quantity Volume, string Frequency, Money Rate,
        DateOnly StartsOn, DateOnly EndsOn, DateOnly? EndedOn, long WrongData, string? Kind, Money Available, Money Reserved, Money Payable, Money Paid)
    {
        public Balance Balance => new(Available, Reserved, Payable, Paid);

        /// <summary>Whether it ended on ground a.</summary>
        public bool EndedForWrongData => WrongData > 0;

        public bool IsTemporary => Kind == "temporary";

        public bool IsPersonHeld => FundingForm == "personheld";
    }

    /// <param name="Outcome">Of an objection against it; none when there is none, or it is open.</param>
    public sealed record Decision(string Number, DateOnly DecidedOn, string DecidedByName, string Kind, string? Outcome);

    /// <param name="ReportedOn">None before the report.</param>
    /// <param name="AppliedOn">None before the application.</param>
    public sealed record Answer(
        string Number, ResidentId ResidentId, string ResidentName, string WishedForm, DateOnly? ReportedOn, DateOnly? AppliedOn,
        IReadOnlyList<Decision> Decisions, IReadOnlyList<Budget> Budgets, DecisionTerms Terms, DateOnly Today)
    {
        /// <summary>A report, or an application of a resident who did not get one in time.</summary>
        public bool IsReadyToDecide => ReportedOn is not null || AppliedOn is not null;

        /// <summary>The kinds that can be taken now, as far as that is known without more.</summary>
        public bool May(DecisionKind kind) => kind switch
        {
            DecisionKind.Grant or DecisionKind.PartlyGrant => IsReadyToDecide && !Has("refuse"),
            DecisionKind.Refuse => IsReadyToDecide && !Has("grant", "partlygrant", "refuse", "revise"),
            DecisionKind.Temporary => !Has("grant", "partlygrant", "refuse", "revise"),
            _ => About(kind).Any(),
        };

        /// <summary>The budgets that a decision of this kind can follow, end or recover from.</summary>
        public IEnumerable<Budget> About(DecisionKind kind) => Budgets.Where(budget => kind switch
        {
            DecisionKind.Recovery => budget.Balance.Spent.IsPositive && (budget.EndedForWrongData || (budget.EndedOn ?? budget.EndsOn) < Today),
            DecisionKind.Extend => budget.EndedOn is null && !budget.IsTemporary,
            DecisionKind.Revise => budget.EndedOn is null && budget.EndsOn >= Today && (!budget.IsTemporary || May(DecisionKind.Grant)),
            _ => budget.EndedOn is null && budget.EndsOn >= Today,
        });

        /// <summary>The budgets of which the help can go on in the other form, from tomorrow at the earliest.</summary>
        public IReadOnlyList<Budget> OfOtherForm => [.. Budgets.Where(budget => budget.EndedOn is null && !budget.IsTemporary && budget.EndsOn > Today)];

        private bool Has(params string[] kinds) => Decisions.Any(decision => kinds.Contains(decision.Kind) && (decision.Kind != "refuse" || decision.Outcome is null or "unfounded"));
    }

    public Task<Answer?> Of(Actor actor, string number) => database.Look(actor, nameof(RequestToDecide), number, async session =>
    {
        if (!actor.MayDecide || await session.FirstOrNone<Row>(RequestSql, Access.Of(actor, session, number)) is not { } row)
        {
            return null;
        }

        return new Answer(
            row.Number, row.ResidentId, row.ResidentName, row.WishedForm, row.ReportedOn, row.AppliedOn,
            await session.List<Decision>(DecisionsSql, new { row.Id }), await session.List<Budget>(BudgetsSql, new { row.Id }),
            await DecisionTerms.Of(session, row.MunicipalityCode), session.Today);
    }, answer => answer.ResidentId);

    private sealed record Row(RequestId Id, string Number, string MunicipalityCode, ResidentId ResidentId, string ResidentName, string WishedForm, DateOnly? ReportedOn, DateOnly? AppliedOn);

    private const string RequestSql = $"""
        SELECT file.id AS Id, file.number AS Number, file.municipality_code AS MunicipalityCode, file.resident_id AS ResidentId, r.name AS ResidentName,
               file.wished_form AS WishedForm, (SELECT MIN(report.written_on) FROM investigation_reports report WHERE report.request_id = file.id) AS ReportedOn, application.received_on AS AppliedOn
        FROM support_requests file
        JOIN residents r ON r.id = file.resident_id
        LEFT JOIN applications application ON application.request_id = file.id
        WHERE file.number = @Subject
          AND r.destroyed_at IS NULL
          AND {Access.ToOne}
        """;

    private const string DecisionsSql = """
        SELECT d.number AS Number, d.decided_on AS DecidedOn, u.name AS DecidedByName, COALESCE(k.kind, 'grant') AS Kind,
               (SELECT o.outcome FROM objections o WHERE o.decision_id = d.id) AS Outcome
        FROM decisions d
        JOIN users u ON u.id = d.decided_by
        LEFT JOIN decision_kinds k ON k.decision_id = d.id
        WHERE d.request_id = @Id
        ORDER BY d.number
        """;

    private const string BudgetsSql = """
        SELECT b.number AS Number, b.product_code AS ProductCode, p.name_nl AS ProductNl, p.name_en AS ProductEn, p.unit AS Unit, b.funding_form AS FundingForm,
               b.volume_hundredths AS Volume, b.frequency AS Frequency, b.rate_cents AS Rate, b.starts_on AS StartsOn, b.ends_on AS EndsOn, ending.ended_on AS EndedOn,
               CAST(CASE WHEN ending.ground = 'a' THEN 1 ELSE 0 END AS BIGINT) AS WrongData, k.kind AS Kind,
               last.available_cents AS Available, last.reserved_cents AS Reserved, last.payable_cents AS Payable, last.paid_cents AS Paid
        FROM decisions d
        JOIN budgets b ON b.decision_id = d.id
        JOIN products p ON p.municipality_code = b.municipality_code AND p.code = b.product_code
        LEFT JOIN decision_kinds k ON k.decision_id = d.id
        LEFT JOIN decision_kinds ending ON ending.earlier_budget_id = b.id AND ending.ended_on IS NOT NULL
        JOIN postings last ON last.budget_id = b.id
            AND last.number = (SELECT MAX(number) FROM postings newest WHERE newest.budget_id = b.id)
        WHERE d.request_id = @Id
        ORDER BY b.number
        """;
}
