using Budget.Core.Audit;
using Budget.Core.Departures;
using Budget.Core.Residents;
using Budget.Core.Storage;

namespace Budget.Core.SignIn;

/// <summary>
/// The account of somebody who signed in with DigiD, found by the fingerprint of the BSN. Own files in any municipality open; a mandate (DigiD
/// Machtigen) opens the one file it is about and nothing else, for this sign-in only: it may have been withdrawn by the next. Files of a municipality that
/// asks for a higher level stay closed; who has no other does not come in.
/// </summary>
public sealed class RecogniseResident(Database database)
{
    /// <param name="Bsn">Of the person whose file it is about.</param>
    /// <param name="ActingBsn">Of the person at the keys, when that is another.</param>
    /// <param name="Name">As the provider knows it; often it does not.</param>
    /// <param name="IsSureEnough">Whether the provider's level will do for a municipality.</param>
    public sealed record Entry(string Bsn, string? ActingBsn, string Name, Func<string, bool> IsSureEnough);

    public async Task<Outcome<Recognised>> Do(Entry entry)
    {
        if (!Bsn.IsWellFormed(entry.Bsn) || (entry.ActingBsn is not null && !Bsn.IsWellFormed(entry.ActingBsn)))
        {
            return Refusal.BsnInvalid;
        }

        return await database.Overwrite(session => Recognise(session, entry));
    }

    private static async Task<Outcome<Recognised>> Recognise(Session session, Entry entry)
    {
        var isMandate = entry.ActingBsn is not null && entry.ActingBsn != entry.Bsn;
        var person = await session.Keys.Fingerprint(session, ResidentByBsn.Kind, entry.ActingBsn ?? entry.Bsn);
        var subject = isMandate ? await session.Keys.Fingerprint(session, ResidentByBsn.Kind, entry.Bsn) : person;
        var files = await session.List<File>(FilesSql, new { BsnHash = subject });
        if (isMandate && files.Count == 0)
        {
            return Refusal.NotFound;
        }

        // With a death a mandate is over.
        if (isMandate && files.All(file => file.Died == 1))
        {
            return Refusal.NotFound;
        }

        var towns = await session.List<string>(TownsSql);
        var closed = towns.Where(town => !entry.IsSureEnough(town)).ToList();
        var open = files.Where(file => !closed.Contains(file.MunicipalityCode)).ToList();
        if (files.Count == 0 ? closed.Count == towns.Count : open.Count == 0)
        {
            return Refusal.AssuranceTooLow;
        }

        var account = await Account.Find(session, person);
        if (account?.BlockedAt is not null)
        {
            return Refusal.AccountBlocked;
        }

        var own = isMandate ? await session.List<File>(FilesSql, new { BsnHash = person }) : files;
        var name = own is [var first, ..] ? first.Name : entry.Name;
        var userId = account?.UserId ?? await Account.Open(session, person, name, Role.Resident, own is [var home, ..] ? home.MunicipalityCode : "");
        if (account is null)
        {
            await Trace.Write(session, Actor.System(files is [var file, ..] ? file.MunicipalityCode : ""), nameof(RecogniseResident), userId.Value.ToString("D"));
        }

        foreach (var mine in own)
        {
            await OwnFile.Open(session, userId, mine.Id);
        }

        return new Recognised(userId, Role.Resident, isMandate ? open[0].Id : null, IsNew: files.Count == 0, string.Join(' ', closed));
    }

    private sealed record File(ResidentId Id, string MunicipalityCode, string Name, long Died);

    private const string TownsSql = """
        SELECT code
        FROM municipalities
        ORDER BY code
        """;

    // The newest first: who moved is in the town that came last.
    private const string FilesSql = $"""
        SELECT r.id AS Id, r.municipality_code AS MunicipalityCode, r.name AS Name, CASE WHEN {Departure.Died} THEN CAST(1 AS BIGINT) ELSE CAST(0 AS BIGINT) END AS Died
        FROM residents r
        WHERE r.bsn_hash = @BsnHash
        ORDER BY r.id DESC
        """;
}
