using Budget.Core;
using Budget.Core.PersonHeld;
using Budget.Core.Residents;
using Budget.Core.Supporters;
using Microsoft.AspNetCore.Mvc;
using Portal.Pages.Shared;

namespace Portal.Pages.Helping;

/// <summary>Whom somebody helps on a care agreement, and where one enters the code of a new one.</summary>
public sealed class IndexModel(AgreementsInMaking agreements, TakeAgreementCode take, MyPeople people) : CodePage
{
    public IReadOnlyList<AgreementsInMaking.Item> Items { get; private set; } = [];

    /// <summary>For whom this helper acted as well, until the death.</summary>
    public IReadOnlyList<MyPeople.Ended> Ended { get; private set; } = [];

    public async Task OnGet()
    {
        Items = await agreements.OfHelper(Me);
        Ended = await people.EndedByDeath(Me);
    }

    public async Task<IActionResult> OnPost()
    {
        await OnGet();
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
