namespace Budget.Core.Payments;

/// <summary>What the bank said last of a transfer, its failure before anything else.</summary>
internal static class LastBankWord
{
    /// <summary>Joins over what has the end_to_end_id of a transfer, as "transfer": its "failure", the last "word" and the "answer" that this came with; none of these where there is none.</summary>
    internal const string Joins = """
        LEFT JOIN payment_failures failure ON failure.end_to_end_id = transfer.end_to_end_id
        LEFT JOIN bank_answer_transfers word ON word.end_to_end_id = transfer.end_to_end_id
            AND word.answer_id = COALESCE(failure.answer_id, (
                SELECT latest.id
                FROM bank_answers latest
                JOIN bank_answer_transfers spoken ON spoken.answer_id = latest.id
                WHERE spoken.end_to_end_id = transfer.end_to_end_id
                ORDER BY latest.received_at DESC, latest.id DESC
                LIMIT 1))
        LEFT JOIN bank_answers answer ON answer.id = word.answer_id
        """;
}
