using Budget.Core.Audit;
using Budget.Core.Storage;

namespace Budget.Core.SignIn;

/// <summary>
/// An administrator ends sessions of the own municipality and its providers: one, all of an account, or everybody's (a provider of identities that was broken into). Ending what
/// has ended does nothing.
/// </summary>
public sealed class EndSessionsOfOthers(Database database)
{
    /// <param name="one">This one only; none for all of the account.</param>
    /// <returns>Whether there is such an account, and such a session of it.</returns>
    public Task<bool> Of(Actor actor, UserId user, SessionId? one = null) => database.Overwrite(async session =>
    {
        if (actor.Role != Role.Administrator || !await AdministeredAccount.IsThere(session, actor, user))
        {
            return false;
        }

        if (one is not { } id)
        {
            await EndSession.OfAccount(session, user);
        }
        else if (!await EndSession.OneOfAccount(session, user, id))
        {
            return false;
        }

        await Trace.Write(session, actor, nameof(EndSessionsOfOthers), user.Value.ToString("D"), await AdministeredAccount.OwnFile(session, actor, user));
        return true;
    });

    /// <summary>Of everybody in the municipality, of its providers and of who acts for its residents, but for the session from which this is asked.</summary>
    /// <returns>How many there were.</returns>
    public Task<long> OfEverybody(Actor actor) => database.Overwrite(async session =>
    {
        if (actor.Role != Role.Administrator)
        {
            return 0L;
        }

        var ended = await session.Execute(EndEverybodysSql, new { actor.MunicipalityCode, Own = actor.SessionId?.Value.ToString("D") ?? "", session.Now });
        await Trace.Write(session, actor, "EndAllSessions", subject: "");
        return (long)ended;
    });

    private const string EndEverybodysSql = $"""
        {EndSession.End}
        WHERE ended_at IS NULL
          AND ends_at >= @Now
          AND id <> @Own
          AND (user_id IN (SELECT users.id FROM users WHERE {AdministeredAccount.Ours})
               OR acts_for IN (SELECT id FROM residents WHERE municipality_code = @MunicipalityCode))
        """;
}
