using Budget.Core.Audit;
using Budget.Core.Storage;

namespace Budget.Core.OpenOffer;

/// <summary>
/// Who takes part, for a caseworker of the municipality to pass on to who offers it: the names of those who said that this may be, and the number of the others. Who looks
/// leaves a trace.
/// </summary>
public sealed class SignUpsOfProvision(Database database)
{
    /// <param name="Names">Of those who agreed, in the order of the alphabet.</param>
    public sealed record Answer(IReadOnlyList<string> Names, long Others);

    public async Task<Answer?> Of(Actor actor, GeneralProvisionId id) => actor.Role != Role.Caseworker ? null : await database.LookThrough<Answer?>(actor, nameof(SignUpsOfProvision), async session =>
    {
        var rows = await session.List<Row>(RowsSql, new { id, actor.MunicipalityCode });
        return new Answer([.. rows.Where(row => row.SharesName == "yes").Select(row => row.Name)], rows.Count(row => row.SharesName != "yes"));
    });

    private sealed record Row(string Name, string SharesName);

    // No name of who did not agree leaves the database.
    private const string RowsSql = """
        SELECT CASE s.shares_name WHEN 'yes' THEN r.name ELSE '' END AS Name, s.shares_name AS SharesName
        FROM offer_sign_ups s
        JOIN residents r ON r.id = s.resident_id
        JOIN general_provisions p ON p.id = s.provision_id
        WHERE s.provision_id = @id
          AND p.municipality_code = @MunicipalityCode
          AND s.left_at IS NULL
        ORDER BY r.search_name, s.id
        """;
}
