using Budget.Core.Storage;

namespace Budget.Core.Audit;

/// <summary>The trace that a deed leaves in its own transaction: who, when, whose file, on whose behalf. Never a name, BSN or amount.</summary>
internal static class AuditEntry
{
    public static Task Write(Session session, Actor actor, string deed, string subject, ResidentId? resident = null, ResidentId? onBehalfOf = null) =>
        session.Execute(InsertSql, new
        {
            Id = session.NewId().ToString("D"),
            At = session.Now,
            actor.UserId,
            Role = actor.Role.ToString().ToLowerInvariant(),
            actor.MunicipalityCode,
            ResidentId = resident,
            OnBehalfOf = onBehalfOf,
            deed,
            subject,
        });

    private const string InsertSql = """
        INSERT INTO audit_entries (id, at, user_id, role, municipality_code, resident_id, on_behalf_of, deed, subject)
        VALUES (@Id, @At, @UserId, @Role, @MunicipalityCode, @ResidentId, @OnBehalfOf, @deed, @subject)
        """;
}
