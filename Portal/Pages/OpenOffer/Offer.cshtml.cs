using Budget.Core;
using Budget.Core.Neighbourhoods;
using Budget.Core.OpenOffer;
using Budget.Core.Residents;
using Microsoft.AspNetCore.Mvc;
using Portal.Access;
using Portal.Text;

namespace Portal.Pages.OpenOffer;

/// <summary>One offer for everybody, whole, for anybody; it prints as a letter to take along. A caseworker sees here who may be named to who offers it.</summary>
public sealed class OfferModel(OneProvision provisions, MyPeople people, MyNeighbourhood mine, MySignUps signUps, SignUpsOfProvision names, TimeProvider time) : PortalPage
{
    public OneProvision.Answer Offer { get; private set; } = null!;

    public DateOnly Today => time.Today();

    public bool Stands => Offer.StandsOn(Today);

    public bool IsVisitor => SignedIn.RoleOf(User) is null;

    public bool IsResident => SignedIn.RoleOf(User) == Role.Resident;

    /// <summary>How many people this visitor may sign up.</summary>
    public int People { get; private set; }

    /// <summary>The first of them; an id.</summary>
    public string FirstPerson { get; private set; } = "";

    /// <summary>Who of them has signed up.</summary>
    public IReadOnlyList<string> SignedUp { get; private set; } = [];

    public SignUpsOfProvision.Answer? Names { get; private set; }

    public decimal? Kilometres { get; private set; }

    /// <summary>Whom to call to take part: who offers it, or else the municipality.</summary>
    public string CallPhone => Offer.Provision.Phone.Length > 0 ? Offer.Provision.Phone : Offer.MunicipalityPhone;

    public string Back => User.MunicipalityCode().Length > 0 ? "/aanbod" : $"/aanbod?gemeente={Offer.MunicipalityCode}";

    public async Task<IActionResult> OnGet(Guid id)
    {
        var role = SignedIn.RoleOf(User);
        if (await provisions.Of(new GeneralProvisionId(id), role is null ? null : Me) is not { } offer)
        {
            return NotFound();
        }

        Offer = offer;
        if (role == Role.Resident)
        {
            var whom = (await people.Of(Me)).Where(person => person.MunicipalityCode == offer.MunicipalityCode).ToList();
            (People, FirstPerson) = (whom.Count, whom is [var one, ..] ? one.ResidentId.Value.ToString("D") : "");
            SignedUp = [.. (await signUps.Of(Me)).Where(one => one.Id == offer.Id).Select(one => one.ResidentName)];
            var home = whom is [var first, ..] ? await mine.Of(Me, first.ResidentId) : null;
            Kilometres = home is not null && offer is { X: { } x, Y: { } y } ? Neighbourhood.Kilometres(x, y, home.X, home.Y) : null;
        }
        else if (role == Role.Caseworker && offer.Provision.SignsUpHere && Me.MunicipalityCode == offer.MunicipalityCode)
        {
            Names = await names.Of(Me, offer.Id);
        }

        return Page();
    }
}
