using System.Globalization;
using Budget.Core;
using Budget.Core.Invoices;
using Budget.Core.Iwmo;
using Budget.Core.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Portal.Hosting;
using Portal.TagHelpers;
using Portal.Text;

namespace Portal.Pages.ProviderOffice;

/// <summary>A month of help typed in: how much for each client. It is shown first, with what would be rejected, and sent as it was shown.</summary>
[EnableRateLimiting(Limits.HeavyWork)]
public sealed class NewDeclarationModel(DeclarableMonth months, DeclareHelp declare, OwnOffice offices, TimeProvider time) : PortalPage
{
    private const int MonthsBack = 24;

    public sealed class TypedLine
    {
        public string? Number { get; set; }
        public string? Volume { get; set; }
    }

    /// <summary>None when nothing was ever assigned to this provider.</summary>
    public DeclarableMonth.Answer? Answer { get; private set; }

    public DeclareHelp.Shown? Shown { get; private set; }

    [BindProperty(SupportsGet = true, Name = "gemeente")] public string? TownCode { get; set; }

    [BindProperty(SupportsGet = true, Name = "maand")] public string? MonthText { get; set; }

    [BindProperty] public IList<TypedLine> Lines { get; set; } = [];

    /// <summary>What was typed when it was shown: sent is what was seen.</summary>
    [BindProperty] public string? Seen { get; set; }

    public IReadOnlyList<Choice> Towns => [.. Answer!.Towns.Select(town => new Choice(town.Code, town.Name))];

    public IReadOnlyList<Choice> Months => [.. Enumerable.Range(0, MonthsBack).Select(back => Period.MonthOf(time.Today()).StartsOn.AddMonths(-back))
        .Select(month => new Choice(month.ToString("yyyy-MM", CultureInfo.InvariantCulture), month.MonthName(Culture)))];

    public string Typed => string.Join(';', Lines.Select(line => $"{line.Number}={line.Volume?.Trim()}"));

    /// <summary>A row of the month that can be declared, with its place among what was typed.</summary>
    public IEnumerable<(DeclarableMonth.Row Row, int Place)> Open => Answer!.Rows.Where(row => !row.IsDeclared).Select((row, place) => (row, place));

    public async Task<IActionResult> OnGet()
    {
        if (await offices.Of(Me) is not { MaySubmit: true })
        {
            return Forbid();
        }

        return await Load() ? Page() : NotFound();
    }

    public async Task<IActionResult> OnPostCheck()
    {
        if (await OnGet() is not PageResult)
        {
            return await OnGet();
        }

        if (Entry() is not { } entry)
        {
            return Again();
        }

        var shown = await declare.Draft(Me, FormKey, entry);
        if (Stopped(shown.Answer, entry) is { } stopped)
        {
            return stopped;
        }

        Shown = shown;
        Seen = Typed;
        ModelState.Remove(nameof(Seen));
        return Page();
    }

    public async Task<IActionResult> OnPost()
    {
        if (await OnGet() is not PageResult)
        {
            return await OnGet();
        }

        if (Seen != Typed)
        {
            var shown = await OnPostCheck();
            return shown is PageResult { StatusCode: null } ? Again() : shown;
        }

        if (Entry() is not { } entry)
        {
            return Again();
        }

        var answer = await declare.Do(Me, FormKey, entry);
        if (Stopped(answer, entry) is { } stopped)
        {
            return stopped;
        }

        var result = answer.Imported!.Result!;
        Tell(result.IsRepeat ? "sent-before" : "sent", result.Lines - result.Rejected, result.Rejected, result.Accepted);
        return LocalRedirect($"/aanbieder/declaraties/{result.Id.Value:D}");
    }

    private async Task<bool> Load()
    {
        // The help of a month is mostly declared in the next.
        var month = DayText.TryParseMonth(MonthText, out var asked) && asked <= time.Today() ? asked : Period.MonthOf(time.Today()).StartsOn.AddMonths(-1);
        MonthText = month.ToString("yyyy-MM", CultureInfo.InvariantCulture);
        Answer = await months.Of(Me, TownCode, month);
        TownCode = Answer?.Chosen.Code;
        if (Answer is not null && Lines.Count == 0)
        {
            Lines = [.. Open.Select(one => new TypedLine { Number = one.Row.Number.ToString(CultureInfo.InvariantCulture) })];
        }

        return Answer is not null || (await offices.Of(Me) is not null && string.IsNullOrEmpty(TownCode));
    }

    /// <summary>What was typed, line by line; a line that stays empty was not given.</summary>
    private DeclareHelp.Entry? Entry()
    {
        List<DeliveredHelp> delivered = [];
        for (var place = 0; place < Lines.Count; place++)
        {
            var (line, field) = (Lines[place], $"Lines[{place}].Volume");
            if (string.IsNullOrWhiteSpace(line.Volume))
            {
                continue;
            }

            var isNumber = long.TryParse(line.Number, NumberStyles.None, CultureInfo.InvariantCulture, out var number);
            Require(isNumber & Quantity.TryParse(line.Volume, out var volume), field, "volume-wrong");
            delivered.Add(new DeliveredHelp(number, volume));
        }

        return ModelState.IsValid && Answer is { } answer ? new DeclareHelp.Entry(answer.Chosen.Code, answer.Month.StartsOn, delivered) : null;
    }

    /// <summary>The form again, with each mistake at its field; nothing when it can go on.</summary>
    private IActionResult? Stopped(DeclareHelp.Answer answer, DeclareHelp.Entry entry)
    {
        foreach (var wrong in answer.Wrong)
        {
            var number = entry.Delivered[wrong.Index].AssignmentNumber.ToString(CultureInfo.InvariantCulture);
            var place = Lines.TakeWhile(line => line.Number != number).Count();
            ModelState.AddModelError($"Lines[{place}].Volume", RefusalText.For(wrong.Refusal, Culture));
        }

        if (answer.Wrong.Count > 0)
        {
            return Again();
        }

        if (answer.Imported!.Refusal is { } refusal)
        {
            return Refused(refusal);
        }

        if (answer.Imported.Fault is { } fault)
        {
            ModelState.AddModelError("", MessageFaultText.For(fault, Culture));
            return Again();
        }

        return null;
    }
}
