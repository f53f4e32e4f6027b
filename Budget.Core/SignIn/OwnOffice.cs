using Budget.Core.Ledger;
using Budget.Core.Storage;

namespace Budget.Core.SignIn;

/// <summary>The provider that somebody works for, and whether this person may declare for it.</summary>
public sealed class OwnOffice(Database database)
{
    public sealed record Answer(string Agb, string Name, string May)
    {
        public bool MaySubmit => StoredNames.Parse<OfficeRight>(May) == OfficeRight.Submit;
    }

    /// <returns>None for who works for no provider.</returns>
    public Task<Answer?> Of(Actor actor) => database.Read(session => In(session, actor));

    internal static async Task<Answer?> In(Session session, Actor actor) =>
        actor is { Role: Role.ProviderStaff, ProviderId: { } provider } ? await session.FirstOrNone<Answer>(OfficeSql, new { actor.UserId, provider }) : null;

    private const string OfficeSql = $"""
        SELECT provider.agb AS Agb, provider.name AS Name, {OfficeRightNow.Sql} AS May
        FROM users
        JOIN providers provider ON provider.id = users.provider_id
        WHERE users.id = @UserId
          AND users.provider_id = @provider
          AND users.blocked_at IS NULL
        """;
}
