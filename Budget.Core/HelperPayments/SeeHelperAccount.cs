using Budget.Core.Audit;
using Budget.Core.Residents;
using Budget.Core.Secrecy;
using Budget.Core.Storage;

namespace Budget.Core.HelperPayments;

/// <summary>A caseworker has looked at an account that a holder gave for a helper: once, and who did stands with it. To one that is not trusted nothing is paid, in no agreement of this holder, until the holder gives another, or the same
/// once more and a caseworker looked again.</summary>
public sealed class SeeHelperAccount(Database database)
{
    public sealed record Entry(HelperAccountId Id, bool IsTrusted = true);

    public Task<Outcome<bool>> Do(Actor actor, IdempotencyKey key, Entry entry) => database.Once<bool>(actor, key, nameof(SeeHelperAccount), entry, async session =>
    {
        if (actor.Role != Role.Caseworker)
        {
            return Refusal.NotAllowed;
        }

        if (await session.FirstOrNone<Row>(FindSql, new { entry.Id, actor.MunicipalityCode }) is not { } account || !await ResidentFile.Lock(session, account.ResidentId))
        {
            return Refusal.NotFound;
        }

        if (await session.Single<long>(SeenSql, new { entry.Id }) > 0)
        {
            return Refusal.AlreadyDecided;
        }

        if (account.SetBy == actor.UserId)
        {
            return Refusal.OwnProposal;
        }

        await Say(session, actor, entry.Id, entry.IsTrusted);
        if (!entry.IsTrusted)
        {
            await HelperAccount.DistrustElsewhere(session, actor, account.ResidentId, await ResidentKey.Of(session, account.ResidentId), entry.Id);
        }

        await Trace.Write(session, actor, nameof(SeeHelperAccount), account.AgreementNumber, account.ResidentId);
        return true;
    });

    internal static async Task Say(Session session, Actor actor, HelperAccountId account, bool isTrusted)
    {
        await session.Execute(InsertSql, new { Id = account, Trusted = isTrusted ? 1L : 0L, actor.UserId, session.Now });
        await session.Execute(SeenNowSql, new { Id = account });
    }

    private sealed record Row(ResidentId ResidentId, string AgreementNumber, UserId SetBy);

    // The first of an agreement that was made in the portal was approved with it; on paper there was none.
    private const string FindSql = """
        SELECT b.resident_id AS ResidentId, agreement.number AS AgreementNumber, account.set_by AS SetBy
        FROM helper_accounts account
        JOIN care_agreements agreement ON agreement.id = account.agreement_id
        JOIN budgets b ON b.id = agreement.budget_id
        LEFT JOIN agreement_proposals drawn ON drawn.id = agreement.proposal_id
        WHERE account.id = @Id
          AND (account.number > 1 OR COALESCE(drawn.identifier_hash, '') = '')
          AND b.municipality_code = @MunicipalityCode
        """;

    private const string SeenSql = """
        SELECT COUNT(*)
        FROM helper_account_looks
        WHERE account_id = @Id
        """;

    private const string SeenNowSql = """
        DELETE FROM unseen_helper_accounts
        WHERE account_id = @Id
        """;

    private const string InsertSql = """
        INSERT INTO helper_account_looks (account_id, is_trusted, seen_by, seen_at)
        VALUES (@Id, @Trusted, @UserId, @Now)
        """;
}
