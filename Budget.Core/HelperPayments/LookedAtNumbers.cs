using Budget.Core.Payments;
using Budget.Core.Secrecy;
using Budget.Core.Storage;

namespace Budget.Core.HelperPayments;

/// <summary>
/// What caseworkers of one municipality last said of account numbers, of each resident of whom they did not trust one. The numbers are hidden, each under the key of its resident, so that the database cannot be asked for one: those few are
/// opened here and compared (docs/decisions/0027-helpers-are-paid-by-the-svb.md).
/// </summary>
/// <param name="looks">The latest first.</param>
internal sealed class LookedAtNumbers(IReadOnlyList<LookedAtNumbers.Look> looks)
{
    internal sealed record Look(ResidentId ResidentId, AgreementId AgreementId, Iban Iban, bool IsTrusted, DateTimeOffset At);

    /// <param name="resident">Whose own are there too, also when all of them are trusted; none of nobody.</param>
    public static async Task<LookedAtNumbers> Of(Session session, string municipality, ResidentId? resident = null)
    {
        List<Look> found = [];
        foreach (var ofResident in (await session.List<Row>(Sql, new { municipality, resident })).GroupBy(row => row.ResidentId))
        {
            var words = await ResidentKey.Of(session, ofResident.Key);
            found.AddRange(ofResident.Select(row => new Look(row.ResidentId, row.AgreementId, new HelperAccount.Row(row.Id, 0, row.Holder, row.Iban).Read(words).Iban, row.Trusted == 1, row.At)));
        }

        return new LookedAtNumbers(found);
    }

    /// <summary>
    /// What was last said of this number of this resident is that it is not trusted; or that was said of another resident, and since then nobody trusted it of this one.
    /// </summary>
    public bool IsDistrusted(ResidentId resident, Iban iban)
    {
        var own = looks.FirstOrDefault(look => look.ResidentId == resident && look.Iban == iban);
        return own is { IsTrusted: false } || LastOfEach(iban, look => look.ResidentId != resident).Any(last => !last.IsTrusted && (own is null || last.At > own.At));
    }

    /// <summary>In another agreement, of whichever resident, what was last said of this number is that it is not trusted.</summary>
    public bool IsDistrustedElsewhere(AgreementId agreement, Iban iban) => LastOfEach(iban, look => look.AgreementId != agreement).Any(last => !last.IsTrusted);

    /// <summary>Of each resident the last word on this number.</summary>
    private IEnumerable<Look> LastOfEach(Iban iban, Func<Look, bool> where) => looks.Where(look => look.Iban == iban && where(look)).DistinctBy(look => look.ResidentId);

    private sealed record Row(ResidentId ResidentId, AgreementId AgreementId, HelperAccountId Id, string Holder, string Iban, long Trusted, DateTimeOffset At);

    // Of whom every account is trusted there is nothing to open.
    private const string Sql = """
        SELECT account.resident_id AS ResidentId, account.agreement_id AS AgreementId, account.id AS Id, account.holder AS Holder, account.iban AS Iban, seen.is_trusted AS Trusted, seen.seen_at AS At
        FROM helper_account_looks seen
        JOIN helper_accounts account ON account.id = seen.account_id
        JOIN residents r ON r.id = account.resident_id
        WHERE r.municipality_code = @municipality
          AND r.destroyed_at IS NULL
          AND (account.resident_id = COALESCE(@resident, '')
              OR EXISTS (
                  SELECT 1
                  FROM helper_accounts other
                  JOIN helper_account_looks doubt ON doubt.account_id = other.id AND doubt.is_trusted = 0
                  WHERE other.resident_id = account.resident_id))
        ORDER BY seen.seen_at DESC, account.id
        """;
}
