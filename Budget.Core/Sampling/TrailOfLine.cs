using Budget.Core.Audit;
using Budget.Core.Budgets;
using Budget.Core.Investigations;
using Budget.Core.Secrecy;
using Budget.Core.Storage;

namespace Budget.Core.Sampling;

/// <summary>
/// The whole trail of one booked line, from the payment back to the resident's own words: for the auditor of the municipality, who may see what the payment rests on (Gemeentewet 213), and nobody else. It leaves a
/// trace in the file of the resident.
/// </summary>
public sealed class TrailOfLine(Database database)
{
    /// <param name="OwnWords">What the resident asked; empty when the file was destroyed after its term.</param>
    /// <param name="Remarks">What the resident said of the report; empty when nothing was.</param>
    public sealed record Answer(PersonalBudget Budget, TrailFacts Facts, string OwnWords, string Remarks, DateOnly Today);

    /// <param name="posting">The number of the posting in its budget.</param>
    public Task<Answer?> Of(Actor actor, string budgetNumber, long posting) => database.Look(actor, nameof(TrailOfLine), $"{budgetNumber}/{posting}", async session =>
    {
        if (actor.Role != Role.Auditor
            || await BudgetQuery.Find(session, actor, budgetNumber) is not { } budget
            || await TrailFacts.Of(session, actor.MunicipalityCode, budget.Id, posting) is not { } facts)
        {
            return null;
        }

        var words = await ResidentKey.Of(session, budget.ResidentId);
        return new Answer(
            budget, facts, words.Show(HiddenColumn.OwnWords, $"{facts.Request.Id.Value:D}", facts.Request.OwnWords),
            facts.Report is { Remarks: { Length: > 0 } remarks } report ? words.Show(HiddenColumn.ReportRemarks, ReportRow.Of(facts.Request.Id, report.Version), remarks) : "", session.Today);
    }, answer => answer.Budget.ResidentId);
}
