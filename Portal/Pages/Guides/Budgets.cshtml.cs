using Microsoft.AspNetCore.Mvc;
using Portal.TagHelpers;
using Portal.Text;

namespace Portal.Pages.Guides;

/// <summary>
/// An honest comparison of the two ways in which the money can go, and the ten skills of a PGB (Ministry of Health, "10 punten pgb-vaardigheid") as a check for oneself.
/// What is ticked is kept nowhere, so the answer comes with the form itself, without a redirect.
/// </summary>
public sealed class BudgetsModel : PortalPage
{
    public const int Skills = 10;

    public static readonly IReadOnlyList<string> Rows = ["who", "contract", "pay", "network", "work", "switch", "wrong"];

    [BindProperty]
    public IList<string> Can { get; set; } = [];

    /// <summary>"all", "some" or "few"; none before somebody looked.</summary>
    public string? Outcome { get; private set; }

    public IReadOnlyList<Choice> Choices => [.. Enumerable.Range(1, Skills).Select(skill => new Choice($"{skill}", Text($"skill-{skill}"), Text($"skill-{skill}-hint")))];

    public void OnPost()
    {
        Can = [.. Can.Where(one => Choices.Any(choice => choice.Value == one)).Distinct(StringComparer.Ordinal)];
        Outcome = Can.Count switch { Skills => "all", >= 6 => "some", _ => "few" };
    }
}
