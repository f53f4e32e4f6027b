using Budget.Core.Council;
using Budget.Core.Surveys;
using Microsoft.AspNetCore.RateLimiting;
using Portal.Hosting;
using Portal.Text;

namespace Portal.Pages.Caseworker;

/// <summary>The figures for the council, for caseworkers.</summary>
[EnableRateLimiting(Limits.HeavyWork)]
public sealed class CouncilModel(CouncilFigures figures, SurveyResults surveys, TimeProvider time) : CouncilPage(figures, surveys, time);
