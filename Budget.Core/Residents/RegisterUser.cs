using Budget.Core.Audit;
using Budget.Core.Storage;

namespace Budget.Core.Residents;

/// <summary>Makes an account for someone who will sign in.</summary>
public sealed class RegisterUser(Database database)
{
    public sealed record Entry(string Login, string Name, Role Role, string MunicipalityCode, ProviderId? ProviderId = null);

    public Task<Outcome<UserId>> Do(Actor actor, IdempotencyKey key, Entry entry) =>
        database.Once<UserId>(actor, key, nameof(RegisterUser), entry, async session =>
        {
            if (!actor.MaySetUpIn(entry.MunicipalityCode))
            {
                return Refusal.NotAllowed;
            }

            var id = new UserId(session.NewId());
            await Insert(session, id, entry);
            await Trace.Write(session, actor, nameof(RegisterUser), id.Value.ToString("D"));
            return id;
        });

    internal static Task Insert(Session session, UserId id, Entry entry) => session.Execute(InsertSql, new
    {
        id,
        entry.Login,
        Name = TypedText.Line(entry.Name),
        Role = entry.Role.ToString().ToLowerInvariant(),
        entry.MunicipalityCode,
        entry.ProviderId,
    });

    private const string InsertSql = """
        INSERT INTO users (id, login, name, role, municipality_code, provider_id)
        VALUES (@id, @Login, @Name, @Role, @MunicipalityCode, @ProviderId)
        """;
}
