using Budget.Core.Audit;
using Budget.Core.Residents;
using Budget.Core.Storage;

namespace Budget.Core.MyData;

/// <summary>
/// The resident, or who represents the resident, takes back a request that was not answered yet, also when a caseworker proposed to carry it out already. It stands as
/// refused by a resident: only caseworkers refuse, so that is one that was taken back (<see cref="DataRequests.OutcomeSql"/>).
/// </summary>
public sealed class WithdrawDataRequest(Database database)
{
    public sealed record Entry(string Number);

    public Task<Outcome<string>> Do(Actor actor, IdempotencyKey key, Entry entry) =>
        database.Once<string>(actor, key, nameof(WithdrawDataRequest), entry, async session =>
        {
            if (await session.FirstOrNone<DataRequest.Facts>(MineSql, Access.Of(actor, session, entry.Number)) is not { } request)
            {
                return Refusal.NotFound;
            }

            if (!await DataRequest.Answer(session, actor, request, isAgreed: false, answer: ""))
            {
                return Refusal.AlreadyAnswered;
            }

            await Trace.Write(session, actor, nameof(WithdrawDataRequest), entry.Number, request.ResidentId, await Access.OnBehalfOf(session, actor, request.ResidentId));
            return entry.Number;
        });

    private const string MineSql = $"""
        {DataRequest.FactsSql}
        WHERE d.number = @Subject
          AND d.resident_id IN ({Access.Mine})
          AND r.destroyed_at IS NULL
        """;
}
