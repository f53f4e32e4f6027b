using System.Globalization;
using Budget.Core;
using Budget.Core.Statements;
using Microsoft.AspNetCore.Mvc;
using Portal.Text;

namespace Portal.Pages.BudgetPapers;

/// <summary>A statement over the time that the address says: <c>?jaar=</c>, with <c>kwartaal=</c> or without, or <c>?van=</c> and <c>tot=</c>; of nothing at all, this year.</summary>
public abstract class StatementPage(BudgetStatement statements, TimeProvider time) : PortalPage
{
    [BindProperty(SupportsGet = true)]
    public string? Jaar { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Kwartaal { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Van { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Tot { get; set; }

    protected DateOnly Today => time.Today();

    protected Task<Statement?> Find(string number, Period booked) => statements.Of(Me, number, booked);

    /// <summary>None when what the address says is no time.</summary>
    protected Period? Asked()
    {
        if (Van is { Length: > 0 } || Tot is { Length: > 0 })
        {
            return DayText.TryParse(Van, out var from) && DayText.TryParse(Tot, out var until) && from <= until && from.Year >= 2000 ? new Period(from, until) : null;
        }

        var year = Today.Year;
        if (Jaar is { Length: > 0 } && (!int.TryParse(Jaar, NumberStyles.None, CultureInfo.InvariantCulture, out year) || year is < 2000 or > 2100))
        {
            return null;
        }

        return Kwartaal switch
        {
            null or "" => Period.Year(year),
            "1" or "2" or "3" or "4" => StatementSheet.QuarterOf(year, Kwartaal[0] - '0'),
            _ => null,
        };
    }
}
