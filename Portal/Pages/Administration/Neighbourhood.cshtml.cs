using System.Globalization;
using Budget.Core;
using Budget.Core.Neighbourhoods;
using Microsoft.AspNetCore.Mvc;
using Portal.Text;

namespace Portal.Pages.Administration;

/// <summary>One neighbourhood: a new one, or one that stands and is changed or ended.</summary>
public sealed class NeighbourhoodModel(NeighbourhoodList neighbourhoods, DrawNeighbourhood draw, EndNeighbourhood end) : PortalPage
{
    /// <summary>The code of the one that stands; empty for a new one.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Wijk { get; set; }

    /// <summary>How many changes of it were seen.</summary>
    [BindProperty]
    public string? Seen { get; set; }

    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public string? Code { get; set; }

    [BindProperty]
    public string? X { get; set; }

    [BindProperty]
    public string? Y { get; set; }

    public NeighbourhoodList.Administered? Stands { get; private set; }

    public async Task<IActionResult> OnGet()
    {
        if (!await Load())
        {
            return NotFound();
        }

        (Name, X, Y, Seen) = Stands is { } stands
            ? (stands.Name, stands.X.ToString(CultureInfo.InvariantCulture), stands.Y.ToString(CultureInfo.InvariantCulture), stands.Seen)
            : ("", "", "", "");
        return Page();
    }

    public async Task<IActionResult> OnPost()
    {
        if (!await Load())
        {
            return NotFound();
        }

        var code = Stands?.Code ?? (Code ?? "").Trim();
        Require(!string.IsNullOrWhiteSpace(Name), nameof(Name), "name-missing");
        Require(code.Length is > 0 and <= Neighbourhood.LongestCode && code.All(sign => char.IsAsciiLetterOrDigit(sign) || sign == '-'), nameof(Code), "code-wrong");
        Require(IsMetres(X, out var x), nameof(X), "metres-missing");
        Require(IsMetres(Y, out var y), nameof(Y), "metres-missing");
        if (!ModelState.IsValid)
        {
            return Again();
        }

        var drawn = await draw.Do(Me, FormKey, new(new Neighbourhood(code, Name!, x, y), Seen ?? ""));
        if (drawn.IsRefused)
        {
            return Refused(drawn.Refusal!, drawn.Refusal!.Is(Refusal.PlaceInvalid) ? nameof(X) : drawn.Refusal.Is(Refusal.CodeTaken) ? nameof(Code) : drawn.Refusal.Is(Refusal.NameTaken) ? nameof(Name) : "");
        }

        Tell("saved", Name!.Trim());
        return LocalRedirect("/beheer/wijken");
    }

    public async Task<IActionResult> OnPostEnd()
    {
        if (!await Load() || Stands is not { } stands)
        {
            return NotFound();
        }

        var ended = await end.Do(Me, FormKey, new(stands.Code, Seen ?? ""));
        if (ended.IsRefused)
        {
            return RefusedAt("/beheer/wijken", ended.Refusal!);
        }

        Tell("ended-done", stands.Name);
        return LocalRedirect("/beheer/wijken");
    }

    private async Task<bool> Load()
    {
        Stands = string.IsNullOrEmpty(Wijk) ? null : (await neighbourhoods.All(Me)).FirstOrDefault(one => one.Code == Wijk);
        return string.IsNullOrEmpty(Wijk) || Stands is not null;
    }

    private static bool IsMetres(string? text, out long metres) => long.TryParse((text ?? "").Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out metres);
}
