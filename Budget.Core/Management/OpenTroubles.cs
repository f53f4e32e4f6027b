using Budget.Core.Audit;
using Budget.Core.Delivery;
using Budget.Core.Storage;

namespace Budget.Core.Management;

/// <summary>
/// How much does not go as it should: lines that residents dispute and that nobody settled, and help that was granted and does not arrive (<see cref="DeliveryWatch"/>). Counts only; who it is about stands on the pages of
/// who has to do something about it.
/// </summary>
/// <param name="Disputes">Open.</param>
/// <param name="DisputesForProvider">Of those, the provider may still answer.</param>
/// <param name="DisputesLate">Of those, the municipality should have settled.</param>
/// <param name="Delivery">Each trouble, also those of which there is nothing.</param>
public sealed record OpenTroubles(long Disputes, long DisputesForProvider, long DisputesLate, IReadOnlyList<OpenTroubles.Watched> Delivery)
{
    public sealed record Watched(DeliveryTrouble Trouble, long Count);

    /// <summary>Open, and not yet past its term.</summary>
    public long DisputesForMunicipality => Disputes - DisputesForProvider - DisputesLate;

    internal static async Task<OpenTroubles> In(Session session, string municipality)
    {
        var disputes = await session.Single<Open>(DisputesSql, new { municipality, session.Today });
        var delivery = await session.List<Row>(DeliverySql, new { MunicipalityCode = municipality, session.Today, Before = session.Today.AddDays(-DeliveryWatch.Days) });
        return new OpenTroubles(
            disputes.Count, disputes.ForProvider, disputes.Late,
            [.. KindOf.Select(kind => new Watched(kind.Trouble, delivery.Where(row => row.Kind == kind.Kind).Sum(row => row.Count)))]);
    }

    private static readonly (DeliveryTrouble Trouble, string Kind)[] KindOf =
        [(DeliveryTrouble.NobodyCame, "nobody-came"), (DeliveryTrouble.NoProvider, "no-provider"), (DeliveryTrouble.NoStart, "no-start"), (DeliveryTrouble.NoAgreement, "no-agreement")];

    private sealed record Open(long Count, long ForProvider, long Late);

    private sealed record Row(string Kind, long Count);

    private const string DisputesSql = """
        SELECT COUNT(*) AS Count,
               CAST(COALESCE(SUM(CASE WHEN waits.is_answered = 0 AND waits.answer_by >= @Today THEN 1 ELSE 0 END), 0) AS BIGINT) AS ForProvider,
               CAST(COALESCE(SUM(CASE WHEN (waits.is_answered = 1 OR waits.answer_by < @Today) AND waits.settle_by < @Today THEN 1 ELSE 0 END), 0) AS BIGINT) AS Late
        FROM open_disputes waits
        WHERE waits.municipality_code = @municipality
        """;

    // What the worklist shows of it: without files of nobody and those that were destroyed.
    private const string DeliverySql = $"""
        SELECT waiting.kind AS Kind, COUNT(*) AS Count
        FROM (
        {DeliveryWatch.TasksSql}
        ) waiting
        JOIN residents who ON who.id = waiting.resident_id
        WHERE who.destroyed_at IS NULL
          AND who.id NOT IN ({Decoys.Residents})
        GROUP BY waiting.kind
        """;
}
