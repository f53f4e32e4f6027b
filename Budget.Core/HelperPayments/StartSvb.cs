using Budget.Core.Audit;
using Budget.Core.Storage;

namespace Budget.Core.HelperPayments;

/// <summary>
/// Somebody of finance says from which day on the SVB pays by our files: what a holder approved on that day or later. Once; what was approved before was paid otherwise, and never comes into a file.
/// </summary>
public sealed class StartSvb(Database database)
{
    public sealed record Entry(DateOnly StartsOn);

    public Task<Outcome<DateOnly>> Do(Actor actor, IdempotencyKey key, Entry entry) => database.Once<DateOnly>(actor, key, nameof(StartSvb), entry, async session =>
    {
        if (actor.Role != Role.Finance)
        {
            return Refusal.NotAllowed;
        }

        await TownLock.Take(session, actor.MunicipalityCode);
        if (await session.FirstOrNone<ClaimsToPay.Start>(Sql, new { actor.MunicipalityCode }) is not null)
        {
            return Refusal.AlreadyDecided;
        }

        await session.Execute(InsertSql, new { actor.MunicipalityCode, entry.StartsOn, actor.UserId, session.Now });
        await Trace.Write(session, actor, nameof(StartSvb), subject: "");
        return entry.StartsOn;
    });

    internal const string Sql = """
        SELECT starts_on AS StartsOn
        FROM svb_starts
        WHERE municipality_code = @MunicipalityCode
        """;

    private const string InsertSql = """
        INSERT INTO svb_starts (municipality_code, starts_on, set_by, set_at)
        VALUES (@MunicipalityCode, @StartsOn, @UserId, @Now)
        """;
}
