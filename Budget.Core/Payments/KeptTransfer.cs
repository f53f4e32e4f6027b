using Budget.Core.Ledger;
using Budget.Core.Storage;

namespace Budget.Core.Payments;

/// <summary>A transfer of an approved run, for the deed that hears the bank on it.</summary>
/// <param name="HasFailed">1 when it was not paid, or came back.</param>
/// <param name="HasLeft">1 when the bank said before that the money left our account.</param>
/// <param name="IsFetched">1 when somebody took the file along: before that no bank can know of it.</param>
/// <param name="FromIban">As it is hidden.</param>
internal sealed record KeptTransfer(string EndToEndId, PaymentRunId RunId, Money Amount, long HasFailed, long HasLeft, long IsFetched, BankAccountId FromAccountId, string FromIban)
{
    /// <summary>Of the own municipality only; none of what is not there.</summary>
    public static async Task<IReadOnlyDictionary<string, KeptTransfer>> Find(Session session, string municipalityCode, IEnumerable<string> endToEndIds)
    {
        var found = new Dictionary<string, KeptTransfer>(StringComparer.Ordinal);
        foreach (var endToEndId in endToEndIds.Distinct(StringComparer.Ordinal))
        {
            if (await session.FirstOrNone<KeptTransfer>(OneSql, new { municipalityCode, endToEndId }) is { } transfer)
            {
                found[endToEndId] = transfer;
            }
        }

        return found;
    }

    /// <summary>All of the run that goes by this name at the bank.</summary>
    public static Task<IReadOnlyList<KeptTransfer>> OfRun(Session session, string municipalityCode, string identification) =>
        session.List<KeptTransfer>(OfRunSql, new { municipalityCode, identification });

    /// <summary>They were not paid, or came back: what was booked as paid with them, and still stands as that, is to be paid again.</summary>
    public static async Task Fail(Session session, Actor actor, IReadOnlyCollection<KeptTransfer> transfers, BankAnswerId answer)
    {
        List<Standing> standing = [];
        foreach (var transfer in transfers)
        {
            await session.Execute(InsertFailureSql, new { transfer.EndToEndId, answer });
            standing.AddRange(await session.List<Standing>(StandingSql, new { transfer.EndToEndId }));
        }

        var ledgers = await BudgetLedger.OpenAll(session, actor, standing.Select(one => one.BudgetId));
        foreach (var one in standing)
        {
            // Behind the lock once more: a credit may have taken it back at the last moment.
            if (!(await ledgers[one.BudgetId].Reversible(one.PostingNumber)).IsRefused)
            {
                await ledgers[one.BudgetId].Unpay(one.PostingNumber);
            }
        }
    }

    private sealed record Standing(BudgetId BudgetId, long PostingNumber);

    private const string SelectSql = $"""
        SELECT transfer.end_to_end_id AS EndToEndId, transfer.run_id AS RunId, transfer.amount_cents AS Amount,
               CAST(CASE WHEN failure.end_to_end_id IS NULL THEN 0 ELSE 1 END AS BIGINT) AS HasFailed,
               CAST(CASE WHEN EXISTS (
                   SELECT 1
                   FROM bank_answer_transfers word
                   WHERE word.end_to_end_id = transfer.end_to_end_id
                     AND word.status IN ({BankStatus.PaidSql})) THEN 1 ELSE 0 END AS BIGINT) AS HasLeft,
               CAST(CASE WHEN fetched.run_id IS NULL THEN 0 ELSE 1 END AS BIGINT) AS IsFetched,
               transfer.from_account_id AS FromAccountId, account.iban AS FromIban
        FROM payment_transfers transfer
        JOIN payment_runs run ON run.id = transfer.run_id
        JOIN bank_accounts account ON account.id = transfer.from_account_id
        LEFT JOIN payment_files_fetched fetched ON fetched.run_id = run.id
        LEFT JOIN payment_failures failure ON failure.end_to_end_id = transfer.end_to_end_id
        WHERE run.municipality_code = @municipalityCode
        """;

    private const string OneSql = $"""
        {SelectSql}
          AND transfer.end_to_end_id = @endToEndId
        """;

    private const string OfRunSql = $"""
        {SelectSql}
          AND run.id IN (SELECT run_id FROM payment_run_answers WHERE identification = @identification)
        ORDER BY transfer.end_to_end_id
        """;

    private const string InsertFailureSql = """
        INSERT INTO payment_failures (end_to_end_id, answer_id)
        VALUES (@EndToEndId, @answer)
        """;

    private const string StandingSql = """
        SELECT booked.budget_id AS BudgetId, booked.posting_number AS PostingNumber
        FROM payment_bookings booked
        WHERE booked.end_to_end_id = @EndToEndId
          AND booked.posting_number IS NOT NULL
          AND NOT EXISTS (
              SELECT 1
              FROM postings reversal
              WHERE reversal.budget_id = booked.budget_id
                AND reversal.reverses_number = booked.posting_number)
        ORDER BY booked.budget_id, booked.posting_number
        """;
}
