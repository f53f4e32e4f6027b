using Budget.Core.Audit;
using Budget.Core.Ledger;
using Budget.Core.Residents;
using Budget.Core.Storage;

namespace Budget.Core.PersonHeld;

/// <summary>Care agreements that were drawn up: for the holder and who acts for the holder those on which nothing is claimed yet; for a helper all of the own ones; for the municipality those that wait for it.</summary>
public sealed class AgreementsInMaking(Database database)
{
    /// <param name="EndsOn">Of an approved one: when it really ends, or the last day of the budget when that comes first.</param>
    /// <param name="At">When it was drawn up or something was last said to it.</param>
    /// <param name="BudgetEnded">1 when the budget ends before its time: of later days nothing is paid.</param>
    public sealed record Item(string Number, string Stored, string ResidentName, string HelperName, string ProductNl, string ProductEn, string Pay, Money Rate, string Unit, DateOnly StartsOn, DateOnly EndsOn, DateTimeOffset At, long BudgetEnded)
    {
        public AgreementState State => StoredNames.Parse<AgreementState>(Stored);
    }

    /// <summary>Newest first; what was answered with a no is shown for a month.</summary>
    public Task<IReadOnlyList<Item>> OfHolder(Actor actor) => actor.Role != Role.Resident ? None() : database.LookThrough(
        actor, nameof(AgreementsInMaking), session => session.List<Item>(OfHolderSql, Session.With(Access.Of(actor, session), ("Since", session.Now.AddMonths(-1)))), OthersSql);

    /// <summary>Newest first. The holder's own file is not opened by it.</summary>
    public Task<IReadOnlyList<Item>> OfHelper(Actor actor) => actor is not { Role: Role.Resident or Role.ProviderStaff, ActsFor: null } ? None() : database.Read(
        session => session.List<Item>(OfHelperSql, new { actor.UserId, actor.ClosedTo }));

    /// <summary>Helps somebody, did, or has something to sign: what was declined, sent back or taken back does not count.</summary>
    public async Task<bool> Helps(Actor actor) => (await OfHelper(actor)).Any(item => item.State is not (AgreementState.Declined or AgreementState.Returned or AgreementState.Withdrawn));

    /// <summary>The longest waiting first.</summary>
    public Task<IReadOnlyList<Item>> ToDecide(Actor actor) => actor.Role != Role.Caseworker ? None() : database.LookThrough(
        actor, nameof(AgreementsInMaking), session => session.List<Item>(ToDecideSql, new { actor.MunicipalityCode }));

    private static Task<IReadOnlyList<Item>> None() => Task.FromResult<IReadOnlyList<Item>>([]);

    private const string Items = $"""
        SELECT proposal.number AS Number, {AgreementStates.Sql} AS Stored, r.name AS ResidentName, proposal.helper_name AS HelperName, p.name_nl AS ProductNl, p.name_en AS ProductEn, proposal.pay AS Pay,
               proposal.rate_cents AS Rate, p.unit AS Unit, proposal.starts_on AS StartsOn,
               COALESCE((SELECT {AgreementEnd.OfBudget} FROM care_agreements agreement WHERE agreement.proposal_id = proposal.id), proposal.ends_on) AS EndsOn,
               COALESCE((SELECT MAX(step.said_at) FROM agreement_steps step WHERE step.proposal_id = proposal.id), proposal.drawn_at) AS At,
               CASE WHEN EXISTS (SELECT 1 FROM decision_kinds ending WHERE ending.earlier_budget_id = file.id AND ending.ended_on IS NOT NULL) THEN CAST(1 AS BIGINT) ELSE CAST(0 AS BIGINT) END AS BudgetEnded
        FROM agreement_proposals proposal
        JOIN budgets file ON file.id = proposal.budget_id
        JOIN residents r ON r.id = proposal.resident_id
        JOIN products p ON p.municipality_code = file.municipality_code AND p.code = file.product_code
        """;

    private const string OfHolderSql = $"""
        {Items}
        WHERE {Access.ToFile}
          AND NOT EXISTS (SELECT 1 FROM agreement_steps approved WHERE approved.proposal_id = proposal.id AND approved.kind = 'approved')
          AND ({AgreementStates.IsOpen}
              OR EXISTS (SELECT 1 FROM agreement_steps late WHERE late.proposal_id = proposal.id AND late.kind IN ('declined', 'returned') AND late.said_at >= @Since))
        ORDER BY proposal.drawn_at DESC, proposal.id
        LIMIT 50
        """;

    private const string OfHelperSql = $"""
        {Items}
        JOIN agreement_helpers helper ON helper.proposal_id = proposal.id
        WHERE helper.user_id = @UserId
          AND r.destroyed_at IS NULL
          AND (@ClosedTo = '' OR @ClosedTo NOT LIKE '%' || file.municipality_code || '%')
        ORDER BY proposal.drawn_at DESC, proposal.id
        LIMIT 100
        """;

    private const string ToDecideSql = $"""
        {Items}
        JOIN open_agreements waits ON waits.proposal_id = proposal.id
        WHERE waits.municipality_code = @MunicipalityCode
          AND r.destroyed_at IS NULL
        ORDER BY waits.since, proposal.id
        LIMIT 200
        """;

    /// <summary>How the worklist calls one that waits for a second: a task of everybody but the first, whoever leads the case.</summary>
    internal const string SecondKind = "agreement-second";

    /// <summary>The same for the worklist (<see cref="Caseload.WorklistParts"/>).</summary>
    internal const string TasksSql = $"""
        SELECT CASE WHEN EXISTS (SELECT 1 FROM agreement_steps first WHERE first.proposal_id = proposal.id AND first.kind = 'agreed') THEN '{SecondKind}' ELSE 'agreement' END AS kind, proposal.number, proposal.number AS target, waits.resident_id, CAST(NULL AS DATE) AS due, waits.since, 14 AS days, 0 AS urgent
        FROM open_agreements waits
        CROSS JOIN agreement_proposals proposal
        WHERE waits.municipality_code = @MunicipalityCode
          AND proposal.id = waits.proposal_id
          AND NOT EXISTS (SELECT 1 FROM agreement_steps mine WHERE mine.proposal_id = proposal.id AND mine.kind = 'agreed' AND mine.said_by = @UserId)
        """;

    private const string OthersSql = $"""
        SELECT DISTINCT file.resident_id
        FROM agreement_proposals proposal
        JOIN budgets file ON file.id = proposal.budget_id
        WHERE file.resident_id IN ({Access.Others})
        """;
}
