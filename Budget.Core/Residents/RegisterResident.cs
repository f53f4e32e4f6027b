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

            var id = await Insert(session, entry);
            await AuditEntry.Write(session, actor, nameof(RegisterResident), id.Value.ToString("D"), id);
            return id;
        });

    internal static async Task<ResidentId> Insert(Session session, Entry entry)
    {
        var id = new ResidentId(session.NewId());
        await session.Execute(InsertSql, new { id, entry.MunicipalityCode, entry.Bsn, entry.Name, SearchName = SearchName.Fold(entry.Name), entry.BornOn });
        return id;
    }

    private const string InsertSql = """
        INSERT INTO residents (id, municipality_code, bsn, name, search_name, born_on)
        VALUES (@id, @MunicipalityCode, @Bsn, @Name, @SearchName, @BornOn)
        """;
}
