using Budget.Core.Audit;
using Budget.Core.Residents;
using Budget.Core.Retention;
using Budget.Core.Storage;

namespace Budget.Core.MyData;

/// <summary>What the law makes of a wish to have this file destroyed: whether a decision keeps it, and until when it is kept by itself (Wmo 2015, 5.3.4 and 5.3.5).</summary>
public sealed class KeptUntil(Database database)
{
    /// <param name="Until">Fifteen years after the last thing in the file; none when nothing but the registration is in it.</param>
    public sealed record Answer(bool HasDecision, DateOnly? Until);

    /// <summary>For whoever may open the file, and for caseworkers of the municipality.</summary>
    public Task<Answer?> Of(Actor actor, ResidentId resident) => database.Look(actor, nameof(KeptUntil), subject: "", async session =>
        await session.FirstOrNone<FileRow>(FileSql, Access.Of(actor, session, resident.Value.ToString("D"))) is { } file
            ? new Answer(file.Decisions > 0, (await FilesPastTheirTerm.LastOn(session, resident))?.AddYears(FilesPastTheirTerm.YearsKept))
            : null, _ => resident);

    private sealed record FileRow(long Decisions);

    private const string FileSql = $"""
        SELECT (SELECT COUNT(*) FROM decisions d WHERE d.resident_id = r.id) AS Decisions
        FROM residents r
        WHERE r.id = @Subject
          AND r.destroyed_at IS NULL
          AND (r.id IN ({Access.Mine})
            OR (@Role = 'caseworker' AND r.municipality_code = @MunicipalityCode))
        """;
}
