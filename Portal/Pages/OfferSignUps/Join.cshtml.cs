using Budget.Core;
using Budget.Core.OpenOffer;
using Budget.Core.Residents;
using Microsoft.AspNetCore.Mvc;
using Portal.TagHelpers;
using Portal.Text;

namespace Portal.Pages.OfferSignUps;

/// <summary>Signing up for an offer, and saying whether who offers it may know one's name: for oneself or whom one represents.</summary>
public sealed class JoinModel(MyPeople people, OneProvision provisions, JoinGeneralProvision join, TimeProvider time) : PersonPage(people)
{
    private const string Yes = "yes";

    [BindProperty]
    public IList<string> Share { get; set; } = [];

    public OneProvision.Answer Offer { get; private set; } = null!;

    public IReadOnlyList<Choice> Whom => [.. People.Where(person => person.MunicipalityCode == Offer.MunicipalityCode).Select(person => new Choice(person.ResidentId.Value.ToString("D"), person.Name))];

    public IReadOnlyList<Choice> Shares => [new(Yes, Text("share-yes"))];

    public async Task<IActionResult> OnGet(Guid id)
    {
        if (await Load(id) is { } elsewhere)
        {
            return elsewhere;
        }

        Voor = PersonId;
        return Page();
    }

    public async Task<IActionResult> OnPost(Guid id)
    {
        if (await Load(id) is { } elsewhere)
        {
            return elsewhere;
        }

        var joined = await join.Do(Me, FormKey, new(Offer.Id, Person.ResidentId, Share.Contains(Yes)));
        if (joined.IsRefused)
        {
            return Refused(joined.Refusal!);
        }

        Tell("done", OfferText.Of(Offer.Provision.NameNl, Offer.Provision.NameEn, Culture));
        return LocalRedirect("/aanbod/aanmeldingen");
    }

    private async Task<IActionResult?> Load(Guid id)
    {
        if (await FindPerson() is { } elsewhere)
        {
            return elsewhere;
        }

        if (await provisions.Of(new GeneralProvisionId(id)) is not { Provision.SignsUpHere: true } offer || !offer.StandsOn(time.Today()))
        {
            return NotFound();
        }

        Offer = offer;
        return Whom.Any(choice => choice.Value == PersonId) ? null : NotFound();
    }
}
