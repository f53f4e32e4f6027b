using Budget.Core;
using Budget.Core.HelperPayments;
using Microsoft.AspNetCore.Mvc;
using Portal.Text;

namespace Portal.Pages.Caseworker;

/// <summary>The accounts of helpers that holders changed: a caseworker looks at each, with the old one beside it.</summary>
public sealed class HelperAccountsModel(ChangedHelperAccounts accounts, SeeHelperAccount see) : PortalPage
{
    public IReadOnlyList<ChangedHelperAccounts.Item> Items { get; private set; } = [];

    [BindProperty] public string? Account { get; set; }

    public async Task OnGet() => Items = await accounts.Of(Me);

    public async Task<IActionResult> OnPost() => await Say(isTrusted: true);

    public async Task<IActionResult> OnPostDistrust() => await Say(isTrusted: false);

    private async Task<IActionResult> Say(bool isTrusted)
    {
        var account = new HelperAccountId(Guid.TryParseExact(Account, "D", out var id) ? id : Guid.Empty);
        var seen = await see.Do(Me, FormKey, new(account, isTrusted));
        if (seen.IsRefused)
        {
            await OnGet();
            return Refused(seen.Refusal!);
        }

        // Too late to keep it out of a file that was made before: then somebody has to be called.
        IReadOnlyList<string> files = isTrusted ? [] : (await accounts.Of(Me)).FirstOrDefault(item => item.Id == account)?.Files ?? [];
        Tell(isTrusted ? "told" : files.Count > 0 ? "told-in-file" : "told-distrusted", string.Join(", ", files));
        return LocalRedirect("/consulent/rekeningen-van-hulpen");
    }
}
