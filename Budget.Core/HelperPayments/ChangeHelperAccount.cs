using Budget.Core.Audit;
using Budget.Core.Mail;
using Budget.Core.Payments;
using Budget.Core.PersonHeld;
using Budget.Core.Residents;
using Budget.Core.Secrecy;
using Budget.Core.Storage;

namespace Budget.Core.HelperPayments;

/// <summary>
/// The holder, or who acts for the holder, gives another account on which a helper is paid. A changed account is how people are robbed: the page shows the old one beside the new one before it is confirmed, everybody who may
/// open the file gets an e-mail, and a caseworker looks at each (<see cref="ChangedHelperAccounts"/>). Well-formed is not existing.
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
            if (actor.Role != Role.Resident)
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

            if (current is not null && current.Iban == iban && current.Holder == holder && await session.Single<long>(RefusedSql, new { current.Id }) == 0)
            {
                return Refusal.SameHelperAccount;
            }

            var onBehalfOf = await Access.OnBehalfOf(session, actor, resident);
            var id = await HelperAccount.Write(session, actor, agreement.Id, resident, onBehalfOf, words, entry.Seen + 1, holder, iban);
            await session.Execute(UnseenSql, new { id, resident });
            await Outbox.Put(session, MailKind.HelperAccountChanged, resident, await session.Single<string>(RequestSql, new { agreement.Id }));
            await Trace.Write(session, actor, nameof(ChangeHelperAccount), agreement.Number, resident, onBehalfOf);
            return entry.Seen + 1;
        });

    /// <summary>What is wrong with what was filled in; none when nothing is.</summary>
    /// <param name="read">The number, when it is well-formed.</param>
    public static Refusal? Fault(string? holder, string? iban, out Iban read) =>
        !Iban.TryParse((iban ?? "").Trim(), out read) ? Refusal.IbanInvalid
        : TypedText.Seen(holder ?? "").Length is 0 or > ProposeBankAccount.LongestHolder ? Refusal.AccountHolderMissing.With(ProposeBankAccount.LongestHolder)
        : null;

    private const string UnseenSql = """
        INSERT INTO unseen_helper_accounts (account_id, municipality_code, resident_id)
        SELECT @id, r.municipality_code, r.id
        FROM residents r
        WHERE r.id = @resident
        """;

    private const string ResidentSql = """
        SELECT b.resident_id
        FROM care_agreements agreement
        JOIN budgets b ON b.id = agreement.budget_id
        WHERE agreement.id = @Id
        """;

    private const string RequestSql = """
        SELECT request.number
        FROM care_agreements agreement
        JOIN budgets b ON b.id = agreement.budget_id
        JOIN decisions d ON d.id = b.decision_id
        JOIN support_requests request ON request.id = d.request_id
        WHERE agreement.id = @Id
        """;

    // The same may be given again when nothing is paid to it: perhaps it was opened since, or the caseworker was told whose it is.
    private const string RefusedSql = $"""
        SELECT COUNT(*)
        FROM helper_accounts account
        WHERE account.id = @Id
          AND ({HelperAccount.ReasonSql} IS NOT NULL
              OR {HelperAccount.IsDistrusted})
        """;
}
