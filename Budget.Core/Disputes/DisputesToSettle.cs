using Budget.Core.Audit;
using Budget.Core.Storage;

namespace Budget.Core.Disputes;

/// <summary>A disputed line as the caseworker who settles it reads it: both stories.</summary>
public sealed class DisputesToSettle(Database database)
{
    public Task<LineOfBudget.Answer?> One(Actor actor, Guid dispute) => database.Look(actor, nameof(DisputesToSettle), subject: "", async session =>
        await DeclaredLine.OfMunicipality(session, actor, dispute) is { } line ? new LineOfBudget.Answer(await line.Shown(session), session.Today) : null,
        answer => answer.Line.ResidentId);

    /// <summary>Those that the municipality can settle, for the worklist (<see cref="Caseload.WorklistParts"/>): the provider answered, or its term is over.</summary>
    internal const string TasksSql = """
        SELECT 'dispute' AS kind, b.number, waits.dispute_id AS target, b.resident_id, waits.settle_by AS due, CAST(NULL AS TIMESTAMPTZ) AS since, 0 AS days, 0 AS urgent
        FROM open_disputes waits
        CROSS JOIN budgets b
        WHERE waits.municipality_code = @MunicipalityCode
          AND (waits.is_answered = 1 OR waits.answer_by < @Today)
          AND b.id = waits.budget_id
        """;
}
