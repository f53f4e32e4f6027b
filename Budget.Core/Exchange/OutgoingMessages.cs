using System.Text;
using Budget.Core.Iwmo;
using Budget.Core.Secrecy;
using Budget.Core.Storage;

namespace Budget.Core.Exchange;

/// <summary>What a municipality sends to a provider (WMO301, WMO319), kept as it was made: fetched again it is the same, to the byte.</summary>
internal static class OutgoingMessages
{
    public const string New = "new";
    public const string End = "end";
    public const string Refused = "refused";
    public const string Investigated = "investigated";

    /// <param name="About">What it tells: one of the words above.</param>
    public sealed record Draft(MessageKind Kind, string MunicipalityCode, ProviderId ProviderId, string ProviderAgb, ResidentId? ResidentId, AssignmentId? AssignmentId, string About);

    /// <summary>Gives it its identification, writes it and hides it.</summary>
    public static async Task Keep(Session session, Draft draft, TextKey key, Action<Stream, OutgoingHeader> write)
    {
        var id = session.NewId().ToString("D");
        var identification = $"U{await session.NextNumber($"iwmo-out-{draft.MunicipalityCode}"):D9}";
        using var text = new MemoryStream();
        write(text, new OutgoingHeader(draft.MunicipalityCode, draft.ProviderAgb, identification, session.Today));
        await session.Execute(InsertSql, new
        {
            id,
            draft.MunicipalityCode,
            draft.ProviderId,
            Kind = draft.Kind.Name,
            identification,
            draft.ResidentId,
            draft.AssignmentId,
            draft.About,
            Message = key.Hide(HiddenColumn.OutgoingMessage, id, Encoding.UTF8.GetString(text.ToArray())),
            session.Now,
            session.Today,
        });
    }

    private const string InsertSql = """
        INSERT INTO iwmo_messages_out (id, municipality_code, provider_id, kind, identification, resident_id, assignment_id, about, message, made_at, made_on)
        VALUES (@id, @MunicipalityCode, @ProviderId, @Kind, @identification, @ResidentId, @AssignmentId, @About, @Message, @Now, @Today)
        """;
}
