using Budget.Core.Audit;
using Budget.Core.Storage;

namespace Budget.Core.Residents;

/// <summary>Takes a resident into the administration of one municipality. Refuses a BSN that fails the eleven test.</summary>
public sealed class RegisterResident(Database database)
{
    public sealed record Entry(string MunicipalityCode, string Bsn, string Name, DateOnly BornOn);

    public Task<Outcome<ResidentId>> Do(Actor actor, IdempotencyKey key, Entry entry) =>
        database.Once<ResidentId>(actor, key, nameof(RegisterResident), entry, async session =>
        {
            if (!actor.MaySetUp)
            {
                return Refusal.NotAllowed;
            }

            if (!Core.Bsn.IsWellFormed(entry.Bsn))
            {
                return Refusal.BsnInvalid;
            }

            var id = new ResidentId(session.NewId());
            await session.Execute(InsertSql, new { id, entry.MunicipalityCode, entry.Bsn, entry.Name, SearchName = SearchName.Fold(entry.Name), entry.BornOn });
            await AuditEntry.Write(session, actor, nameof(RegisterResident), id.Value.ToString("D"), id);
            return id;
        });

    private const string InsertSql = """
        INSERT INTO residents (id, municipality_code, bsn, name, search_name, born_on)
        VALUES (@id, @MunicipalityCode, @Bsn, @Name, @SearchName, @BornOn)
        """;
}

/// <summary>Makes an account for someone who will sign in.</summary>
public sealed class RegisterUser(Database database)
{
    public sealed record Entry(string Login, string Name, Role Role, string MunicipalityCode, ProviderId? ProviderId = null);

    public Task<Outcome<UserId>> Do(Actor actor, IdempotencyKey key, Entry entry) =>
        database.Once<UserId>(actor, key, nameof(RegisterUser), entry, async session =>
        {
            if (!actor.MaySetUp)
            {
                return Refusal.NotAllowed;
            }

            var id = new UserId(session.NewId());
            await session.Execute(InsertSql, new
            {
                id,
                entry.Login,
                entry.Name,
                Role = entry.Role.ToString().ToLowerInvariant(),
                entry.MunicipalityCode,
                entry.ProviderId,
            });
            await AuditEntry.Write(session, actor, nameof(RegisterUser), id.Value.ToString("D"));
            return id;
        });

    private const string InsertSql = """
        INSERT INTO users (id, login, name, role, municipality_code, provider_id)
        VALUES (@id, @Login, @Name, @Role, @MunicipalityCode, @ProviderId)
        """;
}

/// <summary>Lets a user open a resident's file: one's own, or as representative, between two days.</summary>
public sealed class GiveAccess(Database database)
{
    public sealed record Entry(UserId UserId, ResidentId ResidentId, bool AsRepresentative, DateOnly StartsOn, DateOnly EndsOn);

    public Task<Outcome<ResidentId>> Do(Actor actor, IdempotencyKey key, Entry entry) =>
        database.Once<ResidentId>(actor, key, nameof(GiveAccess), entry, async session =>
        {
            if (!actor.MaySetUp)
            {
                return Refusal.NotAllowed;
            }

            await session.Execute(InsertSql, new
            {
                entry.UserId,
                entry.ResidentId,
                Kind = entry.AsRepresentative ? "representative" : "self",
                entry.StartsOn,
                entry.EndsOn,
            });
            await AuditEntry.Write(session, actor, nameof(GiveAccess), entry.UserId.Value.ToString("D"), entry.ResidentId);
            return entry.ResidentId;
        });

    private const string InsertSql = """
        INSERT INTO resident_access (user_id, resident_id, kind, starts_on, ends_on)
        VALUES (@UserId, @ResidentId, @Kind, @StartsOn, @EndsOn)
        """;
}
