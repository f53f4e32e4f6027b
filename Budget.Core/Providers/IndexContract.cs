using Budget.Core.Audit;
using Budget.Core.Configuration;
using Budget.Core.Storage;

namespace Budget.Core.Providers;

/// <summary>
/// The rate of a contract changes from a day on, by so many per cent or to an amount: an administrator of the municipality says so, for a day that is not in
/// the past. What was declared and booked keeps its rate; a line is held against the rate of its own first day (0611). A rate that has not begun yet is put
/// right by saying it again.
/// </summary>
public sealed class IndexContract(Database database)
{
    /// <summary>More than this at once is a slip of the finger.</summary>
    public const decimal MostPercent = 25m;

    /// <param name="Percent">Of the rate on the day before; or none, and then <paramref name="Rate"/>.</param>
    /// <param name="Seen">How many changes of the contract were seen.</param>
    public sealed record Entry(ContractId ContractId, DateOnly StartsOn, decimal? Percent, Money? Rate, string Seen);

    public sealed record Answer(Money Before, Money After);

    public Task<Outcome<Answer>> Do(Actor actor, IdempotencyKey key, Entry entry) =>
        database.Once<Answer>(actor, key, nameof(IndexContract), entry, async session =>
        {
            if (actor.Role != Role.Administrator)
            {
                return Refusal.NotAllowed;
            }

            var changes = await ConfigurationChange.LockAndCount(session, actor, SignContract.What, $"{entry.ContractId.Value:D}");
            var asked = new { entry.ContractId, actor.MunicipalityCode, RunsOn = entry.StartsOn.AddDays(-1) };
            if (await session.FirstOrNone<Contract>(ContractSql, asked) is not { } contract)
            {
                return Refusal.NotFound;
            }

            if (changes != entry.Seen)
            {
                return Refusal.ChangedMeanwhile;
            }

            if (entry.StartsOn < session.Today || entry.StartsOn > contract.EndsOn)
            {
                return Refusal.DayOutsideContract.With(contract.EndsOn.InDigits());
            }

            var after = entry.Rate ?? Money.Of(contract.Rate, new Quantity(1 + (entry.Percent.GetValueOrDefault() / 100)));
            if (!after.IsPositive || Math.Abs(after.Cents - contract.Rate.Cents) > contract.Rate.Cents * MostPercent / 100)
            {
                return Refusal.RateImplausible.With(contract.Rate);
            }

            await session.Execute(InsertSql, new { Id = session.NewId().ToString("D"), entry.ContractId, entry.StartsOn, after, actor.UserId, session.Now });
            // "6600" and "2027-01-01 6800": cents, and a day, which the history reads out.
            await ConfigurationChange.Write(
                session, actor, SignContract.What, $"{entry.ContractId.Value:D}",
                new { contract.Name, ContractRate = $"{contract.Rate.Cents}" }, new { contract.Name, ContractRate = $"{entry.StartsOn:yyyy-MM-dd} {after.Cents}" });
            await Trace.Write(session, actor, nameof(IndexContract), $"{entry.ContractId.Value:D}");
            return new Answer(contract.Rate, after);
        });

    private sealed record Contract(string Name, DateOnly EndsOn, Money Rate);

    private const string ContractSql = $"""
        SELECT p.name AS Name, c.ends_on AS EndsOn, {ContractRate.OfContract} AS Rate
        FROM contracts c
        JOIN providers p ON p.id = c.provider_id
        WHERE c.id = @ContractId
          AND c.municipality_code = @MunicipalityCode
        """;

    private const string InsertSql = """
        INSERT INTO contract_rates (id, contract_id, starts_on, rate_cents, because, set_by, set_at)
        VALUES (@Id, @ContractId, @StartsOn, @after, 'indexation', @UserId, @Now)
        """;
}
