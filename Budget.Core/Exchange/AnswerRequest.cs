using Budget.Core.Audit;
using Budget.Core.Iwmo;
using Budget.Core.Residents;
using Budget.Core.Storage;

namespace Budget.Core.Exchange;

/// <summary>What a caseworker says to a provider that asked (WMO315, WMO317).</summary>
public enum SaidToProvider
{
    /// <summary>It is looked into: the resident decides, or a decision has to be taken first. The provider gets a WMO319 that says so; the question stays open.</summary>
    Investigated,
    /// <summary>No, and why: a WMO319 as well.</summary>
    Refused,
    /// <summary>What was asked was decided since; the allocation that follows is the answer, so that there is no message of its own.</summary>
    Allotted,
}

/// <summary>
/// A caseworker answers a provider. Whether somebody gets help of this provider the resident says, by choosing; how much help there is a decision says: neither is done here. What was asked about
/// somebody without a file is forgotten with the refusal.
/// </summary>
public sealed class AnswerRequest(Database database)
{
    /// <param name="Reason">Of a refusal: a <see cref="ReasonOfRefusal"/>.</param>
    public sealed record Entry(Guid Id, SaidToProvider Said, string? Reason = null);

    public Task<Outcome<Guid>> Do(Actor actor, IdempotencyKey key, Entry entry) =>
        database.Once<Guid>(actor, key, nameof(AnswerRequest), entry, async session =>
        {
            if (actor.Role != Role.Caseworker)
            {
                return Refusal.NotAllowed;
            }

            if (await RequestRow.Lock(session, actor, entry.Id) is not { } asked || (asked.ResidentId is { } resident && !await ResidentFile.Lock(session, resident)))
            {
                return Refusal.NotFound;
            }

            if (asked.Outcome is not null || await session.Single<long>(ChosenSql, new { asked.Id }) > 0 || (entry.Said == SaidToProvider.Investigated && asked.InvestigatedAt is not null))
            {
                return Refusal.AlreadyAnswered;
            }

            if (entry.Said == SaidToProvider.Refused ? entry.Reason is null || !ReasonOfRefusal.All.Contains(entry.Reason) : entry.Reason is not null)
            {
                return Refusal.ReasonMissing;
            }

            // Without a budget there is nothing for which anybody can choose; of a change there is a decision first.
            if ((entry.Said == SaidToProvider.Investigated && (asked.Kind == RequestRow.Change ? asked.ResidentId is null : asked.BudgetNumber is null))
                || (entry.Said == SaidToProvider.Allotted && (asked.Kind != RequestRow.Change || await session.Single<long>(DecidedSql, new { asked.ResidentId, asked.AskedOn }) == 0)))
            {
                return Refusal.NotDecidedSince;
            }

            if (await asked.Shown(session) is { } content && entry.Said != SaidToProvider.Allotted)
            {
                await Tell(session, asked, content.Reference, entry);
            }

            await session.Execute(entry.Said == SaidToProvider.Investigated ? InvestigateSql : AnswerSql, new
            {
                asked.Id,
                Outcome = entry.Said == SaidToProvider.Refused ? "refused" : "allotted",
                entry.Reason,
                actor.UserId,
                session.Now,
            });
            await Trace.Write(session, actor, nameof(AnswerRequest), asked.BudgetNumber ?? "", asked.ResidentId);
            return entry.Id;
        });

    private static async Task Tell(Session session, RequestRow asked, string reference, Entry entry) => await OutgoingMessages.Keep(
        session,
        new(MessageKind.RequestAnswer, asked.MunicipalityCode, asked.ProviderId, asked.ProviderAgb, asked.ResidentId, AssignmentId: null,
            entry.Said == SaidToProvider.Refused ? OutgoingMessages.Refused : OutgoingMessages.Investigated),
        await RequestRow.Key(session, asked.ResidentId, asked.MunicipalityCode),
        (text, header) => WriteRequestAnswer.Write(
            text, entry.Reason is { } reason ? RequestAnswer.Refuse(header, reference, reason) : RequestAnswer.Investigate(header, reference)));

    /// <summary>The resident chose who asked: that is the answer.</summary>
    private const string ChosenSql = $"""
        SELECT COUNT(*)
        FROM provider_requests asked
        WHERE asked.id = @Id
          AND NOT ({ProviderRequests.NotChosenSince})
        """;

    private const string DecidedSql = """
        SELECT COUNT(*)
        FROM decisions d
        WHERE d.resident_id = @ResidentId
          AND d.decided_on >= @AskedOn
        """;

    private const string InvestigateSql = """
        UPDATE provider_requests
        SET investigated_by = @UserId,
            investigated_at = @Now
        WHERE id = @Id
        """;

    private const string AnswerSql = """
        UPDATE provider_requests
        SET outcome = @Outcome,
            reason = @Reason,
            answered_by = @UserId,
            answered_at = @Now,
            content = CASE WHEN resident_id IS NULL THEN '' ELSE content END
        WHERE id = @Id
        """;
}
