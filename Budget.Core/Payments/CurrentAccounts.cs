using Budget.Core.Secrecy;
using Budget.Core.Storage;

namespace Budget.Core.Payments;

/// <summary>An account that two people of the municipality stand for.</summary>
internal sealed record CurrentAccount(BankAccountId Id, string Holder, Iban Iban);

/// <summary>The accounts that count in a municipality: of each owner the one that was confirmed last.</summary>
internal sealed class CurrentAccounts(CurrentAccount? own, IReadOnlyDictionary<ProviderId, CurrentAccount> providers)
{
    public CurrentAccount? Own { get; } = own;

    public CurrentAccount? Of(ProviderId provider) => providers.GetValueOrDefault(provider);

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
            var account = new CurrentAccount(row.Id, row.Holder, Read(key, row.Id, row.Iban));
            if (row.ProviderId is { } provider)
            {
                providers[provider] = account;
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

    private sealed record Row(BankAccountId Id, ProviderId? ProviderId, string Holder, string Iban);

    // The last of each owner comes last.
    private const string RowsSql = """
        SELECT account.id AS Id, account.provider_id AS ProviderId, account.holder AS Holder, account.iban AS Iban
        FROM bank_accounts account
        JOIN bank_account_answers said ON said.account_id = account.id
        WHERE account.municipality_code = @municipalityCode
          AND said.outcome = 'confirmed'
        ORDER BY said.answered_at, account.id
        """;
}
