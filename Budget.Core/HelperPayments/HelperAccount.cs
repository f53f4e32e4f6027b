using Budget.Core.Mail;
using Budget.Core.Payments;
using Budget.Core.Secrecy;
using Budget.Core.Storage;

namespace Budget.Core.HelperPayments;

/// <summary>The account on which the helper of a care agreement is paid: that of the agreement, until the holder gives another.</summary>
/// <param name="Number">Counted from 1 within the agreement.</param>
internal sealed record HelperAccount(HelperAccountId Id, long Number, string Holder, Iban Iban)
{
    /// <summary>As it stands, hidden; what a payment seals of it.</summary>
    internal const string SealedColumns = "id, agreement_id, number, holder, iban, set_by, set_at";

    /// <summary>Of helper_accounts as "account": the one that counts of the care agreement "agreement". A fragment of a condition.</summary>
    internal const string IsCurrent = """
        account.agreement_id = agreement.id
                AND account.number = (SELECT MAX(last.number) FROM helper_accounts last WHERE last.agreement_id = agreement.id)
        """;

    /// <summary>Why the last payment to "account" came back, when that is of the account itself; none when it did not.</summary>
    internal const string ReasonSql = $"""
        (SELECT word.reason
                FROM svb_order_lines sent
                JOIN svb_answer_lines word ON word.reference = sent.reference AND {PaymentOfClaim.IsBack}
                WHERE sent.account_id = account.id
                  AND word.reason IN ('accountunknown', 'accountclosed', 'namediffers')
                ORDER BY sent.reference DESC
                LIMIT 1)
        """;

    /// <summary>A caseworker does not trust "account", or did not trust the same number and has not looked again: nothing is paid to it. A fragment of a condition.</summary>
    internal const string IsDistrusted = $"""
        (EXISTS (SELECT 1 FROM helper_account_looks seen WHERE seen.account_id = account.id AND seen.is_trusted = 0)
                OR {WaitsForLook})
        """;

    /// <summary>Nothing is paid to "account" before a caseworker looked at it. A fragment of a condition.</summary>
    internal const string WaitsForLook = "EXISTS (SELECT 1 FROM unseen_helper_accounts held WHERE held.account_id = account.id AND held.is_held = 1)";

    /// <returns>None when none was ever given.</returns>
    public static async Task<HelperAccount?> Of(Session session, AgreementId agreement, TextKey words) =>
        await session.FirstOrNone<Row>(LastSql, new { agreement }) is { } row ? row.Read(words) : null;

    /// <summary>The next one of this agreement.</summary>
    /// <param name="setAt">When it was given: of two the later counts.</param>
    public static async Task<HelperAccountId> Write(
        Session session, AgreementId agreement, ResidentId resident, ResidentId? onBehalfOf, TextKey words, long number, string holder, Iban iban, UserId setBy, DateTimeOffset setAt)
    {
        var id = new HelperAccountId(session.NewId());
        await session.Execute(InsertSql, new
        {
            id,
            agreement,
            resident,
            number,
            Holder = words.Hide(HiddenColumn.AccountHolder, $"{id.Value:D}", holder),
            Iban = words.Hide(HiddenColumn.AccountIban, $"{id.Value:D}", iban.Compact),
            setBy,
            onBehalfOf,
            setAt,
        });
        return id;
    }

    /// <summary>
    /// The next one, which the municipality did not approve with the agreement: everybody who may open the file gets an e-mail, and a caseworker looks at it. One that a caseworker does not trust, for this resident or for another of the
    /// municipality, is not paid to before that, by whatever way it comes back.
    /// </summary>
    /// <param name="waits">It is not paid to before that look in any case.</param>
    public static async Task Change(
        Session session, AgreementId agreement, ResidentId resident, ResidentId? onBehalfOf, TextKey words, long number, string holder, Iban iban, UserId setBy, DateTimeOffset setAt, bool waits = false)
    {
        var isHeld = waits || await IsDistrustedInTown(session, resident, iban);
        var id = await Write(session, agreement, resident, onBehalfOf, words, number, holder, iban, setBy, setAt);
        await session.Execute(UnseenSql, new { id, resident, Held = isHeld ? 1L : 0L });
        await Outbox.Put(session, MailKind.HelperAccountChanged, resident, await session.Single<string>(RequestSql, new { agreement }));
    }

    /// <summary>What was last said of this number, in any agreement of this resident, is that it is not trusted.</summary>
    public static async Task<bool> IsDistrustedOf(Session session, ResidentId resident, TextKey words, Iban iban) =>
        (await session.List<Looked>(LookedSql, new { resident })).FirstOrDefault(look => new Row(look.Id, 0, look.Holder, look.Iban).Read(words).Iban == iban)?.Trusted == 0;

    /// <summary>The same, or that was last said of it in an agreement of another resident of the municipality (<see cref="LookedAtNumbers"/>).</summary>
    public static async Task<bool> IsDistrustedInTown(Session session, ResidentId resident, Iban iban) =>
        (await LookedAtNumbers.Of(session, await session.Single<string>(MunicipalitySql, new { resident }), resident)).IsDistrusted(resident, iban);

    /// <summary>Behind the resident's own row: the same number, where it is paid on in another agreement of this resident, is not trusted there either; and nowhere in the municipality is it paid to before somebody looked at it there.</summary>
    public static async Task DistrustElsewhere(Session session, Actor actor, ResidentId resident, TextKey words, HelperAccountId distrusted)
    {
        var current = (await session.List<Current>(CurrentSql, new { resident, distrusted })).Select(one => (Given: one, Account: new Row(one.Id, one.Number, one.Holder, one.Iban).Read(words))).ToList();
        var iban = current.First(one => one.Account.Id == distrusted).Account.Iban;
        foreach (var (one, account) in current.Where(one => one.Account.Id != distrusted && one.Account.Iban == iban))
        {
            // What was looked at before is given once more, so that it is looked at again.
            if (one.WasSeen == 0)
            {
                await SeeHelperAccount.Say(session, actor, one.Id, isTrusted: false);
            }
            else
            {
                await Change(session, one.AgreementId, resident, one.OnBehalfOf, words, one.Number + 1, account.Holder, iban, one.SetBy, session.Now);
            }
        }

        await HoldInTown(session, actor.MunicipalityCode, resident, iban);
    }

    /// <summary>The same number, where it was given for a helper of another resident of the municipality and nobody looked yet: nothing is paid to it before somebody did.</summary>
    private static async Task HoldInTown(Session session, string municipality, ResidentId resident, Iban iban)
    {
        foreach (var waits in await session.List<Unseen>(UnseenElsewhereSql, new { municipality, resident }))
        {
            if (new Row(waits.Id, 0, waits.Holder, waits.Iban).Read(await ResidentKey.Of(session, waits.ResidentId)).Iban == iban)
            {
                await session.Execute(HoldSql, new { waits.Id });
            }
        }
    }

    private sealed record Current(HelperAccountId Id, AgreementId AgreementId, long Number, string Holder, string Iban, UserId SetBy, ResidentId? OnBehalfOf, long WasSeen);

    private sealed record Unseen(HelperAccountId Id, ResidentId ResidentId, string Holder, string Iban);

    private sealed record Looked(HelperAccountId Id, string Holder, string Iban, long Trusted);

    internal sealed record Row(HelperAccountId Id, long Number, string Holder, string Iban)
    {
        /// <exception cref="InvalidDataException">What stands there is no account number.</exception>
        public HelperAccount Read(TextKey words) => new(
            Id, Number, words.Show(HiddenColumn.AccountHolder, $"{Id.Value:D}", Holder),
            Payments.Iban.TryParse(words.Show(HiddenColumn.AccountIban, $"{Id.Value:D}", Iban), out var read) ? read : throw new InvalidDataException($"Account {Id.Value:D} has no IBAN that can be read."));
    }

    private const string CurrentSql = $"""
        SELECT account.id AS Id, account.agreement_id AS AgreementId, account.number AS Number, account.holder AS Holder, account.iban AS Iban, account.set_by AS SetBy, account.on_behalf_of AS OnBehalfOf,
               CASE WHEN EXISTS (SELECT 1 FROM helper_account_looks seen WHERE seen.account_id = account.id) THEN CAST(1 AS BIGINT) ELSE CAST(0 AS BIGINT) END AS WasSeen
        FROM helper_accounts account
        JOIN care_agreements agreement ON agreement.id = account.agreement_id
        WHERE account.resident_id = @resident
          AND (account.id = @distrusted OR ({IsCurrent}))
        """;

    private const string LookedSql = """
        SELECT account.id AS Id, account.holder AS Holder, account.iban AS Iban, seen.is_trusted AS Trusted
        FROM helper_accounts account
        JOIN helper_account_looks seen ON seen.account_id = account.id
        WHERE account.resident_id = @resident
        ORDER BY seen.seen_at DESC, account.id
        """;

    private const string UnseenElsewhereSql = """
        SELECT account.id AS Id, account.resident_id AS ResidentId, account.holder AS Holder, account.iban AS Iban
        FROM unseen_helper_accounts waits
        JOIN helper_accounts account ON account.id = waits.account_id
        WHERE waits.municipality_code = @municipality
          AND waits.resident_id <> @resident
          AND waits.is_held = 0
        ORDER BY account.id
        """;

    private const string HoldSql = """
        UPDATE unseen_helper_accounts
        SET is_held = 1
        WHERE account_id = @Id
        """;

    private const string MunicipalitySql = """
        SELECT municipality_code
        FROM residents
        WHERE id = @resident
        """;

    private const string UnseenSql = """
        INSERT INTO unseen_helper_accounts (account_id, municipality_code, resident_id, is_held)
        SELECT @id, r.municipality_code, r.id, @Held
        FROM residents r
        WHERE r.id = @resident
        """;

    private const string RequestSql = """
        SELECT request.number
        FROM care_agreements agreement
        JOIN budgets b ON b.id = agreement.budget_id
        JOIN decisions d ON d.id = b.decision_id
        JOIN support_requests request ON request.id = d.request_id
        WHERE agreement.id = @agreement
        """;

    private const string LastSql = """
        SELECT id AS Id, number AS Number, holder AS Holder, iban AS Iban
        FROM helper_accounts
        WHERE agreement_id = @agreement
        ORDER BY number DESC
        LIMIT 1
        """;

    private const string InsertSql = """
        INSERT INTO helper_accounts (id, agreement_id, resident_id, number, holder, iban, set_by, on_behalf_of, set_at)
        VALUES (@id, @agreement, @resident, @number, @Holder, @Iban, @setBy, @onBehalfOf, @setAt)
        """;
}
