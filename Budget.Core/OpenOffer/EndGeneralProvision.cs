using Budget.Core.Audit;
using Budget.Core.Configuration;
using Budget.Core.Storage;

namespace Budget.Core.OpenOffer;

/// <summary>Takes a general provision off the list, at once. Who signed up sees that it has ended; the history keeps it.</summary>
public sealed class EndGeneralProvision(Database database)
{
    /// <param name="Seen">How many changes of it were seen.</param>
    public sealed record Entry(GeneralProvisionId Id, string Seen);

    public Task<Outcome<GeneralProvisionId>> Do(Actor actor, IdempotencyKey key, Entry entry) =>
        database.Once<GeneralProvisionId>(actor, key, nameof(EndGeneralProvision), entry, async session =>
        {
            if (actor.Role != Role.Administrator)
            {
                return Refusal.NotAllowed;
            }

            var changes = await ConfigurationChange.LockAndCount(session, actor, SaveGeneralProvision.What, $"{entry.Id.Value:D}");
            if (changes.Length == 0)
            {
                return Refusal.NotFound;
            }

            if (changes != entry.Seen || await session.Execute(EndSql, new { entry.Id, actor.MunicipalityCode, session.Now }) == 0)
            {
                return Refusal.ChangedMeanwhile;
            }

            var name = (await OneProvision.Find(session, entry.Id))!.Provision.NameNl;
            await ConfigurationChange.Write(session, actor, SaveGeneralProvision.What, $"{entry.Id.Value:D}", new Listed(name, EndedAt: null), new Listed(name, session.Today));
            await Trace.Write(session, actor, nameof(EndGeneralProvision), $"{entry.Id.Value:D}");
            return entry.Id;
        });

    /// <summary>Whether it is on the list, as the history keeps it.</summary>
    internal sealed record Listed(string NameNl, DateOnly? EndedAt);

    private const string EndSql = """
        UPDATE general_provisions
        SET ended_at = @Now
        WHERE id = @Id
          AND municipality_code = @MunicipalityCode
          AND ended_at IS NULL
        """;
}
