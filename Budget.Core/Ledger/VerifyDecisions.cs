using Budget.Core.Decisions;
using Budget.Core.Storage;

namespace Budget.Core.Ledger;

/// <summary>
/// That every decision says what it decides, and that what each decides is what it was: sealed with the one before it, in the order in which a municipality took them
/// (docs/decisions/0013). So a refusal, on which nothing is booked, is covered by the next grant, which is.
/// </summary>
internal static class VerifyDecisions
{
    private static readonly int[] Columns = [1, Seal.Count(NewDecision.DecisionColumns), Seal.Count(NewDecision.BudgetColumns), Seal.Count(NewDecision.KindFacts)];

    /// <summary>The first that is wrong; nothing when none is.</summary>
    public static VerifyLedger.Fault? First(Session session, string municipality)
    {
        using (var row = session.Rows(KindsSql, ("@Municipality", municipality)))
        {
            var (town, place) = ("", 0L);
            Span<byte> seal = stackalloc byte[64];
            while (row.Next())
            {
                (town, place) = row.TextOf(0) == town ? (town, place + 1) : (row.TextOf(0), 1);
                Seal.Of(row, 4, Columns, seal);
                if (row.Number(1) != place || !row.Text(2).SequenceEqual(seal))
                {
                    return Fault(row.OptionalTextOf(3), "a decision was changed after it was taken, or is missing before this one");
                }
            }
        }

        using (var steps = session.Rows(StepsSql, ("@Municipality", municipality)))
        {
            if (steps.Next())
            {
                return Fault(steps.TextOf(0), "the steps of a reablement route are not what its decision granted");
            }
        }

        using var unsaid = session.Rows(UnsaidSql, ("@Municipality", municipality));
        return unsaid.Next() ? Fault(unsaid.TextOf(0), "a decision does not say what it decides") : null;
    }

    private static VerifyLedger.Fault Fault(string? number, string why) => new($"decision/{number ?? "?"}", why);

    private const string KindsSql = $"""
        SELECT said.municipality_code, said.place, said.seal, decision_number.number, said.before, d.*, b.*, k.*
        FROM (
            SELECT decision_id, municipality_code, place, seal, LAG(seal) OVER (PARTITION BY municipality_code ORDER BY place) AS before
            FROM decision_kinds
        ) said
        JOIN (SELECT {NewDecision.KindFacts} FROM decision_kinds) k ON k.decision_id = said.decision_id
        LEFT JOIN decisions decision_number ON decision_number.id = said.decision_id
        LEFT JOIN (SELECT {NewDecision.DecisionColumns} FROM decisions) d ON d.id = said.decision_id
        LEFT JOIN (SELECT {NewDecision.BudgetColumns} FROM budgets) b ON b.decision_id = said.decision_id
        WHERE @Municipality = '' OR said.municipality_code = @Municipality
        ORDER BY said.municipality_code, said.place
        """;

    private const string StepsSql = """
        SELECT d.number
        FROM (SELECT budget_id, CAST(SUM(weeks * weekly_volume_hundredths) AS BIGINT) AS total FROM reablement_steps GROUP BY budget_id) route
        JOIN budgets b ON b.id = route.budget_id
        JOIN decisions d ON d.id = b.decision_id
        WHERE (route.total <> b.volume_hundredths OR b.frequency <> 'total')
          AND (@Municipality = '' OR d.municipality_code = @Municipality)
        ORDER BY d.number
        LIMIT 1
        """;

    // From before there were kinds a decision opened a budget; any other says what it does.
    private const string UnsaidSql = """
        SELECT d.number
        FROM decisions d
        LEFT JOIN budgets b ON b.decision_id = d.id
        LEFT JOIN decision_kinds k ON k.decision_id = d.id
        WHERE b.id IS NULL
          AND k.decision_id IS NULL
          AND (@Municipality = '' OR d.municipality_code = @Municipality)
        ORDER BY d.number
        LIMIT 1
        """;
}
