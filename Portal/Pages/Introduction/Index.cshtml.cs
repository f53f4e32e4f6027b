using Budget.Core;
using Budget.Core.PersonHeld;
using Budget.Core.Providers;
using Budget.Core.Residents;
using Budget.Core.SignIn;
using Microsoft.AspNetCore.Mvc;
using Portal.Access;
using Portal.TagHelpers;
using Portal.Text;

namespace Portal.Pages.Introduction;

/// <summary>For somebody who signed in with DigiD and whom nobody here knows yet: where one lives, and by which name.</summary>
internal sealed class IndexModel(MyPeople people, Municipalities municipalities, AgreementsInMaking helping, IntroduceMyself introduce) : PortalPage
{
    [BindProperty]
    public string? Municipality { get; set; }

    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public string? BornOn { get; set; }

    /// <summary>The page one was going to when one signed in.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Terug { get; set; }

    public IReadOnlyList<Choice> Choices { get; private set; } = [];

    /// <summary>Who came to act for somebody who died is no stranger.</summary>
    public IReadOnlyList<MyPeople.Ended> Ended { get; private set; } = [];

    public async Task<IActionResult> OnGet()
    {
        await Fill();
        // The front door knows who helps somebody or reads along; who came for something else asks for the own life, and is asked who that is.
        return (await people.Of(Me)).Count > 0 || (await people.ClosedTo(Me)).Count > 0 || (Terug == "/" && await helping.Helps(Me)) ? LocalRedirect(LocalPath.Or(Terug, "/")) : Page();
    }

    public async Task<IActionResult> OnPost()
    {
        await Fill();
        Require(Choices.Any(choice => choice.Value == Municipality), nameof(Municipality), "municipality-missing");
        Require(!string.IsNullOrWhiteSpace(Name) && Name.Length <= IntroduceMyself.LongestName, nameof(Name), "name-missing");
        var isDay = DayText.TryParse(BornOn, out var bornOn);
        Require(isDay, nameof(BornOn), "born-on-missing");
        if (!ModelState.IsValid)
        {
            return Again();
        }

        var introduced = await introduce.Do(Me, FormKey, new(User.SessionId(), Municipality!, Name!, bornOn));
        if (introduced.IsRefused)
        {
            return introduced.Refusal!.Is(Refusal.AlreadyKnown) ? LocalRedirect(LocalPath.Or(Terug, "/"))
                : introduced.Refusal.Is(Refusal.AssuranceTooLow) ? Refused(introduced.Refusal, nameof(Municipality))
                : introduced.Refusal.Is(Refusal.DayInFuture) ? Refused(introduced.Refusal, nameof(BornOn))
                : Refused(introduced.Refusal);
        }

        Tell("done");
        return LocalRedirect(LocalPath.Or(Terug, "/"));
    }

    private async Task Fill()
    {
        Choices = [.. (await municipalities.All()).Select(town => new Choice(town.Code, town.Name))];
        Ended = await people.EndedByDeath(Me);
    }
}
