using Budget.Core.Audit;
using Budget.Core.Departures;
using Budget.Core.HelperPayments;
using Budget.Core.Mandates;
using Budget.Core.Residents;
using Budget.Core.Secrecy;
using Budget.Core.Storage;
using Budget.Core.Supporters;

namespace Budget.Core.PersonHeld;

/// <summary>Where a line of a helper stands.</summary>
public enum ClaimLineState
{
    WaitsForHolder,
    /// <summary>As it was entered.</summary>
    Approved,
    /// <summary>Less than was entered.</summary>
    Changed,
    Rejected,
    /// <summary>By the helper, before it was answered.</summary>
    Withdrawn,
    /// <summary>It was approved, and a correction of the municipality took it back.</summary>
    TakenBack,
    /// <summary>It is on its way to the SVB, which pays.</summary>
    Sent,
    Paid,
    /// <summary>The SVB did not pay it, or the money came back.</summary>
    CameBack,
}

/// <summary>What was claimed on one care agreement, line by line, and where each stands: for the holder and who acts for the holder, and for the helper. The newest work first; whole months, a year of them at a time.</summary>
public sealed class ClaimLines(Database database)
{
    /// <summary>A helper claims within so many weeks after the month (Uitvoeringsregeling Wmo 2015), the holder answers within so many.</summary>
    public const int HelperWeeks = 6, HolderWeeks = 4;

    /// <summary>Paid within so many days after the holder approved.</summary>
    public const int PaidDays = 30;

    /// <param name="Volume">As it was entered; <paramref name="Booked"/> and <paramref name="BookedAmount"/> what was approved of it.</param>
    /// <param name="PreparedBy">Who entered it for the holder, reading along with the budget; empty of others.</param>
    /// <param name="IsMine">Who asks entered it.</param>
    /// <param name="Reason">What the holder said of it.</param>
    /// <param name="PaidOn">When the SVB paid it, and <paramref name="BackReason"/> why it did not or got it back.</param>
    /// <param name="AnsweredBy">Who approved or rejected it on behalf of the holder, and the name of the holder; none when the holder did.</param>
    /// <param name="IsReadByHelper">Who asks is the helper.</param>
    /// <param name="IsOfSvb">The SVB pays it by our files; of what was approved before that nothing is known of its payment.</param>
    /// <param name="AccountObstacle">Why nothing can be paid on the account that counts now, whatever the line.</param>
    public sealed record Line(
        Guid Id, string Kind, DateOnly StartsOn, DateOnly EndsOn, DateTimeOffset? From, DateTimeOffset? To, long BreakMinutes, Quantity Volume, Money Amount, bool IsOfHelper, string PreparedBy, bool IsMine, DateTimeOffset EnteredAt, ClaimLineState State,
        Quantity? Booked, Money? BookedAmount, DateTimeOffset? AnsweredAt, string Reason, DateOnly? PaidOn, SvbReason? BackReason, (string Name, string Holder)? AnsweredBy = null, bool IsReadByHelper = false,
        bool IsOfSvb = false, PaymentObstacle? AccountObstacle = null, DateOnly Today = default)
    {
        /// <summary>The last day on which the holder has to answer.</summary>
        public DateOnly AnswerBy => AmsterdamDay.Of(EnteredAt).AddDays(7 * HolderWeeks);

        /// <summary>The last day on which the helper had to enter it.</summary>
        public DateOnly EnterBy => Period.MonthOf(StartsOn).EndsOn.AddDays(7 * HelperWeeks);

        /// <summary>Then what waits for the holder waits for a caseworker.</summary>
        public bool HolderDied { get; init; }

        /// <summary>Of days after that: what was approved of it the municipality looks at, and no file pays it (<see cref="ClaimToPay"/>).</summary>
        public bool IsAfterDeath { get; init; }

        /// <summary>What the holder pays of own money on top of <see cref="Amount"/>, or of what was approved of it; nothing of what is not paid, nor for who only reads along. The budget never pays that.</summary>
        public Money OnTop { get; init; }

        public bool IsLate => AmsterdamDay.Of(EnteredAt) > EnterBy;

        /// <summary>It went into a file on an account that a caseworker does not trust since: the municipality tries to stop it, and nobody knows when the money comes.</summary>
        public bool IsStopped { get; init; }

        /// <summary>Before which day it has to be paid.</summary>
        public DateOnly? PaidBy => AnsweredAt is { } at && State is ClaimLineState.Approved or ClaimLineState.Changed or ClaimLineState.Sent ? AmsterdamDay.Of(at).AddDays(PaidDays) : null;

        /// <summary>That day has passed.</summary>
        public bool IsOverdue => PaidBy < Today;

        /// <summary>Why it cannot go to the SVB before the holder gives another account; none of what can, or went.</summary>
        public PaymentObstacle? Obstacle => IsOfSvb && State is ClaimLineState.Approved or ClaimLineState.Changed ? AccountObstacle : null;

        /// <summary>It came back of the account, and another was given since: it goes to the SVB once more.</summary>
        public bool PaysAgain => State == ClaimLineState.CameBack && BackReason is { } reason && reason.IsOfAccount() && AccountObstacle is null;
    }

    /// <param name="MonthsClaimed">The first day of each month of which something waits or is booked, however long ago.</param>
    /// <param name="LastOn">When it really ends; or the last day of the budget, when that comes first.</param>
    public sealed record Answer(
        string Number, string BudgetNumber, ResidentId ResidentId, string ResidentName, string HelperName, string ProductNl, string ProductEn, string Unit, Money Rate, Quantity MonthlyVolume, DateOnly StartsOn, DateOnly LastOn,
        bool IsFixed, bool WasDrawnUp, bool IsHelper, bool Prepares, Money? Available, string MunicipalityName, string MunicipalityPhone, IReadOnlyList<DateOnly> MonthsClaimed, IReadOnlyList<Line> Lines)
    {
        public IEnumerable<Line> Waiting => Lines.Where(line => line.State == ClaimLineState.WaitsForHolder);

        /// <summary>Then a caseworker enters and answers what the holder did.</summary>
        public bool HolderDied { get; init; }

        /// <summary>The case in which the budget was granted.</summary>
        public string RequestNumber { get; init; } = "";

        /// <summary>More waits for the holder, of all helpers together, than there is money for. Also for who may not know how much that is.</summary>
        public bool WaitsForMoney { get; init; }

        /// <summary>The first day of the lines that are told. What waits is told however old it is, as long as no older time was asked for.</summary>
        public DateOnly ShownSince { get; init; }

        /// <summary>The last day of them; none of the last year, which goes on until today.</summary>
        public DateOnly? ShownUntil { get; init; }

        /// <summary>The agreement began before <see cref="ShownSince"/>.</summary>
        public bool HasOlder { get; init; }
    }

    /// <summary>So many years back the lines can be read: an agreement lasts no longer.</summary>
    private const int MostYearsBack = 20;

    /// <param name="month">Any day of a month whose lines have to be among what is shown; none for the last year, with all that waits.</param>
    public Task<Answer?> Of(Actor actor, string number, DateOnly? month = null) => database.Look(
        actor, nameof(ClaimLines), number, session => In(session, actor, number, month), answer => answer.ResidentId, answer => answer.IsHelper || answer.Prepares ? TraceBasis.Consent : null);

    private static DateOnly FirstShown(DateOnly today, int yearsBack) => Period.MonthOf(today.AddYears(-1 - yearsBack)).StartsOn;

    private static async Task<Answer?> In(Session session, Actor actor, string number, DateOnly? month)
    {
        if (await session.FirstOrNone<Row>(AgreementSql, Access.Of(actor, session, number)) is not { } row)
        {
            return null;
        }

        var words = await ResidentKey.Of(session, row.ResidentId);
        var months = await session.List<ClaimedMonth>(MonthsSql, new { row.Id });
        var yearsBack = 0;
        while (yearsBack < MostYearsBack && FirstShown(session.Today, yearsBack) > month)
        {
            yearsBack++;
        }

        var since = FirstShown(session.Today, yearsBack);
        var until = yearsBack == 0 ? DateOnly.MaxValue : FirstShown(session.Today, yearsBack - 1).AddDays(-1);
        var lines = await session.List<LineRow>(LinesSql, new { row.Id, row.ResidentId, Since = since, Until = until, IsLast = yearsBack == 0 ? 1L : 0L });
        return new Answer(
            row.Number, row.BudgetNumber, row.ResidentId, row.ResidentName, row.HelperName, row.ProductNl, row.ProductEn, row.Unit, row.Rate, row.MonthlyVolume, row.StartsOn, row.LastOn, row.Pay != "hours", row.DrawnUp == 1,
            row.IsHelper == 1 && row.Prepares == 0, row.Prepares == 1, row.IsHelper == 1 ? null : row.Available, row.MunicipalityName, row.MunicipalityPhone, [.. months.Select(month => month.Month)],
            [
                // What holder and helper said to each other is not for who prepares, but on the own lines.
                .. lines.Select(line => line.ToLine(
                    line.Reason.Length == 0 || (row.Prepares == 1 && line.EnteredBy != actor.UserId) ? "" : words.Show(HiddenColumn.ClaimReason, line.Id, line.Reason), actor.UserId, row, session.Today)),
            ])
        {
            HolderDied = row.Died == 1,
            RequestNumber = row.RequestNumber,
            WaitsForMoney = row.OnItsWay > row.Available,
            ShownSince = since,
            ShownUntil = yearsBack == 0 ? null : until,
            HasOlder = row.StartsOn < since && yearsBack < MostYearsBack,
        };
    }

    private sealed record Row(
        AgreementId Id, string Number, string BudgetNumber, ResidentId ResidentId, string ResidentName, string HelperName, string ProductNl, string ProductEn, string Unit, Money Rate, Quantity MonthlyVolume, DateOnly StartsOn,
        DateOnly LastOn, string Pay, long DrawnUp, long IsHelper, long Prepares, Money Available, string MunicipalityName, string MunicipalityPhone, HelperAccountId? AccountId, string? AccountReason, long IsDistrusted,
        DateOnly? SvbFrom, long Died, string RequestNumber, Money OnItsWay, Money OwnPart)
    {
        /// <summary>As finance sees it of each claim (<see cref="ClaimToPay.Obstacle"/>).</summary>
        public PaymentObstacle? AccountObstacle =>
            AccountId is null ? PaymentObstacle.NoAccount
            : IsDistrusted == 1 ? PaymentObstacle.NotTrusted
            : AccountReason is not null ? PaymentObstacle.CameBack
            : null;
    }

    private sealed record ClaimedMonth(DateOnly Month);

    /// <param name="LastDay">Of what was booked of it, which may be less than was entered.</param>
    private sealed record LineRow(
        string Id, string Kind, DateOnly StartsOn, DateOnly EndsOn, DateTimeOffset? From, DateTimeOffset? To, long BreakMinutes, Quantity Volume, Money Amount, string EnteredAs, UserId EnteredBy, string EnteredByName, DateTimeOffset EnteredAt, string? Outcome,
        Quantity? Booked, Money? BookedAmount, DateTimeOffset? AnsweredAt, string Reason, long IsBack, long IsSent, DateOnly? PaidOn, DateOnly? BackOn, string? BackReason, long IsDistrusted, string AnsweredBy, DateOnly LastDay)
    {
        public Line ToLine(string reason, UserId user, Row agreement, DateOnly today) => new(
            Guid.ParseExact(Id, "D"), Kind, StartsOn, EndsOn, From, To, BreakMinutes, Volume, Amount, EnteredAs == "helper", EnteredAs == "supporter" ? EnteredByName : "", EnteredBy == user, EnteredAt,
            IsBack == 1 ? ClaimLineState.TakenBack : BackOn is not null ? ClaimLineState.CameBack : PaidOn is not null ? ClaimLineState.Paid : IsSent == 1 ? ClaimLineState.Sent : Outcome switch
            {
                null => ClaimLineState.WaitsForHolder,
                "approved" => ClaimLineState.Approved,
                "changed" => ClaimLineState.Changed,
                "rejected" => ClaimLineState.Rejected,
                _ => ClaimLineState.Withdrawn,
            }, Booked, BookedAmount, AnsweredAt, reason, PaidOn, SvbReasons.Stored(BackReason),
            // A fixed amount is booked by itself.
            AnsweredBy.Length == 0 || agreement.Pay != "hours" ? null : (AnsweredBy, agreement.ResidentName), agreement is { IsHelper: 1, Prepares: 0 },
            AnsweredAt is { } at && AmsterdamDay.Of(at) >= agreement.SvbFrom, agreement.AccountObstacle, today)
        {
            HolderDied = agreement.Died == 1,
            IsStopped = IsDistrusted == 1 && IsBack == 0 && IsSent == 1 && PaidOn is null && BackOn is null,
            IsAfterDeath = agreement.Died == 1 && LastDay > agreement.LastOn,
            OnTop = agreement is { Prepares: 0, Died: 0 } && IsBack == 0 && Outcome is null or "approved" or "changed" ? Money.Of(agreement.OwnPart, Booked ?? Volume) : Money.Zero,
        };
    }

    private const string AgreementSql = $"""
        SELECT agreement.id AS Id, agreement.number AS Number, file.number AS BudgetNumber, file.resident_id AS ResidentId, r.name AS ResidentName, agreement.helper_name AS HelperName, p.name_nl AS ProductNl,
               p.name_en AS ProductEn, p.unit AS Unit, agreement.rate_cents AS Rate, agreement.monthly_volume_hundredths AS MonthlyVolume, agreement.starts_on AS StartsOn, {AgreementEnd.OfBudget} AS LastOn,
               COALESCE(drawn.pay, 'hours') AS Pay, CASE WHEN COALESCE(drawn.identifier_hash, '') = '' THEN CAST(0 AS BIGINT) ELSE CAST(1 AS BIGINT) END AS DrawnUp,
               CASE WHEN {Access.ToOne} AND NOT {MandateActs.HelpsOnly} THEN CAST(0 AS BIGINT) ELSE CAST(1 AS BIGINT) END AS IsHelper,
               CASE WHEN {Access.ToOne} OR helper.user_id = @UserId THEN CAST(0 AS BIGINT) ELSE CAST(1 AS BIGINT) END AS Prepares,
               (SELECT last.available_cents
                FROM postings last
                WHERE last.budget_id = file.id
                ORDER BY last.number DESC
                LIMIT 1) AS Available,
               m.name AS MunicipalityName, m.phone AS MunicipalityPhone, account.id AS AccountId, {HelperAccount.ReasonSql} AS AccountReason,
               CASE WHEN {HelperAccount.IsDistrusted} THEN CAST(1 AS BIGINT) ELSE CAST(0 AS BIGINT) END AS IsDistrusted, begun.starts_on AS SvbFrom,
               CASE WHEN {Departure.Died} THEN CAST(1 AS BIGINT) ELSE CAST(0 AS BIGINT) END AS Died,
               (SELECT request.number FROM decisions d JOIN support_requests request ON request.id = d.request_id WHERE d.id = file.decision_id) AS RequestNumber,
               (SELECT CAST(COALESCE(SUM(claimed.waiting_cents), 0) AS BIGINT)
                FROM claimed_months claimed
                JOIN care_agreements beside ON beside.id = claimed.agreement_id
                WHERE beside.budget_id = file.id) AS OnItsWay,
               COALESCE(drawn.own_part_cents, 0) AS OwnPart
        FROM care_agreements agreement
        JOIN budgets file ON file.id = agreement.budget_id
        JOIN municipalities m ON m.code = file.municipality_code
        JOIN residents r ON r.id = file.resident_id
        JOIN products p ON p.municipality_code = file.municipality_code AND p.code = file.product_code
        LEFT JOIN agreement_proposals drawn ON drawn.id = agreement.proposal_id
        LEFT JOIN agreement_helpers helper ON helper.proposal_id = agreement.proposal_id
        LEFT JOIN helper_accounts account ON {HelperAccount.IsCurrent}
        LEFT JOIN svb_starts begun ON begun.municipality_code = file.municipality_code
        WHERE agreement.number = @Subject
          AND r.destroyed_at IS NULL
          AND ({DrawnUp.MayRead} OR {SupportedBudget.PreparesSql})
        """;

    private const string MonthsSql = """
        SELECT month AS Month
        FROM claimed_months
        WHERE agreement_id = @Id
          AND (booked_cents > 0 OR waiting_lines > 0)
        """;

    // And what was forwarded as a month, which has no line.
    private const string LinesSql = $"""
        SELECT known.Id, known.Kind, known.StartsOn, known.EndsOn, known."From", known."To", known.BreakMinutes, known.Volume, known.Amount, known.EnteredAs, known.EnteredBy, known.EnteredByName, known.EnteredAt, known.Outcome, known.Booked,
               known.BookedAmount, known.AnsweredAt, known.Reason, known.IsBack, known.IsSent, known.PaidOn, known.BackOn, known.BackReason, known.IsDistrusted,
               known.AnsweredBy, known.LastDay
        FROM (
        SELECT line.id AS Id, line.kind AS Kind, line.starts_on AS StartsOn, line.ends_on AS EndsOn, line.from_at AS "From", line.to_at AS "To", line.break_minutes AS BreakMinutes, line.volume_hundredths AS Volume,
               line.amount_cents AS Amount, line.entered_as AS EnteredAs, line.entered_by AS EnteredBy, u.name AS EnteredByName, line.entered_at AS EnteredAt, said.outcome AS Outcome, c.volume_hundredths AS Booked, c.amount_cents AS BookedAmount,
               said.answered_at AS AnsweredAt, COALESCE(said.reason, '') AS Reason, CASE WHEN back.number IS NULL THEN CAST(0 AS BIGINT) ELSE CAST(1 AS BIGINT) END AS IsBack,
               {PaymentOfClaim.Columns},
               CASE WHEN said.outcome = 'withdrawn' OR EXISTS (SELECT 1 FROM resident_access own WHERE own.user_id = said.answered_by AND own.resident_id = @ResidentId AND own.kind = 'self') THEN ''
                   ELSE COALESCE(answerer.name, '') END AS AnsweredBy, COALESCE(c.ends_on, line.ends_on) AS LastDay
        FROM claim_lines line
        JOIN users u ON u.id = line.entered_by
        {ClaimLineStanding.Joins}
        LEFT JOIN users answerer ON answerer.id = said.answered_by
        {PaymentOfClaim.Joins}
        WHERE line.agreement_id = @Id
          AND (line.starts_on >= @Since AND line.starts_on <= @Until OR said.line_id IS NULL AND @IsLast = 1)
        UNION ALL
        SELECT c.id, 'month', c.starts_on, c.ends_on, CAST(NULL AS TIMESTAMPTZ), CAST(NULL AS TIMESTAMPTZ), CAST(0 AS BIGINT), c.volume_hundredths, c.amount_cents, 'holder', c.submitted_by, u.name, c.submitted_at, 'approved',
               c.volume_hundredths, c.amount_cents, c.submitted_at, '', CASE WHEN back.number IS NULL THEN CAST(0 AS BIGINT) ELSE CAST(1 AS BIGINT) END,
               {PaymentOfClaim.Columns}, CASE WHEN EXISTS (SELECT 1 FROM resident_access own WHERE own.user_id = c.submitted_by AND own.resident_id = @ResidentId AND own.kind = 'self') THEN '' ELSE u.name END, c.ends_on
        FROM claims c
        JOIN users u ON u.id = c.submitted_by
        LEFT JOIN postings back ON back.budget_id = c.budget_id AND back.reverses_number = c.posting_number
        {PaymentOfClaim.Joins}
        WHERE c.agreement_id = @Id
          AND c.starts_on >= @Since
          AND c.starts_on <= @Until
          AND NOT EXISTS (SELECT 1 FROM claim_line_answers said WHERE said.claim_id = c.id)
        ) known
        ORDER BY known.StartsOn DESC, CASE WHEN known."From" IS NULL THEN 1 ELSE 0 END, known."From" DESC, known.Id
        LIMIT 500
        """;
}
