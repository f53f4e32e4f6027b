using Budget.Core.Storage;

namespace Budget.Core.SignIn;

/// <summary>The account of somebody who signed in with DigiD, has no file and was given no name: whom others will read about says it once.</summary>
internal static class NamelessAccount
{
    public const int LongestName = 100;

    /// <param name="typed">Ignored of who has a name.</param>
    /// <returns>Why it is no name; none when it is, or one was there.</returns>
    public static async Task<Refusal?> Name(Session session, Actor actor, string typed)
    {
        if (await session.Single<string>(NameSql, new { actor.UserId }) is { Length: > 0 })
        {
            return null;
        }

        var name = TypedText.Seen(typed);
        if (name.Length is 0 or > LongestName)
        {
            return Refusal.NameMissing;
        }

        await session.Execute(SetSql, new { actor.UserId, name });
        return null;
    }

    private const string NameSql = """
        SELECT name
        FROM users
        WHERE id = @UserId
        """;

    private const string SetSql = """
        UPDATE users
        SET name = @name
        WHERE id = @UserId
          AND name = ''
        """;
}
