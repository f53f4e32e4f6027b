using Budget.Core.Storage;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Portal.Hosting;

/// <summary>Ready means: the database answers and its schema is there.</summary>
internal sealed class DatabaseCheck(Database database) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            return await Migrator.CountApplied(database) > 0 ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("no schema");
        }
        catch (System.Data.Common.DbException fault)
        {
            return HealthCheckResult.Unhealthy("no database", fault);
        }
    }
}
