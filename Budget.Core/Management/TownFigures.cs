using Budget.Core.Funds;
using Budget.Core.Storage;

namespace Budget.Core.Management;

/// <summary>
/// One municipality of the installation beside the others: the same few figures of each, and nothing else. Of who asks only the own one is marked; the others are seen by their aggregates, in which nobody can be recognised
/// (decision 38). What would be of fewer than <see cref="SmallCells.Fewest"/> residents, terms, disputes or transfers is not there, and no sum over municipalities is shown from which it would follow. Numbers of residents and amounts
/// are rounded: exact, two looks would tell what the resident got who came in between.
/// </summary>
/// <param name="Residents">With a budget that begins in the year, rounded to ten; none when there are few, or nobody, or where the municipality itself shows no total of its neighbourhoods.</param>
/// <param name="GrantedEach">On average for each of those residents, rounded to ten euro.</param>
/// <param name="DeadlinesPercent">Of the legal terms that ended in the last twelve months.</param>
/// <param name="DisputedPerThousand">How many of a thousand accepted lines of the last twelve months were disputed. Among those lines are credits, which nobody can dispute: a message counts its lines together.</param>
/// <param name="DaysToPayment">On average from the Dagtekening of a declaration to the day of its payment, of transfers of the last twelve months up to today that did not fail.</param>
public sealed record TownFigures(
    string Code, string Name, bool IsOwn, long? Residents, Money? GrantedEach, Money? SpentEach, decimal? DeadlinesPercent, decimal? DisputedPerThousand, long? DaysToPayment)
{
    internal static async Task<IReadOnlyList<TownFigures>> OfAll(Session session, Actor actor, int year, IReadOnlyDictionary<string, DeadlinesMet> deadlines)
    {
        var towns = await session.List<Town>(TownsSql);
        var since = new { First = DeadlinesMet.FirstDay(session.Today) };
        var firstDays = FundYear.FirstDays(year);
        var support = (await session.List<Support>(SupportSql, new { First = firstDays.StartsOn, Last = firstDays.EndsOn })).ToLookup(row => row.Code, StringComparer.Ordinal);
        var lines = (await session.List<Counted>(LinesSql, since)).ToDictionary(row => row.Code, row => row.Count, StringComparer.Ordinal);
        var disputed = (await session.List<Counted>(DisputedSql, since)).ToDictionary(row => row.Code, row => row.Count, StringComparer.Ordinal);
        var paid = (await session.List<Paid>(PaidSql, new { since.First, session.Today })).ToLookup(row => row.Code, StringComparer.Ordinal);
        return [.. towns.Select(town => new Raw(
            [.. support[town.Code]], deadlines.GetValueOrDefault(town.Code)?.Both ?? new DeadlinesMet.Count(0, 0), lines.GetValueOrDefault(town.Code), disputed.GetValueOrDefault(town.Code),
            [.. paid[town.Code].Select(row => (Days: row.PaidOn.DayNumber - row.DatedOn.DayNumber, row.Transfers))]).Shown(town.Code, town.Name, town.Code == actor.MunicipalityCode))];
    }

    /// <summary>Everything that is known of one; what of it may be shown is decided in one place.</summary>
    /// <param name="Neighbourhoods">In each of which a resident is once; who chose none are one too.</param>
    internal sealed record Raw(IReadOnlyList<Support> Neighbourhoods, DeadlinesMet.Count Deadlines, long Lines, long Disputed, IReadOnlyList<(int Days, long Transfers)> Paid)
    {
        public TownFigures Shown(string code, string name, bool isOwn)
        {
            var residents = Neighbourhoods.Sum(one => one.Residents);
            // Where the total of the neighbourhoods is hidden, it may not stand here, nor follow from an average.
            var isEnough = residents >= SmallCells.Fewest && !SmallCells.Of([.. Neighbourhoods.Select(one => one.Residents)]).IsTotalHidden;
            var transfers = Paid.Sum(one => one.Transfers);
            return new TownFigures(
                code, name, isOwn, isEnough ? Rounded(residents, RoundedTo) : null, isEnough ? Each(one => one.Granted, residents) : null, isEnough ? Each(one => one.Spent, residents) : null,
                Deadlines.Ended >= SmallCells.Fewest ? Deadlines.Percent : null,
                Lines > 0 && Disputed is 0 or >= SmallCells.Fewest ? Math.Round(Disputed * 1000m / Lines, 1, MidpointRounding.AwayFromZero) : null,
                transfers >= SmallCells.Fewest ? (long)Math.Round(Paid.Sum(one => one.Days * one.Transfers) / (decimal)transfers, MidpointRounding.AwayFromZero) : null);
        }

        private Money Each(Func<Support, Money> amount, long residents) =>
            new(Rounded(Neighbourhoods.Aggregate(Money.Zero, (sum, one) => sum + amount(one)).Cents / (decimal)residents, RoundedToCents));

        private static long Rounded(decimal figure, long to) => (long)Math.Round(figure / to, MidpointRounding.AwayFromZero) * to;
    }

    private const long RoundedTo = 10, RoundedToCents = 1_000;

    internal sealed record Support(string Code, long Residents, Money Granted, Money Spent);

    private sealed record Town(string Code, string Name);

    private sealed record Counted(string Code, long Count);

    private sealed record Paid(string Code, DateOnly DatedOn, DateOnly PaidOn, long Transfers);

    private const string TownsSql = """
        SELECT code AS Code, name AS Name
        FROM municipalities
        ORDER BY name, code
        """;

    // A row for each neighbourhood.
    private const string SupportSql = """
        SELECT b.municipality_code AS Code, COUNT(DISTINCT b.resident_id) AS Residents,
               CAST(COALESCE(SUM(last.available_cents + last.reserved_cents + last.payable_cents + last.paid_cents), 0) AS BIGINT) AS Granted,
               CAST(COALESCE(SUM(last.payable_cents + last.paid_cents), 0) AS BIGINT) AS Spent
        FROM budgets b
        JOIN postings last ON last.budget_id = b.id
            AND last.number = (SELECT MAX(newest.number) FROM postings newest WHERE newest.budget_id = b.id)
        JOIN residents who ON who.id = b.resident_id
        LEFT JOIN neighbourhoods place ON place.municipality_code = b.municipality_code AND place.code = who.neighbourhood
        WHERE b.starts_on >= @First
          AND b.starts_on <= @Last
        GROUP BY b.municipality_code, COALESCE(place.code, '')
        """;

    private const string LinesSql = """
        SELECT message.municipality_code AS Code, CAST(SUM(message.line_count - message.rejected_count) AS BIGINT) AS Count
        FROM declaration_messages message
        WHERE message.received_on >= @First
        GROUP BY message.municipality_code
        """;

    // Of the same lines: those of messages that came in these months.
    private const string DisputedSql = """
        SELECT message.municipality_code AS Code, COUNT(DISTINCT dispute.line_id) AS Count
        FROM disputes dispute
        CROSS JOIN invoice_lines line
        CROSS JOIN declaration_messages message
        WHERE line.id = dispute.line_id
          AND message.id = line.message_id
          AND message.received_on >= @First
        GROUP BY message.municipality_code
        """;

    // One transfer for each declaration; of one that pays more of them together the oldest line says which (ids grow with time). What is set off in it is of a declaration that was paid before. A run may be asked for a day to come.
    private const string PaidSql = """
        SELECT paid.municipality AS Code, message.dated_on AS DatedOn, paid.paid_on AS PaidOn, COUNT(*) AS Transfers
        FROM (
            SELECT run.municipality_code AS municipality, run.requested_on AS paid_on,
                   (SELECT MIN(booked.line_id) FROM payment_bookings booked WHERE booked.end_to_end_id = transfer.end_to_end_id AND booked.amount_cents > 0) AS line_id
            FROM payment_runs run
            JOIN payment_transfers transfer ON transfer.run_id = run.id
            WHERE run.requested_on >= @First
              AND run.requested_on <= @Today
              AND NOT EXISTS (SELECT 1 FROM payment_failures failure WHERE failure.end_to_end_id = transfer.end_to_end_id)
        ) paid
        JOIN invoice_lines line ON line.id = paid.line_id
        JOIN declaration_messages message ON message.id = line.message_id
        GROUP BY paid.municipality, message.dated_on, paid.paid_on
        """;
}
