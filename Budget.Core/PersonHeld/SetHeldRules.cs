using Budget.Core.Audit;
using Budget.Core.Configuration;
using Budget.Core.Providers;
using Budget.Core.Storage;

namespace Budget.Core.PersonHeld;

/// <summary>An administrator says what the by-law of the own municipality asks of PGBs, from a day on that is not over. What was agreed before keeps its rate; what was and what is stay in the history. A floor above the highest rate of an hour for a kind of helper would let nobody agree with such a helper.</summary>
public sealed class SetHeldRules(Database database)
{
    /// <summary>As the history names it.</summary>
    public const string What = "HeldRules";

    /// <summary>No hour costs more.</summary>
    public static readonly Money Most = new(20_000);

    /// <summary>No year has more to spend freely.</summary>
    public static readonly Money MostFree = new(1_000_000);

    /// <param name="Floor">The least that a helper is paid for an hour; nothing when the by-law has no least.</param>
    /// <param name="Free">What a holder may spend a year without giving an account (vrij besteedbaar bedrag); nothing when the by-law has no such amount.</param>
    /// <param name="FreePercent">The same as a part of the budget, in whole percents; one of the two.</param>
    /// <param name="Seen">How many changes of it were seen; empty when there was none.</param>
    public sealed record Entry(DateOnly StartsOn, Money Floor, string Seen, Money Free = default, long FreePercent = 0);

    public Task<Outcome<Money>> Do(Actor actor, IdempotencyKey key, Entry entry) =>
        database.Once<Money>(actor, key, nameof(SetHeldRules), entry, async session =>
        {
            if (actor.Role != Role.Administrator)
            {
                return Refusal.NotAllowed;
            }

            if (entry.StartsOn < session.Today)
            {
                return Refusal.DayIsPast;
            }

            if (entry.Floor.IsNegative || entry.Floor > Most)
            {
                return Refusal.AmountNotPositive;
            }

            if (entry.Free.IsNegative || entry.Free > MostFree || entry.FreePercent is < 0 or > 100 || (entry.Free.IsPositive && entry.FreePercent > 0))
            {
                return Refusal.FreeAmountOrPart;
            }

            if (new Money(await session.Single<long>(LowestSql, new { actor.MunicipalityCode, entry.StartsOn, CareUnit.Hour })) is { IsPositive: true } lowest && entry.Floor > lowest)
            {
                return Refusal.FloorAboveRates.With(lowest);
            }

            if (await ConfigurationChange.LockAndCount(session, actor, What, What) != entry.Seen)
            {
                return Refusal.ChangedMeanwhile;
            }

            var set = new { actor.MunicipalityCode, entry.StartsOn, entry.Floor, entry.Free, entry.FreePercent };
            await session.Execute(SetSql, set);
            await ConfigurationChange.Write(session, actor, What, What, before: null, new { Name = $"{entry.Floor}{(entry.Free.IsPositive ? $" + {entry.Free}" : entry.FreePercent > 0 ? $" + {entry.FreePercent}%" : "")}, {entry.StartsOn.InDigits()}" });
            await Trace.Write(session, actor, nameof(SetHeldRules), "");
            return entry.Floor;
        });

    // Of what the by-law pays at most for an hour on that day, to each kind of helper and for whatever it still has then, the least; nothing when it has none.
    private const string LowestSql = """
        SELECT CAST(COALESCE(MIN(rate.rate_cents), 0) AS BIGINT)
        FROM product_rates rate
        JOIN products p ON p.municipality_code = rate.municipality_code AND p.code = rate.product_code
        WHERE rate.municipality_code = @MunicipalityCode
          AND rate.starts_on <= @StartsOn
          AND p.unit = @Hour
          AND (p.ended_on IS NULL OR p.ended_on > @StartsOn)
          AND NOT EXISTS (
              SELECT 1
              FROM product_rates later
              WHERE later.municipality_code = rate.municipality_code
                AND later.product_code = rate.product_code
                AND later.kind = rate.kind
                AND later.starts_on <= @StartsOn
                AND (later.starts_on > rate.starts_on OR (later.starts_on = rate.starts_on AND later.number > rate.number)))
        """;

    private const string SetSql = """
        INSERT INTO held_rules (municipality_code, number, starts_on, floor_cents, free_cents, free_percent)
        SELECT @MunicipalityCode, COUNT(*) + 1, @StartsOn, @Floor, @Free, @FreePercent
        FROM held_rules
        WHERE municipality_code = @MunicipalityCode
        """;
}
