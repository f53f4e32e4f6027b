using Budget.Core.Storage;

namespace Budget.Core.SignIn;

/// <summary>
/// A session that ran out by itself keeps no token and no BSN, and is gone after a month; a form that nobody came back for is gone after a day,
/// and what a provider said of a session too (it is believed for five minutes only); a token of a coupling when it is over. Done by the
/// portal now and then: whoever signs in does not wait for what others left.
/// </summary>
public sealed class ForgetSessions(Database database)
{
    public Task Do() => database.Overwrite(async session =>
    {
        await session.Execute(EmptySql, new { session.Now });
        await session.Execute(ForgetSql, new { Before = session.Now.AddDays(-30) });
        await session.Execute(ForgetFormsSql, new { Before = session.Now - ParkForm.Longest });
        await session.Execute(ForgetWordsSql, new { Before = session.Now.AddDays(-1) });
        await session.Execute(ForgetTokensSql, new { session.Now });
    });

    private const string EmptySql = """
        UPDATE sessions
        SET id_token = NULL, introduces = NULL
        WHERE ends_at < @Now
          AND (id_token IS NOT NULL OR introduces IS NOT NULL)
        """;

    private const string ForgetSql = """
        DELETE FROM sessions
        WHERE ends_at < @Before
        """;

    private const string ForgetFormsSql = """
        DELETE FROM parked_forms
        WHERE parked_at < @Before
        """;

    private const string ForgetWordsSql = """
        DELETE FROM logout_words
        WHERE heard_at < @Before
        """;

    private const string ForgetTokensSql = """
        DELETE FROM coupling_tokens
        WHERE ends_at < @Now
        """;
}
