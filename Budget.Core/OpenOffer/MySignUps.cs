using Budget.Core.Audit;
using Budget.Core.Residents;
using Budget.Core.Storage;

namespace Budget.Core.OpenOffer;

/// <summary>What do I take part in, and whom I represent?</summary>
public sealed class MySignUps(Database database)
{
    /// <param name="SharesName">"yes" when who offers it may see the name.</param>
    public sealed record Item(
        GeneralProvisionId Id, ResidentId ResidentId, string ResidentName, string NameNl, string NameEn, string WhenNl, string WhenEn, string Location,
        string SharesName, DateTimeOffset SignedUpAt, DateOnly? EndsOn, DateTimeOffset? EndedAt)
    {
        public bool HasEndedOn(DateOnly day) => EndedAt is not null || EndsOn < day;
    }

    public Task<IReadOnlyList<Item>> Of(Actor actor) => database.LookThrough(actor, nameof(MySignUps), session =>
        session.List<Item>(MineSql, Access.Of(actor, session)), OthersSql);

    private const string MineSql = $"""
        SELECT p.id AS Id, r.id AS ResidentId, r.name AS ResidentName, p.name_nl AS NameNl, p.name_en AS NameEn, p.when_nl AS WhenNl, p.when_en AS WhenEn,
               p.location AS Location, s.shares_name AS SharesName, s.signed_up_at AS SignedUpAt, p.ends_on AS EndsOn, p.ended_at AS EndedAt
        FROM offer_sign_ups s
        JOIN residents r ON r.id = s.resident_id
        JOIN general_provisions p ON p.id = s.provision_id
        WHERE s.resident_id IN ({Access.Mine})
          AND s.left_at IS NULL
        ORDER BY s.signed_up_at DESC, s.id
        """;

    private const string OthersSql = $"""
        SELECT DISTINCT s.resident_id
        FROM offer_sign_ups s
        WHERE s.resident_id IN ({Access.Others})
          AND s.left_at IS NULL
        """;
}
