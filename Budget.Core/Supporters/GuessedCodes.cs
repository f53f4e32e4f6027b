using Budget.Core.Audit;
using Budget.Core.PersonHeld;
using Budget.Core.Residents;
using Budget.Core.Storage;

namespace Budget.Core.Supporters;

/// <summary>Codes that somebody tried and that were none, of whatever kind: ten in an hour, whatever the session or the portal. What is more is refused, kept, and told to who watches over it.</summary>
internal static class GuessedCodes
{
    public const int InAnHour = 10;

    /// <param name="what">The deed that was tried.</param>
    public static async Task<bool> AreTooMany(Session session, Actor actor, string what)
    {
        var guesses = await session.LockAndRead<long>(Sql, new
        {
            actor.UserId,
            Since = TraceIds.LowestAt(session.Now.AddHours(-1)),
            Most = (long)InAnHour,
            Invitation = nameof(AcceptInvitation),
            Agreement = nameof(TakeAgreementCode),
        });
        if (guesses < InAnHour)
        {
            return false;
        }

        await Trace.Write(session, actor, TraceAction.Refused, what, subject: "", resident: null, onBehalfOf: null, TraceBasis.None);
        await RaiseAlert.Raise(session, actor, AlertKind.Refused, resident: null, guesses);
        return true;
    }

    private const string Sql = $"""
        {RowLock.User}
        SELECT COUNT(*)
        FROM (
            SELECT 1 AS guess
            FROM traces
            WHERE user_id = @UserId
              AND id >= @Since
              AND what IN (@Invitation, @Agreement)
              AND action = 'refused'
            LIMIT @Most
        ) recent
        """;
}
