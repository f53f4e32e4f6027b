using Budget.Core;
using Budget.Core.Statements;
using Microsoft.AspNetCore.Mvc;
using Portal.Text;

namespace Portal.Pages.PaperCheck;

/// <summary>
/// Tells who holds a paper whether we made it, and whether what stands on it is what the ledger says; without a sign-in, because a daughter, a court or an accountant
/// asks. Figures are compared with what is typed and never shown, and stand in no address.
/// </summary>
public sealed class CheckModel(CheckStatement statements) : PortalPage
{
    [BindProperty(SupportsGet = true)] public string? Code { get; set; }

    [BindProperty] public string? ClosesOn { get; set; }
    [BindProperty] public string? Granted { get; set; }
    [BindProperty] public string? Reserved { get; set; }
    [BindProperty] public string? Spent { get; set; }
    [BindProperty] public string? Available { get; set; }

    /// <summary>None before a code was given, and when what was given is none.</summary>
    public CheckStatement.Verdict? Verdict => Answer?.Verdict;

    /// <inheritdoc cref="Verdict"/>
    public CheckStatement.Answer? Answer { get; private set; }

    /// <summary>Whether the figures that were typed are those of the ledger; none before they were.</summary>
    public bool? Agrees { get; private set; }

    public async Task<IActionResult> OnGet() => string.IsNullOrWhiteSpace(Code) || await Look() is not null ? Page() : Again();

    public async Task<IActionResult> OnPost()
    {
        if (await Look() is not { } code)
        {
            return Again();
        }

        if (Verdict != CheckStatement.Verdict.InTheBooks)
        {
            return Page();
        }

        var day = Day(ClosesOn, nameof(ClosesOn), "day-wrong");
        var (granted, spent, available) = (Amount(Granted, nameof(Granted)), Amount(Spent, nameof(Spent)), Amount(Available, nameof(Available)));
        // Where nothing is reserved a paper may leave it out.
        var reserved = string.IsNullOrWhiteSpace(Reserved) ? Money.Zero : Amount(Reserved, nameof(Reserved));
        if (day is null || granted is null || reserved is null || spent is null || available is null)
        {
            return Again();
        }

        Agrees = await statements.Agree(code, new(day.Value, granted.Value, reserved.Value, spent.Value, available.Value));
        return Page();
    }

    private async Task<string?> Look()
    {
        if (!StatementCode.TryParse(Code, out var code))
        {
            Require(false, nameof(Code), "code-wrong");
            return null;
        }

        Code = code;
        Answer = await statements.Of(code);
        return code;
    }

    private Money? Amount(string? text, string field)
    {
        var read = Money.TryParse(text, out var amount);
        Require(read, field, "amount-wrong");
        return read ? amount : null;
    }
}
