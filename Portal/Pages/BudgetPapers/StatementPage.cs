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
    protected Period? Asked() => AskedPeriod.Read(Jaar, Kwartaal, Van, Tot, Today);
}
