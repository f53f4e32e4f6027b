using Budget.Core.Audit;
using Budget.Core.Ledger;
using Budget.Core.Providers;
using Budget.Core.Residents;
using Budget.Core.Storage;

namespace Budget.Core.PersonHeld;

/// <summary>
/// A helper says what was worked, one line at a time; or the holder, or who acts for the holder, copies it from paper. Held against the agreement: its days, the maximum of a month, what was claimed already, and the clock. What the holder
/// enters is approved and booked at once; a helper's line waits for the holder (<see cref="AnswerClaimLine"/>). For a holder who died a caseworker copies what is on paper, of days until the death.
/// </summary>
public sealed class EnterClaimLine(Database database)
{
    /// <param name="Day">On which it was worked; of a whole month any day of it.</param>
    /// <param name="Time">From when until when; only of what is agreed in hours or minutes, and not of a whole month.</param>
    /// <param name="Volume">In units of the agreement; none when <paramref name="Time"/> says it.</param>
    public sealed record Entry(string AgreementNumber, DateOnly Day, bool IsWholeMonth, WorkedTime? Time, Quantity? Volume);

    /// <param name="Amount">What the line comes to.</param>
    /// <param name="IsBooked">It was entered by the holder, or for a holder who died, and booked.</param>
    public sealed record Answer(Money Amount, Quantity Volume, bool IsBooked);

    public Task<Outcome<Answer>> Do(Actor actor, IdempotencyKey key, Entry entry) =>
        database.Once<Answer>(actor, key, nameof(EnterClaimLine), entry, async session =>
        {
            if (actor.Role is not (Role.Resident or Role.ProviderStaff or Role.Caseworker))
            {
                return Refusal.NotAllowed;
            }

            if (await ClaimedAgreement.Lock(session, actor, entry.AgreementNumber) is not { } locked)
            {
                return Refusal.NotFound;
            }

            var (agreement, ledger) = locked;
            if (await agreement.AgainstHolder(session, actor) is { } other)
            {
                return other;
            }

            var days = entry.IsWholeMonth ? Period.MonthOf(entry.Day) : new Period(entry.Day, entry.Time?.LastWorkedDay ?? entry.Day);
            if (Fault(session, entry, agreement, days) is { } fault)
            {
                return fault;
            }

            var worked = agreement.Period.Intersect(days)!.Value;
            // Of a month the days until the end; of a night all of it or nothing.
            if (await BookedClaim.DaysPaid(session, ledger, agreement.ResidentId, worked) is not { } paid || (!entry.IsWholeMonth && paid != worked))
            {
                return await BookedClaim.NotPaid(session, agreement.ResidentId, worked);
            }

            if (await HelperAway.Against(session, agreement.Id, paid, entry.IsWholeMonth) is { } away)
            {
                return away;
            }

            var isMinutes = agreement.Unit == CareUnit.Minute;
            var volume = entry.Time is { } time ? isMinutes ? new Quantity(time.Minutes) : time.Hours : entry.Volume!.Value;
            var amount = entry.Time is { } clock && !isMinutes ? clock.At(agreement.Rate) : Money.Of(agreement.Rate, volume);
            if (!amount.IsPositive)
            {
                return Refusal.AmountNotPositive;
            }

            if (await Claimed(session, agreement, entry, worked, volume) is { } claimed)
            {
                return claimed;
            }

            var id = $"{session.NewId():D}";
            await session.Execute(InsertSql, new
            {
                id,
                AgreementId = agreement.Id,
                agreement.ResidentId,
                Kind = entry.IsWholeMonth ? "month" : entry.Time is null ? "day" : "times",
                paid.StartsOn,
                paid.EndsOn,
                From = entry.Time?.Start,
                To = entry.Time?.End,
                Break = (long)(entry.Time?.BreakMinutes ?? 0),
                volume,
                amount,
                // Also what a caseworker copies for a holder who died: who entered it stands beside it.
                As = agreement.IsHelper == 0 ? "holder" : agreement.Prepares == 1 ? "supporter" : "helper",
                actor.UserId,
                session.Now,
            });
            var onBehalfOf = agreement.IsHelper == 1 ? null : await Access.OnBehalfOf(session, actor, agreement.ResidentId);
            if (agreement.IsHelper == 0
                && await AnswerClaimLine.Book(session, actor, ledger, agreement, new(id, paid.StartsOn, paid.EndsOn, volume, amount), AnswerClaimLine.Approved, volume, amount, reason: "") is { } refused)
            {
                return refused;
            }

            await ClaimedMonths.Recount(session, agreement.Id, paid.StartsOn);
            await Trace.Write(
                session, actor, TraceAction.Do, nameof(EnterClaimLine), agreement.Number, agreement.ResidentId, onBehalfOf, agreement.IsHelper == 1 ? TraceBasis.Consent : Trace.BasisOf(actor, onBehalfOf));
            return new Answer(amount, volume, agreement.IsHelper == 0);
        });

    /// <summary>What is wrong with the line of itself, beside the agreement and the clock.</summary>
    private static Refusal? Fault(Session session, Entry entry, ClaimedAgreement agreement, Period days)
    {
        if (agreement.IsFixed)
        {
            return Refusal.PaysItself;
        }

        if (entry.IsWholeMonth ? agreement.Period.Intersect(days) is null : !agreement.Period.Covers(days))
        {
            return Refusal.WorkOutsideAgreement;
        }

        if (entry.IsWholeMonth ? days.EndsOn >= session.Today : entry.Day > session.Today)
        {
            return entry.IsWholeMonth ? Refusal.MonthNotOver : Refusal.DayInFuture;
        }

        var isByTime = agreement.Unit is CareUnit.Hour or CareUnit.Minute && !entry.IsWholeMonth;
        if (isByTime != entry.Time is not null || isByTime == entry.Volume is not null || (entry.Time is { } clock && clock.Day != entry.Day))
        {
            return Refusal.RequestIncomplete;
        }

        return entry.Time is { } time ? time.Fault ?? (time.End > session.Now ? Refusal.DayInFuture : null)
            : entry.Volume!.Value.Value <= 0 ? Refusal.AmountNotPositive
            : !Decisions.GrantedVolume.Fits(agreement.Unit, entry.Volume.Value, Decisions.Frequency.Total, days) ? Refusal.DayTooFull
            : null;
    }

    /// <summary>What is wrong with it beside what was claimed already.</summary>
    private static async Task<Refusal?> Claimed(Session session, ClaimedAgreement agreement, Entry entry, Period worked, Quantity volume)
    {
        var month = Period.MonthOf(worked.StartsOn);
        var inMonth = new { agreement.Id, agreement.ResidentId, agreement.HelperPrint, month.StartsOn, month.EndsOn, Day = worked.StartsOn, From = entry.Time?.Start, To = entry.Time?.End, Since = entry.Time?.Start.AddDays(-2) };
        var standing = await session.Single<Standing>(StandingSql, inMonth);
        if (standing.Months > 0 || (entry.IsWholeMonth && standing.Lines > 0))
        {
            return Refusal.MonthAlreadyClaimed;
        }

        if (entry.Time is not null ? await session.Single<long>(OverlapSql, inMonth) > 0 : !entry.IsWholeMonth && standing.OnDay > 0)
        {
            return Refusal.ClaimedTwice;
        }

        return Quantity.FromHundredths(standing.Volume) is var before && before.Value + volume.Value > agreement.MonthlyVolume.Value
            ? Refusal.VolumeAboveAgreement.With(agreement.MonthlyVolume)
            : await SharedHours.Against(session, agreement.Id, worked.StartsOn, volume);
    }

    private sealed record Standing(long Months, long Lines, long OnDay, long Volume);

    // What the holder forwarded as a month has no line.
    private const string StandingSql = $"""
        SELECT COALESCE(SUM(known.months), 0) AS Months, COALESCE(SUM(known.lines), 0) AS Lines, COALESCE(SUM(known.on_day), 0) AS OnDay, COALESCE(SUM(known.volume), 0) AS Volume
        FROM (
            SELECT CASE WHEN line.kind = 'month' THEN 1 ELSE 0 END AS months, 1 AS lines, CASE WHEN line.starts_on = @Day THEN 1 ELSE 0 END AS on_day,
                   COALESCE(c.volume_hundredths, line.volume_hundredths) AS volume
            FROM claim_lines line
            {ClaimLineStanding.Joins}
            WHERE line.agreement_id = @Id
              AND line.starts_on >= @StartsOn
              AND line.starts_on <= @EndsOn
              AND {ClaimLineStanding.Stands}
            UNION ALL
            SELECT 1, 0, 0, c.volume_hundredths
            FROM claims c
            WHERE c.agreement_id = @Id
              AND c.starts_on >= @StartsOn
              AND c.starts_on <= @EndsOn
              AND NOT EXISTS (SELECT 1 FROM claim_line_answers said WHERE said.claim_id = c.id)
              AND NOT EXISTS (SELECT 1 FROM postings reversal WHERE reversal.budget_id = c.budget_id AND reversal.reverses_number = c.posting_number)
        ) known
        """;

    // On whichever agreement of the same helper with the same holder, by number or by who signed in: nobody is paid twice for an hour. Staff of a provider may enter for several colleagues.
    private const string OverlapSql = $"""
        SELECT COUNT(*)
        FROM claim_lines line
        JOIN care_agreements other ON other.id = line.agreement_id
        LEFT JOIN agreement_proposals drawn ON drawn.id = other.proposal_id
        {ClaimLineStanding.Joins}
        WHERE line.resident_id = @ResidentId
          AND (line.agreement_id = @Id
              OR (drawn.identifier_hash <> '' AND drawn.identifier_hash = @HelperPrint)
              OR EXISTS (
                  SELECT 1
                  FROM care_agreements mine
                  JOIN agreement_helpers helps ON helps.proposal_id = mine.proposal_id
                  JOIN users who ON who.id = helps.user_id AND who.role = 'resident'
                  JOIN agreement_helpers elsewhere ON elsewhere.user_id = helps.user_id
                  WHERE mine.id = @Id
                    AND elsewhere.proposal_id = other.proposal_id))
          AND line.from_at > @Since
          AND line.from_at < @To
          AND line.to_at > @From
          AND {ClaimLineStanding.Stands}
        """;

    private const string InsertSql = """
        INSERT INTO claim_lines (
            id, agreement_id, resident_id, kind, starts_on, ends_on, from_at, to_at, break_minutes, volume_hundredths, amount_cents, entered_as, entered_by, entered_at)
        VALUES (
            @id, @AgreementId, @ResidentId, @Kind, @StartsOn, @EndsOn, @From, @To, @Break, @volume, @amount, @As, @UserId, @Now)
        """;
}
