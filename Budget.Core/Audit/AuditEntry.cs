using Budget.Core.Storage;

namespace Budget.Core.Audit;

/// <summary>The trace that a deed leaves in its own transaction: who, when, whose file, on whose behalf. Never a name, BSN or amount.</summary>
internal static class AuditEntry
{
    public static ValueTask Write(Session session, Actor actor, string deed, string subject, ResidentId? resident = null, ResidentId? onBehalfOf = null) =>
        session.Wire.Send(InsertSql,
        [
            session.NewId(), session.Now, actor.UserId.Value, actor.Role.ToString().ToLowerInvariant(), actor.MunicipalityCode,
            resident?.Value, onBehalfOf?.Value, deed, subject,
        ]);

    private const string InsertSql = """
        INSERT INTO audit_entries (id, at, user_id, role, municipality_code, resident_id, on_behalf_of, deed, subject)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        """;
}
