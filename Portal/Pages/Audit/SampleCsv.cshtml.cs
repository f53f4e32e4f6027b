using Budget.Core.Sampling;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Portal.Hosting;

namespace Portal.Pages.Audit;

/// <summary>A sample as CSV, with what is known of each line; no names and no words.</summary>
[EnableRateLimiting(Limits.HeavyWork)]
public sealed class SampleCsvModel(AuditSample sample) : SamplePage
{
    public async Task<IActionResult> OnGet()
    {
        Read();
        if (Asked is not { } asked)
        {
            return BadRequest();
        }

        return await sample.Traces(Me, asked) is { } traced
            ? File(SampleCsv.Write(traced.Sample, traced.Lines), "text/csv; charset=utf-8", $"steekproef-{asked.Seed}.csv")
            : Forbid();
    }
}
