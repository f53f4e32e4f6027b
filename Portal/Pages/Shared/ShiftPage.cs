using Budget.Core;
using Budget.Core.Plans;
using Microsoft.AspNetCore.Mvc;
using Portal.TagHelpers;
using Portal.Text;

namespace Portal.Pages.Shared;

/// <summary>Shifting volume between the budgets of a case: propose it, and answer what the other side proposed. For the resident and for the caseworker the same.</summary>
public abstract class ShiftPage(ShiftsOfCase shifts, ProposeShift propose, AgreeToShift agree) : PortalPage
{
    private const string Yes = "yes", No = "no";

    public ShiftsOfCase.Answer Answer { get; private set; } = null!;

    public abstract string CasePath { get; }

    public abstract bool IsResident { get; }

    public string Path => $"{CasePath}/schuiven";

    [BindProperty] public string? From { get; set; }
    [BindProperty] public string? To { get; set; }
    [BindProperty] public string? Amount { get; set; }
    [BindProperty] public string? Reason { get; set; }
    [BindProperty] public string? Shift { get; set; }
    [BindProperty] public string? Agrees { get; set; }
    [BindProperty] public string? Words { get; set; }

    /// <summary>Whether the side that looks proposed it; then it can only be taken back here.</summary>
    public bool IsOwn(ShiftsOfCase.Item item) => item.IsOfResident == IsResident;

    public async Task<IActionResult> OnGet(string number) => await Load(number) ? Page() : NotFound();

    public async Task<IActionResult> OnPost(string number)
    {
        if (!await Load(number))
        {
            return NotFound();
        }

        Require(!string.IsNullOrEmpty(From), nameof(From), "from-missing");
        Require(!string.IsNullOrEmpty(To), nameof(To), "to-missing");
        Require(Money.TryParse(Amount, out var amount) && amount.IsPositive, nameof(Amount), "amount-missing");
        Require(!string.IsNullOrWhiteSpace(Reason), nameof(Reason), "reason-missing");
        if (!ModelState.IsValid)
        {
            return Again();
        }

        var proposed = await propose.Do(Me, FormKey, new(number, From!, To!, amount, Reason!));
        if (proposed.IsRefused)
        {
            return Refused(proposed.Refusal!, proposed.Refusal!.Is(Refusal.BalanceTooLow) ? nameof(Amount) : nameof(To));
        }

        Tell("proposed");
        return LocalRedirect(Path);
    }

    public async Task<IActionResult> OnPostAnswer(string number)
    {
        if (!await Load(number))
        {
            return NotFound();
        }

        var isShift = Guid.TryParseExact(Shift, "D", out var shift);
        Require(isShift && Agrees is Yes or No, "", "answer-missing");
        if (!ModelState.IsValid)
        {
            return Again();
        }

        var answered = await agree.Do(Me, FormKey, new(number, shift, Agrees == Yes, Words ?? ""));
        if (answered.IsRefused)
        {
            return answered.Refusal!.Is(Refusal.RequestIncomplete) ? WithoutWords() : Refused(answered.Refusal!);
        }

        Tell(Agrees == Yes ? "agreed" : "not-agreed");
        return LocalRedirect(Path);
    }

    private IActionResult WithoutWords()
    {
        ModelState.AddModelError("", Text("words-missing"));
        return Again();
    }

    private async Task<bool> Load(string number)
    {
        if (await shifts.Of(Me, number) is not { } answer)
        {
            return false;
        }

        Answer = answer;
        return true;
    }
}
