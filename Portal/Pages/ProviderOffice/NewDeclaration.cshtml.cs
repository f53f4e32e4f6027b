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

    /// <summary>None when nothing was ever assigned to this provider.</summary>
    public DeclarableMonth.Answer? Answer { get; private set; }

    public DeclareHelp.Shown? Shown { get; private set; }

    [BindProperty(SupportsGet = true, Name = "gemeente")] public string? TownCode { get; set; }

    [BindProperty(SupportsGet = true, Name = "maand")] public string? MonthText { get; set; }

    /// <summary>How much, by the number of the assignment: which clients stand on the page may change between two times that it is shown.</summary>
    [BindProperty] public IDictionary<string, string?> Lines { get; set; } = new Dictionary<string, string?>(StringComparer.Ordinal);

    /// <summary>What was typed when it was shown: sent is what was seen.</summary>
    [BindProperty] public string? Seen { get; set; }

    public IReadOnlyList<Choice> Towns => [.. Answer!.Towns.Select(town => new Choice(town.Code, town.Name))];

    public IReadOnlyList<Choice> Months => [.. Enumerable.Range(0, MonthsBack).Select(back => Period.MonthOf(time.Today()).StartsOn.AddMonths(-back))
        .Select(month => new Choice(month.ToString("yyyy-MM", CultureInfo.InvariantCulture), month.MonthName(Culture)))];

    public string Typed => string.Join(';', Filled.Select(line => $"{line.Key}={line.Value!.Trim()}"));

    /// <summary>What can be declared of the month; and what was declared since somebody typed it here, so that it can be emptied.</summary>
    public IEnumerable<DeclarableMonth.Row> Open => Answer!.Rows.Where(row => !row.IsDeclared || (Lines.TryGetValue(KeyOf(row), out var typed) && !string.IsNullOrWhiteSpace(typed)));

    /// <summary>A line that stays empty was not given.</summary>
    private IEnumerable<KeyValuePair<string, string?>> Filled => Lines.Where(line => !string.IsNullOrWhiteSpace(line.Value)).OrderBy(line => line.Key, StringComparer.Ordinal);

    public static string KeyOf(DeclarableMonth.Row row) => row.Number.ToString(CultureInfo.InvariantCulture);

    public string NameOf(DeclarationLine line) =>
        Answer!.Rows.FirstOrDefault(row => row.Number == line.AssignmentNumber)?.ResidentName ?? line.AssignmentNumber.ToString(CultureInfo.InvariantCulture);

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
        var page = await OnGet();
        if (page is not PageResult)
        {
            return page;
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
        var page = await OnGet();
        if (page is not PageResult)
        {
            return page;
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
        foreach (var row in Answer?.Rows ?? [])
        {
            Lines.TryAdd(KeyOf(row), null);
        }

        return Answer is not null || (await offices.Of(Me) is not null && string.IsNullOrEmpty(TownCode));
    }

    /// <summary>Its field; of what is not on the page any more the mistake stands on top.</summary>
    private string FieldOf(string number) => Open.Any(row => KeyOf(row) == number) ? $"Lines[{number}]" : "";

    /// <summary>What was typed, line by line.</summary>
    private DeclareHelp.Entry? Entry()
    {
        List<DeliveredHelp> delivered = [];
        foreach (var (key, typed) in Filled)
        {
            var isNumber = long.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out var number);
            Require(isNumber & Quantity.TryParse(typed, out var volume), FieldOf(key), "volume-wrong");
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
            ModelState.AddModelError(FieldOf(number), RefusalText.For(wrong.Refusal, Culture));
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
