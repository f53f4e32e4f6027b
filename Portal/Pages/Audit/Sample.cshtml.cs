using System.Globalization;
using Budget.Core;
using Budget.Core.Ledger;
using Budget.Core.Sampling;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Portal.Hosting;
using Portal.TagHelpers;

namespace Portal.Pages.Audit;

/// <summary>The auditor draws a sample of booked lines, and reads the trail of each.</summary>
[EnableRateLimiting(Limits.HeavyWork)]
public sealed class SampleModel(AuditSample sample, HeadsOfDays heads, TimeProvider time) : SamplePage
{
    /// <summary>None as long as nothing was asked.</summary>
    public AuditSample.Answer? Answer { get; private set; }

    public IReadOnlyList<Choice> Kinds => [new("alles", Text("kind-all")), new("regels", Text("kind-declared")), new("uren", Text("kind-claims"))];

    public IReadOnlyList<Choice> Chances => [new("regel", Text("chance-line"), Text("chance-line-hint")), new("euro", Text("chance-euro"), Text("chance-euro-hint"))];

    public async Task<IActionResult> OnGet()
    {
        if (Van is null && Tot is null && Aantal is null && Startgetal is null)
        {
            var (until, seed) = await Suggested(time.Today());
            (Van, Tot, Soort, Aantal, Startgetal, Kans) = (new DateOnly(until.Year, 1, 1).InDigits(), until.InDigits(), "alles", "25", seed, "regel");
            return Page();
        }

        var wrong = Read();
        Require(!wrong.Contains(nameof(Van)), nameof(Van), "day-missing");
        Require(!wrong.Contains(nameof(Tot)), nameof(Tot), "until-wrong");
        Require(!wrong.Contains(nameof(Soort)), nameof(Soort), "choice-wrong");
        Require(!wrong.Contains(nameof(Aantal)), nameof(Aantal), "count-wrong", AuditSample.MostLines);
        Require(!wrong.Contains(nameof(Startgetal)), nameof(Startgetal), "seed-wrong", AuditSample.LongestSeed);
        Require(!wrong.Contains(nameof(Kans)), nameof(Kans), "choice-wrong");
        if (Asked is not { } asked)
        {
            return Again();
        }

        Answer = await sample.Of(Me, asked);
        return Answer is null ? Forbid() : Page();
    }

    /// <summary>
    /// Until the day of the last check code, with the beginning of that code: it was written when the day was over, and nothing can be booked on a day after that. Who books on a later day could know it, so no later day is
    /// suggested. Without a check code: until today, with the day itself.
    /// </summary>
    private async Task<(DateOnly Until, string Seed)> Suggested(DateOnly today) =>
        await heads.UpTo(Me, today) is { } head ? (head.Day, head.Hash[..8]) : (today, today.ToString("yyyyMMdd", CultureInfo.InvariantCulture));
}
