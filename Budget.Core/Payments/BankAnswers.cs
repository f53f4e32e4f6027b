using Budget.Core.Audit;
using Budget.Core.Storage;

namespace Budget.Core.Payments;

/// <summary>Which messages of the bank were taken in, by whom, and what came of each? The newest fifty. For finance and the auditor of the municipality.</summary>
public sealed class BankAnswers(Database database)
{
    /// <param name="Kind">"status" (pain.002) or "returns" (camt.054).</param>
    /// <param name="Transfers">Of how many of our transfers it speaks, in <paramref name="Runs"/> (numbers, with a space between them).</param>
    /// <param name="Failed">How many came back with it.</param>
    /// <param name="ToLookAt">How many it says were not paid, or something unknown, without anything booked for it (<see cref="TakeBankAnswer"/>).</param>
    public sealed record Row(DateTimeOffset ReceivedAt, string ReceivedByName, string Kind, string Identification, string Runs, long Transfers, long Failed, long ToLookAt);

    public async Task<IReadOnlyList<Row>> Of(Actor actor)
    {
        if (!actor.MaySeeBooks)
        {
            return [];
        }

        var words = await database.LookThrough(actor, nameof(BankAnswers), session => session.List<Word>(WordsSql, new { actor.MunicipalityCode }));
        return
        [
            .. from word in words
               group word by word.Id into answer
               let first = answer.First()
               select new Row(
                   first.ReceivedAt, first.ReceivedByName, first.Kind, first.Identification, string.Join(' ', answer.Select(word => word.Run).Distinct()), answer.Count(), answer.Count(word => word.FailedHere == 1),
                   answer.Count(word => word.HasFailed == 0 && TakeBankAnswer.IsToLookAt(word.Status))),
        ];
    }

    private sealed record Word(BankAnswerId Id, DateTimeOffset ReceivedAt, string ReceivedByName, string Kind, string Identification, string Run, string Status, long HasFailed, long FailedHere);

    private const string WordsSql = """
        SELECT answer.id AS Id, answer.received_at AS ReceivedAt, receiver.name AS ReceivedByName, answer.kind AS Kind, answer.identification AS Identification, run.number AS Run,
               word.status AS Status, CAST(CASE WHEN failure.end_to_end_id IS NULL THEN 0 ELSE 1 END AS BIGINT) AS HasFailed,
               CAST(CASE WHEN failure.answer_id = answer.id THEN 1 ELSE 0 END AS BIGINT) AS FailedHere
        FROM (
            SELECT id, received_at, received_by, kind, identification
            FROM bank_answers
            WHERE municipality_code = @MunicipalityCode
            ORDER BY received_at DESC, id DESC
            LIMIT 50
        ) answer
        JOIN users receiver ON receiver.id = answer.received_by
        JOIN bank_answer_transfers word ON word.answer_id = answer.id
        JOIN payment_transfers transfer ON transfer.end_to_end_id = word.end_to_end_id
        JOIN payment_runs run ON run.id = transfer.run_id
        LEFT JOIN payment_failures failure ON failure.end_to_end_id = word.end_to_end_id
        ORDER BY answer.received_at DESC, answer.id DESC, run.number
        """;
}
