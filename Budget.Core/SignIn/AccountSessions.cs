using Budget.Core.Audit;
using Budget.Core.Storage;

namespace Budget.Core.SignIn;

/// <summary>
/// Where is somebody signed in, and is the account blocked? For an administrator (<see cref="AdministeredAccount.Ours"/>). A resident reads in the own file that it was looked at.
/// </summary>
public sealed class AccountSessions(Database database)
{
    public sealed record Answer(Account Account, IReadOnlyList<MySessions.Item> Sessions);

    /// <param name="UnblockAskedBy">The administrator who asked to open a blocked account again; another does it.</param>
    /// <param name="ProviderName">For which provider somebody works; none of others.</param>
    /// <param name="May">Of a provider's staff: whether they read or declare too (OfficeRight).</param>
    /// <param name="MaySetByName">Who said so; none when somebody of the provider or of another municipality did.</param>
    /// <param name="BlockedByName">None when another municipality did.</param>
    public sealed record Account(
        UserId Id, string Name, string Role, string? ProviderName, DateTimeOffset? BlockedAt, string BlockedFor, string? BlockedByName, UserId? UnblockAskedBy,
        string? UnblockAskedByName, string May, DateTimeOffset? MaySetAt, string? MaySetByName);

    public async Task<Answer?> Of(Actor actor, UserId user)
    {
        var (found, file) = actor.Role != Role.Administrator ? (null, null) : await database.Read(async session =>
            await session.FirstOrNone<Account>(AccountSql, new { user, actor.MunicipalityCode }) is { } account
                ? (new Answer(account, account.BlockedAt is null ? await session.List<MySessions.Item>(MySessions.SessionsSql, MySessions.About(session, user)) : []), await AdministeredAccount.OwnFile(session, actor, user))
                : ((Answer?)null, (ResidentId?)null));
        await database.Overwrite(async session =>
        {
            if (found is null)
            {
                await RaiseAlert.AfterRefusal(session, actor, nameof(AccountSessions), subject: "");
                return;
            }

            await Trace.Write(session, actor, TraceAction.Look, nameof(AccountSessions), subject: "", file, onBehalfOf: null, TraceBasis.Task);
        });
        return found;
    }

    private const string AccountSql = $"""
        SELECT users.id AS Id, users.name AS Name, users.role AS Role, provider.name AS ProviderName, users.blocked_at AS BlockedAt,
               COALESCE(users.blocked_for, 'other') AS BlockedFor, blocker.name AS BlockedByName, users.unblock_asked_by AS UnblockAskedBy,
               asker.name AS UnblockAskedByName, {OfficeRightNow.Sql} AS May, latest.set_at AS MaySetAt, setter.name AS MaySetByName
        FROM users
        LEFT JOIN providers provider ON provider.id = users.provider_id
        LEFT JOIN users blocker ON blocker.id = users.blocked_by AND blocker.municipality_code = @MunicipalityCode
        LEFT JOIN users asker ON asker.id = users.unblock_asked_by AND asker.municipality_code = @MunicipalityCode
        LEFT JOIN provider_rights latest ON latest.user_id = users.id AND latest.number = (
            SELECT MAX(said.number)
            FROM provider_rights said
            WHERE said.user_id = users.id)
        LEFT JOIN users setter ON setter.id = latest.set_by AND setter.municipality_code = @MunicipalityCode
        WHERE users.id = @user
          AND {AdministeredAccount.Ours}
        """;
}
