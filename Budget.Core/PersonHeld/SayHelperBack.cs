using Budget.Core.Audit;
using Budget.Core.Ledger;
using Budget.Core.Residents;
using Budget.Core.Storage;

namespace Budget.Core.PersonHeld;

/// <summary>
/// The holder, who acts for the holder, or the helper says that the helper is back from a day on, or that it was a mistake and the helper was not away; also once the days are past. Days on which somebody stood in and claimed remain days away.
/// What a fixed amount missed by it is booked with the next (<see cref="BookFixedPay"/>).
/// </summary>
public sealed class SayHelperBack(Database database)
{
    /// <param name="BackOn">The first day on which the helper is there again; none when it was a mistake altogether.</param>
    public sealed record Entry(string Number, Guid Absence, DateOnly? BackOn);

    /// <returns>The number of the agreement.</returns>
    public Task<Outcome<string>> Do(Actor actor, IdempotencyKey key, Entry entry) =>
        database.Once<string>(actor, key, nameof(SayHelperBack), entry, async session =>
        {
            if (actor.Role is not (Role.Resident or Role.ProviderStaff))
            {
                return Refusal.NotAllowed;
            }

            if (await AwayAgreement.Lock(session, actor, entry.Number) is not { } agreement
                || (await HelperAway.Of(session, agreement.Id)).FirstOrDefault(absence => absence.Id == $"{entry.Absence:D}") is not { } away)
            {
                return Refusal.NotFound;
            }

            if (await agreement.AgainstHolder(session, actor) is { } gone)
            {
                return gone;
            }

            if (entry.BackOn is not null && await session.Single<long>(IsBackSql, new { away.Id }) > 0)
            {
                return Refusal.HelperIsBack;
            }

            // What was said of the last day may be too late; too early it is said by another absence.
            if (entry.BackOn is { } back && (back <= away.StartsOn || back > away.LastOn))
            {
                return Refusal.BackOutsideAbsence;
            }

            var lastOn = (entry.BackOn ?? away.StartsOn).AddDays(-1);
            if (await session.FirstOrNone<StoodIn>(StoodInSql, new { agreement.Id, lastOn, Until = away.Days.EndsOn }) is { } stoodIn)
            {
                return Refusal.StandInWorkedThen.With(stoodIn.Day.InDigits());
            }

            await session.Execute(InsertSql, new { away.Id, Kind = entry.BackOn is null ? "withdrawn" : "back", LastOn = entry.BackOn is null ? (DateOnly?)null : lastOn, actor.UserId, session.Now });
            var onBehalfOf = agreement.IsHelper == 1 ? null : await Access.OnBehalfOf(session, actor, agreement.ResidentId);
            await Trace.Write(
                session, actor, TraceAction.Do, nameof(SayHelperBack), entry.Number, agreement.ResidentId, onBehalfOf, agreement.IsHelper == 1 ? TraceBasis.Consent : Trace.BasisOf(actor, onBehalfOf));
            return entry.Number;
        });

    private sealed record StoodIn(DateOnly Day);

    private const string IsBackSql = """
        SELECT COUNT(*)
        FROM helper_absence_ends
        WHERE absence_id = @Id
          AND kind = 'back'
        """;

    private const string StoodInSql = $"""
        SELECT claimed.starts_on AS Day
        FROM care_agreements mine
        {HelperAway.SameHelperJoins}
        JOIN stand_ins standing ON standing.agreement_id = other.id
        JOIN care_agreements beside ON beside.budget_id = mine.budget_id AND beside.proposal_id = standing.proposal_id
        JOIN ({ClaimLineStanding.DaysSql}) claimed ON claimed.agreement_id = beside.id
        WHERE mine.id = @Id
          AND {HelperAway.SameHelper}
          AND claimed.starts_on > @lastOn
          AND claimed.starts_on <= @Until
        ORDER BY claimed.starts_on DESC
        LIMIT 1
        """;

    private const string InsertSql = """
        INSERT INTO helper_absence_ends (absence_id, kind, last_on, said_by, said_at)
        VALUES (@Id, @Kind, @LastOn, @UserId, @Now)
        """;
}
