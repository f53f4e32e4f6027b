using Budget.Core.Audit;
using Budget.Core.Ledger;
using Budget.Core.SignIn;
using Budget.Core.Storage;

namespace Budget.Core.Couplings;

/// <summary>The couplings of one's own provider, those that work first: what each may, who made it, when it came last, and until when. For all its people.</summary>
public sealed class CouplingsOfProvider(Database database)
{
    /// <param name="MakerMay">What who made it may now: the coupling may no more.</param>
    /// <param name="UsedAt">When it last asked for a token; none when it never came.</param>
    /// <param name="BlockedAt">Its own account was blocked, or that of who made it.</param>
    public sealed record Row(
        UserId Id, string Name, string May, string MakerMay, string MadeByName, DateTimeOffset MadeAt, DateOnly EndsOn, DateTimeOffset? UsedAt, DateTimeOffset? BlockedAt, string? EndedByName,
        DateTimeOffset? EndedAt)
    {
        public bool MaySubmit => StoredNames.Parse<OfficeRight>(May) == OfficeRight.Submit && StoredNames.Parse<OfficeRight>(MakerMay) == OfficeRight.Submit;

        public bool Works(DateOnly today) => EndedAt is null && BlockedAt is null && EndsOn >= today;
    }

    public Task<IReadOnlyList<Row>> Of(Actor actor) => database.LookThrough(actor, nameof(CouplingsOfProvider), session =>
        session.List<Row>(CouplingsSql, new { actor.ProviderId, session.Today }));

    /// <summary>Somebody who may declare, in person: a program makes and ends none.</summary>
    internal static async Task<bool> MayManage(Session session, Actor actor) =>
        await OwnOffice.In(session, actor) is { MaySubmit: true } && await session.Single<long>(IsCouplingSql, new { actor.UserId }) == 0;

    private const string IsCouplingSql = """
        SELECT COUNT(*)
        FROM couplings
        WHERE user_id = @UserId
        """;

    private const string CouplingsSql = $"""
        SELECT coupling.user_id AS Id, coupling.name AS Name, {OfficeRightNow.Sql} AS May, {OfficeRightNow.OfMaker} AS MakerMay, maker.name AS MadeByName, coupling.made_at AS MadeAt,
               coupling.ends_on AS EndsOn, coupling.used_at AS UsedAt, COALESCE(users.blocked_at, maker.blocked_at) AS BlockedAt, ender.name AS EndedByName, coupling.ended_at AS EndedAt
        FROM couplings coupling
        JOIN users ON users.id = coupling.user_id
        JOIN users maker ON maker.id = coupling.made_by
        LEFT JOIN users ender ON ender.id = coupling.ended_by
        WHERE coupling.provider_id = @ProviderId
        ORDER BY CASE WHEN {CouplingOfToken.Works} THEN 0 ELSE 1 END, coupling.made_at DESC, coupling.user_id
        LIMIT 100
        """;
}
