using Budget.Core.Audit;
using Budget.Core.Mandates;
using Budget.Core.Residents;
using Budget.Core.Storage;

namespace Budget.Core.PersonHeld;

/// <summary>Of which helpers hours wait for the holder, and until which day the holder has to answer (four weeks: Uitvoeringsregeling Wmo 2015). For the holder and who acts for the holder and may answer; what waits longest first.</summary>
public sealed class HoursWaiting(Database database)
{
    /// <param name="RequestNumber">The case in which the budget was granted.</param>
    /// <param name="Since">When the oldest of them was entered.</param>
    public sealed record Item(string AgreementNumber, string RequestNumber, string ResidentName, string HelperName, long Lines, DateTimeOffset Since)
    {
        public DateOnly EnteredOn => AmsterdamDay.Of(Since);

        public DateOnly AnswerBy => EnteredOn.AddDays(7 * ClaimLines.HolderWeeks);
    }

    public async Task<IReadOnlyList<Item>> Of(Actor actor) => actor.Role != Role.Resident ? [] : await database.LookThrough(
        actor, nameof(HoursWaiting), session => session.List<Item>(WaitingSql, Access.Of(actor, session)), OthersSql);

    // Only where something waits the lines are looked at.
    private const string WaitingSql = $"""
        SELECT agreement.number AS AgreementNumber, request.number AS RequestNumber, r.name AS ResidentName, agreement.helper_name AS HelperName, COUNT(*) AS Lines, MIN(line.entered_at) AS Since
        FROM budgets file
        JOIN decisions d ON d.id = file.decision_id
        JOIN support_requests request ON request.id = d.request_id
        JOIN residents r ON r.id = file.resident_id
        JOIN care_agreements agreement ON agreement.budget_id = file.id
        JOIN claim_lines line ON line.agreement_id = agreement.id
        WHERE {Access.ToFile}
          AND r.destroyed_at IS NULL
          AND NOT {MandateActs.KeepsHours}
          AND EXISTS (SELECT 1 FROM claimed_months waits WHERE waits.agreement_id = agreement.id AND waits.waiting_lines > 0)
          AND NOT EXISTS (SELECT 1 FROM claim_line_answers said WHERE said.line_id = line.id)
        GROUP BY agreement.number, request.number, r.name, agreement.helper_name
        ORDER BY MIN(line.entered_at), agreement.number
        """;

    private const string OthersSql = $"""
        SELECT DISTINCT file.resident_id
        FROM budgets file
        JOIN care_agreements agreement ON agreement.budget_id = file.id
        JOIN claimed_months waits ON waits.agreement_id = agreement.id AND waits.waiting_lines > 0
        WHERE file.resident_id IN ({Access.Others})
          AND NOT {MandateActs.KeepsHours}
        """;
}
