using Budget.Core.Secrecy;

namespace Budget.Core.MyData;

/// <summary>How the support goes on once it is there: the plan over all parts of life, and whether it helps to reach the goals.</summary>
internal static class PartsOfPlans
{
    private const string EvaluationsSql = $"""
        {FilePart.Whose}
        SELECT said.request_id || '/' || said.life_domain || '/' || CAST(said.asked_on AS TEXT), file.number, said.life_domain, said.asked_on, said.reached, said.words, u.name, said.said_at,
               said.answer, answerer.name, said.answered_at
        FROM whose
        JOIN support_requests file ON file.resident_id = whose.id
        JOIN goal_evaluations said ON said.request_id = file.id
        JOIN users u ON u.id = said.said_by
        LEFT JOIN users answerer ON answerer.id = said.answered_by
        ORDER BY said.asked_on, file.number, said.life_domain
        {FilePart.Page}
        """;

    private const string LinesSql = $"""
        {FilePart.Whose}
        SELECT line.id, file.number, line.life_domain, line.what, line.who, line.paid_by, b.number, adder.name, line.added_at, ender.name, line.ended_at
        FROM whose
        JOIN support_requests file ON file.resident_id = whose.id
        JOIN plan_lines line ON line.request_id = file.id
        JOIN users adder ON adder.id = line.added_by
        LEFT JOIN users ender ON ender.id = line.ended_by
        LEFT JOIN budgets b ON b.id = line.budget_id
        ORDER BY line.added_at, line.id
        {FilePart.Page}
        """;

    private const string ShiftsSql = $"""
        {FilePart.Whose}
        SELECT shift.id, file.number, source.number, target.number, shift.amount_cents, shift.reason, shift.side, proposer.name, shift.proposed_at, said.outcome, said.answer, answerer.name, said.answered_at,
               said.from_number, said.to_number
        FROM whose
        JOIN support_requests file ON file.resident_id = whose.id
        JOIN shifts shift ON shift.request_id = file.id
        JOIN budgets source ON source.id = shift.from_budget_id
        JOIN budgets target ON target.id = shift.to_budget_id
        JOIN users proposer ON proposer.id = shift.proposed_by
        LEFT JOIN shift_answers said ON said.shift_id = shift.id
        LEFT JOIN users answerer ON answerer.id = said.answered_by
        ORDER BY shift.proposed_at, shift.id
        {FilePart.Page}
        """;

    private const string StepsSql = $"""
        {FilePart.Whose}
        SELECT '', b.number, route.step, route.weeks, route.weekly_volume_hundredths
        FROM whose
        JOIN budgets b ON b.resident_id = whose.id
        JOIN reablement_steps route ON route.budget_id = b.id
        ORDER BY b.number, route.step
        {FilePart.Page}
        """;

    public static readonly FilePart[] All =
    [
        new("reablement", FileShape.Table, StepsSql,
            new("budget", FieldKind.Text, "reablement_steps.budget_id"),
            new("step", FieldKind.Number, "reablement_steps.step"),
            new("weeks", FieldKind.Number, "reablement_steps.weeks"),
            new("weeklyVolume", FieldKind.Volume, "reablement_steps.weekly_volume_hundredths")),
        new("shifts", FileShape.Records, ShiftsSql,
            new("request", FieldKind.Text, "shifts.request_id"),
            new("shiftFrom", FieldKind.Text, "shifts.from_budget_id"),
            new("shiftTo", FieldKind.Text, "shifts.to_budget_id"),
            new("amount", FieldKind.Amount, "shifts.amount_cents"),
            new("shiftReason", FieldKind.Hidden, HiddenColumn.ShiftReason),
            new("shiftSide", FieldKind.Word, "shifts.side"),
            new("proposedBy", FieldKind.Text, "shifts.proposed_by"),
            new("proposedAt", FieldKind.Instant, "shifts.proposed_at"),
            new("shiftOutcome", FieldKind.Word, "shift_answers.outcome"),
            new("answer", FieldKind.Hidden, HiddenColumn.ShiftAnswer),
            new("answeredBy", FieldKind.Text, "shift_answers.answered_by"),
            new("answeredAt", FieldKind.Instant, "shift_answers.answered_at"),
            new("shiftFromPosting", FieldKind.Number, "shift_answers.from_number"),
            new("shiftToPosting", FieldKind.Number, "shift_answers.to_number")),
        new("planLines", FileShape.Records, LinesSql,
            new("request", FieldKind.Text, "plan_lines.request_id"),
            new("domain", FieldKind.Word, "plan_lines.life_domain"),
            new("planWhat", FieldKind.Hidden, HiddenColumn.PlanWhat),
            new("planWho", FieldKind.Hidden, HiddenColumn.PlanWho),
            new("paidBy", FieldKind.Word, "plan_lines.paid_by"),
            new("budget", FieldKind.Text, "plan_lines.budget_id"),
            new("addedBy", FieldKind.Text, "plan_lines.added_by"),
            new("addedAt", FieldKind.Instant, "plan_lines.added_at"),
            new("lineEndedBy", FieldKind.Text, "plan_lines.ended_by"),
            new("lineEndedAt", FieldKind.Instant, "plan_lines.ended_at")),
        new("evaluations", FileShape.Records, EvaluationsSql,
            new("request", FieldKind.Text, "goal_evaluations.request_id"),
            new("domain", FieldKind.Word, "goal_evaluations.life_domain"),
            new("askedOn", FieldKind.Day, "goal_evaluations.asked_on"),
            new("reached", FieldKind.Word, "goal_evaluations.reached"),
            new("evaluationWords", FieldKind.Hidden, HiddenColumn.EvaluationWords),
            new("by", FieldKind.Text, "goal_evaluations.said_by"),
            new("at", FieldKind.Instant, "goal_evaluations.said_at"),
            new("answer", FieldKind.Hidden, HiddenColumn.EvaluationAnswer),
            new("answeredBy", FieldKind.Text, "goal_evaluations.answered_by"),
            new("answeredAt", FieldKind.Instant, "goal_evaluations.answered_at")),
    ];
}
