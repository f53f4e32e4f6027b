using Budget.Core.Budgets;
using Budget.Core.Departures;
using Budget.Core.Storage;

namespace Budget.Core.Council;

/// <summary>
/// Counts the residents who have support on the last day of a half-year: a budget that runs on that day, of somebody who lives here. One row for each product category and form that a resident has: in a town of ten thousand budgets
/// some ten thousand rows, of which nothing leaves this class but counts.
/// </summary>
internal static class CouncilResidents
{
    /// <summary>From how old each age group is.</summary>
    private static readonly int[] Ages = [0, 18, 45, 65, 75, 85];

    private static readonly string[] Forms = ["personfollowing", "personheld", "both"];

    /// <summary>Who did not say in which neighbourhood, or whose day of birth is not known any more.</summary>
    private const string Unknown = "unknown";

    public static async Task<IReadOnlyList<CouncilCount>> On(Session session, string municipality, DateOnly day)
    {
        var rows = await session.List<Row>(RowsSql, new { municipality, day });
        var neighbourhoods = await session.List<Neighbourhood>(NeighbourhoodsSql, new { municipality });
        var people = rows.DistinctBy(row => row.ResidentId).ToList();
        var ages = people.ToLookup(row => AgeGroup(row.BornOn, day), row => row.ResidentId, StringComparer.Ordinal);
        var homes = people.ToLookup(row => row.Neighbourhood ?? Unknown, row => row.ResidentId, StringComparer.Ordinal);
        // Not by the database: each engine has an alphabet of its own.
        var byName = neighbourhoods.OrderBy(one => one.Name, StringComparer.Ordinal).ThenBy(one => one.Code, StringComparer.Ordinal);
        return
        [
            new(CouncilTopic.Ages, "", [.. Ages.Select(from => $"age-{from}").Append(Unknown).Select(name => CountedLine.Of(name, "", ages[name]))]),
            new(CouncilTopic.Neighbourhoods, "",
                [.. byName.Append(new Neighbourhood(Unknown, "")).Select(one => CountedLine.Of(one.Code, one.Name, homes[one.Code]))]),
            .. rows.GroupBy(row => row.Category).OrderBy(category => category.Key, StringComparer.Ordinal).Select(category => Support(category.Key, category)),
        ];
    }

    private static CouncilCount Support(string category, IEnumerable<Row> rows)
    {
        var forms = rows.GroupBy(row => row.ResidentId)
            .ToLookup(one => one.Select(row => row.FundingForm).Distinct(StringComparer.Ordinal).Count() > 1 ? "both" : one.First().FundingForm, one => one.Key, StringComparer.Ordinal);
        return new(CouncilTopic.Support, category, [.. Forms.Select(form => CountedLine.Of(form, "", forms[form]))]);
    }

    private static string AgeGroup(DateOnly? bornOn, DateOnly day)
    {
        if (bornOn is not { } born)
        {
            return Unknown;
        }

        var age = day.Year - born.Year - (born.AddYears(day.Year - born.Year) > day ? 1 : 0);
        return $"age-{Ages.Last(from => age >= from || from == 0)}";
    }

    private sealed record Row(ResidentId ResidentId, DateOnly? BornOn, string? Neighbourhood, string Category, string FundingForm);

    private sealed record Neighbourhood(string Code, string Name);

    private const string RowsSql = $"""
        SELECT DISTINCT r.id AS ResidentId, r.born_on AS BornOn, n.code AS Neighbourhood, p.category AS Category, b.funding_form AS FundingForm
        FROM budgets b
        JOIN residents r ON r.id = b.resident_id
        JOIN products p ON p.municipality_code = b.municipality_code AND p.code = b.product_code
        LEFT JOIN neighbourhoods n ON n.municipality_code = r.municipality_code AND n.code = r.neighbourhood
        {Departure.Join}
        WHERE b.municipality_code = @municipality
          AND b.starts_on <= @day
          AND b.ends_on >= @day
          AND {LastDay.Sql} >= @day
          AND (gone.last_on IS NULL OR gone.last_on >= @day)
        """;

    private const string NeighbourhoodsSql = """
        SELECT code AS Code, name AS Name
        FROM neighbourhoods
        WHERE municipality_code = @municipality
        """;
}
