using Budget.Core;
using Budget.Core.Disputes;
using Microsoft.AspNetCore.Mvc;
using Portal.Text;

namespace Portal.Pages.MyBudget;

/// <summary>One line of a provider's invoice: what it is, that it is right, and whose turn it is when it is not.</summary>
public sealed class LineModel(LineOfBudget lines, ConfirmLine confirm, WithdrawDispute withdraw) : PortalPage
{
    public LineOfBudget.Answer Answer { get; private set; } = null!;

    /// <summary>Whether the provider was paid for it, in one sentence.</summary>
    public string Payment => Answer switch
    {
        { Line.ReversedBy: not null } => Text("payment-none"),
        { PaidOn: { } day } when day > Answer.Today => Text("payment-ordered", day.InWords(Culture)),
        { PaidOn: { } day } => Text("payment-done", day.InWords(Culture)),
        { Line.Standing.IsOpen: true } => Text("payment-set-aside"),
        _ => Text("payment-waits"),
    };

    public async Task<IActionResult> OnGet(string number, long posting) => await Load(number, posting) ? Page() : NotFound();

    public async Task<IActionResult> OnPostConfirm(string number, long posting) =>
        await Load(number, posting) ? Done(await confirm.Do(Me, FormKey, new(number, posting)), number, posting, "confirmed-done") : NotFound();

    public async Task<IActionResult> OnPostWithdraw(string number, long posting) =>
        await Load(number, posting) ? Done(await withdraw.Do(Me, FormKey, new(number, posting)), number, posting, "withdrawn-done") : NotFound();

    private async Task<bool> Load(string number, long posting)
    {
        if (await lines.Of(Me, number, posting) is not { } answer)
        {
            return false;
        }

        Answer = answer;
        return true;
    }

    private IActionResult Done(Outcome<string> outcome, string number, long posting, string told)
    {
        var path = $"/mijn-budget/{number}/factuur/{posting}";
        if (outcome.IsRefused)
        {
            return outcome.Refusal!.Is(Refusal.NotFound) ? NotFound() : RefusedAt(path, outcome.Refusal!);
        }

        TempData["Done"] = Text(told);
        return LocalRedirect(path);
    }
}
