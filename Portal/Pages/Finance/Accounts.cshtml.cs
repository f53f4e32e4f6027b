using Budget.Core;
using Budget.Core.Payments;
using Microsoft.AspNetCore.Mvc;
using Portal.Text;

namespace Portal.Pages.Finance;

/// <summary>The accounts from and to which is paid: which there are, which are missing, and those that wait for a colleague.</summary>
public sealed class AccountsModel(BankAccounts accounts, AnswerBankAccount answer) : PortalPage
{
    public IReadOnlyList<BankAccounts.Owner> Owners { get; private set; } = [];

    [BindProperty]
    public string? Account { get; set; }

    [BindProperty]
    public bool IsConfirmed { get; set; }

    public bool IsOwn(BankAccounts.Account account) => account.ProposedBy == Me.UserId;

    /// <summary>Who else is paid to the account that waits.</summary>
    public IReadOnlyList<string> AlsoOf(BankAccounts.Owner owner) => [.. Owners.Where(other => other.Id != owner.Id && other.Current?.Iban == owner.Waiting!.Iban).Select(other => other.Name)];

    public async Task OnGet() => Owners = await accounts.Of(Me);

    public async Task<IActionResult> OnPost()
    {
        var answered = await answer.Do(Me, FormKey, new(new BankAccountId(Guid.TryParse(Account, out var id) ? id : Guid.Empty), IsConfirmed));
        if (answered.IsRefused)
        {
            await OnGet();
            return Refused(answered.Refusal!);
        }

        Tell($"told-{answered.Value}");
        return LocalRedirect("/financien/rekeningen");
    }
}
