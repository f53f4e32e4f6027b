using Budget.Core.Audit;
using Budget.Core.Payments;
using Budget.Core.Storage;

namespace Budget.Core.Disputes;

/// <summary>One line of an invoice as its resident sees it: who, what, when, how much, what was left, and what was said of it.</summary>
public sealed class LineOfBudget(Database database)
{
    public sealed record Answer(DeclaredLine Line, DateOnly Today)
    {
        public LineState State => Line.Standing.State(Today);
        public DateOnly? Due => Line.Standing.Due(Today);
        public bool IsLate => Line.Standing.IsLate(Today);

        /// <summary>The day on which the provider is paid for it, or was; none as long as it is in no payment, or when that came back.</summary>
        public DateOnly? PaidOn { get; init; }
    }

    public Task<Answer?> Of(Actor actor, string budgetNumber, long posting) => database.Look(actor, nameof(LineOfBudget), $"{budgetNumber}/{posting}", async session =>
        await DeclaredLine.OfBudget(session, actor, budgetNumber, posting) is { } line ? new Answer(await line.Shown(session), session.Today) { PaidOn = await PaymentsOfProvider.PaidOn(session, line.LineId) } : null,
        answer => answer.Line.ResidentId);
}
