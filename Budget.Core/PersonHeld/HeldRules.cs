using Budget.Core.Storage;

namespace Budget.Core.PersonHeld;

/// <summary>What a municipality's by-law says of PGBs on a day: the last that was set from that day or before; nothing where nobody set anything.</summary>
/// <param name="Floor">The least that a helper is paid for an hour.</param>
/// <param name="Free">What a holder may spend in a year without accounting for it (vrij besteedbaar bedrag).</param>
public sealed record HeldRules(Money Floor, Money Free)
{
    private static readonly HeldRules None = new(Money.Zero, Money.Zero);

    internal static async Task<HeldRules> On(Session session, string municipality, DateOnly day) =>
        await session.FirstOrNone<HeldRules>(OnSql, new { municipality, day }) ?? None;

    private const string OnSql = """
        SELECT floor_cents AS Floor, free_cents AS Free
        FROM held_rules
        WHERE municipality_code = @municipality
          AND starts_on <= @day
        ORDER BY starts_on DESC, number DESC
        LIMIT 1
        """;
}
