using Budget.Core.Audit;
using Budget.Core.Ledger;
using Budget.Core.Mandates;
using Budget.Core.Residents;
using Budget.Core.Storage;

namespace Budget.Core.PersonHeld;

/// <summary>When the helper of a care agreement is or was away, what that does to the pay, and who stands in: for the holder, who acts for the holder, and the helper. The newest first; a year of it.</summary>
public sealed class HelperAbsences(Database database)
{
    /// <param name="LastOn">The last day away; none as long as nobody knows.</param>
    /// <param name="IsBack">It was said that the helper is back.</param>
    public sealed record Absence(Guid Id, DateOnly StartsOn, DateOnly? LastOn, bool IsBack)
    {
        public bool IsOver(DateOnly today) => LastOn < today;
    }

    /// <param name="Stored">Where it stands (<see cref="AgreementState"/>).</param>
    public sealed record StandInItem(string Number, string HelperName, string Stored, DateOnly StartsOn, DateOnly EndsOn)
    {
        public AgreementState State => StoredNames.Parse<AgreementState>(Stored);
    }

    /// <param name="IsFixed">A fixed amount, which goes on or stops; others are paid for what is worked.</param>
    /// <param name="GoesOn">The fixed amount goes on.</param>
    /// <param name="IsStandIn">The helper stands in for another.</param>
    /// <param name="IsHelper">Who reads is the helper, and has no other right to it; <paramref name="IsMine"/> is the helper, whatever else.</param>
    /// <param name="StandIns">For the holder only.</param>
    public sealed record Answer(
        string Number, string BudgetNumber, ResidentId ResidentId, string ResidentName, string HelperName, DateOnly Today, DateOnly LastOn, bool IsFixed, bool GoesOn, bool IsStandIn, bool IsHelper, bool IsMine, IReadOnlyList<Absence> Absences,
        IReadOnlyList<StandInItem> StandIns)
    {
        /// <summary>The helper is away today or will be: the first of it, which can end by somebody coming back.</summary>
        public Absence? Current => Absences.LastOrDefault(absence => !absence.IsOver(Today) && !absence.IsBack);
    }

    public Task<Answer?> Of(Actor actor, string number) => database.Look(
        actor, nameof(HelperAbsences), number, session => In(session, actor, number), answer => answer.ResidentId, answer => answer.IsHelper ? TraceBasis.Consent : null);

    /// <summary>The same as its helper reads it: also of who may act for the holder as well.</summary>
    public Task<Answer?> OfHelper(Actor actor, string number) => database.Look(
        actor, nameof(HelperAbsences), number, async session => await In(session, actor, number) is { IsMine: true } found ? found with { IsHelper = true, StandIns = [] } : null, answer => answer.ResidentId, _ => TraceBasis.Consent);

    private static async Task<Answer?> In(Session session, Actor actor, string number)
    {
        if (await session.FirstOrNone<Row>(Sql, Access.Of(actor, session, number)) is not { } row)
        {
            return null;
        }

        var back = (await session.List<Back>(BackSql, new { row.Id })).Select(one => one.Id).ToHashSet(StringComparer.Ordinal);
        var absences = (await HelperAway.Of(session, row.Id)).Where(absence => absence.LastOn is null || absence.LastOn >= session.Today.AddYears(-1)).Reverse();
        return new Answer(
            number, row.BudgetNumber, row.ResidentId, row.ResidentName, row.HelperName, session.Today, row.LastOn, row.Pay != "hours", AgreementTerms.GoesOnWhenAway(row.Pay, row.Form), row.StandsIn == 1, row.IsHelper == 1, row.HelperId == actor.UserId,
            [.. absences.Select(absence => new Absence(Guid.ParseExact(absence.Id, "D"), absence.StartsOn, absence.LastOn, back.Contains(absence.Id)))],
            row.IsHelper == 1 ? [] : await session.List<StandInItem>(StandInsSql, new { row.Id }));
    }

    private sealed record Row(
        AgreementId Id, string BudgetNumber, ResidentId ResidentId, string ResidentName, string HelperName, DateOnly LastOn, string Pay, string Form, long StandsIn, UserId? HelperId, long IsHelper);

    private sealed record Back(string Id);

    private const string Sql = $"""
        SELECT agreement.id AS Id, file.number AS BudgetNumber, file.resident_id AS ResidentId, r.name AS ResidentName, agreement.helper_name AS HelperName, {AgreementEnd.Of} AS LastOn,
               COALESCE(drawn.pay, 'hours') AS Pay, COALESCE(drawn.form, '') AS Form, CASE WHEN standing.proposal_id IS NULL THEN CAST(0 AS BIGINT) ELSE CAST(1 AS BIGINT) END AS StandsIn, helper.user_id AS HelperId,
               CASE WHEN {Access.ToOne} AND NOT {MandateActs.HelpsOnly} THEN CAST(0 AS BIGINT) ELSE CAST(1 AS BIGINT) END AS IsHelper
        FROM care_agreements agreement
        JOIN budgets file ON file.id = agreement.budget_id
        JOIN residents r ON r.id = file.resident_id
        LEFT JOIN agreement_proposals drawn ON drawn.id = agreement.proposal_id
        LEFT JOIN agreement_helpers helper ON helper.proposal_id = agreement.proposal_id
        LEFT JOIN stand_ins standing ON standing.proposal_id = agreement.proposal_id
        WHERE agreement.number = @Subject
          AND r.destroyed_at IS NULL
          AND {DrawnUp.MayRead}
        """;

    private const string BackSql = $"""
        SELECT back.absence_id AS Id
        FROM care_agreements mine
        {HelperAway.SameHelperJoins}
        JOIN helper_absences away ON away.agreement_id = other.id
        JOIN helper_absence_ends back ON back.absence_id = away.id AND back.kind = 'back'
        WHERE mine.id = @Id
          AND {HelperAway.SameHelper}
        """;

    // All who stand in, and not one by one.
    private const string StandInsSql = $"""
        SELECT proposal.number AS Number, proposal.helper_name AS HelperName, {AgreementStates.Sql} AS Stored, proposal.starts_on AS StartsOn, proposal.ends_on AS EndsOn
        FROM care_agreements mine
        {HelperAway.SameHelperJoins}
        JOIN stand_ins standing ON standing.agreement_id = other.id
        JOIN agreement_proposals proposal ON proposal.id = standing.proposal_id
        WHERE mine.id = @Id
          AND {HelperAway.SameHelper}
        ORDER BY proposal.starts_on DESC, proposal.number
        LIMIT 50
        """;
}
