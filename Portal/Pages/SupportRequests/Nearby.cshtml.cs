using Budget.Core.Neighbourhoods;
using Budget.Core.OpenOffer;
using Budget.Core.Residents;
using Budget.Core.SupportRequests;
using Microsoft.AspNetCore.Mvc;

namespace Portal.Pages.SupportRequests;

/// <summary>What there is for everybody near home that could help with these parts of life: first, and never as a wall.</summary>
public sealed class NearbyModel(RequestDraft drafts, MyPeople people, MatchingOffer offer, MyNeighbourhood neighbourhood) : DraftStep(drafts, people)
{
    public override RequestStep Step => RequestStep.Nearby;

    protected override object PartOf(RequestContent draft) => "";

    public IReadOnlyList<OfferSearch.Card> Cards { get; private set; } = [];

    public Neighbourhood? Home { get; private set; }

    public async Task OnGet()
    {
        Home = await neighbourhood.Of(Me, Person.ResidentId);
        Cards = await offer.Of(Person.MunicipalityCode, [.. Draft.Needs.Select(need => need.Domain)], Home?.Code ?? "");
    }

    public Task<IActionResult> OnPost() => Keep(kept => kept);
}
