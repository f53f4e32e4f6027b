using System.Data.Common;
using System.Security.Claims;
using Budget.Core.Providers;
using Portal.Access;

namespace Portal.Text;

/// <summary>Whom to call, on every page: one's own municipality, or before signing in each of this installation.</summary>
public sealed class ContactPoints(Municipalities municipalities)
{
    private IReadOnlyList<Municipalities.Answer>? known;

    public async Task<IReadOnlyList<Municipalities.Answer>> For(ClaimsPrincipal user)
    {
        // Asked once: municipalities join with a restart. An empty list is asked again, for a town that is just being set up.
        var all = known is { Count: > 0 } ? known : known = await All();
        var own = user.MunicipalityCode();
        return own.Length == 0 ? all : [.. all.Where(town => town.Code == own)];
    }

    private async Task<IReadOnlyList<Municipalities.Answer>> All()
    {
        try
        {
            return await municipalities.All();
        }
        catch (DbException)
        {
            // The page that says so has a foot too.
            return [];
        }
    }
}
