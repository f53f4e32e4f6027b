using Budget.Core.Secrecy;

namespace Budget.Core.MyData;

/// <summary>What was written in the conversations of a case, and who read it.</summary>
internal static class PartsOfMessages
{
    private const string MessagesSql = $"""
        {FilePart.Whose}
        SELECT message.id, request.number, COALESCE(provider.name, m.name), message.written_at, u.name, message.side, message.words, message.read_at
        FROM whose
        JOIN case_messages message ON message.resident_id = whose.id
        JOIN support_requests request ON request.id = message.request_id
        JOIN municipalities m ON m.code = message.municipality_code
        LEFT JOIN providers provider ON provider.id = message.provider_id
        JOIN users u ON u.id = message.written_by
        ORDER BY message.written_at, message.id
        {FilePart.Page}
        """;

    private const string ReadsSql = $"""
        {FilePart.Whose}
        SELECT message.id, request.number, message.written_at, u.name, read.read_at
        FROM whose
        JOIN case_messages message ON message.resident_id = whose.id
        JOIN support_requests request ON request.id = message.request_id
        JOIN message_reads read ON read.message_id = message.id
        JOIN users u ON u.id = read.user_id
        ORDER BY message.written_at, message.id, read.read_at, u.id
        {FilePart.Page}
        """;

    public static readonly FilePart[] All =
    [
        new("messages", FileShape.Records, MessagesSql,
            new("request", FieldKind.Text, "case_messages.request_id"),
            new("with", FieldKind.Text, "case_messages.provider_id", "case_messages.municipality_code"),
            new("writtenAt", FieldKind.Instant, "case_messages.written_at", "case_messages.written_on"),
            new("writtenBy", FieldKind.Text, "case_messages.written_by"),
            new("side", FieldKind.Word, "case_messages.side"),
            new("message", FieldKind.Hidden, HiddenColumn.MessageWords),
            new("readAt", FieldKind.Instant, "case_messages.read_at")),
        new("messageReads", FileShape.Table, ReadsSql,
            new("request", FieldKind.Text, "message_reads.message_id"),
            new("writtenAt", FieldKind.Instant, "message_reads.message_id"),
            new("readBy", FieldKind.Text, "message_reads.user_id"),
            new("readAt", FieldKind.Instant, "message_reads.read_at")),
    ];
}
