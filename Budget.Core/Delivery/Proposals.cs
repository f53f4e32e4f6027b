using Budget.Core.Audit;
using Budget.Core.Residents;
using Budget.Core.Secrecy;
using Budget.Core.Storage;

namespace Budget.Core.Delivery;

/// <summary>Which residents asked for a provider without a contract: those of one budget for its resident, those that wait for the municipality, and one of them.</summary>
public sealed class Proposals(Database database)
{
    /// <param name="ResidentName">Whose it is; what is asked stands on its own page.</param>
    public sealed record Waiting(string Id, string BudgetNumber, string ResidentName, string ProductNl, string ProductEn, DateTimeOffset ProposedAt);

    /// <summary>Of one budget, newest first; nothing of somebody else's.</summary>
    public Task<IReadOnlyList<ProviderProposal>> OfBudget(Actor actor, string budgetNumber) => database.Read<IReadOnlyList<ProviderProposal>>(async session =>
    {
        if (actor.Role != Role.Resident || await session.List<ProviderProposal>(OfBudgetSql, Access.Of(actor, session, budgetNumber)) is not [var first, ..] found)
        {
            return [];
        }

        var words = await ResidentKey.Of(session, first.ResidentId);
        return [.. found.Select(proposal => proposal.Shown(words))];
    });

    /// <summary>Those of the own municipality that wait for an answer, oldest first.</summary>
    public Task<IReadOnlyList<Waiting>> ToAnswer(Actor actor) => database.LookThrough<IReadOnlyList<Waiting>>(actor, nameof(Proposals), async session =>
        actor.Role == Role.Caseworker ? await session.List<Waiting>(ToAnswerSql, new { actor.MunicipalityCode }) : []);

    public Task<ProviderProposal?> One(Actor actor, Guid id) => database.Look(actor, nameof(ProviderProposal), subject: "", async session =>
        actor.Role == Role.Caseworker && await session.FirstOrNone<ProviderProposal>(OneSql, Access.Of(actor, session, id.ToString("D"))) is { } found
            ? found.Shown(await ResidentKey.Of(session, found.ResidentId))
            : null,
        found => found.ResidentId);

    private const string OfBudgetSql = $"""
        SELECT {ProviderProposal.Columns}
        WHERE file.number = @Subject
          AND {Access.ToOne}
        ORDER BY proposal.proposed_at DESC, proposal.id DESC
        """;

    private const string OneSql = $"""
        SELECT {ProviderProposal.Columns}
        WHERE proposal.id = @Subject
          AND {Access.ToOne}
        """;

    private const string ToAnswerSql = $"""
        SELECT proposal.id AS Id, b.number AS BudgetNumber, r.name AS ResidentName, p.name_nl AS ProductNl, p.name_en AS ProductEn, proposal.proposed_at AS ProposedAt
        FROM provider_proposals proposal
        JOIN budgets b ON b.id = proposal.budget_id
        JOIN residents r ON r.id = b.resident_id
        JOIN products p ON p.municipality_code = b.municipality_code AND p.code = b.product_code
        WHERE proposal.outcome IS NULL
          AND b.municipality_code = @MunicipalityCode
          AND r.destroyed_at IS NULL
          AND r.id NOT IN ({Decoys.Residents})
        ORDER BY proposal.proposed_at, proposal.id
        LIMIT 200
        """;

    /// <summary>The same for the worklist (<see cref="Caseload.WorklistParts"/>); those that are open first, or SQLite looks for one at each budget of the town.</summary>
    internal const string TasksSql = """
        SELECT 'proposal' AS kind, b.number, proposal.id AS target, proposal.resident_id, CAST(NULL AS DATE) AS due, proposal.proposed_at AS since, 14 AS days, 0 AS urgent
        FROM provider_proposals proposal
        CROSS JOIN budgets b
        WHERE proposal.outcome IS NULL
          AND b.id = proposal.budget_id
          AND b.municipality_code = @MunicipalityCode
        """;
}
