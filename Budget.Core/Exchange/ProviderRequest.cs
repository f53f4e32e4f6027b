using System.Text.Json;
using Budget.Core.Secrecy;
using Budget.Core.Storage;

namespace Budget.Core.Exchange;

/// <summary>What a provider asks for in a message: of a help that it would give (WMO315), or of a change of what it gives (WMO317).</summary>
/// <param name="Reference">Of the provider; the answer carries it.</param>
/// <param name="Reason">Of a change: a <see cref="Iwmo.ReasonOfRequest"/>.</param>
/// <param name="Bsn">As it was sent, of somebody who has no file here; else nothing: then the file says who it is. So the name.</param>
public sealed record AskedHelp(string Reference, string? Reason, string? Bsn, string? Name, IReadOnlyList<AskedHelp.Wish> Wishes)
{
    /// <param name="AssignmentNumber">Of what it gives and what changes; none of what comes beside it.</param>
    /// <param name="Volume">In whole units, of eurocents when the unit is 83; none when money is asked, or nothing said.</param>
    public sealed record Wish(
        long? AssignmentNumber, string? Category, string? ProductCode, DateOnly StartsOn, DateOnly? EndsOn, long? Volume, string? Unit, string? Frequency, long? BudgetCents);

    /// <summary>Without the name and the BSN: a log may meet this text.</summary>
    public override string ToString() => $"a request for {Wishes.Count}";
}

/// <summary>A request as it stands: what is hidden in it, and under whose key.</summary>
/// <param name="AnswerBy">Five working days after it came; no law says it (docs/decisions/0021).</param>
internal sealed record RequestRow(
    string Id, string Kind, string MunicipalityCode, ProviderId ProviderId, string ProviderName, string ProviderAgb, ResidentId? ResidentId, string? ResidentName, string? BudgetNumber,
    string? ProductNl, string? ProductEn, string? RequestNumber, string Content, DateOnly AskedOn, DateOnly AnswerBy, DateTimeOffset? InvestigatedAt, string? Outcome, string? Reason, DateTimeOffset? AnsweredAt)
{
    public const string Allocation = "allocation";
    public const string Change = "change";

    /// <summary>Of the own municipality; not there and not yours are the same.</summary>
    public static Task<RequestRow?> Find(Session session, Actor actor, Guid id) =>
        session.FirstOrNone<RequestRow>(OneSql, new { Id = id.ToString("D"), actor.MunicipalityCode });

    /// <summary>The same for a deed: whoever else answers it waits, and what is found is what stands then.</summary>
    public static async Task<RequestRow?> Lock(Session session, Actor actor, Guid id) =>
        await session.LockAndRead<long>(LockSql, new { Id = id.ToString("D") }) == 0 ? null : await Find(session, actor, id);

    /// <summary>Of a resident under the resident's own key: it goes with the file. Of somebody without one under the municipality's.</summary>
    public static Task<TextKey> Key(Session session, ResidentId? resident, string municipality) =>
        resident is { } whose ? ResidentKey.Of(session, whose) : MunicipalityKey.Of(session, municipality);

    public static string Hide(TextKey key, string id, AskedHelp content) => key.Hide(HiddenColumn.ProviderRequest, id, JsonSerializer.Serialize(content));

    /// <summary>None when it is gone: of somebody without a file that was answered.</summary>
    public async Task<AskedHelp?> Shown(Session session) =>
        (await Key(session, ResidentId, MunicipalityCode)).Show(HiddenColumn.ProviderRequest, Id, Content) is { Length: > 0 } text ? JsonSerializer.Deserialize<AskedHelp>(text) : null;

    private const string SelectSql = """
        SELECT asked.id AS Id, asked.kind AS Kind, asked.municipality_code AS MunicipalityCode, asked.provider_id AS ProviderId, provider.name AS ProviderName, provider.agb AS ProviderAgb,
               asked.resident_id AS ResidentId, r.name AS ResidentName, b.number AS BudgetNumber, p.name_nl AS ProductNl, p.name_en AS ProductEn, request.number AS RequestNumber, asked.content AS Content, asked.asked_on AS AskedOn,
               asked.answer_by AS AnswerBy, asked.investigated_at AS InvestigatedAt, asked.outcome AS Outcome, asked.reason AS Reason, asked.answered_at AS AnsweredAt
        FROM provider_requests asked
        JOIN providers provider ON provider.id = asked.provider_id
        LEFT JOIN residents r ON r.id = asked.resident_id
        LEFT JOIN budgets b ON b.id = asked.budget_id
        LEFT JOIN products p ON p.municipality_code = b.municipality_code AND p.code = b.product_code
        LEFT JOIN decisions d ON d.id = b.decision_id
        LEFT JOIN support_requests request ON request.id = d.request_id
        """;

    private const string OneSql = $"""
        {SelectSql}
        WHERE asked.id = @Id
          AND asked.municipality_code = @MunicipalityCode
          AND r.destroyed_at IS NULL
        """;

    private const string LockSql = """
        /*postgresql
        SELECT id
        FROM provider_requests
        WHERE id = @Id
        FOR NO KEY UPDATE;
        */
        SELECT COUNT(*)
        FROM provider_requests
        WHERE id = @Id
        """;
}
