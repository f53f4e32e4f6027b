using Budget.Core;
using Budget.Core.Invoices;
using Budget.Core.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.TagHelpers;
using Portal.Text;

namespace Portal.Pages.ProviderOffice;

/// <summary>An accepted line, corrected from one form: another volume, or taken back wholly. What comes of it is shown first; a new line that would be rejected is not sent.</summary>
public sealed class CorrectLineModel(SentDeclaration declarations, CorrectLine correct, OwnOffice offices) : PortalPage
{
    private const string Other = "anders";
    private const string Back = "terug";

    public SentDeclaration.Line Line { get; private set; } = null!;

    public CorrectLine.Shown? Shown { get; private set; }

    [BindProperty] public string? How { get; set; }
    [BindProperty] public string? Volume { get; set; }

    /// <summary>What was typed when it was shown: sent is what was seen.</summary>
    [BindProperty] public string? Seen { get; set; }

    public IReadOnlyList<Choice> Ways => [new Choice(Other, Text("way-other")), new Choice(Back, Text("way-back"))];

    private string Typed => How == Back ? Back : $"{How} {Volume?.Trim()}";

    public async Task<IActionResult> OnGet(Guid id)
    {
        if (await declarations.LineOf(Me, id) is not { } line)
        {
            return NotFound();
        }

        Line = line;
        return await offices.Of(Me) is { MaySubmit: true } ? Page() : Forbid();
    }

    public async Task<IActionResult> OnPostCheck(Guid id)
    {
        var page = await OnGet(id);
        if (page is not PageResult)
        {
            return page;
        }

        if (Entry(id) is not { } entry)
        {
            return Again();
        }

        var shown = await correct.Draft(Me, FormKey, entry);
        if (shown.IsRefused)
        {
            return Refused(shown.Refusal!, entry.Volume is null ? "" : nameof(Volume));
        }

        Shown = shown.Value;
        if (Shown.Rejected.Count > 0)
        {
            foreach (var code in Shown.Rejected)
            {
                ModelState.AddModelError(nameof(Volume), ReturnCodeText.For(code, Culture));
            }

            return Again();
        }

        Seen = Typed;
        ModelState.Remove(nameof(Seen));
        return page;
    }

    public async Task<IActionResult> OnPost(Guid id)
    {
        var page = await OnGet(id);
        if (page is not PageResult)
        {
            return page;
        }

        if (Seen != Typed)
        {
            var shown = await OnPostCheck(id);
            return shown is PageResult { StatusCode: null } ? Again() : shown;
        }

        if (Entry(id) is not { } entry)
        {
            return Again();
        }

        var corrected = await correct.Do(Me, FormKey, entry);
        if (corrected.IsRefused)
        {
            return Refused(corrected.Refusal!, nameof(Volume));
        }

        Tell(corrected.Value.IsRepeat ? "corrected-before" : "corrected", corrected.Value.Accepted);
        return LocalRedirect($"/aanbieder/declaraties/{corrected.Value.Id.Value:D}");
    }

    private CorrectLine.Entry? Entry(Guid id)
    {
        Require(How is Other or Back, nameof(How), "way-missing");
        var volume = default(Quantity);
        Require(How != Other || Quantity.TryParse(Volume, out volume), nameof(Volume), "volume-wrong");
        return ModelState.IsValid ? new CorrectLine.Entry(id, How == Back ? null : volume) : null;
    }
}
