using System.Globalization;
using Budget.Core;
using Budget.Core.HelperPayments;
using Budget.Core.Mandates;
using Microsoft.AspNetCore.Mvc;
using Portal.Text;

namespace Portal.Pages.PersonHeld;

/// <summary>On which account a helper is paid. The holder gives another in two steps: fill in, and see the old one beside the new one before it counts.</summary>
public sealed class AccountModel(HelperAccountOfAgreement accounts, ChangeHelperAccount change, KeptActs kept) : PortalPage
{
    public HelperAccountOfAgreement.Answer Answer { get; private set; } = null!;

    /// <summary>The holder who changes accounts without who acts by this mandate; none when that may be done.</summary>
    public KeptActs.Keeper? KeptBy { get; private set; }

    [BindProperty] public string? Holder { get; set; }

    [BindProperty] public string? Iban { get; set; }

    /// <summary>Which account stood beside the new one.</summary>
    [BindProperty] public string? Seen { get; set; }

    /// <summary>In groups, once it was filled in and is well-formed.</summary>
    public string? NewIban { get; private set; }

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

        if (ChangeHelperAccount.Fault(Holder, Iban, out var iban) is { } fault)
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
        return LocalRedirect($"/pgb/{number}/rekening");
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
        KeptBy = await kept.KeptBy(Me, answer.ResidentId, MandateAct.Accounts);
        return true;
    }
}
