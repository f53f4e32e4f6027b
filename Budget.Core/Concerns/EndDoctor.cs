using Budget.Core.Audit;
using Budget.Core.Configuration;
using Budget.Core.Storage;

namespace Budget.Core.Concerns;

/// <summary>A practice of family doctors reports no more in the own municipality. What it reported stays, and it still reads what was picked up.</summary>
public sealed class EndDoctor(Database database)
{
    public sealed record Entry(ProviderId Id);

    public Task<Outcome<string>> Do(Actor actor, IdempotencyKey key, Entry entry) =>
        database.Once<string>(actor, key, nameof(EndDoctor), entry, async session =>
        {
            if (actor.Role != Role.Administrator)
            {
                return Refusal.NotAllowed;
            }

            if (await session.FirstOrNone<Practice>(NameSql, new { entry.Id, actor.MunicipalityCode }) is not { } practice
                || await session.Execute(EndSql, new { entry.Id, actor.MunicipalityCode }) == 0)
            {
                return Refusal.NotFound;
            }

            await ConfigurationChange.Write(session, actor, AdmitDoctor.What, $"{entry.Id.Value:D}", new { practice.Name, EndedOn = (DateOnly?)null }, new { practice.Name, EndedOn = (DateOnly?)session.Today });
            await Trace.Write(session, actor, nameof(EndDoctor), $"{entry.Id.Value:D}");
            return practice.Name;
        });

    private sealed record Practice(string Name);

    private const string NameSql = """
        SELECT p.name AS Name
        FROM provider_kinds k
        JOIN providers p ON p.id = k.provider_id
        WHERE k.provider_id = @Id
          AND k.municipality_code = @MunicipalityCode
          AND k.kind = 'doctor'
        """;

    private const string EndSql = """
        DELETE FROM provider_kinds
        WHERE provider_id = @Id
          AND municipality_code = @MunicipalityCode
          AND kind = 'doctor'
        """;
}
