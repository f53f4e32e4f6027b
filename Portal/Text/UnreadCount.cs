using System.Data.Common;
using System.Security.Claims;
using Budget.Core.Messages;
using Portal.Access;

namespace Portal.Text;

/// <summary>How many messages wait for the visitor, on every page.</summary>
public sealed class UnreadCount(UnreadMessages messages)
{
    public async Task<long> For(ClaimsPrincipal user)
    {
        try
        {
            return await messages.Of(user.ToActor());
        }
        catch (DbException)
        {
            // The page that says so has a menu too.
            return 0;
        }
    }
}
