using Budget.Core.Audit;
using Budget.Core.Ledger;
using Budget.Core.Residents;
using Budget.Core.Storage;

namespace Budget.Core.SignIn;

/// <summary>
/// Says what somebody of a provider may do: read, or declare too. A colleague who may declare says it, or an administrator of a municipality that has or had a
/// contract with the provider (<see cref="AdministeredAccount.Ours"/>), but only one that has it still lets declare; nobody of oneself. What was said before stays as history.
/// </summary>
public sealed class SetOfficeRight(Database database)
{
    public sealed record Entry(UserId UserId, OfficeRight May);

    public Task<Outcome<UserId>> Do(Actor actor, IdempotencyKey key, Entry entry) =>
        database.Once<UserId>(actor, key, nameof(SetOfficeRight), entry, async session =>
        {
            if (actor.Role is not (Role.Administrator or Role.System) && await OwnOffice.In(session, actor) is not { MaySubmit: true })
            {
                return Refusal.NotAllowed;
            }

            if (entry.UserId == actor.UserId)
            {
                return Refusal.OwnAccount;
            }

            if (await session.LockAndRead<long>(actor.Role == Role.ProviderStaff ? ColleagueSql : AdministeredSql, new { entry.UserId, actor.ProviderId, actor.MunicipalityCode }) == 0)
            {
                return Refusal.NotFound;
            }

            if (entry.May == OfficeRight.Submit && actor.Role != Role.ProviderStaff
                && await session.Single<long>(ContractsSql, new { entry.UserId, actor.MunicipalityCode, session.Today }) == 0)
            {
                return Refusal.NoContract;
            }

            await Say(session, entry.UserId, entry.May, actor.UserId);
            await Trace.Write(session, actor, nameof(SetOfficeRight), entry.UserId.Value.ToString("D"));
            return entry.UserId;
        });

    internal static Task Say(Session session, UserId userId, OfficeRight may, UserId by) =>
        session.Execute(SetSql, new { userId, May = may.Stored(), by, session.Now });

    // Two who say something of one person at once stand in line.
    private const string ColleagueSql = $"""
        {RowLock.User}
        SELECT COUNT(*)
        FROM users
        WHERE users.id = @UserId
          AND users.provider_id = @ProviderId
          AND NOT EXISTS (SELECT 1 FROM couplings coupling WHERE coupling.user_id = users.id)
        """;

    private const string AdministeredSql = $"""
        {RowLock.User}
        SELECT COUNT(*)
        FROM users
        WHERE users.id = @UserId
          AND users.provider_id IS NOT NULL
          AND {AdministeredAccount.Ours}
        """;

    // Of a contract that is over there is nothing new to declare; what is to be corrected the municipality does itself, or who had the right before.
    private const string ContractsSql = """
        SELECT COUNT(*)
        FROM contracts c
        JOIN users ON users.provider_id = c.provider_id
        WHERE users.id = @UserId
          AND c.municipality_code = @MunicipalityCode
          AND c.ends_on >= @Today
        """;

    private const string SetSql = """
        INSERT INTO provider_rights (user_id, number, may, set_by, set_at)
        SELECT @userId, COALESCE(MAX(said.number), 0) + 1, @May, @by, @Now
        FROM provider_rights said
        WHERE said.user_id = @userId
        """;
}
