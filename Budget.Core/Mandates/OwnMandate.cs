using Budget.Core.Ledger;
using Budget.Core.Residents;
using Budget.Core.Storage;

namespace Budget.Core.Mandates;

/// <summary>Somebody who acts for a resident today or will, as the resident finds that person; never as another who acts for the resident does. Not yours and not there are the same.</summary>
internal sealed record OwnMandate(string Ground)
{
    public bool IsByLaw => StoredNames.Parse<AccessGround>(Ground) != AccessGround.Mandate;

    /// <summary>Behind the resident's own row: what is done for the resident meanwhile is before or after it.</summary>
    public static async Task<OwnMandate?> Lock(Session session, Actor actor, ResidentId resident, UserId representative) =>
        await ResidentFile.Mine(session, actor, resident) is not null && await ResidentFile.Lock(session, resident)
            ? await session.FirstOrNone<OwnMandate>(Sql, Session.With(Access.Of(actor, session, resident.Value.ToString("D")), ("Representative", representative.Value.ToString("D"))))
            : null;

    private const string Sql = $"""
        SELECT a.ground AS Ground
        FROM resident_access a
        WHERE a.user_id = @Representative
          AND a.resident_id = @Subject
          AND a.kind = 'representative'
          AND a.ends_on >= @Today
          AND a.resident_id IN ({Access.Own})
        """;
}
