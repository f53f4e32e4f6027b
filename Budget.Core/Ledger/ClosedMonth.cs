using Budget.Core.Storage;

namespace Budget.Core.Ledger;

/// <summary>A month that finance closed, with what stood on the accounts by the day of the care at its end: nothing counts in it any more.</summary>
public sealed record ClosedMonth(DateOnly EndsOn, long Postings, Money Available, Money Reserved, Money Payable, Money Paid)
{
    public Balance Balance => new(Available, Reserved, Payable, Paid);

    /// <summary>The last month closed that ends at or before a day; none when there is none.</summary>
    internal static Task<ClosedMonth?> UpTo(Session session, string municipalityCode, DateOnly day) =>
        session.FirstOrNone<ClosedMonth>(UpToSql, new { municipalityCode, day });

    /// <summary>The last day that is closed.</summary>
    internal static async Task<DateOnly?> LastDay(Session session, string municipalityCode) =>
        (await UpTo(session, municipalityCode, DateOnly.MaxValue))?.EndsOn;

    private const string UpToSql = """
        SELECT ends_on AS EndsOn, postings AS Postings, available_cents AS Available, reserved_cents AS Reserved, payable_cents AS Payable,
               paid_cents AS Paid
        FROM closed_months
        WHERE municipality_code = @municipalityCode
          AND ends_on <= @day
        ORDER BY ends_on DESC
        LIMIT 1
        """;
}
