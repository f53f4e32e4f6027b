using System.Globalization;
using Budget.Core;
using Budget.Core.Forecasts;
using Budget.Core.Statements;
using Microsoft.AspNetCore.Mvc;
using Portal.Text;

namespace Portal.Pages.BudgetPapers;

/// <summary>A statement on the screen, over a time to choose, and from here on paper and as a file; the same figures.</summary>
public sealed class OverviewModel(BudgetStatement statements, TimeProvider time) : StatementPage(statements, time)
{
    public Statement Statement { get; private set; } = null!;

    public string Back => BudgetView.HomeOf(Me.Role, Statement.Budget);

    /// <summary>The papers of the same time: ".pdf" and the rest of its address.</summary>
    public string Paper(string more = "") => string.Create(
        CultureInfo.InvariantCulture, $"/mijn-budget/{Statement.Budget.Number}/overzicht.pdf?van={Statement.Booked.StartsOn:yyyy-MM-dd}&tot={Statement.Booked.EndsOn:yyyy-MM-dd}{more}");

    public string Csv => string.Create(
        CultureInfo.InvariantCulture, $"/mijn-budget/{Statement.Budget.Number}/boekingen.csv?van={Statement.Booked.StartsOn:yyyy-MM-dd}&tot={Statement.Booked.EndsOn:yyyy-MM-dd}");

    public IEnumerable<int> Years => BudgetView.StatementYears(Statement.Budget, Today.Year);

    /// <summary>Of the year that is shown, those that have begun and in which the budget was there.</summary>
    public IReadOnlyList<Period> Quarters =>
    [
        .. Enumerable.Range(1, 4).Select(quarter => StatementSheet.QuarterOf(Statement.Booked.StartsOn.Year, quarter))
            .Where(quarter => quarter.StartsOn <= Today && quarter.EndsOn >= Statement.BeginsOn),
    ];

    /// <summary>What was booked, as the picture wants it: nothing of it is expected.</summary>
    public IReadOnlyList<BudgetForecast.Month> Months =>
        [.. Statement.Months.Select(month => new BudgetForecast.Month(Period.MonthOf(month.Month), month.Spent, month.Spent, Money.Zero))];

    public async Task<IActionResult> OnGet(string number)
    {
        var asked = Asked();
        if (asked is null)
        {
            // The whole of it stands below what was not understood.
            ModelState.AddModelError(nameof(Van), Text("no-time"));
        }
        else if (asked.Value.StartsOn > Today)
        {
            ModelState.AddModelError(nameof(Van), Text("to-come"));
            asked = null;
        }

        if (await Find(number, asked ?? Period.Year(Today.Year)) is not { } statement)
        {
            return NotFound();
        }

        if (statement.IsBefore)
        {
            ModelState.AddModelError(nameof(Van), Text("before", statement.BeginsOn.InWords(Culture)));
            asked = null;
            statement = (await Find(number, Period.Year(statement.BeginsOn.Year)))!;
        }

        Statement = statement;
        return asked is null ? Again() : Page();
    }
}
