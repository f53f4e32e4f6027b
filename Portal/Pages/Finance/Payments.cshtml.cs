using Budget.Core.Payments;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Portal.Hosting;
using Portal.Text;

namespace Portal.Pages.Finance;

/// <summary>What waits to be paid, the runs, and the place to take in what the bank says. The page takes more bytes than a message may have, so that a file that is too large gets a sentence.</summary>
[RequestSizeLimit(MostBytes)]
[EnableRateLimiting(Limits.HeavyWork)]
public sealed class PaymentsModel(PaymentsDue due, PaymentRuns runs, BankAnswers heard, TakeBankAnswer take) : PortalPage
{
    private const int MostBytes = 100 * 1024 * 1024;

    public PaymentsDue.Overview Due { get; private set; } = null!;

    public IReadOnlyList<PaymentRuns.Row> Runs { get; private set; } = [];

    public IReadOnlyList<BankAnswers.Row> Heard { get; private set; } = [];

    [BindProperty]
    public IFormFile? Upload { get; set; }

    public async Task OnGet()
    {
        Due = (await due.Of(Me))!;
        Runs = await runs.Of(Me);
        Heard = await heard.Of(Me);
    }

    public async Task<IActionResult> OnPost()
    {
        await OnGet();
        if (Upload is null)
        {
            ModelState.AddModelError(nameof(Upload), Text("file-missing"));
            return Again();
        }

        await using var stream = Upload.OpenReadStream();
        var file = await BankFile.Load(stream);
        if (file.Fault is { } fault)
        {
            ModelState.AddModelError(nameof(Upload), PaymentFileFaultText.For(fault, Culture));
            return Again();
        }

        var taken = await take.Do(Me, FormKey, file);
        if (taken.IsRefused)
        {
            return Refused(taken.Refusal!, nameof(Upload));
        }

        var answer = taken.Value;
        if (answer.IsRepeat)
        {
            Tell("taken-before");
        }
        else if (answer.ToLookAt + answer.Unknown > 0)
        {
            Tell("taken-to-look-at", answer.Executed, answer.Failed, answer.Amount, answer.ToLookAt, answer.Unknown);
        }
        else
        {
            Tell("taken", answer.Executed, answer.Failed, answer.Amount);
        }

        return LocalRedirect("/financien/betalingen");
    }
}
