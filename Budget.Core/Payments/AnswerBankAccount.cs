using Budget.Core.Audit;
using Budget.Core.Storage;

namespace Budget.Core.Payments;

/// <summary>
/// The other two of four eyes: a colleague of who wrote an account down confirms it, from then on it counts, or refuses it. Who wrote it down takes it back, and confirms nothing.
/// </summary>
public sealed class AnswerBankAccount(Database database)
{
    public sealed record Entry(BankAccountId Id, bool IsConfirmed);

    /// <summary>Answers the outcome: "confirmed", "refused" or "withdrawn".</summary>
    public Task<Outcome<string>> Do(Actor actor, IdempotencyKey key, Entry entry) => database.Once<string>(actor, key, nameof(AnswerBankAccount), entry, async session =>
    {
        if (actor.Role != Role.Finance)
        {
            return Refusal.NotAllowed;
        }

        // Behind the lock: nobody pays to the old account at this moment, and no colleague answers too.
        await TownLock.Take(session, actor.MunicipalityCode);
        if (await session.FirstOrNone<Row>(FindSql, new { entry.Id, actor.MunicipalityCode }) is not { } account)
        {
            return Refusal.NotFound;
        }

        if (account.IsAnswered == 1)
        {
            return Refusal.AlreadyDecided;
        }

        var isOwn = account.ProposedBy == actor.UserId;
        if (isOwn && entry.IsConfirmed)
        {
            return Refusal.OwnProposal;
        }

        var outcome = entry.IsConfirmed ? "confirmed" : isOwn ? "withdrawn" : "refused";
        await session.Execute(InsertSql, new { entry.Id, outcome, account.ProposedBy, actor.UserId, session.Now });
        await Trace.Write(session, actor, nameof(AnswerBankAccount), subject: "");
        return outcome;
    });

    private sealed record Row(UserId ProposedBy, long IsAnswered);

    private const string FindSql = """
        SELECT account.proposed_by AS ProposedBy, CAST(CASE WHEN said.account_id IS NULL THEN 0 ELSE 1 END AS BIGINT) AS IsAnswered
        FROM bank_accounts account
        LEFT JOIN bank_account_answers said ON said.account_id = account.id
        WHERE account.id = @Id
          AND account.municipality_code = @MunicipalityCode
        """;

    private const string InsertSql = """
        INSERT INTO bank_account_answers (account_id, outcome, proposed_by, answered_by, answered_at)
        VALUES (@Id, @outcome, @ProposedBy, @UserId, @Now)
        """;
}
