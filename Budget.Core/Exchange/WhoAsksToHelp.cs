using Budget.Core.Residents;
using Budget.Core.Storage;

namespace Budget.Core.Exchange;

/// <summary>Which providers asked to help with a budget (WMO315): the resident decides, and reads it where somebody is chosen.</summary>
public sealed class WhoAsksToHelp(Database database)
{
    /// <returns>The names of those who wait for the resident's choice; none of somebody else's budget.</returns>
    public Task<IReadOnlyList<string>> With(Actor actor, string budgetNumber) => database.Read<IReadOnlyList<string>>(async session =>
        actor.Role == Role.Resident ? await session.List<string>(NamesSql, Access.Of(actor, session, budgetNumber)) : []);

    private const string NamesSql = $"""
        SELECT DISTINCT provider.name
        FROM budgets file
        JOIN provider_requests asked ON asked.budget_id = file.id
        JOIN providers provider ON provider.id = asked.provider_id
        WHERE file.number = @Subject
          AND asked.kind = 'allocation'
          AND asked.outcome IS NULL
          AND {ProviderRequests.NotChosenSince}
          AND {Access.ToOne}
        ORDER BY provider.name
        """;
}
