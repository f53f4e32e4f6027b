using Budget.Core.Audit;
using Budget.Core.HelperPayments;
using Budget.Core.Ledger;
using Budget.Core.Residents;
using Budget.Core.Secrecy;
using Budget.Core.Storage;
using Budget.Core.Supporters;

namespace Budget.Core.PersonHeld;

/// <summary>The whole text of one care agreement that was drawn up, and what was said to it: for the holder and who acts for the holder, for the helper, and for the municipality.</summary>
public sealed class AgreementText(Database database)
{
    /// <param name="By">Who said it, by name.</param>
    /// <param name="Reason">Empty of what needs none.</param>
    public sealed record Said(string Kind, string By, DateTimeOffset At, string Reason);

    /// <param name="DrawnBy">Who signed for the holder; on behalf of the holder when <paramref name="OnBehalf"/>.</param>
    /// <param name="Code">What the holder passes on, as long as nobody used it and it is not over; empty otherwise, and for anybody else.</param>
    /// <param name="IsHelper">Who reads is the helper, and has no other right to it.</param>
    /// <param name="ActsForHolder">The helper may act for the holder as well, or did, or will.</param>
    /// <param name="LastOn">Of an approved one: when it really ends.</param>
    /// <param name="PaidNow">In groups, the account on which the helper is paid now when that is not the one that was signed for; empty when it is.</param>
    /// <param name="StandsInFor">The number of the agreement whose helper is away, and the name of that helper; none of an agreement that stands by itself.</param>
    public sealed record Answer(
        string Number, AgreementState State, string BudgetNumber, string RequestNumber, ResidentId ResidentId, string ResidentName, DateOnly ResidentBornOn, string MunicipalityName, string ProductNl, string ProductEn,
        string Unit, AgreementTerms Terms, string DrawnBy, bool OnBehalf, DateTimeOffset DrawnAt, string? Replaces, IReadOnlyList<Said> Steps, string Code, DateTimeOffset CodeUntil, UserId? HelperId, bool IsHelper,
        bool ActsForHolder, DateOnly? LastOn, string PaidNow, (string Number, string HelperName)? StandsInFor)
    {
        /// <summary>Whose letterhead its paper has.</summary>
        public string MunicipalityCode { get; init; } = "";

        /// <summary>The last day of the budget, when that comes before that of the agreement: of later days nothing is paid.</summary>
        public DateOnly? BudgetEndedOn { get; init; }

        /// <summary>When the account was given on which the helper is paid now, and its last four signs; none of an agreement on which nobody is paid yet.</summary>
        public (string LastFour, DateOnly Since)? PaidTo { get; init; }

        /// <summary>Written down from paper by <see cref="DrawnBy"/>, of a helper who acts for the holder as well: what the helper does and on which account stands on that paper.</summary>
        public bool IsOnPaper { get; init; }

        /// <summary>Of somebody who stands in: the last day on which the helper is away, when that comes before the last of the agreement.</summary>
        public DateOnly? StandsInUntil { get; init; }

        public bool HasHelper => HelperId is not null;

        public bool IsOpen => State is AgreementState.WaitsForHelper or AgreementState.WaitsForMunicipality or AgreementState.WaitsForSecond;

        /// <summary>Who reads agreed as the first: a colleague approves it.</summary>
        public bool IsFirst { get; init; }

        /// <summary>For a caseworker, as long as it is open.</summary>
        public AgreementBeside? Beside { get; init; }

        /// <summary>When the helper signed.</summary>
        public Said? Signature => Steps.FirstOrDefault(step => step.Kind == AgreementStep.Signed.Stored());
    }

    public Task<Answer?> Of(Actor actor, string number) => database.Look(
        actor, nameof(AgreementText), number, session => In(session, actor, number), answer => answer.ResidentId, answer => answer.IsHelper ? TraceBasis.Consent : null);

    /// <summary>The same as its helper reads it: also of who may act for the holder as well.</summary>
    public Task<Answer?> OfHelper(Actor actor, string number) => database.Look(
        actor, nameof(AgreementText), number, async session => await In(session, actor, number) is { HelperId: { } helper } found && helper == actor.UserId ? found with { Code = "" } : null,
        answer => answer.ResidentId, _ => TraceBasis.Consent);

    private static async Task<Answer?> In(Session session, Actor actor, string number)
    {
        if (await session.FirstOrNone<Row>(Sql, Access.Of(actor, session, number)) is not { } row)
        {
            return null;
        }

        var words = await ResidentKey.Of(session, row.ResidentId);
        var said = await session.List<StepRow>(StepsSql, new { row.Id });
        var steps = said.Select(step => new Said(
            step.Kind, step.Name, step.At, step.Reason.Length == 0 ? "" : words.Show(HiddenColumn.AgreementReason, $"{row.Id}/{step.Kind}", step.Reason)));
        var isHelper = row.MayAsOwner == 0;
        var showsCode = actor.Role == Role.Resident && !isHelper && row.HelperId is null && row.CodeUntil >= session.Now && StoredNames.Parse<AgreementState>(row.State) == AgreementState.WaitsForHelper;
        var signed = words.Show(HiddenColumn.HelperIban, row.Id, row.Iban);
        var account = row.AgreementId is { } agreement ? await HelperAccount.Of(session, agreement, words) : null;
        var answer = new Answer(
            row.Number, StoredNames.Parse<AgreementState>(row.State), row.BudgetNumber, row.RequestNumber, row.ResidentId, row.ResidentName, row.ResidentBornOn, row.MunicipalityName, row.ProductNl, row.ProductEn, row.Unit,
            new AgreementTerms(
                row.HelperName, StoredNames.Parse<HelperKind>(row.HelperKind), StoredNames.Parse<AgreementForm>(row.Form), words.Show(HiddenColumn.HelperIdentifier, row.Id, row.Identifier),
                signed, words.Show(HiddenColumn.HelperTasks, row.Id, row.Tasks), StoredNames.Parse<AgreementPay>(row.Pay), row.Rate, row.MonthlyVolume, row.OwnPart,
                new Period(row.StartsOn, row.EndsOn)),
            row.DrawnBy, row.OnBehalf == 1, row.DrawnAt, row.Replaces, [.. steps], showsCode ? await InvitationCode.Of(session, Guid.ParseExact(row.Id, "D")) : "", row.CodeUntil, row.HelperId, isHelper,
            row.ActsForHolder == 1 || row.OnPaper == 1, row.LastOn, account is null || account.Iban.Compact == signed ? "" : account.Iban.ToGroups(), row.StandsInFor is { } stoodIn ? (stoodIn, row.AwayName ?? "") : null)
        {
            MunicipalityCode = row.MunicipalityCode,
            BudgetEndedOn = row.PaidUntil < row.AwayUntil ? row.PaidUntil : null,
            StandsInUntil = row.AwayUntil < row.LastOn ? row.AwayUntil : null,
            IsOnPaper = row.OnPaper == 1,
            PaidTo = account is not null && row.PaidSince is { } since ? (account.Iban.Compact[^4..], AmsterdamDay.Of(since)) : null,
            IsFirst = said.Any(step => step.Kind == AgreementStep.Agreed.Stored() && step.SaidBy == actor.UserId),
        };
        return answer.IsOpen ? answer with { Beside = await AgreementBeside.Of(session, actor, row.Id, answer) } : answer;
    }

    private sealed record StepRow(string Kind, string Name, DateTimeOffset At, string Reason, UserId SaidBy);

    private sealed record Row(
        string Id, string Number, string State, string BudgetNumber, string RequestNumber, ResidentId ResidentId, string ResidentName, DateOnly ResidentBornOn, string MunicipalityName, string ProductNl, string ProductEn,
        string Unit, string HelperName, string HelperKind, string Form, string Pay, Money Rate, Quantity MonthlyVolume, Money OwnPart, DateOnly StartsOn, DateOnly EndsOn, string Identifier, string Iban, string Tasks,
        string DrawnBy, long OnBehalf, DateTimeOffset DrawnAt, string? Replaces, DateTimeOffset CodeUntil, UserId? HelperId, long MayAsOwner, long ActsForHolder, long OnPaper, DateOnly? LastOn, string? StandsInFor, string? AwayName, AgreementId? AgreementId, DateOnly? PaidUntil,
        DateTimeOffset? PaidSince, DateOnly? AwayUntil, string MunicipalityCode);

    private const string StepsSql = """
        SELECT step.kind AS Kind, u.name AS Name, step.said_at AS At, step.reason AS Reason, step.said_by AS SaidBy
        FROM agreement_steps step
        JOIN users u ON u.id = step.said_by
        WHERE step.proposal_id = @Id
        ORDER BY step.said_at, CASE step.kind WHEN 'signed' THEN 1 WHEN 'agreed' THEN 2 ELSE 3 END
        """;

    private const string Sql = $"""
        SELECT proposal.id AS Id, proposal.number AS Number, {AgreementStates.Sql} AS State, file.number AS BudgetNumber, request.number AS RequestNumber, r.id AS ResidentId, r.name AS ResidentName,
               r.born_on AS ResidentBornOn, m.name AS MunicipalityName, p.name_nl AS ProductNl, p.name_en AS ProductEn, p.unit AS Unit, proposal.helper_name AS HelperName, proposal.helper_kind AS HelperKind,
               proposal.form AS Form, proposal.pay AS Pay, proposal.rate_cents AS Rate, proposal.monthly_volume_hundredths AS MonthlyVolume, proposal.own_part_cents AS OwnPart, proposal.starts_on AS StartsOn,
               proposal.ends_on AS EndsOn, proposal.identifier AS Identifier, proposal.iban AS Iban, proposal.tasks AS Tasks, drawer.name AS DrawnBy,
               CASE WHEN proposal.on_behalf_of IS NULL THEN CAST(0 AS BIGINT) ELSE CAST(1 AS BIGINT) END AS OnBehalf, proposal.drawn_at AS DrawnAt,
               (SELECT before.number FROM care_agreements before WHERE before.id = proposal.replaces_id) AS Replaces, proposal.code_until AS CodeUntil, helper.user_id AS HelperId,
               CASE WHEN {Access.ToOne} THEN CAST(1 AS BIGINT) ELSE CAST(0 AS BIGINT) END AS MayAsOwner,
               CASE WHEN EXISTS (
                   SELECT 1
                   FROM resident_access acting
                   WHERE acting.user_id = helper.user_id
                     AND acting.resident_id = proposal.resident_id) THEN CAST(1 AS BIGINT) ELSE CAST(0 AS BIGINT) END AS ActsForHolder,
               CASE WHEN proposal.identifier_hash = '' THEN CAST(1 AS BIGINT) ELSE CAST(0 AS BIGINT) END AS OnPaper,
               (SELECT {AgreementEnd.Of} FROM care_agreements agreement WHERE agreement.proposal_id = proposal.id) AS LastOn, stood_in.number AS StandsInFor, stood_in.helper_name AS AwayName,
               (SELECT agreement.id FROM care_agreements agreement WHERE agreement.proposal_id = proposal.id) AS AgreementId,
               (SELECT {AgreementEnd.OfBudget} FROM care_agreements agreement WHERE agreement.proposal_id = proposal.id) AS PaidUntil,
               (SELECT MAX(given.set_at) FROM helper_accounts given JOIN care_agreements agreement ON agreement.id = given.agreement_id WHERE agreement.proposal_id = proposal.id) AS PaidSince,
               (SELECT {AgreementEnd.WhileAway} FROM care_agreements agreement WHERE agreement.proposal_id = proposal.id) AS AwayUntil, file.municipality_code AS MunicipalityCode
        FROM agreement_proposals proposal
        JOIN budgets file ON file.id = proposal.budget_id
        JOIN decisions d ON d.id = file.decision_id
        JOIN support_requests request ON request.id = d.request_id
        JOIN residents r ON r.id = proposal.resident_id
        JOIN municipalities m ON m.code = file.municipality_code
        JOIN products p ON p.municipality_code = file.municipality_code AND p.code = file.product_code
        JOIN users drawer ON drawer.id = proposal.drawn_by
        LEFT JOIN agreement_helpers helper ON helper.proposal_id = proposal.id
        LEFT JOIN stand_ins standing ON standing.proposal_id = proposal.id
        LEFT JOIN care_agreements stood_in ON stood_in.id = standing.agreement_id
        WHERE proposal.number = @Subject
          AND r.destroyed_at IS NULL
          AND {DrawnUp.MayRead}
        """;
}
