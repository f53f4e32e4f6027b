using Budget.Core.Audit;
using Budget.Core.Residents;
using Budget.Core.Storage;

namespace Budget.Core.SupportRequests;

/// <summary>
/// The ingebrekestelling (Awb 4:17 lid 3): the resident says in writing that the decision is late; once of an application. Two weeks later a court can be
/// asked, and where the law still gives one, the penalty begins to run (<see cref="LateDecision"/>). What comes as a letter any caseworker writes down with the day it came, from which both count.
/// </summary>
public sealed class GiveNotice(Database database)
{
    /// <param name="OnPaperOn">The day on which it came on paper, when a caseworker writes it down; none when it is given here.</param>
    public sealed record Entry(string RequestNumber, DateOnly? OnPaperOn = null);

    public Task<Outcome<string>> Do(Actor actor, IdempotencyKey key, Entry entry) =>
        database.Once<string>(actor, key, nameof(GiveNotice), entry, async session =>
        {
            if (actor.Role != (entry.OnPaperOn is null ? Role.Resident : Role.Caseworker))
            {
                return Refusal.NotAllowed;
            }

            if (await RequestQuery.Lock(session, actor, entry.RequestNumber) is not { } request)
            {
                return Refusal.NotFound;
            }

            if (request.Objection(CaseAction.GiveNotice) is { } objection)
            {
                return objection;
            }

            if (entry.OnPaperOn > session.Today)
            {
                return Refusal.DayInFuture;
            }

            // What came before the two weeks were over says of nothing that it is late (Awb 4:17 lid 3).
            var givenOn = entry.OnPaperOn ?? session.Today;
            if (givenOn <= request.Facts.DecideBy)
            {
                return Refusal.NotLate;
            }

            if (await session.Execute(InsertSql, new { request.Id, actor.UserId, session.Now, givenOn, DecideBy = LateDecision.DecideBy(givenOn) }) == 0)
            {
                return Refusal.NoticeGiven;
            }

            await Trace.Write(session, actor, nameof(GiveNotice), entry.RequestNumber, request.ResidentId, await Access.OnBehalfOf(session, actor, request.ResidentId));
            return entry.RequestNumber;
        });

    private const string InsertSql = """
        INSERT INTO default_notices (request_id, given_by, given_at, given_on, decide_by)
        VALUES (@Id, @UserId, @Now, @givenOn, @DecideBy)
        ON CONFLICT (request_id) DO NOTHING
        """;
}
