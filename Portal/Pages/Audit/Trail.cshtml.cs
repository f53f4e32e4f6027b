using Budget.Core.Sampling;
using Microsoft.AspNetCore.Mvc;
using Portal.Text;

namespace Portal.Pages.Audit;

/// <summary>The trail of one booked line, from the payment back to the resident's own words. The address carries the sample along from which one came.</summary>
public sealed class TrailModel(TrailOfLine trails) : PortalPage
{
    public TrailOfLine.Answer Answer { get; private set; } = null!;

    /// <summary>One came from a sample; else from the page of the budget.</summary>
    public bool IsOfSample => Request.QueryString.HasValue;

    public string Back => IsOfSample ? $"/controle/steekproef{Request.QueryString}" : $"/controle/budget/{Answer.Budget.Number}";

    public async Task<IActionResult> OnGet(string number, long posting)
    {
        if (await trails.Of(Me, number, posting) is not { } answer)
        {
            return NotFound();
        }

        Answer = answer;
        return Page();
    }
}
