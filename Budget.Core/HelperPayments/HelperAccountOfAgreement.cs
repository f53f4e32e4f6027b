using Budget.Core.Audit;
using Budget.Core.Departures;
using Budget.Core.PersonHeld;
using Budget.Core.Residents;
using Budget.Core.Secrecy;
using Budget.Core.Storage;

namespace Budget.Core.HelperPayments;

/// <summary>On which account is the helper of this care agreement paid? For the holder and who acts for the holder, who may give another; of a holder who died for a caseworker.</summary>
public sealed class HelperAccountOfAgreement(Database database)
{
    /// <param name="Number">Counted from 1; 0 when none was ever given (an agreement on paper).</param>
    /// <param name="Iban">In groups; empty when there is none.</param>
    /// <param name="SetBy">Who gave it, and <paramref name="SetAt"/> when.</param>
    /// <param name="CameBack">Why a payment to it came back, when that is of the account itself: nothing is paid to it.</param>
    /// <param name="IsDistrusted">A caseworker does not trust it: nothing is paid to it.</param>
    public sealed record Answer(
        string AgreementNumber, ResidentId ResidentId, string ResidentName, string HelperName, long Number, string Holder, string Iban, string SetBy, DateTimeOffset? SetAt, SvbReason? CameBack, bool IsDistrusted)
    {
        /// <summary>The case in which the budget was granted.</summary>
        public string RequestNumber { get; init; } = "";

        /// <summary>Nothing is paid to it before a caseworker looked at it.</summary>
        public bool WaitsForLook { get; init; }

        /// <inheritdoc cref="ChangeHelperAccount.FaultBeside"/>
        public Refusal? FaultOf(Payments.Iban iban, string? holder) =>
            Payments.Iban.TryParse(Iban, out var current) ? ChangeHelperAccount.FaultBeside(iban, TypedText.Seen(holder ?? ""), current, Holder, CameBack, IsDistrusted && !WaitsForLook) : null;
    }

    public Task<Answer?> Of(Actor actor, string number) => database.Look(actor, nameof(HelperAccountOfAgreement), number, async session =>
    {
        if (actor.Role is not (Role.Resident or Role.Caseworker) || await session.FirstOrNone<Row>(Sql, Access.Of(actor, session, number)) is not { } row)
        {
            return null;
        }

        if (actor.Role == Role.Caseworker && await Departure.Of(session, row.ResidentId) is not { Reason: DepartureReason.Died })
        {
            return null;
        }

        var account = row.AccountId is { } id ? new HelperAccount.Row(id, row.Number, row.Holder!, row.Iban!).Read(await ResidentKey.Of(session, row.ResidentId)) : null;
        return new Answer(
            row.AgreementNumber, row.ResidentId, row.ResidentName, row.HelperName, row.Number, account?.Holder ?? row.HelperName, account?.Iban.ToGroups() ?? "", row.SetBy ?? "", row.SetAt, SvbReasons.Stored(row.Reason), row.IsDistrusted == 1)
        {
            RequestNumber = row.RequestNumber,
            WaitsForLook = row.Waits == 1,
        };
    }, answer => answer.ResidentId);

    private sealed record Row(
        string AgreementNumber, ResidentId ResidentId, string ResidentName, string HelperName, HelperAccountId? AccountId, long Number, string? Holder, string? Iban, string? SetBy, DateTimeOffset? SetAt, string? Reason, long IsDistrusted, string RequestNumber, long Waits);

    private const string Sql = $"""
        SELECT agreement.number AS AgreementNumber, r.id AS ResidentId, r.name AS ResidentName, agreement.helper_name AS HelperName, account.id AS AccountId, COALESCE(account.number, 0) AS Number,
               account.holder AS Holder, account.iban AS Iban, u.name AS SetBy, account.set_at AS SetAt,
               {HelperAccount.ReasonSql} AS Reason,
               CASE WHEN {HelperAccount.IsDistrusted} THEN CAST(1 AS BIGINT) ELSE CAST(0 AS BIGINT) END AS IsDistrusted,
               (SELECT request.number FROM decisions d JOIN support_requests request ON request.id = d.request_id WHERE d.id = file.decision_id) AS RequestNumber,
               CASE WHEN {HelperAccount.WaitsForLook} THEN CAST(1 AS BIGINT) ELSE CAST(0 AS BIGINT) END AS Waits
        FROM care_agreements agreement
        JOIN budgets file ON file.id = agreement.budget_id
        JOIN residents r ON r.id = file.resident_id
        LEFT JOIN helper_accounts account ON {HelperAccount.IsCurrent}
        LEFT JOIN users u ON u.id = account.set_by
        WHERE agreement.number = @Subject
          AND r.destroyed_at IS NULL
          AND {Access.ToOne}
        """;
}
