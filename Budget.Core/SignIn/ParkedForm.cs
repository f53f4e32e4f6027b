using System.Text.Json;
using Budget.Core.Storage;

namespace Budget.Core.SignIn;

/// <summary>What I had sent when my session was over. Another's is not found.</summary>
public sealed class ParkedForm(Database database)
{
    public sealed record Answer(string Path, IReadOnlyList<KeyValuePair<string, string>> Fields, DateTimeOffset ParkedAt);

    public Task<Answer?> Find(Actor actor, ParkedFormId id) => database.Read(async session =>
        await session.FirstOrNone<Row>(ParkedSql, new { id, actor.UserId, ActsFor = actor.ActsFor?.Value.ToString("D") ?? "", Since = session.Now - ParkForm.Longest }) is { } row
            ? new Answer(row.Path, JsonSerializer.Deserialize<List<KeyValuePair<string, string>>>(session.Keys.UnwrapText(ParkForm.About(id), row.Content))!, row.ParkedAt)
            : null);

    /// <summary>Once it has been sent, or is not wanted any more.</summary>
    public Task Forget(Actor actor, ParkedFormId id) => database.Overwrite(session => session.Execute(ForgetSql, new { id, actor.UserId }));

    private sealed record Row(string Path, string Content, DateTimeOffset ParkedAt);

    private const string ParkedSql = """
        SELECT path AS Path, content AS Content, parked_at AS ParkedAt
        FROM parked_forms
        WHERE id = @id
          AND user_id = @UserId
          AND COALESCE(acts_for, '') = @ActsFor
          AND parked_at >= @Since
        """;

    private const string ForgetSql = """
        DELETE FROM parked_forms
        WHERE id = @id
          AND user_id = @UserId
        """;
}
