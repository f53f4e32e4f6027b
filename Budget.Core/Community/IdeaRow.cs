using Budget.Core.Storage;

namespace Budget.Core.Community;

/// <summary>An idea of the own municipality, as its deeds find it; locked until the transaction ends.</summary>
internal sealed record IdeaRow(ResidentId ResidentId, string? IsShown, string? Outcome)
{
    public static async Task<IdeaRow?> Lock(Session session, Actor actor, IdeaId id) =>
        await session.LockAndRead<long>(CountSql, new { id, actor.MunicipalityCode }) == 0 ? null : await session.Single<IdeaRow>(RowSql, new { id });

    private const string CountSql = """
        /*postgresql
        SELECT id
        FROM ideas
        WHERE id = @id
        FOR NO KEY UPDATE;
        */
        SELECT COUNT(*)
        FROM ideas
        WHERE id = @id
          AND municipality_code = @MunicipalityCode
        """;

    private const string RowSql = """
        SELECT resident_id AS ResidentId, is_shown AS IsShown, outcome AS Outcome
        FROM ideas
        WHERE id = @id
        """;
}
