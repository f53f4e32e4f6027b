using Budget.Core;
using Budget.Core.Community;
using Budget.Core.Residents;
using Microsoft.AspNetCore.Mvc;
using Portal.Text;

namespace Portal.Pages.Ideas;

/// <summary>What residents told that their neighbourhood needs, or offer it: others join in, and the municipality says what it does with it.</summary>
public sealed class IndexModel(IdeaList ideas, MyPeople people, JoinIdea join, TakeBackIdea takeBack) : PortalPage
{
    public bool IsResident => Me.Role == Role.Resident;

    /// <summary>For who reads them for the municipality.</summary>
    public IReadOnlyList<IdeaList.Item> Unread { get; private set; } = [];

    public IReadOnlyList<IdeaList.Item> Shown { get; private set; } = [];

    public async Task OnGet()
    {
        var all = await ideas.Of(Me);
        Unread = IsResident ? [] : [.. all.Where(idea => idea.IsShown is null)];
        Shown = IsResident ? all : [.. all.Where(idea => idea.IsShown == "yes")];
    }

    public Task<IActionResult> OnPostJoin(string? idea) => Join(idea, joinsIn: true);

    public Task<IActionResult> OnPostLeave(string? idea) => Join(idea, joinsIn: false);

    public async Task<IActionResult> OnPostTakeBack(string? idea, string? voor)
    {
        if (!Guid.TryParseExact(idea, "D", out var id) || !Guid.TryParseExact(voor, "D", out var resident))
        {
            return NotFound();
        }

        var taken = await takeBack.Do(Me, FormKey, new(new IdeaId(id), new ResidentId(resident)));
        if (taken.IsRefused)
        {
            return Refused(taken.Refusal!);
        }

        Tell("taken-back");
        return LocalRedirect("/aanbod/ideeen");
    }

    private async Task<IActionResult> Join(string? idea, bool joinsIn)
    {
        if (!Guid.TryParseExact(idea, "D", out var id) || (await people.Of(Me)) is not [var person, ..])
        {
            return NotFound();
        }

        var joined = await join.Do(Me, FormKey, new(new IdeaId(id), person.ResidentId, joinsIn));
        if (joined.IsRefused)
        {
            return Refused(joined.Refusal!);
        }

        Tell(joinsIn ? "joined" : "left");
        return LocalRedirect("/aanbod/ideeen");
    }
}
