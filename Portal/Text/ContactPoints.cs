using System.Data.Common;
using System.Security.Claims;
using Budget.Core.Providers;
using Portal.Access;

namespace Portal.Text;

/// <summary>Whom to call and how the town looks, on every page: one's own municipality, or before signing in each of this installation.</summary>
public sealed class ContactPoints(Municipalities municipalities)
{
    /// <summary>What another process changes is seen here this much later.</summary>
    private const long KeptMilliseconds = 60_000;

    private volatile Kept? known;

    private sealed record Kept(IReadOnlyList<Municipalities.Answer> Towns, long AskedAt);

    public async Task<IReadOnlyList<Municipalities.Answer>> For(ClaimsPrincipal user)
    {
        var all = await All();
        var own = user.MunicipalityCode();
        return own.Length == 0 ? all : [.. all.Where(town => town.Code == own)];
    }

    public async Task<IReadOnlyList<Municipalities.Answer>> All()
    {
        // An empty list is asked again, for a town that is just being set up.
        if (known is { Towns.Count: > 0 } kept && Environment.TickCount64 - kept.AskedAt < KeptMilliseconds)
        {
            return kept.Towns;
        }

        try
        {
            var towns = await municipalities.All();
            known = new(towns, Environment.TickCount64);
            return towns;
        }
        catch (DbException)
        {
            // The page that says so has a foot too.
            return known?.Towns ?? [];
        }
    }

    /// <summary>Somebody changed it just now.</summary>
    public void Forget() => known = null;
}
