using Budget.Core;
using Budget.Core.PersonHeld;
using Budget.Core.Supporters;
using Microsoft.AspNetCore.Mvc;
using Portal.Pages.Shared;

namespace Portal.Pages.Helping;

/// <summary>Whom somebody helps on a care agreement, and where one enters the code of a new one.</summary>
public sealed class IndexModel(AgreementsInMaking agreements, TakeAgreementCode take) : CodePage
{
    public IReadOnlyList<AgreementsInMaking.Item> Items { get; private set; } = [];

    public async Task OnGet() => Items = await agreements.OfHelper(Me);

    public async Task<IActionResult> OnPost()
    {
        Items = await agreements.OfHelper(Me);
        if (ReadCode() is not var (code, name, key))
        {
            return Again();
        }

        var taken = await take.Do(Me, key, new(code, name));
        if (taken.IsRefused)
        {
            return Refused(taken.Refusal!, taken.Refusal!.Is(Refusal.NameMissing) ? nameof(Name) : nameof(Code));
        }

        if (taken.Value.Invitation != Invitation.Accepted)
        {
            return WrongCode(taken.Value.Invitation);
        }

        Tell("taken");
        return LocalRedirect($"/helpen/{taken.Value.Number}");
    }
}
