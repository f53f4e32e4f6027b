using System.Globalization;
using Budget.Core.Surveys;
using Microsoft.AspNetCore.Mvc;
using Portal.Text;

namespace Portal.Pages.CouncilPapers;

/// <summary>What came of the survey about a year as CSV, once its last day has gone; without the words.</summary>
public sealed class SurveyModel(SurveyResults surveys) : PortalPage
{
    public async Task<IActionResult> OnGet(int? jaar) => jaar is { } year && await surveys.About(Me, year) is { } survey
        ? File(SurveyCsv.Write(survey), "text/csv; charset=utf-8", string.Create(CultureInfo.InvariantCulture, $"ervaringen-{survey.Year}.csv"))
        : NotFound();
}
