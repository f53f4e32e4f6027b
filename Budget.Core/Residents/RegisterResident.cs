using Budget.Core.Audit;
using Budget.Core.Neighbourhoods;
using Budget.Core.Secrecy;
using Budget.Core.Storage;

namespace Budget.Core.Residents;

/// <summary>Takes a resident into the administration of one municipality, once. Refuses a BSN that fails the eleven test.</summary>
public sealed class RegisterResident(Database database)
{
    /// <param name="Neighbourhood">The code of one of that municipality, when it is known.</param>
    public sealed record Entry(string MunicipalityCode, string Bsn, string Name, DateOnly BornOn, string? Neighbourhood = null);

    public Task<Outcome<ResidentId>> Do(Actor actor, IdempotencyKey key, Entry entry) =>
        database.Once<ResidentId>(actor, key, nameof(RegisterResident), entry, async session =>
        {
            if (!actor.MaySetUpIn(entry.MunicipalityCode))
            {
                return Refusal.NotAllowed;
            }

            if (!Core.Bsn.IsWellFormed(entry.Bsn))
            {
                return Refusal.BsnInvalid;
            }

            if (entry.Neighbourhood is { } neighbourhood && !await ChooseNeighbourhood.IsThere(session, entry.MunicipalityCode, neighbourhood))
            {
                return Refusal.NeighbourhoodUnknown;
            }

            if (await Insert(session, entry) is not { } id)
            {
                return Refusal.AlreadyKnown;
            }

            await Trace.Write(session, actor, nameof(RegisterResident), id.Value.ToString("D"), id);
            return id;
        });

    /// <returns>None when this municipality has a file of this BSN.</returns>
    internal static async Task<ResidentId?> Insert(Session session, Entry entry)
    {
        var id = new ResidentId(session.NewId());
        var bsnHash = await session.Keys.Fingerprint(session, ResidentByBsn.Kind, entry.Bsn);
        // As it is read on the screen and on paper: nothing in a name turns other text around.
        var name = TypedText.Line(entry.Name);
        if (await session.Execute(InsertSql, new { id, entry.MunicipalityCode, bsnHash, Name = name, SearchName = SearchName.Fold(name), entry.BornOn, entry.Neighbourhood }) == 0)
        {
            return null;
        }

        var words = await ResidentKey.Make(session, id);
        await session.Execute(HideBsnSql, new { id, Bsn = words.Hide(HiddenColumn.ResidentBsn, "", entry.Bsn) });
        return id;
    }

    private const string InsertSql = """
        INSERT INTO residents (id, municipality_code, bsn, bsn_hash, name, search_name, born_on, neighbourhood)
        VALUES (@id, @MunicipalityCode, '', @bsnHash, @Name, @SearchName, @BornOn, @Neighbourhood)
        ON CONFLICT (municipality_code, bsn_hash) DO NOTHING
        """;

    // After the key, which points at the resident.
    private const string HideBsnSql = """
        UPDATE residents
        SET bsn = @Bsn
        WHERE id = @id
        """;
}
