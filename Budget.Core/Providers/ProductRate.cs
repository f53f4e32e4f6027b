using Budget.Core.Storage;

namespace Budget.Core.Providers;

/// <summary>Who gives the help: a by-law has a highest rate for each (domain: a freelancer typically 75 %, the own network a fixed amount).</summary>
public enum RateKind
{
    /// <summary>An organisation with staff; also what is granted in kind.</summary>
    Professional,
    /// <summary>Somebody with a trade of one's own.</summary>
    Freelancer,
    /// <summary>Family, friends, neighbours.</summary>
    Network,
}

/// <summary>The by-law's highest rate of a provision on a day: the last that was set from that day or before. Fragments of a question; what was granted keeps its own rate.</summary>
internal static class ProductRate
{
    /// <summary>For professionals, of a product as "p", on the day @RateOn.</summary>
    public const string OfProduct = """
        (SELECT set_rate.rate_cents
                FROM product_rates set_rate
                WHERE set_rate.municipality_code = p.municipality_code
                  AND set_rate.product_code = p.code
                  AND set_rate.kind = 'professional'
                  AND set_rate.starts_on <= @RateOn
                ORDER BY set_rate.starts_on DESC, set_rate.number DESC
                LIMIT 1)
        """;

    public static Task Set(Session session, string municipalityCode, string productCode, RateKind kind, DateOnly startsOn, Money rate) => session.Execute(SetSql, new
    {
        municipalityCode,
        productCode,
        Kind = Ledger.StoredNames.Stored(kind),
        startsOn,
        rate,
    });

    private const string SetSql = """
        INSERT INTO product_rates (municipality_code, product_code, kind, number, starts_on, rate_cents)
        SELECT @municipalityCode, @productCode, @Kind, COUNT(*) + 1, @startsOn, @rate
        FROM product_rates
        WHERE municipality_code = @municipalityCode
          AND product_code = @productCode
          AND kind = @Kind
        """;
}
