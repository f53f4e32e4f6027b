using Budget.Core.Supporters;
using Microsoft.AspNetCore.Mvc;
using Portal.Text;

namespace Portal.Pages.Shared;

/// <summary>Who reads along, with a case or with a budget, as the resident sees and ends it.</summary>
/// <param name="path">Of the page, before and after the number.</param>
public abstract class SupportersPage(EndSupporter end, string path, string page) : PortalPage
{
    /// <summary>Where the one who was invited goes, as one would say it over a telephone.</summary>
    public string Address => $"{Request.Host}/uitnodiging";

    public async Task<IActionResult> OnPostEnd(string number, string? id)
    {
        if (!await Load(number) || !Guid.TryParseExact(id, "D", out var supporter))
        {
            return NotFound();
        }

        var ended = await end.Do(Me, FormKey, new(supporter));
        if (ended.IsRefused)
        {
            return Refused(ended.Refusal!);
        }

        Tell("ended");
        return LocalRedirect(PathOf(number));
    }

    protected string PathOf(string number) => $"{path}/{number}/{page}";

    /// <returns>Whether it is there for who asks.</returns>
    protected abstract Task<bool> Load(string number);
}
