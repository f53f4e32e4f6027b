using Budget.Core.SignIn;
using Portal.Text;

namespace Portal.Pages.Administration;

/// <summary>Everybody who works here and what they may do, to look through and to print.</summary>
internal sealed class RightsModel(AccountsWithRights accounts) : PortalPage
{
    /// <summary>By role, in the order of the list.</summary>
    public IReadOnlyList<IGrouping<string, AccountsWithRights.Item>> Roles { get; private set; } = [];

    public bool IsCutOff { get; private set; }

    public async Task OnGet()
    {
        var found = await accounts.Of(Me);
        (Roles, IsCutOff) = ([.. found.GroupBy(account => account.Role, StringComparer.Ordinal)], found.Count == AccountsWithRights.Most);
    }
}
