using Budget.Core.Ledger;
using Budget.Core.Mail;
using Budget.Core.Secrecy;
using Budget.Core.Storage;

namespace Budget.Core.Disputes;

/// <summary>
/// How a dispute ends. What was not delivered is reversed in the same transaction, and the posting seals the dispute, the answer and the end: who said what, and when, cannot be changed unseen
/// (docs/decisions/0019).
/// </summary>
internal static class DisputeEnd
{
    /// <summary>For the provider: the line stands, and is paid.</summary>
    public static async Task Deliver(Session session, Actor actor, DeclaredLine line, string explanation) =>
        await Write(session, actor, line.DisputeId!, "delivered", await Hidden(session, line, explanation), reversalNumber: null);

    /// <summary>For the resident: the line is reversed.</summary>
    /// <returns>Why the ledger does not reverse it; nothing when it did.</returns>
    public static async Task<Refusal?> Reverse(Session session, Actor actor, DeclaredLine line, string explanation)
    {
        var ledger = await BudgetLedger.Open(session, actor, line.BudgetId);
        var dispute = await session.Single<DisputeRow>(DisputeSql, new { line.DisputeId });
        var answer = await session.FirstOrNone<AnswerRow>(AnswerSql, new { line.DisputeId });
        var hidden = await Hidden(session, line, explanation);
        var seal = Seal.Of(
            [dispute.Id, dispute.LineId, dispute.Place, dispute.Reason, dispute.Explanation, dispute.Delivered, dispute.DisputedBy, dispute.DisputedAt],
            answer is null ? [] : [answer.DisputeId, answer.Explanation, answer.AnsweredBy, answer.AnsweredAt],
            [line.DisputeId, "not-delivered", hidden, actor.UserId.Value, session.Now]);
        var reversed = await ledger.Reverse(line.Posting, $"{Code} {line.Posting}", seal);
        if (reversed.IsRefused)
        {
            return reversed.Refusal;
        }

        await Write(session, actor, line.DisputeId!, "not-delivered", hidden, reversed.Value.Number);
        return null;
    }

    /// <summary>
    /// The line was taken back otherwise, by a credit of the provider ("credited") or by finance ("corrected"): nothing is left to settle, so what is open of it ends with it, and both sides are told.
    /// </summary>
    /// <param name="budget">Locked: nobody disputes the line meanwhile, nor ends that.</param>
    public static async Task TakenBack(Session session, Actor actor, BudgetId budget, long posting, long reversalNumber, string outcome)
    {
        if (await session.FirstOrNone<OpenRow>(OpenSql, new { budget, posting }) is not { } open)
        {
            return;
        }

        await Write(session, actor, open.DisputeId, outcome, explanation: "", reversalNumber);
        await Outbox.Put(session, MailKind.DisputeIsAnswered, open.ResidentId, open.RequestNumber);
        if (outcome == Corrected)
        {
            await Outbox.PutToProvider(session, MailKind.DisputeIsSettled, open.ProviderId, open.MunicipalityCode, open.RequestNumber);
        }
    }

    public const string Credited = "credited";
    public const string Corrected = "corrected";

    public static async Task Write(Session session, Actor actor, string dispute, string outcome, string explanation, long? reversalNumber)
    {
        await session.Execute(InsertSql, new { dispute, outcome, explanation, actor.UserId, session.Now, reversalNumber });
        await session.Execute(CloseSql, new { dispute });
    }

    private static async Task<string> Hidden(Session session, DeclaredLine line, string explanation) =>
        (await ResidentKey.Of(session, line.ResidentId)).Hide(HiddenColumn.DisputeSettlement, line.DisputeId!, explanation);

    /// <summary>With which the reason of such a reversal begins; behind it the number of the posting.</summary>
    public const string Code = "dispute";

    /// <summary>What a reversal seals, row by row in that order; the number of the reversal is the posting's own.</summary>
    internal const string DisputeColumns = "id, line_id, place, reason, explanation, delivered_hundredths, disputed_by, disputed_at";
    internal const string AnswerColumns = "dispute_id, explanation, answered_by, answered_at";
    internal const string EndColumns = "dispute_id, outcome, explanation, ended_by, ended_at";

    private sealed record DisputeRow(string Id, string LineId, long Place, string Reason, string Explanation, long? Delivered, string DisputedBy, DateTimeOffset DisputedAt);

    private sealed record AnswerRow(string DisputeId, string Explanation, string AnsweredBy, DateTimeOffset AnsweredAt);

    private sealed record OpenRow(string DisputeId, ResidentId ResidentId, string RequestNumber, ProviderId ProviderId, string MunicipalityCode);

    private const string OpenSql = """
        SELECT waits.dispute_id AS DisputeId, b.resident_id AS ResidentId, request.number AS RequestNumber, a.provider_id AS ProviderId, b.municipality_code AS MunicipalityCode
        FROM open_disputes waits
        JOIN disputes dispute ON dispute.id = waits.dispute_id
        JOIN invoice_lines line ON line.id = dispute.line_id
        JOIN assignments a ON a.id = line.assignment_id
        JOIN budgets b ON b.id = waits.budget_id
        JOIN decisions d ON d.id = b.decision_id
        JOIN support_requests request ON request.id = d.request_id
        WHERE waits.budget_id = @budget
          AND waits.posting_number = @posting
        """;

    private const string DisputeSql = """
        SELECT id AS Id, line_id AS LineId, place AS Place, reason AS Reason, explanation AS Explanation, delivered_hundredths AS Delivered, disputed_by AS DisputedBy, disputed_at AS DisputedAt
        FROM disputes
        WHERE id = @DisputeId
        """;

    private const string AnswerSql = """
        SELECT dispute_id AS DisputeId, explanation AS Explanation, answered_by AS AnsweredBy, answered_at AS AnsweredAt
        FROM dispute_answers
        WHERE dispute_id = @DisputeId
        """;

    private const string InsertSql = """
        INSERT INTO dispute_ends (dispute_id, outcome, explanation, ended_by, ended_at, reversal_number)
        VALUES (@dispute, @outcome, @explanation, @UserId, @Now, @reversalNumber)
        """;

    private const string CloseSql = """
        DELETE FROM open_disputes
        WHERE dispute_id = @dispute
        """;
}
