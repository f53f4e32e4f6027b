using Budget.Core.Secrecy;
using Budget.Core.Storage;

namespace Budget.Core.Concerns;

/// <summary>A concern as it stands: what is hidden in it, and under whose key.</summary>
internal sealed record ConcernRow(
    string Id, string Number, string MunicipalityCode, string ProviderName, string ReportedByName, DateTimeOffset ReportedAt, DateOnly ReportedOn,
    string Name, string Bsn, string Born, string Address, string Words, ResidentId? ResidentId, string? ResidentName, DateOnly? PickedUpOn)
{
    /// <summary>Of the own municipality; not there and not yours are the same.</summary>
    public static Task<ConcernRow?> Find(Session session, Actor actor, ConcernId id) =>
        session.FirstOrNone<ConcernRow>(OneSql, new { id, actor.MunicipalityCode });

    /// <summary>The same for a deed: whoever else works on it waits, and what is found is what stands then.</summary>
    public static async Task<ConcernRow?> Lock(Session session, Actor actor, ConcernId id) =>
        await session.LockAndRead<long>(LockSql, new { id }) == 0 ? null : await Find(session, actor, id);

    /// <summary>The key under which it stands today.</summary>
    public Task<TextKey> Key(Session session) =>
        ResidentId is { } resident ? ResidentKey.Of(session, resident) : MunicipalityKey.Of(session, MunicipalityCode);

    /// <summary>The same with its words readable.</summary>
    public ConcernRow Shown(TextKey key) => this with
    {
        Name = key.Show(HiddenColumn.ConcernName, Id, Name),
        Bsn = key.Show(HiddenColumn.ConcernBsn, Id, Bsn),
        Born = key.Show(HiddenColumn.ConcernBorn, Id, Born),
        Address = key.Show(HiddenColumn.ConcernAddress, Id, Address),
        Words = key.Show(HiddenColumn.ConcernWords, Id, Words),
    };

    /// <summary>And hidden again, under another key.</summary>
    public ConcernRow Hidden(TextKey key) => this with
    {
        Name = key.Hide(HiddenColumn.ConcernName, Id, Name),
        Bsn = key.Hide(HiddenColumn.ConcernBsn, Id, Bsn),
        Born = key.Hide(HiddenColumn.ConcernBorn, Id, Born),
        Address = key.Hide(HiddenColumn.ConcernAddress, Id, Address),
        Words = key.Hide(HiddenColumn.ConcernWords, Id, Words),
    };

    internal const string SelectSql = """
        SELECT c.id AS Id, c.number AS Number, c.municipality_code AS MunicipalityCode, provider.name AS ProviderName, reporter.name AS ReportedByName,
               c.reported_at AS ReportedAt, c.reported_on AS ReportedOn, c.name AS Name, c.bsn AS Bsn, c.born AS Born, c.address AS Address, c.words AS Words,
               c.resident_id AS ResidentId, r.name AS ResidentName, c.picked_up_on AS PickedUpOn
        FROM concerns c
        JOIN providers provider ON provider.id = c.provider_id
        JOIN users reporter ON reporter.id = c.reported_by
        LEFT JOIN residents r ON r.id = c.resident_id
        """;

    private const string OneSql = $"""
        {SelectSql}
        WHERE c.id = @id
          AND c.municipality_code = @MunicipalityCode
        """;

    private const string LockSql = """
        /*postgresql
        SELECT id
        FROM concerns
        WHERE id = @id
        FOR NO KEY UPDATE;
        */
        SELECT COUNT(*)
        FROM concerns
        WHERE id = @id
        """;
}
