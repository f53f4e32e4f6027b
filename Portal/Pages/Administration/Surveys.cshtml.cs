using System.Globalization;
using Budget.Core;
using Budget.Core.Surveys;
using Microsoft.AspNetCore.Mvc;
using Portal.TagHelpers;
using Portal.Text;

namespace Portal.Pages.Administration;

/// <summary>The administrator opens the survey about a year or moves its last day, and reads what came of those before once their last day has gone.</summary>
public sealed class SurveysModel(SurveyResults results, OpenSurvey open, TimeProvider time) : PortalPage
{
    [BindProperty] public string? Year { get; set; }
    [BindProperty] public string? LastOn { get; set; }

    public IReadOnlyList<SurveyResults.Answer> Surveys { get; private set; } = [];

    /// <summary>About which no survey was opened yet, or one that is still open, of which the last day can be moved; the last that is over first.</summary>
    public IReadOnlyList<Choice> Years => [.. new[] { time.Today().Year - 1, time.Today().Year }
        .Where(year => Surveys.All(survey => survey.IsOpen || survey.Year != year))
        .Select(year => year.ToString(CultureInfo.InvariantCulture))
        .Select(year => new Choice(year, year))];

    public async Task OnGet() => Surveys = await results.Of(Me);

    public async Task<IActionResult> OnPost()
    {
        await OnGet();
        // Not those of the list: the same form sent twice gets the same answer, whatever happened in between.
        Require(long.TryParse(Year, NumberStyles.None, CultureInfo.InvariantCulture, out var year) && (year == time.Today().Year || year == time.Today().Year - 1), nameof(Year), "year-wrong");
        var last = Day(LastOn, nameof(LastOn), "day-wrong");
        if (!ModelState.IsValid)
        {
            return Again();
        }

        var lastOn = last!.Value;
        var opened = await open.Do(Me, FormKey, new(year, lastOn));
        if (opened.IsRefused)
        {
            return Refused(opened.Refusal!, nameof(LastOn));
        }

        Tell("opened", year, lastOn.InWords(Culture));
        return LocalRedirect("/beheer/ervaringsonderzoek");
    }
}
