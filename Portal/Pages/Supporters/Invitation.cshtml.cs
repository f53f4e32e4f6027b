using Budget.Core;
using Budget.Core.Supporters;
using Microsoft.AspNetCore.Mvc;
using Portal.Pages.Shared;

namespace Portal.Pages.Supporters;

/// <summary>Where one enters the code that somebody gave, to read along.</summary>
public sealed class InvitationModel(AcceptInvitation accept) : CodePage
{
    public void OnGet()
    {
    }

    public async Task<IActionResult> OnPost()
    {
        if (ReadCode() is not var (code, name, key))
        {
            return Again();
        }

        var accepted = await accept.Do(Me, key, new(code, name));
        if (accepted.IsRefused)
        {
            return Refused(accepted.Refusal!, accepted.Refusal!.Is(Refusal.NameMissing) ? nameof(Name) : nameof(Code));
        }

        if (accepted.Value.Invitation != Invitation.Accepted)
        {
            return WrongCode(accepted.Value.Invitation);
        }

        Tell("accepted");
        return LocalRedirect(accepted.Value.BudgetNumber.Length > 0 ? $"/meelezen/budget/{accepted.Value.BudgetNumber}" : $"/meelezen/{accepted.Value.RequestNumber}");
    }
}
