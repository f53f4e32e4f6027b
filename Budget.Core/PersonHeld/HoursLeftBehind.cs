using Budget.Core.Audit;
using Budget.Core.Departures;
using Budget.Core.Residents;
using Budget.Core.Storage;

namespace Budget.Core.PersonHeld;

/// <summary>Which hours wait in this case for a holder who died, and who cannot answer them any more? For caseworkers of the own municipality, who answer them instead (<see cref="AnswerClaimLine"/>).</summary>
public sealed class HoursLeftBehind(Database database)
{
    public sealed record Item(string AgreementNumber, string HelperName, string Unit, ClaimLines.Line Line);

    /// <summary>An agreement on which hours can be copied from paper (<see cref="EnterClaimLine"/>), and whose helper is paid.</summary>
    public sealed record Agreement(string Number, string HelperName, string Pay)
    {
        /// <summary>Its months book themselves.</summary>
        public bool IsFixed => Pay != "hours";
    }

    /// <param name="DiedOn">Of days until then what was worked is paid, of later days nothing.</param>
    /// <param name="Agreements">Those that began before the death.</param>
    public sealed record Answer(ResidentId ResidentId, string ResidentName, DateOnly DiedOn, IReadOnlyList<Item> Items, IReadOnlyList<Agreement> Agreements);

    /// <returns>None of a holder who lives.</returns>
    public Task<Answer?> Of(Actor actor, string requestNumber) => database.Look(actor, nameof(HoursLeftBehind), requestNumber, async session =>
    {
        if (actor.Role != Role.Caseworker || await session.FirstOrNone<Holder>(HolderSql, Access.Of(actor, session, requestNumber)) is not { } holder
            || await Departure.Of(session, holder.ResidentId) is not { Reason: DepartureReason.Died } gone)
        {
            return null;
        }

        return new Answer(
            holder.ResidentId, holder.ResidentName, gone.LastOn, [.. (await session.List<Row>(WaitingSql, Access.Of(actor, session, requestNumber))).Select(row => row.Item)],
            await session.List<Agreement>(AgreementsSql, Session.With(Access.Of(actor, session, requestNumber), ("DiedOn", gone.LastOn))));
    }, answer => answer.ResidentId);

    /// <summary>How many, for a page that shows the case of who died: its look leaves the trace.</summary>
    public async Task<long> Beside(Actor actor, string requestNumber) => actor.Role != Role.Caseworker ? 0 : await database.Read(session =>
        session.Single<long>(CountSql, Access.Of(actor, session, requestNumber)));

    private sealed record Holder(ResidentId ResidentId, string ResidentName);

    private sealed record Row(
        string Id, string Kind, DateOnly StartsOn, DateOnly EndsOn, DateTimeOffset? FromAt, DateTimeOffset? ToAt, long BreakMinutes, Quantity Volume, Money Amount, string EnteredAs, string EnteredByName, DateTimeOffset EnteredAt,
        string AgreementNumber, string HelperName, string Unit)
    {
        public Item Item => new(AgreementNumber, HelperName, Unit, new ClaimLines.Line(
            Guid.ParseExact(Id, "D"), Kind, StartsOn, EndsOn, FromAt, ToAt, BreakMinutes, Volume, Amount, EnteredAs == "helper", EnteredAs == "supporter" ? EnteredByName : "", IsMine: false, EnteredAt,
            ClaimLineState.WaitsForHolder, Booked: null, BookedAmount: null, AnsweredAt: null, Reason: "", PaidOn: null, BackReason: null)
        {
            HolderDied = true,
        });
    }

    private const string HolderSql = $"""
        SELECT r.id AS ResidentId, r.name AS ResidentName
        FROM support_requests file
        JOIN residents r ON r.id = file.resident_id
        WHERE file.number = @Subject
          AND r.destroyed_at IS NULL
          AND {Access.ToOne}
        """;

    // Only where something waits the lines are looked at.
    private const string Waiting = $"""
        FROM support_requests file
        JOIN decisions d ON d.request_id = file.id
        JOIN budgets b ON b.decision_id = d.id
        JOIN care_agreements agreement ON agreement.budget_id = b.id
        JOIN claim_lines line ON line.agreement_id = agreement.id
        JOIN users u ON u.id = line.entered_by
        JOIN products p ON p.municipality_code = b.municipality_code AND p.code = b.product_code
        WHERE file.number = @Subject
          AND {Access.ToOne}
          AND EXISTS (SELECT 1 FROM claimed_months waits WHERE waits.agreement_id = agreement.id AND waits.waiting_lines > 0)
          AND NOT EXISTS (SELECT 1 FROM claim_line_answers said WHERE said.line_id = line.id)
        """;

    private const string WaitingSql = $"""
        SELECT line.id AS Id, line.kind AS Kind, line.starts_on AS StartsOn, line.ends_on AS EndsOn, line.from_at AS FromAt, line.to_at AS ToAt, line.break_minutes AS BreakMinutes, line.volume_hundredths AS Volume,
               line.amount_cents AS Amount, line.entered_as AS EnteredAs, u.name AS EnteredByName, line.entered_at AS EnteredAt, agreement.number AS AgreementNumber, agreement.helper_name AS HelperName, p.unit AS Unit
        {Waiting}
        ORDER BY agreement.number, line.starts_on, line.id
        LIMIT 200
        """;

    private const string AgreementsSql = $"""
        SELECT agreement.number AS Number, agreement.helper_name AS HelperName, COALESCE(drawn.pay, 'hours') AS Pay
        FROM support_requests file
        JOIN decisions d ON d.request_id = file.id
        JOIN budgets b ON b.decision_id = d.id
        JOIN care_agreements agreement ON agreement.budget_id = b.id
        LEFT JOIN agreement_proposals drawn ON drawn.id = agreement.proposal_id
        WHERE file.number = @Subject
          AND {Access.ToOne}
          AND agreement.starts_on <= @DiedOn
        ORDER BY agreement.helper_name, agreement.number
        LIMIT 200
        """;

    /// <summary>The same for the worklist (<see cref="Caseload.WorklistParts"/>): once for a case, in the term that the holder would have had.</summary>
    internal const string TasksSql = """
        SELECT 'hours-left' AS kind, request.number, request.number AS target, gone.resident_id, CAST(NULL AS DATE) AS due, MIN(line.entered_at) AS since, 28 AS days, 0 AS urgent
        FROM departures gone
        CROSS JOIN claim_lines line
        CROSS JOIN care_agreements agreement
        CROSS JOIN budgets b
        CROSS JOIN decisions d
        CROSS JOIN support_requests request
        WHERE gone.reason = 'died'
          AND gone.version = (SELECT MAX(newest.version) FROM departures newest WHERE newest.resident_id = gone.resident_id)
          AND line.resident_id = gone.resident_id
          AND NOT EXISTS (SELECT 1 FROM claim_line_answers said WHERE said.line_id = line.id)
          AND agreement.id = line.agreement_id
          AND b.id = agreement.budget_id
          AND b.municipality_code = @MunicipalityCode
          AND d.id = b.decision_id
          AND request.id = d.request_id
        GROUP BY request.number, gone.resident_id
        """;

    private const string CountSql = $"""
        SELECT COUNT(*)
        {Waiting}
        """;
}
