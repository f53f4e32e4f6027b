using Budget.Core.Audit;
using Budget.Core.Residents;
using Budget.Core.Storage;

namespace Budget.Core.Supporters;

/// <summary>Reading along ends, or an invitation is taken back, at once: by the resident, by who represents the resident, or by the one who reads along. Ended once is ended.</summary>
public sealed class EndSupporter(Database database)
{
    /// <summary>How the trace names it of a budget.</summary>
    internal const string OfBudget = "EndBudgetSupporter";

    public sealed record Entry(Guid Id);

    /// <returns>The number of the case, or of the budget.</returns>
    public Task<Outcome<string>> Do(Actor actor, IdempotencyKey key, Entry entry) =>
        database.Once<string>(actor, key, nameof(EndSupporter), entry, async session =>
        {
            var parameters = Access.Of(actor, session, entry.Id.ToString("D"));
            if (await session.FirstOrNone<Row>(RowSql, parameters) is not { } row || !await ResidentFile.Lock(session, row.ResidentId))
            {
                return Refusal.NotFound;
            }

            await session.Execute(EndSql, parameters);
            var onBehalfOf = row.IsSupporter == 1 ? null : await Access.OnBehalfOf(session, actor, row.ResidentId);
            await Trace.Write(
                session, actor, TraceAction.Do, row.OfBudget == 1 ? OfBudget : nameof(EndSupporter), row.Number, row.ResidentId, onBehalfOf, row.IsSupporter == 1 ? TraceBasis.Consent : Trace.BasisOf(actor, onBehalfOf));
            return row.Number;
        });

    private sealed record Row(ResidentId ResidentId, string Number, long IsSupporter, long OfBudget);

    private const string RowSql = $"""
        SELECT s.resident_id AS ResidentId, COALESCE(b.number, file.number) AS Number, CASE WHEN s.user_id = @UserId THEN 1 ELSE 0 END AS IsSupporter, CASE WHEN s.budget_id IS NULL THEN 0 ELSE 1 END AS OfBudget
        FROM case_supporters s
        JOIN support_requests file ON file.id = s.request_id
        LEFT JOIN budgets b ON b.id = s.budget_id
        WHERE s.id = @Subject
          AND (s.resident_id IN ({Access.Mine})
               OR (s.user_id = @UserId AND @ActsFor = ''))
        """;

    private const string EndSql = """
        UPDATE case_supporters
        SET ended_by = @UserId,
            ended_at = @Now
        WHERE id = @Subject
          AND ended_at IS NULL
        """;
}
