using Budget.Core.Audit;
using Budget.Core.Departures;
using Budget.Core.Payments;
using Budget.Core.PersonHeld;
using Budget.Core.Residents;
using Budget.Core.Secrecy;
using Budget.Core.Storage;

namespace Budget.Core.HelperPayments;

/// <summary>
/// The holder, or who acts for the holder, gives another account on which a helper is paid. A changed account is how people are robbed: the page shows the old one beside the new one before it is confirmed, everybody who may
/// open the file gets an e-mail, and a caseworker looks at each (<see cref="ChangedHelperAccounts"/>). Well-formed is not existing. Of a holder who died a caseworker gives it, and nobody else; a colleague looks at it.
/// </summary>
public sealed class ChangeHelperAccount(Database database)
{
    /// <param name="Holder">In whose name it stands, at most 70 letters.</param>
    /// <param name="Seen">Which account was shown as the old one (<see cref="HelperAccountOfAgreement.Answer.Number"/>): when somebody changed it meanwhile, this is refused.</param>
    public sealed record Entry(string AgreementNumber, string Holder, string Iban, long Seen);

    /// <returns>The number of the account within the agreement.</returns>
    public Task<Outcome<long>> Do(Actor actor, IdempotencyKey key, Entry entry) =>
        database.Once<long>(actor, key, nameof(ChangeHelperAccount), entry, async session =>
        {
            if (actor.Role is not (Role.Resident or Role.Caseworker))
            {
                return Refusal.NotAllowed;
            }

            if (await CareAgreements.Find(session, actor, entry.AgreementNumber) is not { } agreement)
            {
                return Refusal.NotFound;
            }

            var resident = await session.Single<ResidentId>(ResidentSql, new { agreement.Id });
            if (!await ResidentFile.Lock(session, resident))
            {
                return Refusal.NotFound;
            }

            if (await Departure.AgainstHolder(session, actor, resident) is { } other)
            {
                return other;
            }

            if (Fault(entry.Holder, entry.Iban, out var iban) is { } fault)
            {
                return fault;
            }

            var words = await ResidentKey.Of(session, resident);
            var (holder, current) = (TypedText.Seen(entry.Holder), await HelperAccount.Of(session, agreement.Id, words));
            if ((current?.Number ?? 0) != entry.Seen)
            {
                return Refusal.AccountChangedMeanwhile;
            }

            if (current is not null && await session.Single<Standing>(StandingSql, new { current.Id }) is var standing
                && FaultBeside(iban, holder, current.Iban, current.Holder, SvbReasons.Stored(standing.Reason), standing.IsDistrusted == 1) is { } same)
            {
                return same;
            }

            var onBehalfOf = await Access.OnBehalfOf(session, actor, resident);
            // What one caseworker enters and gives an account for alone is not paid before a colleague looked.
            await HelperAccount.Change(session, agreement.Id, resident, onBehalfOf, words, entry.Seen + 1, holder, iban, actor.UserId, session.Now, waits: actor.Role == Role.Caseworker);
            await Trace.Write(session, actor, nameof(ChangeHelperAccount), agreement.Number, resident, onBehalfOf);
            return entry.Seen + 1;
        });

    /// <summary>What is wrong with what was filled in; none when nothing is.</summary>
    /// <param name="read">The number, when it is well-formed.</param>
    public static Refusal? Fault(string? holder, string? iban, out Iban read) =>
        !Iban.TryParse((iban ?? "").Trim(), out read) ? Refusal.IbanInvalid
        : TypedText.Seen(holder ?? "").Length is 0 or > ProposeBankAccount.LongestHolder ? Refusal.AccountHolderMissing.With(ProposeBankAccount.LongestHolder)
        : null;

    /// <summary>
    /// Why the number that is there already is no other account; none when it may be given. Of one that does not exist or is closed it never is. In another name it is, and with nothing changed only when it is not trusted and nothing
    /// came back from it: then the holder was called.
    /// </summary>
    /// <param name="cameBack">Why a payment to what is there came back, when that is of the account itself.</param>
    public static Refusal? FaultBeside(Iban iban, string holder, Iban current, string currentHolder, SvbReason? cameBack, bool isDistrusted) =>
        iban == current && (cameBack is SvbReason.AccountUnknown or SvbReason.AccountClosed || (holder == currentHolder && !(isDistrusted && cameBack is null))) ? Refusal.SameHelperAccount : null;

    private sealed record Standing(string? Reason, long IsDistrusted);

    private const string ResidentSql = """
        SELECT b.resident_id
        FROM care_agreements agreement
        JOIN budgets b ON b.id = agreement.budget_id
        WHERE agreement.id = @Id
        """;

    private const string StandingSql = $"""
        SELECT {HelperAccount.ReasonSql} AS Reason, CASE WHEN {HelperAccount.IsDistrusted} AND NOT {HelperAccount.WaitsForLook} THEN CAST(1 AS BIGINT) ELSE CAST(0 AS BIGINT) END AS IsDistrusted
        FROM helper_accounts account
        WHERE account.id = @Id
        """;
}
