using System.Text.Json;
using Budget.Core.Storage;

namespace Budget.Core.SignIn;

/// <summary>
/// Keeps what somebody sent after the session was over, until the same person (acting for the same resident) has signed in again: nothing typed is
/// lost, also when it was open in more than one tab. Ten a person, of which the oldest goes, kept for a day (<see cref="ForgetSessions"/>), wrapped by the master key.
/// </summary>
public sealed class ParkForm(Database database)
{
    public const int MostOfOnePerson = 10;

    internal static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    public async Task<ParkedFormId> Do(PortalSession from, string path, IReadOnlyList<KeyValuePair<string, string>> fields)
    {
        var id = new ParkedFormId(database.NewId());
        await database.Overwrite(async session =>
        {
            await session.Execute(ForgetSql, new { from.UserId, Others = MostOfOnePerson - 1L });
            await session.Execute(InsertSql, new
            {
                id,
                from.UserId,
                from.ActsFor,
                path,
                Content = session.Keys.WrapText(session, About(id), JsonSerializer.Serialize(fields)),
                ParkedAt = session.Now,
            });
        });
        return id;
    }

    internal static string About(ParkedFormId id) => $"parked|{id.Value:D}";

    private const string ForgetSql = """
        DELETE FROM parked_forms
        WHERE user_id = @UserId
          AND id NOT IN (
              SELECT id
              FROM parked_forms
              WHERE user_id = @UserId
              ORDER BY parked_at DESC, id DESC
              LIMIT @Others)
        """;

    private const string InsertSql = """
        INSERT INTO parked_forms (id, user_id, acts_for, path, content, parked_at)
        VALUES (@id, @UserId, @ActsFor, @path, @Content, @ParkedAt)
        """;
}
