using Budget.Core.Audit;
using Budget.Core.Configuration;
using Budget.Core.Storage;

namespace Budget.Core.Providers;

/// <summary>A contract "5 + 5" goes on for the years of its option: said once, by an administrator of the municipality, before the contract ends.</summary>
public sealed class TakeOption(Database database)
{
    /// <returns>The last day of the contract now.</returns>
    public Task<Outcome<DateOnly>> Do(Actor actor, IdempotencyKey key, ContractId contractId) =>
        database.Once<DateOnly>(actor, key, nameof(TakeOption), contractId, async session =>
        {
            if (actor.Role != Role.Administrator)
            {
                return Refusal.NotAllowed;
            }

            if (await session.FirstOrNone<Contract>(ContractSql, new { contractId, actor.MunicipalityCode }) is not { } contract)
            {
                return Refusal.NotFound;
            }

            if (contract.OptionYears == 0 || contract.EndsOn < session.Today)
            {
                return Refusal.NoOption;
            }

            var endsOn = contract.EndsOn.AddYears((int)contract.OptionYears);
            // Asked in the statement itself: of two who say it at once, one does.
            if (await session.Execute(TakeSql, new { contractId, session.Today }) == 0)
            {
                return Refusal.NoOption;
            }

            await session.Execute(ExtendSql, new { contractId, endsOn });
            await ConfigurationChange.Write(
                session, actor, SignContract.What, $"{contractId.Value:D}", new { contract.Name, contract.EndsOn }, new { contract.Name, EndsOn = endsOn });
            await Trace.Write(session, actor, nameof(TakeOption), $"{contractId.Value:D}");
            return endsOn;
        });

    private sealed record Contract(string Name, DateOnly EndsOn, long OptionYears);

    private const string ContractSql = """
        SELECT p.name AS Name, c.ends_on AS EndsOn, COALESCE(terms.option_years, 0) AS OptionYears
        FROM contracts c
        JOIN providers p ON p.id = c.provider_id
        LEFT JOIN contract_terms terms ON terms.contract_id = c.id AND terms.option_taken_on IS NULL
        WHERE c.id = @contractId
          AND c.municipality_code = @MunicipalityCode
        """;

    private const string TakeSql = """
        UPDATE contract_terms
        SET option_taken_on = @Today
        WHERE contract_id = @contractId
          AND option_taken_on IS NULL
        """;

    private const string ExtendSql = """
        UPDATE contracts
        SET ends_on = @endsOn
        WHERE id = @contractId
        """;
}
