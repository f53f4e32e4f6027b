using Budget.Core;
using Budget.Core.Payments;
using Microsoft.AspNetCore.Mvc;
using Portal.Text;

namespace Portal.Pages.Finance;

/// <summary>Writes down the account of the municipality or of a provider. It counts when a colleague has confirmed it.</summary>
public sealed class NewAccountModel(BankAccounts accounts, ProposeBankAccount propose) : PortalPage
{
    public BankAccounts.Owner Owner { get; private set; } = null!;

    /// <summary>None: the municipality itself.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Aanbieder { get; set; }

    [BindProperty]
    public string? Holder { get; set; }

    [BindProperty]
    public string? Iban { get; set; }

    private ProviderId? Provider => string.IsNullOrEmpty(Aanbieder) ? null : new ProviderId(Guid.TryParse(Aanbieder, out var id) ? id : Guid.Empty);

    public async Task<IActionResult> OnGet()
    {
        if (!await Load())
        {
            return NotFound();
        }

        Holder = Owner.Current?.Holder ?? Owner.Name;
        return Page();
    }

    public async Task<IActionResult> OnPost()
    {
        if (!await Load())
        {
            return NotFound();
        }

        var proposed = await propose.Do(Me, FormKey, new(Provider, Holder ?? "", Iban ?? ""));
        if (proposed.IsRefused)
        {
            var refusal = proposed.Refusal!;
            return Refused(refusal, refusal.Is(Refusal.NameMissing) ? nameof(Holder) : refusal.Is(Refusal.IbanInvalid) || refusal.Is(Refusal.SameAccount) || refusal.Is(Refusal.AccountOfOther) ? nameof(Iban) : "");
        }

        Tell("proposed", Owner.Name);
        return LocalRedirect("/financien/rekeningen");
    }

    private async Task<bool> Load()
    {
        // An address with something else in it is nobody's.
        if (!ModelState.IsValid || (await accounts.Of(Me)).FirstOrDefault(owner => owner.Id == Provider) is not { } found)
        {
            return false;
        }

        Owner = found;
        return true;
    }
}
