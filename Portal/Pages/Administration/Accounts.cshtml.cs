using Budget.Core.SignIn;
using Microsoft.AspNetCore.Mvc;
using Portal.Text;

namespace Portal.Pages.Administration;

/// <summary>Finds an account of the own municipality. A search is a POST: names do not belong in addresses and logs.</summary>
internal sealed class AccountsModel(AccountsByName accounts) : PortalPage
{
    /// <summary>None when nobody was looked for.</summary>
    public IReadOnlyList<AccountsByName.Item>? Accounts { get; private set; }

    [BindProperty]
    public string? Name { get; set; }

    public async Task<IActionResult> OnPost()
    {
        Require(Name?.Trim() is { Length: >= AccountsByName.ShortestName }, nameof(Name), "name-missing", AccountsByName.ShortestName);
        Require(Name is not { Length: > IntroduceMyself.LongestName }, nameof(Name), "name-too-long", IntroduceMyself.LongestName);
        if (!ModelState.IsValid)
        {
            return Again();
        }

        Accounts = await accounts.Of(Me, Name!);
        return Page();
    }
}
