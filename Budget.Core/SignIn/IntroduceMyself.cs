using Budget.Core.Audit;
using Budget.Core.Residents;
using Budget.Core.Storage;

namespace Budget.Core.SignIn;

/// <summary>
/// Somebody who signed in with DigiD and whom nobody here knows says where he or she lives and by which name: from then on there is a file, and
/// support can be asked for (Wmo 2015, 2.3.2 lid 1: a request may come from anyone who lives there). The BSN is the provider's, never typed.
/// </summary>
public sealed class IntroduceMyself(Database database)
{
    public sealed record Entry(SessionId SessionId, string MunicipalityCode, string Name, DateOnly BornOn);

    public const int LongestName = 100;

    public Task<Outcome<ResidentId>> Do(Actor actor, IdempotencyKey key, Entry entry) =>
        database.Once<ResidentId>(actor, key, nameof(IntroduceMyself), entry, async session =>
        {
            if (await session.FirstOrNone<Newcomer>(BsnSql, new { entry.SessionId, actor.UserId }) is not { } newcomer)
            {
                return Refusal.AlreadyKnown;
            }

            if (entry.Name.Trim() is not { Length: > 0 and <= LongestName } name)
            {
                return Refusal.NameMissing;
            }

            if (entry.BornOn > session.Today || entry.BornOn < session.Today.AddYears(-130))
            {
                return Refusal.DayInFuture;
            }

            if (await session.Single<long>(MunicipalitySql, new { entry.MunicipalityCode }) == 0)
            {
                return Refusal.NotFound;
            }

            if (newcomer.ClosedTo.Contains(entry.MunicipalityCode, StringComparison.Ordinal))
            {
                return Refusal.AssuranceTooLow;
            }

            // Of two introductions at the same moment the second waits here, and finds that it was done.
            if (await session.Execute(IntroducedSql, new { actor.UserId }) == 0)
            {
                return Refusal.AlreadyKnown;
            }

            var bsn = session.Keys.UnwrapText(StartSession.IntroducesOf(entry.SessionId), newcomer.Introduces);
            var resident = await RegisterResident.Insert(session, new(entry.MunicipalityCode, bsn, name, entry.BornOn))
                ?? await ExistingFile(session, entry.MunicipalityCode, bsn);
            await OwnFile.Open(session, actor.UserId, resident);
            await session.Execute(UpdateUserSql, new { actor.UserId, name, entry.MunicipalityCode });
            await Trace.Write(session, actor, nameof(IntroduceMyself), resident.Value.ToString("D"), resident);
            return resident;
        });

    private sealed record Newcomer(string Introduces, string ClosedTo);

    /// <summary>The municipality made it while this person was typing.</summary>
    private static async Task<ResidentId> ExistingFile(Session session, string municipality, string bsn) =>
        (await session.FirstOrNone<Existing>(ExistingSql, new { municipality, BsnHash = await session.Keys.Fingerprint(session, ResidentByBsn.Kind, bsn) }))!.Id;

    private sealed record Existing(ResidentId Id);

    private const string ExistingSql = """
        SELECT id AS Id
        FROM residents
        WHERE municipality_code = @municipality
          AND bsn_hash = @BsnHash
        """;

    private const string BsnSql = """
        SELECT introduces AS Introduces, closed_to AS ClosedTo
        FROM sessions
        WHERE id = @SessionId
          AND user_id = @UserId
          AND introduces IS NOT NULL
        """;

    private const string MunicipalitySql = """
        SELECT COUNT(*)
        FROM municipalities
        WHERE code = @MunicipalityCode
        """;

    private const string UpdateUserSql = """
        UPDATE users
        SET name = @name, municipality_code = @MunicipalityCode
        WHERE id = @UserId
        """;

    private const string IntroducedSql = """
        UPDATE sessions
        SET introduces = NULL
        WHERE user_id = @UserId
          AND introduces IS NOT NULL
        """;
}
