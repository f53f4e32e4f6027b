using Budget.Core;
using Budget.Core.Mandates;
using Microsoft.AspNetCore.Mvc;
using Portal.TagHelpers;
using Portal.Text;

namespace Portal.Pages.Administration;

/// <summary>Who acts for residents of the own municipality; of one of them the ground and the last day are corrected above the list.</summary>
public sealed class RepresentativesModel(Representatives representatives, SayGround say, TimeProvider time) : PortalPage
{
    private const string Yes = "ja";

    public Representatives.Answer Answer { get; private set; } = null!;

    /// <summary>Who is being corrected; none when nobody was chosen.</summary>
    public Representatives.Item? One { get; private set; }

    [BindProperty(SupportsGet = true, Name = "blad")]
    public string? Sheet { get; set; }

    /// <summary>Of which resident, and <see cref="Wie"/> who acts.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Van { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Wie { get; set; }

    [BindProperty]
    public string? Ground { get; set; }

    [BindProperty]
    public string? EndsOn { get; set; }

    /// <summary>Ticked to end it at once, whatever the last day says.</summary>
    [BindProperty]
    public IList<string> Stop { get; set; } = [];

    public IReadOnlyList<Choice> Stops => [new(Yes, Text("stop-yes"))];

    public bool IsOver(Representatives.Item item) => item.EndsOn < time.Today();

    public int PageNumber => int.TryParse(Sheet, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var page) && page is >= 1 and <= 10_000 ? page : 1;

    public int Pages => (int)((Answer.Count + Representatives.PageSize - 1) / Representatives.PageSize);

    public IReadOnlyList<Choice> Grounds => [.. Enum.GetNames<AccessGround>().Select(ground => new Choice(ground, Text($"acts-by-{ground}")))];

    public async Task<IActionResult> OnGet()
    {
        if (!await Load())
        {
            return NotFound();
        }

        (Ground, EndsOn) = (One?.Ground.ToString(), One?.EndsOn.InDigits());
        return Page();
    }

    public async Task<IActionResult> OnPost()
    {
        // Sent twice, the second finds nobody any more, and reads what the first did.
        if (!Guid.TryParseExact(Van, "D", out var resident) || !Guid.TryParseExact(Wie, "D", out var who))
        {
            return NotFound();
        }

        var found = await Load();

        var ground = Choice.Of<AccessGround>(Ground);
        Require(ground is not null, nameof(Ground), "ground-missing");
        var endsOn = Stop.Contains(Yes) ? time.Today().AddDays(-1) : LastDay();
        if (!ModelState.IsValid)
        {
            return found ? Again() : NotFound();
        }

        var said = await say.Do(Me, FormKey, new(new(resident), new(who), ground!.Value, endsOn!.Value));
        if (said.IsRefused)
        {
            return found ? Refused(said.Refusal!, nameof(EndsOn)) : NotFound();
        }

        if (One is { } one && endsOn.Value >= time.Today())
        {
            Tell("saved", one.Name, one.ResidentName);
        }
        else
        {
            Tell("over");
        }

        return LocalRedirect("/beheer/vertegenwoordigers");
    }

    /// <summary>Not before the first day nor before today: nothing stops by a slip of the keyboard.</summary>
    private DateOnly? LastDay()
    {
        var typed = Day(EndsOn, nameof(EndsOn), "until-missing");
        if (One is { } one && typed < one.StartsOn)
        {
            Require(isRight: false, nameof(EndsOn), "until-before-start", one.StartsOn.InDigits());
        }
        else if (typed < time.Today())
        {
            Require(isRight: false, nameof(EndsOn), "until-past");
        }

        return typed;
    }

    private async Task<bool> Load()
    {
        if (Van is not null || Wie is not null)
        {
            One = Guid.TryParseExact(Van, "D", out var resident) && Guid.TryParseExact(Wie, "D", out var who) ? await representatives.One(Me, new(resident), new(who)) : null;
            if (One is null)
            {
                return false;
            }
        }

        Answer = await representatives.Of(Me, PageNumber);
        return true;
    }
}
