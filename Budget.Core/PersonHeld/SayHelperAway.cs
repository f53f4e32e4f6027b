using Budget.Core.Audit;
using Budget.Core.Ledger;
using Budget.Core.Mail;
using Budget.Core.Residents;
using Budget.Core.Storage;

namespace Budget.Core.PersonHeld;

/// <summary>
/// The holder, who acts for the holder, or the helper says from which day the helper is away, and until when if that is known. Why is nobody's business and is not asked. Of those days no hours are claimed, and a fixed amount goes on or not as
/// <see cref="AgreementTerms.GoesOnWhenAway"/> says.
/// </summary>
public sealed class SayHelperAway(Database database)
{
    /// <param name="Until">The last day away; none when nobody knows yet.</param>
    public sealed record Entry(string Number, DateOnly From, DateOnly? Until);

    /// <returns>The number of the agreement.</returns>
    public Task<Outcome<string>> Do(Actor actor, IdempotencyKey key, Entry entry) =>
        database.Once<string>(actor, key, nameof(SayHelperAway), entry, async session =>
        {
            if (actor.Role is not (Role.Resident or Role.ProviderStaff))
            {
                return Refusal.NotAllowed;
            }

            if (await AwayAgreement.Lock(session, actor, entry.Number) is not { } agreement)
            {
                return Refusal.NotFound;
            }

            if (await agreement.AgainstHolder(session, actor) is { } gone)
            {
                return gone;
            }

            if (entry.Until < entry.From)
            {
                return Refusal.PeriodInvalid;
            }

            if (entry.From < agreement.StartsOn || entry.From > agreement.LastOn || entry.Until > agreement.LastOn)
            {
                return Refusal.WorkOutsideAgreement;
            }

            var days = new Period(entry.From, entry.Until ?? DateOnly.MaxValue);
            if ((await HelperAway.Of(session, agreement.Id)).Any(absence => absence.Days.Overlaps(days)))
            {
                return Refusal.HelperAwayAlready;
            }

            if (await session.Single<long>(WorkedSql, new { agreement.Id, days.StartsOn, EndsOn = entry.Until ?? agreement.LastOn, GoesOn = agreement.GoesOn ? 1L : 0L, Fixed = agreement.Pay == "hours" ? 0L : 1L }) > 0)
            {
                return Refusal.HelperWorkedThen;
            }

            await session.Execute(InsertSql, new { Id = $"{session.NewId():D}", Agreement = agreement.Id, entry.From, entry.Until, As = agreement.IsHelper == 1 ? "helper" : "holder", actor.UserId, session.Now });
            if (agreement.IsHelper == 1)
            {
                await Outbox.Put(session, MailKind.HelperIsAway, agreement.ResidentId, agreement.RequestNumber, except: actor.UserId);
            }

            var onBehalfOf = agreement.IsHelper == 1 ? null : await Access.OnBehalfOf(session, actor, agreement.ResidentId);
            await Trace.Write(
                session, actor, TraceAction.Do, nameof(SayHelperAway), entry.Number, agreement.ResidentId, onBehalfOf, agreement.IsHelper == 1 ? TraceBasis.Consent : Trace.BasisOf(actor, onBehalfOf));
            return entry.Number;
        });

    // Of a month that was claimed at once nobody knows on which days: only where all of it lies in these days. A fixed amount that stops must not be booked of one of these days; one that goes on may be.
    private const string WorkedSql = $"""
        SELECT COUNT(*)
        FROM care_agreements mine
        {HelperAway.SameHelperJoins}
        JOIN ({ClaimLineStanding.DaysSql}) claimed ON claimed.agreement_id = other.id
        WHERE mine.id = @Id
          AND {HelperAway.SameHelper}
          AND @GoesOn = 0
          AND claimed.starts_on <= @EndsOn
          AND claimed.ends_on >= @StartsOn
          AND (@Fixed = 1 OR claimed.ends_on <= claimed.starts_on OR (claimed.starts_on >= @StartsOn AND claimed.ends_on <= @EndsOn))
        """;

    private const string InsertSql = """
        INSERT INTO helper_absences (id, agreement_id, starts_on, ends_on, said_as, said_by, said_at)
        VALUES (@Id, @Agreement, @From, @Until, @As, @UserId, @Now)
        """;
}
