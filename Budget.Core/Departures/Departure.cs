using Budget.Core.Ledger;
using Budget.Core.Storage;

namespace Budget.Core.Departures;

/// <summary>Why a municipality gives a resident no support any more, whatever was decided.</summary>
public enum DepartureReason
{
    Died,
    /// <summary>To another municipality, which is responsible from then on (Wmo 2015, 1.2.1).</summary>
    Moved,
}

/// <summary>A resident who died or moved away, as it is written down today.</summary>
/// <param name="LastOn">The last day for which support is given and paid: that of the death, or the last on which the resident lives here.</param>
public sealed record Departure(DepartureReason Reason, DateOnly LastOn)
{
    // The last that was written down, unless that was a mistake.
    private const string OfResident = """
        gone.resident_id = r.id
            AND gone.reason <> 'mistake'
            AND gone.version = (SELECT MAX(newest.version) FROM departures newest WHERE newest.resident_id = r.id)
        """;

    /// <summary>Gives "gone" behind residents as "r", which is absent of who lives here.</summary>
    internal const string Join = $"LEFT JOIN departures gone ON {OfResident}";

    /// <summary>Of residents as "r": nothing is asked of who died or moved, nor of somebody else about them. A fragment of a WHERE clause.</summary>
    internal const string StillHere = $"NOT EXISTS (SELECT 1 FROM departures gone WHERE {OfResident})";

    /// <summary>Of residents as "r": nobody answers for who died. A fragment of a question.</summary>
    internal const string Died = $"EXISTS (SELECT 1 FROM departures gone WHERE {OfResident} AND gone.reason = 'died')";

    /// <summary>Of claim_lines as "line": its first day lies behind the last of the holder, so it can never be paid. A fragment of a question.</summary>
    internal const string IsBeforeLine = """
        EXISTS (
            SELECT 1
            FROM departures gone
            WHERE gone.resident_id = line.resident_id
              AND gone.reason <> 'mistake'
              AND gone.last_on < line.starts_on
              AND gone.version = (SELECT MAX(newest.version) FROM departures newest WHERE newest.resident_id = line.resident_id))
        """;

    internal static async Task<Departure?> Of(Session session, ResidentId resident) =>
        (await session.Single<Row>(OfSql, new { resident })) is { Reason: { } reason, LastOn: { } lastOn } ? new Departure(StoredNames.Parse<DepartureReason>(reason), lastOn) : null;

    /// <summary>Nothing new is asked for who died, nor of the municipality that somebody left.</summary>
    /// <returns>Why it is refused; none while help can be given here.</returns>
    internal static async Task<Refusal?> AgainstRequest(Session session, ResidentId resident) =>
        await Of(session, resident) is { } gone && (gone.Reason == DepartureReason.Died || gone.LastOn < session.Today) ? Refusal.ResidentDeparted.With(gone.LastOn.InDigits()) : null;

    /// <summary>What the holder of a PGB does about hours, helpers and their accounts the holder does, until the holder died: from then on a caseworker does, and nobody else.</summary>
    /// <returns>Why this user may not; none when that may be done.</returns>
    internal static async Task<Refusal?> AgainstHolder(Session session, Actor actor, ResidentId resident)
    {
        var died = await Of(session, resident) is { Reason: DepartureReason.Died };
        return died == (actor.Role == Role.Caseworker) ? null : died ? Refusal.HolderDied : Refusal.HolderAnswers;
    }

    /// <param name="departure">None to say that the one before was a mistake.</param>
    internal static Task Write(Session session, Actor actor, ResidentId resident, Departure? departure) => session.Execute(
        InsertSql, new { resident, Reason = departure?.Reason.Stored() ?? "mistake", departure?.LastOn, actor.UserId, session.Now, session.Today });

    private sealed record Row(string? Reason, DateOnly? LastOn);

    private const string OfSql = $"""
        SELECT gone.reason AS Reason, gone.last_on AS LastOn
        FROM residents r
        {Join}
        WHERE r.id = @resident
        """;

    private const string InsertSql = """
        INSERT INTO departures (resident_id, version, reason, last_on, written_by, written_at, written_on)
        VALUES (@resident, (SELECT COALESCE(MAX(version), 0) + 1 FROM departures WHERE resident_id = @resident), @Reason, @LastOn, @UserId, @Now, @Today)
        """;
}
