using Budget.Core.Audit;
using Budget.Core.Residents;
using Budget.Core.Secrecy;
using Budget.Core.Storage;
using Budget.Core.SupportRequests;

namespace Budget.Core.Decisions;

/// <summary>
/// Bezwaar (Awb 6:4 and 6:7): the resident, or who represents the resident, says in own words why a decision is not right, within six weeks; later only with the reason why it
/// is late (6:11), which the municipality judges. Against one decision once. What comes as a letter any caseworker writes down with the day it came, from which everything counts: writing down is
/// no deciding.
/// </summary>
public sealed class ObjectToDecision(Database database)
{
    /// <param name="LateReason">Why it comes after the term; ignored when it does not.</param>
    /// <param name="OnPaperOn">The day on which it came on paper, when a caseworker writes it down; none when it is said here. What is late and says no reason is written down all the same.</param>
    public sealed record Entry(string DecisionNumber, string Words, string LateReason = "", DateOnly? OnPaperOn = null);

    /// <param name="DecideBy">The last day on which the municipality decides on it.</param>
    public sealed record Answer(string ObjectionNumber, DateOnly DecideBy);

    public Task<Outcome<Answer>> Do(Actor actor, IdempotencyKey key, Entry entry) =>
        database.Once<Answer>(actor, key, nameof(ObjectToDecision), entry, async session =>
        {
            if (entry.OnPaperOn is not null ? actor.Role != Role.Caseworker : actor.Role is not (Role.Resident or Role.System))
            {
                return Refusal.NotAllowed;
            }

            var (words, lateReason) = (TypedText.Seen(entry.Words), TypedText.Seen(entry.LateReason));
            if (words.Length == 0)
            {
                return Refusal.ReasonMissing;
            }

            if (words.Length > RequestContent.LongestText || lateReason.Length > RequestContent.LongestText)
            {
                return Refusal.TextTooLong.With(RequestContent.LongestText);
            }

            // Two windows at once: the second finds the objection of the first.
            if (await session.FirstOrNone<Decision>(DecisionSql, Access.Of(actor, session, entry.DecisionNumber)) is not { } decision
                || !await ResidentFile.Lock(session, decision.ResidentId))
            {
                return Refusal.NotFound;
            }

            if (await session.Single<long>(ObjectedSql, new { decision.Id }) > 0)
            {
                return Refusal.AlreadyObjected;
            }

            if (entry.OnPaperOn > session.Today)
            {
                return Refusal.DayInFuture;
            }

            if (entry.OnPaperOn < decision.DecidedOn)
            {
                return Refusal.CameBeforeDecision;
            }

            var objectedOn = entry.OnPaperOn ?? session.Today;
            var isLate = objectedOn > decision.ObjectBy;
            if (isLate && lateReason.Length == 0 && entry.OnPaperOn is null)
            {
                return Refusal.LateReasonMissing;
            }

            var number = $"{session.Today.Year}-{await session.NextNumber($"objection-{session.Today.Year}"):D6}";
            var terms = await DecisionTerms.Of(session, decision.MunicipalityCode);
            var decideBy = LegalTerm.DecideObjectionBy(decision.ObjectBy, objectedOn, terms.ObjectionWeeks);
            var (hidden, id) = (await ResidentKey.Of(session, decision.ResidentId), $"{session.NewId():D}");
            await session.Execute(InsertSql, new
            {
                id,
                number,
                DecisionId = decision.Id,
                decision.MunicipalityCode,
                decision.ResidentId,
                actor.UserId,
                ObjectedAt = session.Now,
                objectedOn,
                Words = hidden.Hide(HiddenColumn.ObjectionWords, id, words),
                LateReason = isLate && lateReason.Length > 0 ? hidden.Hide(HiddenColumn.ObjectionLateReason, id, lateReason) : "",
                decideBy,
            });
            await Trace.Write(session, actor, nameof(ObjectToDecision), number, decision.ResidentId, await Access.OnBehalfOf(session, actor, decision.ResidentId));
            return new Answer(number, decideBy);
        });

    private sealed record Decision(DecisionId Id, string MunicipalityCode, ResidentId ResidentId, DateOnly DecidedOn, DateOnly ObjectBy);

    private const string DecisionSql = $"""
        SELECT file.id AS Id, file.municipality_code AS MunicipalityCode, file.resident_id AS ResidentId, file.decided_on AS DecidedOn, file.object_by AS ObjectBy
        FROM decisions file
        WHERE file.number = @Subject
          AND {Access.ToOne}
        """;

    private const string ObjectedSql = """
        SELECT COUNT(*)
        FROM objections
        WHERE decision_id = @Id
        """;

    private const string InsertSql = """
        INSERT INTO objections (
            id, number, decision_id, municipality_code, resident_id, objected_by, objected_at, objected_on, words, late_reason, decide_by, answer)
        VALUES (@id, @number, @DecisionId, @MunicipalityCode, @ResidentId, @UserId, @ObjectedAt, @objectedOn, @Words, @LateReason, @decideBy, '')
        """;
}
