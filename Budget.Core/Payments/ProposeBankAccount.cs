using Budget.Core.Audit;
using Budget.Core.Secrecy;
using Budget.Core.Storage;

namespace Budget.Core.Payments;

/// <summary>
/// Somebody of finance writes down the account of the municipality itself or of a provider that has or had a contract there. Nothing is paid from or to it before a colleague confirms it
/// (<see cref="AnswerBankAccount"/>). That the number is well-formed does not say that it exists, or whose it is.
/// </summary>
public sealed class ProposeBankAccount(Database database)
{
    public const int LongestHolder = 70;

    /// <param name="Provider">None: the municipality's own account.</param>
    /// <param name="Holder">In whose name it stands at the bank, at most 70 letters: what goes in one field of a payment.</param>
    public sealed record Entry(ProviderId? Provider, string Holder, string Iban);

    public Task<Outcome<BankAccountId>> Do(Actor actor, IdempotencyKey key, Entry entry) => database.Once<BankAccountId>(actor, key, nameof(ProposeBankAccount), entry, async session =>
    {
        if (actor.Role != Role.Finance)
        {
            return Refusal.NotAllowed;
        }

        var holder = TypedText.Seen(entry.Holder);
        if (holder.Length == 0)
        {
            return Refusal.NameMissing;
        }

        if (holder.Length > LongestHolder)
        {
            return Refusal.TextTooLong.With(LongestHolder);
        }

        if (!Iban.TryParse(entry.Iban.Trim(), out var iban))
        {
            return Refusal.IbanInvalid;
        }

        await TownLock.Take(session, actor.MunicipalityCode);
        var owner = new { actor.MunicipalityCode, entry.Provider };
        if (entry.Provider is not null && await session.Single<long>(ContractSql, owner) == 0)
        {
            return Refusal.NotFound;
        }

        if (await session.Single<long>(WaitingSql, owner) > 0)
        {
            return Refusal.AlreadyProposed;
        }

        var accounts = await CurrentAccounts.In(session, actor.MunicipalityCode);
        if ((entry.Provider is { } provider ? accounts.Of(provider) : accounts.Own) is { } current && current.Iban == iban && current.Holder == holder)
        {
            return Refusal.SameAccount;
        }

        if (entry.Provider is null ? accounts.IsOfProvider(iban) : accounts.Own?.Iban == iban)
        {
            return Refusal.AccountOfOther;
        }

        var id = new BankAccountId(session.NewId());
        var words = await MunicipalityKey.Of(session, actor.MunicipalityCode);
        await session.Execute(InsertSql, new
        {
            id,
            actor.MunicipalityCode,
            entry.Provider,
            holder,
            Iban = words.Hide(HiddenColumn.BankIban, $"{id.Value:D}", iban.Compact),
            actor.UserId,
            session.Now,
        });
        await Trace.Write(session, actor, nameof(ProposeBankAccount), subject: "");
        return id;
    });

    private const string ContractSql = """
        SELECT COUNT(*)
        FROM contracts
        WHERE municipality_code = @MunicipalityCode
          AND provider_id = @Provider
        """;

    private const string WaitingSql = """
        SELECT COUNT(*)
        FROM bank_accounts account
        WHERE account.municipality_code = @MunicipalityCode
          AND COALESCE(account.provider_id, '') = COALESCE(@Provider, '')
          AND NOT EXISTS (
              SELECT 1
              FROM bank_account_answers said
              WHERE said.account_id = account.id)
        """;

    private const string InsertSql = """
        INSERT INTO bank_accounts (id, municipality_code, provider_id, holder, iban, proposed_by, proposed_at)
        VALUES (@id, @MunicipalityCode, @Provider, @holder, @Iban, @UserId, @Now)
        """;
}
