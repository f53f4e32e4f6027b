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

    /// <summary>A caseworker does not trust "account": nothing is paid to it. A fragment of a condition.</summary>
    internal const string IsDistrusted = "EXISTS (SELECT 1 FROM helper_account_looks seen WHERE seen.account_id = account.id AND seen.is_trusted = 0)";

    /// <returns>None when none was ever given.</returns>
    public static async Task<HelperAccount?> Of(Session session, AgreementId agreement, TextKey words) =>
        await session.FirstOrNone<Row>(LastSql, new { agreement }) is { } row ? row.Read(words) : null;

    /// <summary>The next one of this agreement.</summary>
    public static async Task<HelperAccountId> Write(
        Session session, Actor actor, AgreementId agreement, ResidentId resident, ResidentId? onBehalfOf, TextKey words, long number, string holder, Iban iban, UserId? setBy = null)
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
            SetBy = setBy ?? actor.UserId,
            onBehalfOf,
            session.Now,
        });
        return id;
    }

    internal sealed record Row(HelperAccountId Id, long Number, string Holder, string Iban)
    {
        /// <exception cref="InvalidDataException">What stands there is no account number.</exception>
        public HelperAccount Read(TextKey words) => new(
            Id, Number, words.Show(HiddenColumn.AccountHolder, $"{Id.Value:D}", Holder),
            Payments.Iban.TryParse(words.Show(HiddenColumn.AccountIban, $"{Id.Value:D}", Iban), out var read) ? read : throw new InvalidDataException($"Account {Id.Value:D} has no IBAN that can be read."));
    }

    private const string LastSql = """
        SELECT id AS Id, number AS Number, holder AS Holder, iban AS Iban
        FROM helper_accounts
        WHERE agreement_id = @agreement
        ORDER BY number DESC
        LIMIT 1
        """;

    private const string InsertSql = """
        INSERT INTO helper_accounts (id, agreement_id, resident_id, number, holder, iban, set_by, on_behalf_of, set_at)
        VALUES (@id, @agreement, @resident, @number, @Holder, @Iban, @SetBy, @onBehalfOf, @Now)
        """;
}
