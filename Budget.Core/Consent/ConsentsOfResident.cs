using Budget.Core.Audit;
using Budget.Core.Residents;
using Budget.Core.Storage;
using Budget.Core.SupportRequests;

namespace Budget.Core.Consent;

/// <summary>Which providers give me support, and what may each read of what I said? Of oneself, or of who one represents.</summary>
public sealed class ConsentsOfResident(Database database)
{
    /// <param name="Domains">The parts of life that it may read about today.</param>
    /// <param name="EndsOn">Until when; of the part that ends last.</param>
    /// <param name="SupportEndsOn">The last day of its support.</param>
    public sealed record Item(ProviderId ProviderId, string Name, DateOnly SupportEndsOn, IReadOnlyList<LifeDomain> Domains, DateOnly? EndsOn);

    /// <param name="Domains">The parts of life of which something was said, which is what can be shared.</param>
    public sealed record Answer(IReadOnlyList<LifeDomain> Domains, IReadOnlyList<Item> Providers);

    public Task<Answer?> Of(Actor actor, ResidentId resident) => database.Look(actor, nameof(ConsentsOfResident), subject: "", async session =>
    {
        if (await ResidentFile.Mine(session, actor, resident) is null)
        {
            return null;
        }

        var parameters = Access.Of(actor, session, resident);
        var domains = (await session.List<string>(DomainsSql, parameters)).Select(Enum.Parse<LifeDomain>).Order().ToList();
        var consents = (await session.List<ConsentRow>(ConsentsSql, parameters)).ToLookup(row => row.ProviderId);
        return new Answer(domains,
        [
            .. (await session.List<ProviderRow>(ProvidersSql, parameters)).Select(row => new Item(
                row.ProviderId, row.Name, row.SupportEndsOn,
                [.. consents[row.ProviderId].Select(one => Enum.Parse<LifeDomain>(one.Domain)).Order()],
                consents[row.ProviderId].Select(one => (DateOnly?)one.EndsOn).Max())),
        ]);
    }, _ => resident);

    private sealed record ConsentRow(ProviderId ProviderId, string Domain, DateOnly EndsOn);

    private sealed record ProviderRow(ProviderId ProviderId, string Name, DateOnly SupportEndsOn);

    private const string DomainsSql = $"""
        SELECT DISTINCT need.life_domain
        FROM support_needs need
        JOIN support_requests request ON request.id = need.request_id
        WHERE request.resident_id = @Subject
          AND request.resident_id IN ({Access.Mine})
        """;

    private const string ConsentsSql = $"""
        SELECT consent.provider_id AS ProviderId, consent.life_domain AS Domain, consent.ends_on AS EndsOn
        FROM consents consent
        WHERE consent.resident_id = @Subject
          AND consent.withdrawn_at IS NULL
          AND consent.ends_on >= @Today
          AND consent.resident_id IN ({Access.Mine})
        """;

    private const string ProvidersSql = $"""
        SELECT provider.id AS ProviderId, provider.name AS Name, MAX(COALESCE(stop.ended_on, a.ends_on)) AS SupportEndsOn
        FROM assignments a
        JOIN budgets b ON b.id = a.budget_id
        JOIN providers provider ON provider.id = a.provider_id
        LEFT JOIN assignment_ends stop ON stop.assignment_id = a.id
        WHERE b.resident_id = @Subject
          AND b.resident_id IN ({Access.Mine})
          AND {RunningAssignment.Sql}
        GROUP BY provider.id, provider.name
        ORDER BY provider.name
        """;
}
