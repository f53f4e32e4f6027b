using Budget.Core;
using Budget.Core.Statements;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Portal.Hosting;

namespace Portal.Pages.BudgetPapers;

/// <summary>A statement as PDF, for the resident and for staff of the municipality; with <c>kort=ja</c> in a few sentences on one page.</summary>
[EnableRateLimiting(Limits.HeavyWork)]
public sealed class StatementModel(BudgetStatement statements, GiveStatementCode codes, PublicAddress address, TimeProvider time) : StatementPage(statements, time)
{
    public async Task<IActionResult> OnGet(string number, string? kort)
    {
        if (Asked() is not { } booked)
        {
            return BadRequest();
        }

        // A time that has not begun has no balance to close with.
        if (booked.StartsOn > Today || await Find(number, booked) is not { } statement)
        {
            return NotFound();
        }

        if (statement.IsBefore)
        {
            return BadRequest();
        }

        await codes.To(statement);
        var isShort = kort == "ja";
        var name = isShort ? ExportStatements.FileName(statement, Culture).Replace(".pdf", DayText.IsEnglish(Culture) ? "-short.pdf" : "-kort.pdf", StringComparison.Ordinal) : ExportStatements.FileName(statement, Culture);
        return File(isShort ? SummaryDocument.Write(statement, Culture, address.PaperCheck) : StatementDocument.Write(statement, Culture, address.PaperCheck), "application/pdf", name);
    }
}
