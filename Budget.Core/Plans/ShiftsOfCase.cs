using Budget.Core.Audit;
using Budget.Core.Residents;
using Budget.Core.Secrecy;
using Budget.Core.Storage;

namespace Budget.Core.Plans;

/// <summary>What was shifted between the budgets of a case, what waits for whom, and what can be shifted now. For resident and caseworker the same.</summary>
public sealed class ShiftsOfCase(Database database)
{
    /// <param name="IsOfResident">Proposed by the resident's side; otherwise by the municipality.</param>
    /// <param name="Outcome">"agreed", "declined" or "withdrawn"; none as long as it waits.</param>
    public sealed record Item(
        Guid Id, PlanOfCase.OwnBudget From, PlanOfCase.OwnBudget To, Money Amount, string Reason, bool IsOfResident, string ProposedByName, DateTimeOffset ProposedAt,
        string? Outcome, string Answer, string? AnsweredByName, DateTimeOffset? AnsweredAt);

    /// <param name="Running">Budgets that are not over, and from or to another of which can be shifted.</param>
    /// <param name="Items">The last first.</param>
    public sealed record Answer(
        string Number, ResidentId ResidentId, string ResidentName, string MunicipalityName, string MunicipalityPhone, IReadOnlyList<PlanOfCase.OwnBudget> Running, IReadOnlyList<Item> Items)
    {
        public Item? Waiting => Items.FirstOrDefault(item => item.Outcome is null);
    }

    public Task<Answer?> Of(Actor actor, string number) => database.Look(actor, nameof(ShiftsOfCase), number, async session =>
    {
        if (await PlanOfCase.Case(session, actor, number) is not { } found)
        {
            return null;
        }

        var (words, budgets) = (await ResidentKey.Of(session, found.ResidentId), await PlanOfCase.BudgetsOf(session, found.Id));
        var running = budgets.Where(budget => budget.EndsOn >= session.Today).ToList();
        var items = (await session.List<Row>(ShiftsSql, new { found.Id })).Select(row => row.Shown(words, budgets));
        return new Answer(
            number, found.ResidentId, found.ResidentName, found.MunicipalityName, found.MunicipalityPhone,
            [.. running.Where(budget => running.Any(other => ShiftRules.Fit(budget, other)))], [.. items]);
    }, answer => answer.ResidentId);

    private sealed record Row(
        string Id, string FromNumber, string ToNumber, Money Amount, string Reason, string Side, string ProposedByName, DateTimeOffset ProposedAt,
        string? Outcome, string Answer, string? AnsweredByName, DateTimeOffset? AnsweredAt)
    {
        public Item Shown(TextKey words, IReadOnlyList<PlanOfCase.OwnBudget> budgets) => new(
            Guid.Parse(Id), budgets.First(one => one.Number == FromNumber), budgets.First(one => one.Number == ToNumber), Amount, words.Show(HiddenColumn.ShiftReason, Id, Reason), Side == "resident",
            ProposedByName, ProposedAt, Outcome, words.Show(HiddenColumn.ShiftAnswer, Id, Answer), AnsweredByName, AnsweredAt);
    }

    private const string ShiftsSql = """
        SELECT shift.id AS Id, source.number AS FromNumber, target.number AS ToNumber, shift.amount_cents AS Amount, shift.reason AS Reason, shift.side AS Side,
               proposer.name AS ProposedByName, shift.proposed_at AS ProposedAt, said.outcome AS Outcome, COALESCE(said.answer, '') AS Answer, answerer.name AS AnsweredByName, said.answered_at AS AnsweredAt
        FROM shifts shift
        JOIN budgets source ON source.id = shift.from_budget_id
        JOIN budgets target ON target.id = shift.to_budget_id
        JOIN users proposer ON proposer.id = shift.proposed_by
        LEFT JOIN shift_answers said ON said.shift_id = shift.id
        LEFT JOIN users answerer ON answerer.id = said.answered_by
        WHERE shift.request_id = @Id
        ORDER BY shift.id DESC
        """;
}
