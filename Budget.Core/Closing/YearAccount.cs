using Budget.Core.Budgets;

namespace Budget.Core.Closing;

/// <summary>The account of one calendar year of a PGB: a pure function of its postings, of when which year was closed, and of the day.</summary>
/// <param name="Until">The last day of the year, or today.</param>
/// <param name="ClosedOn">Since when nothing in it changes; none of a year that is open.</param>
/// <param name="Years">Of which there is an account, the latest first.</param>
/// <param name="OnItsWay">Claimed for this year and not answered by the holder: when the year was closed, or else today. Not part of the figures.</param>
/// <param name="ReturnsOn">Of a budget that is over, the first day on which what is left can go back; none of one that goes on after this year.</param>
/// <param name="IsDue">That day has come: it goes back as soon as nothing waits.</param>
/// <param name="ReadsAlong">Somebody looks along with this budget, and sees what there is to see there.</param>
public sealed record YearAccount(
    PersonalBudget Budget, int Year, DateOnly Until, DateOnly? ClosedOn, IReadOnlyList<int> Years, YearFigures Figures, IReadOnlyList<HelperOfYear> Helpers, Money OnItsWay, DateOnly? ReturnsOn, bool IsDue, bool ReadsAlong)
{
    public bool IsRunning => Until < new DateOnly(Year, 12, 31);
}
