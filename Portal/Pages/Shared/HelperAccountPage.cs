using System.Globalization;
using Budget.Core;
using Budget.Core.HelperPayments;
using Microsoft.AspNetCore.Mvc;
using Portal.Text;

namespace Portal.Pages.Shared;

/// <summary>On which account a helper is paid. The holder gives another in two steps: fill in, and see the old one beside the new one before it counts. For a holder who died a caseworker does, in the same two steps.</summary>
/// <param name="path">Of the page, behind which stands the number of the agreement.</param>
public abstract class HelperAccountPage(HelperAccountOfAgreement accounts, ChangeHelperAccount change, string path) : PortalPage
{
    public HelperAccountOfAgreement.Answer Answer { get; private set; } = null!;

    [BindProperty] public string? Holder { get; set; }

    [BindProperty] public string? Iban { get; set; }

    /// <summary>Which account stood beside the new one.</summary>
    [BindProperty] public string? Seen { get; set; }

    /// <summary>In groups, once it was filled in and is well-formed.</summary>
    public string? NewIban { get; private set; }

    public string PathOf(string number) => $"{path}/{number}/rekening";

    public async Task<IActionResult> OnGet(string number)
    {
        if (!await Load(number))
        {
            return NotFound();
        }

        Holder = Answer.Holder;
        return Page();
    }

    public async Task<IActionResult> OnPostCheck(string number)
    {
        if (!await Load(number))
        {
            return NotFound();
        }

        Require(!string.IsNullOrWhiteSpace(Iban), nameof(Iban), "iban-missing");
        if (!ModelState.IsValid)
        {
            return Again();
        }

        if ((ChangeHelperAccount.Fault(Holder, Iban, out var iban) ?? Answer.FaultOf(iban, Holder)) is { } fault)
        {
            return Refused(fault, Field(fault));
        }

        NewIban = iban.ToGroups();
        return Page();
    }

    /// <summary>Back to what was filled in.</summary>
    public async Task<IActionResult> OnPostEdit(string number) => await Load(number) ? Page() : NotFound();

    public async Task<IActionResult> OnPost(string number)
    {
        if (!await Load(number))
        {
            return NotFound();
        }

        var changed = await change.Do(Me, FormKey, new(number, Holder ?? "", Iban ?? "", long.TryParse(Seen, NumberStyles.None, CultureInfo.InvariantCulture, out var seen) ? seen : -1));
        if (changed.IsRefused)
        {
            return await Load(number) ? Refused(changed.Refusal!, Field(changed.Refusal!)) : NotFound();
        }

        Tell("changed", Answer.HelperName);
        return LocalRedirect(PathOf(number));
    }

    private static string Field(Refusal refusal) =>
        refusal.Is(Refusal.AccountHolderMissing) ? nameof(Holder)
        : refusal.Is(Refusal.IbanInvalid) || refusal.Is(Refusal.SameHelperAccount) ? nameof(Iban) : "";

    private async Task<bool> Load(string number)
    {
        if (await accounts.Of(Me, number) is not { } answer)
        {
            return false;
        }

        Answer = answer;
        return true;
    }
}
