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
        var seen = await see.Do(Me, FormKey, new(new HelperAccountId(Guid.TryParseExact(Account, "D", out var id) ? id : Guid.Empty), isTrusted));
        if (seen.IsRefused)
        {
            await OnGet();
            return Refused(seen.Refusal!);
        }

        Tell(isTrusted ? "told" : "told-distrusted");
        return LocalRedirect("/consulent/rekeningen-van-hulpen");
    }
}
