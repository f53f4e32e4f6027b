using Budget.Core.Ledger;
using Budget.Core.Storage;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Portal.Hosting;

/// <summary>
/// Ready means: the database answers and its schema is there. With a fault in the ledger the portal still serves, and says Degraded (200):
/// everything can be read and nothing is booked. Where the fault is, is not for everybody.
/// </summary>
internal sealed class DatabaseCheck(Database database, StandingFaults faults) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            return await Migrator.CountApplied(database) == 0 ? HealthCheckResult.Unhealthy("no schema")
                : await faults.Any() ? HealthCheckResult.Degraded("a fault in the ledger: nothing is booked")
                : HealthCheckResult.Healthy();
        }
        catch (System.Data.Common.DbException fault)
        {
            return HealthCheckResult.Unhealthy("no database", fault);
        }
    }
}
