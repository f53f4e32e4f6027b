using Budget.Core.Audit;
using Budget.Core.Payments;
using Budget.Core.Secrecy;
using Budget.Core.Storage;

namespace Budget.Core.HelperPayments;

/// <summary>Which holders gave an account for a helper that is not the one the municipality approved with the agreement: those at which nobody looked yet, and those that were looked at in the last three months. Of each agreement the newest: one that another took the place of is paid to no more. For caseworkers.</summary>
public sealed class ChangedHelperAccounts(Database database)
{
    private const int ShownMonths = 3;

    /// <param name="Iban">In groups, of the account that was given, and <paramref name="OldIban"/> of the one before it; of an agreement on paper there was none.</param>
    /// <param name="SetBy">Who gave it; on behalf of the holder when <paramref name="IsOnBehalf"/>.</param>
    /// <param name="SeenBy">Who of the municipality looked at it; none yet.</param>
    /// <param name="IsTrusted">What that person said: to one that is not trusted nothing is paid.</param>
    public sealed record Item(
        HelperAccountId Id, string AgreementNumber, bool WasDrawnUp, string ResidentName, string HelperName, string OldHolder, string OldIban, string Holder, string Iban, string SetBy, bool IsOnBehalf, DateTimeOffset SetAt,
        string? SeenBy, DateTimeOffset? SeenAt, bool IsTrusted)
    {
        /// <summary>In which files that were made and not answered the number stands all the same, when it is not trusted: finance takes them back or calls the SVB.</summary>
        public IReadOnlyList<string> Files { get; init; } = [];

        /// <summary>Nobody looked at it yet, and in another agreement of the municipality a caseworker did not trust the same number.</summary>
        public bool IsDistrustedElsewhere { get; init; }
    }

    public async Task<IReadOnlyList<Item>> Of(Actor actor) => actor.Role != Role.Caseworker ? [] : await database.LookThrough<IReadOnlyList<Item>>(actor, nameof(ChangedHelperAccounts), async session =>
    {
        List<Item> items = [];
        var looked = await LookedAtNumbers.Of(session, actor.MunicipalityCode);
        var distrusted = await DistrustedLine.Of(session, actor.MunicipalityCode);
        foreach (var row in await session.List<Row>(Sql, new { actor.MunicipalityCode, Since = session.Now.AddMonths(-ShownMonths) }))
        {
            var words = await ResidentKey.Of(session, row.ResidentId);
            var account = new HelperAccount.Row(row.Id, row.Number, row.Holder, row.Iban).Read(words);
            var old = row.OldId is { } before ? new HelperAccount.Row(before, row.Number - 1, row.OldHolder!, row.OldIban!).Read(words) : null;
            items.Add(new Item(
                row.Id, row.AgreementNumber, row.DrawnUp == 1, row.ResidentName, row.HelperName, old?.Holder ?? "", old?.Iban.ToGroups() ?? "", account.Holder, account.Iban.ToGroups(), row.SetBy, row.OnBehalf == 1, row.SetAt, row.SeenBy,
                row.SeenAt, row.Trusted == 1)
            {
                IsDistrustedElsewhere = row.SeenBy is null && looked.IsDistrustedElsewhere(row.AgreementId, account.Iban),
                Files = row.Trusted == 1 ? [] : [.. distrusted.Where(line => line.Iban == account.Iban).Select(line => line.OrderNumber).Distinct(StringComparer.Ordinal)],
            });
        }

        return items;
    });

    private sealed record Row(
        HelperAccountId Id, AgreementId AgreementId, string AgreementNumber, long DrawnUp, ResidentId ResidentId, string ResidentName, string HelperName, long Number, string Holder, string Iban, HelperAccountId? OldId, string? OldHolder, string? OldIban,
        string SetBy, long OnBehalf, DateTimeOffset SetAt, string? SeenBy, DateTimeOffset? SeenAt, long Trusted);

    private const string Sql = $"""
        SELECT account.id AS Id, agreement.id AS AgreementId, agreement.number AS AgreementNumber, CASE WHEN COALESCE(drawn.identifier_hash, '') = '' THEN CAST(0 AS BIGINT) ELSE CAST(1 AS BIGINT) END AS DrawnUp, r.id AS ResidentId, r.name AS ResidentName,
               agreement.helper_name AS HelperName, account.number AS Number, account.holder AS Holder, account.iban AS Iban, old.id AS OldId, old.holder AS OldHolder, old.iban AS OldIban, u.name AS SetBy,
               CASE WHEN account.on_behalf_of IS NULL THEN CAST(0 AS BIGINT) ELSE CAST(1 AS BIGINT) END AS OnBehalf, account.set_at AS SetAt, looker.name AS SeenBy, seen.seen_at AS SeenAt, COALESCE(seen.is_trusted, 1) AS Trusted
        FROM helper_accounts account
        JOIN care_agreements agreement ON agreement.id = account.agreement_id
        JOIN budgets b ON b.id = agreement.budget_id
        JOIN residents r ON r.id = b.resident_id
        JOIN users u ON u.id = account.set_by
        LEFT JOIN agreement_proposals drawn ON drawn.id = agreement.proposal_id
        LEFT JOIN helper_accounts old ON old.agreement_id = account.agreement_id AND old.number = account.number - 1
        LEFT JOIN helper_account_looks seen ON seen.account_id = account.id
        LEFT JOIN users looker ON looker.id = seen.seen_by
        WHERE b.municipality_code = @MunicipalityCode
          AND r.destroyed_at IS NULL
          AND {HelperAccount.IsCurrent}
          AND account.id IN (
              SELECT unseen.account_id
              FROM unseen_helper_accounts unseen
              WHERE unseen.municipality_code = @MunicipalityCode
              UNION ALL
              SELECT late.account_id
              FROM helper_account_looks late
              WHERE late.seen_at >= @Since)
        ORDER BY CASE WHEN seen.account_id IS NULL THEN 0 ELSE 1 END, account.set_at DESC, account.id
        LIMIT 200
        """;

    /// <summary>The same for the worklist (<see cref="Caseload.WorklistParts"/>).</summary>
    internal const string TasksSql = $"""
        SELECT 'helper-account' AS kind, agreement.number, agreement.number AS target, unseen.resident_id, CAST(NULL AS DATE) AS due, account.set_at AS since, 2 AS days, 0 AS urgent
        FROM unseen_helper_accounts unseen
        CROSS JOIN helper_accounts account
        CROSS JOIN care_agreements agreement
        WHERE unseen.municipality_code = @MunicipalityCode
          AND account.id = unseen.account_id
          AND agreement.id = account.agreement_id
          AND {HelperAccount.IsCurrent}
        """;
}
