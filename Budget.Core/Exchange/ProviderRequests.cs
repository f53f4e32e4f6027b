using Budget.Core.Audit;
using Budget.Core.Storage;

namespace Budget.Core.Exchange;

/// <summary>What providers ask of a municipality by message (WMO315, WMO317): one of it for a caseworker, and who asks a resident whether they may help.</summary>
public sealed class ProviderRequests(Database database)
{
    /// <summary>
    /// Within so many working days the provider hears something, if only that it is looked into. The protocol (Standaard Administratieprotocol 3.2.b) is said to ask five; we could not look it up, so that it stands
    /// here as a figure of our own.
    /// </summary>
    public const int WorkingDays = 5;

    /// <param name="ResidentName">None when nobody here has that BSN.</param>
    /// <param name="Content">None when it is gone, because it was of somebody without a file and was answered.</param>
    /// <param name="Outcome">"refused" or "allotted"; none as long as it waits.</param>
    public sealed record Answer(
        Guid Id, bool IsChange, string ProviderName, string ProviderAgb, string? ResidentName, string? BudgetNumber, string? ProductNl, string? ProductEn, string? RequestNumber, AskedHelp? Content,
        DateOnly AskedOn, DateOnly AnswerBy, DateTimeOffset? InvestigatedAt, string? Outcome, string? Reason, DateTimeOffset? AnsweredAt);

    public async Task<Answer?> One(Actor actor, Guid id)
    {
        // First whether it is about somebody: a look that finds nothing would stand as a refusal, and count as one.
        var isOfResident = await database.Read(async session => (await RequestRow.Find(session, actor, id))?.ResidentId is not null);
        return (isOfResident
            ? await database.Look(actor, "ProviderRequest", subject: "", session => Find(session, actor, id), found => found.Row.ResidentId!.Value)
            : await database.LookThrough(actor, "ProviderRequest", session => Find(session, actor, id)))?.Shown;
    }

    private sealed record Found(RequestRow Row, Answer Shown);

    private static async Task<Found?> Find(Session session, Actor actor, Guid id)
    {
        if (actor.Role != Role.Caseworker || await RequestRow.Find(session, actor, id) is not { } row)
        {
            return null;
        }

        return new Found(row, new Answer(
            id, row.Kind == RequestRow.Change, row.ProviderName, row.ProviderAgb, row.ResidentName, row.BudgetNumber, row.ProductNl, row.ProductEn, row.RequestNumber, await row.Shown(session),
            row.AskedOn, row.AnswerBy, row.InvestigatedAt, row.Outcome, row.Reason, row.AnsweredAt));
    }

    /// <summary>
    /// For the worklist (<see cref="Caseload.WorklistParts"/>): what waits for an answer. A question of which the provider was told that it is looked into, and that is for the resident to decide, waits no longer
    /// for us; nor one whose provider was chosen since.
    /// </summary>
    internal const string TasksSql = $"""
        SELECT CASE asked.kind WHEN 'change' THEN 'change-asked' ELSE 'allocation-asked' END AS kind, COALESCE(b.number, '') AS number, asked.id AS target, asked.resident_id,
               asked.answer_by AS due, CAST(NULL AS TIMESTAMPTZ) AS since, 0 AS days, 0 AS urgent
        FROM provider_requests asked
        LEFT JOIN budgets b ON b.id = asked.budget_id
        WHERE asked.municipality_code = @MunicipalityCode
          AND {WaitsForUs}
        """;

    /// <summary>What the municipality still has to answer: part of a WHERE over provider_requests as "asked".</summary>
    internal const string WaitsForUs = $"""
        asked.outcome IS NULL
          AND (asked.kind = 'change' OR asked.investigated_at IS NULL)
          AND {NotChosenSince}
        """;

    /// <summary>
    /// A choice answers whoever asked to be chosen: nothing is written by it, because an assignment is made in many ways. Part of a WHERE over provider_requests as "asked".
    /// </summary>
    internal const string NotChosenSince = """
        NOT EXISTS (
              SELECT 1
              FROM assignments chosen
              WHERE asked.kind = 'allocation'
                AND chosen.budget_id = asked.budget_id
                AND chosen.provider_id = asked.provider_id
                AND chosen.chosen_at >= asked.asked_at)
        """;
}
