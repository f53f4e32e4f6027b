using Budget.Core.Secrecy;
using Budget.Core.Storage;

namespace Budget.Core.Payments;

/// <summary>An account that two people of the municipality stand for.</summary>
/// <param name="Facts">As they are sealed.</param>
internal sealed record CurrentAccount(BankAccountId Id, string Holder, Iban Iban, object?[] Facts)
{
    /// <summary>What each payment seals of an account: whose it is, which number as it stands here, and the two people who stand for it.</summary>
    internal const string SealedColumns = "id, municipality_code, provider_id, holder, iban, account_proposed_by, account_id, account_outcome, account_answered_by";

    /// <summary>What each payment seals, for `verify`, of any account. A FROM clause.</summary>
    internal const string SealedSql = """
        (SELECT account.id, account.municipality_code, account.provider_id, account.holder, account.iban, account.proposed_by AS account_proposed_by, said.account_id, said.outcome AS account_outcome,
                said.answered_by AS account_answered_by
         FROM bank_accounts account
         LEFT JOIN bank_account_answers said ON said.account_id = account.id)
        """;
}

/// <summary>The accounts that count in a municipality: of each owner the one that was confirmed last; none of whom the bank said since that there is no such account, or that it is closed or blocked.</summary>
internal sealed class CurrentAccounts(CurrentAccount? own, IReadOnlyDictionary<ProviderId, CurrentAccount> providers)
{
    public CurrentAccount? Own { get; } = own;

    public CurrentAccount? Of(ProviderId provider) => providers.GetValueOrDefault(provider);

    public bool IsOfProvider(Iban iban) => providers.Values.Any(account => account.Iban == iban);

    public static async Task<CurrentAccounts> In(Session session, string municipalityCode)
    {
        var rows = await session.List<Row>(RowsSql, new { municipalityCode });
        if (rows.Count == 0)
        {
            return new CurrentAccounts(own: null, new Dictionary<ProviderId, CurrentAccount>());
        }

        var key = await MunicipalityKey.Of(session, municipalityCode);
        CurrentAccount? own = null;
        var providers = new Dictionary<ProviderId, CurrentAccount>();
        foreach (var row in rows)
        {
            var account = new CurrentAccount(row.Id, row.Holder, Read(key, row.Id, row.Iban), row.Facts);
            if (row.ProviderId is { } provider)
            {
                providers.Remove(provider);
                if (row.IsUnusable == 0)
                {
                    providers.Add(provider, account);
                }
            }
            else
            {
                own = account;
            }
        }

        return new CurrentAccounts(own, providers);
    }

    /// <exception cref="InvalidDataException">What stands there is no account number.</exception>
    public static Iban Read(TextKey key, BankAccountId id, string hidden) =>
        Iban.TryParse(key.Show(HiddenColumn.BankIban, $"{id.Value:D}", hidden), out var iban) ? iban : throw new InvalidDataException($"Account {id.Value:D} has no IBAN that can be read.");

    private sealed record Row(
        BankAccountId Id, string MunicipalityCode, ProviderId? ProviderId, string Holder, string Iban, UserId ProposedBy, string Outcome, UserId AnsweredBy, long IsUnusable)
    {
        public object?[] Facts => [Id.Value, MunicipalityCode, ProviderId?.Value, Holder, Iban, ProposedBy.Value, Id.Value, Outcome, AnsweredBy.Value];
    }

    /// <summary>What was paid to it came back for a reason that will not go by itself (AC01, AC04, AC06). A fragment over bank_accounts as "account".</summary>
    internal const string IsUnusable = """
        EXISTS (
                   SELECT 1
                   FROM payment_transfers transfer
                   JOIN payment_failures failure ON failure.end_to_end_id = transfer.end_to_end_id
                   JOIN bank_answer_transfers word ON word.answer_id = failure.answer_id AND word.end_to_end_id = failure.end_to_end_id
                   WHERE transfer.to_account_id = account.id
                     AND (word.reasons LIKE '%AC01%' OR word.reasons LIKE '%AC04%' OR word.reasons LIKE '%AC06%'))
        """;

    // The last of each owner comes last.
    private const string RowsSql = $"""
        SELECT account.id AS Id, account.municipality_code AS MunicipalityCode, account.provider_id AS ProviderId, account.holder AS Holder, account.iban AS Iban,
               account.proposed_by AS ProposedBy, said.outcome AS Outcome, said.answered_by AS AnsweredBy, CAST(CASE WHEN {IsUnusable} THEN 1 ELSE 0 END AS BIGINT) AS IsUnusable
        FROM bank_accounts account
        JOIN bank_account_answers said ON said.account_id = account.id
        WHERE account.municipality_code = @municipalityCode
          AND said.outcome = 'confirmed'
        ORDER BY said.answered_at, account.id
        """;
}
