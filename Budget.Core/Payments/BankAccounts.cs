using Budget.Core.Audit;
using Budget.Core.Secrecy;
using Budget.Core.Storage;

namespace Budget.Core.Payments;

/// <summary>From and to which accounts does a municipality pay? The own one and that of each provider with a contract, what waits for a colleague, and the history. For finance and the auditor.</summary>
public sealed class BankAccounts(Database database)
{
    /// <param name="Iban">In groups, as people read it.</param>
    /// <param name="IsUnusable">1 when the bank said since that there is no such account, or that it is closed or blocked: nothing is paid to it before an account is confirmed anew.</param>
    /// <param name="Outcome">None while it waits; else "confirmed", "refused" or "withdrawn".</param>
    public sealed record Account(
        BankAccountId Id, ProviderId? ProviderId, string Holder, string Iban, UserId ProposedBy, string ProposedByName, DateTimeOffset ProposedAt, string? Outcome, string? AnsweredByName,
        DateTimeOffset? AnsweredAt, long IsUnusable);

    /// <param name="Id">None: the municipality itself.</param>
    /// <param name="History">All there ever were, the newest first.</param>
    public sealed record Owner(ProviderId? Id, string Name, string Agb, Account? Current, Account? Waiting, IReadOnlyList<Account> History);

    public async Task<IReadOnlyList<Owner>> Of(Actor actor) => !actor.MaySeeBooks ? [] : await database.LookThrough(actor, nameof(BankAccounts), async session =>
    {
        var key = await MunicipalityKey.Of(session, actor.MunicipalityCode);
        var accounts = (await session.List<Account>(AccountsSql, new { actor.MunicipalityCode }))
            .Select(account => account with { Iban = CurrentAccounts.Read(key, account.Id, account.Iban).ToGroups() }).ToLookup(account => account.ProviderId);
        var town = (await session.FirstOrNone<Party>(TownSql, new { actor.MunicipalityCode }))!;
        return (IReadOnlyList<Owner>)
        [
            Make(town, accounts[null]),
            .. (await session.List<Party>(ProvidersSql, new { actor.MunicipalityCode })).Select(provider => Make(provider, accounts[provider.Id])),
        ];
    });

    private static Owner Make(Party party, IEnumerable<Account> accounts)
    {
        var history = accounts.Reverse().ToList();
        return new Owner(
            party.Id, party.Name, party.Agb, history.Where(account => account.Outcome == "confirmed").MaxBy(account => account.AnsweredAt), history.Find(account => account.Outcome is null), history);
    }

    private sealed record Party(ProviderId? Id, string Name, string Agb);

    private const string TownSql = """
        SELECT NULL AS Id, name AS Name, '' AS Agb
        FROM municipalities
        WHERE code = @MunicipalityCode
        """;

    private const string ProvidersSql = """
        SELECT provider.id AS Id, provider.name AS Name, provider.agb AS Agb
        FROM providers provider
        WHERE EXISTS (
            SELECT 1
            FROM contracts contract
            WHERE contract.provider_id = provider.id
              AND contract.municipality_code = @MunicipalityCode)
        ORDER BY provider.name, provider.agb
        """;

    private const string AccountsSql = $"""
        SELECT account.id AS Id, account.provider_id AS ProviderId, account.holder AS Holder, account.iban AS Iban, proposer.id AS ProposedBy, proposer.name AS ProposedByName,
               account.proposed_at AS ProposedAt, said.outcome AS Outcome, answerer.name AS AnsweredByName, said.answered_at AS AnsweredAt,
               CAST(CASE WHEN {CurrentAccounts.IsUnusable} THEN 1 ELSE 0 END AS BIGINT) AS IsUnusable
        FROM bank_accounts account
        JOIN users proposer ON proposer.id = account.proposed_by
        LEFT JOIN bank_account_answers said ON said.account_id = account.id
        LEFT JOIN users answerer ON answerer.id = said.answered_by
        WHERE account.municipality_code = @MunicipalityCode
        ORDER BY account.proposed_at, account.id
        """;
}
