using Budget.Core.Configuration;
using Budget.Core.Ledger;
using Budget.Core.Storage;

namespace Budget.Core.PersonHeld;

/// <summary>What a municipality's by-law says of PGBs on a day: the last that was set from that day or before; nothing where nobody set anything.</summary>
public sealed class HeldRules(Database database)
{
    /// <param name="Floor">The least that a helper is paid for an hour.</param>
    /// <param name="Free">What a holder may spend a year without giving an account; nothing when there is no such amount.</param>
    /// <param name="FreePercent">The same as a part of the budget; never beside an amount.</param>
    public sealed record Rule(DateOnly StartsOn, Money Floor, Money Free = default, long FreePercent = 0)
    {
        public bool HasFree => Free.IsPositive || FreePercent > 0;

        /// <summary>What may be spent freely of a budget: the amount of a year, or the part of what was granted, half a cent up.</summary>
        public Money FreeOf(Money granted) => Free.IsPositive ? Free : Money.Of(granted, new Quantity(FreePercent / 100m));
    }

    /// <param name="All">The latest first.</param>
    /// <param name="Seen">How many changes were seen, for who changes it.</param>
    public sealed record Administered(IReadOnlyList<Rule> All, string Seen);

    /// <summary>For an administrator, of the own municipality.</summary>
    public async Task<Administered> Of(Actor actor) => actor.Role != Role.Administrator ? new([], "") : await database.Read(async session => new Administered(
        await session.List<Rule>(AllSql, new { actor.MunicipalityCode }), await ConfigurationChange.Count(session, actor, SetHeldRules.What, SetHeldRules.What)));

    internal static async Task<Money> FloorOn(Session session, string municipality, DateOnly day) => (await On(session, municipality, day))?.Floor ?? Money.Zero;

    /// <summary>The by-law's highest for this kind of helper on a day; none where it says nothing of this kind.</summary>
    internal static async Task<Money?> LimitOn(Session session, string municipality, string product, HelperKind kind, DateOnly day) =>
        (await session.FirstOrNone<Limit>(LimitSql, new { municipality, product, Kind = kind.Stored(), day }))?.Rate;

    internal static Task<Rule?> On(Session session, string municipality, DateOnly day) => session.FirstOrNone<Rule>(OnSql, new { municipality, day });

    private sealed record Limit(Money Rate);

    private const string LimitSql = """
        SELECT rate_cents AS Rate
        FROM product_rates
        WHERE municipality_code = @municipality
          AND product_code = @product
          AND kind = @Kind
          AND starts_on <= @day
        ORDER BY starts_on DESC, number DESC
        LIMIT 1
        """;

    private const string AllSql = """
        SELECT starts_on AS StartsOn, floor_cents AS Floor, free_cents AS Free, free_percent AS FreePercent
        FROM held_rules
        WHERE municipality_code = @MunicipalityCode
        ORDER BY starts_on DESC, number DESC
        LIMIT 20
        """;

    private const string OnSql = """
        SELECT starts_on AS StartsOn, floor_cents AS Floor, free_cents AS Free, free_percent AS FreePercent
        FROM held_rules
        WHERE municipality_code = @municipality
          AND starts_on <= @day
        ORDER BY starts_on DESC, number DESC
        LIMIT 1
        """;
}
