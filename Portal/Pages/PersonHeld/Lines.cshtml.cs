using Budget.Core;
using Budget.Core.Mandates;
using Budget.Core.PersonHeld;
using Budget.Core.Storage;
using Microsoft.AspNetCore.Mvc;
using Portal.Pages.Shared;

namespace Portal.Pages.PersonHeld;

/// <summary>The holder answers what a helper entered, line by line, and enters what came on paper.</summary>
public sealed class LinesModel(ClaimLines lines, EnterClaimLine enter, AnswerClaimLine answerLine, KeptActs kept, TimeProvider time) : EnterLinePage(lines, enter, answerLine, time, "/pgb", "regels")
{
    private bool isHelperOnly;

    [BindProperty] public string? Less { get; set; }
    [BindProperty] public string? Why { get; set; }

    /// <summary>The holder who answers hours without who acts by this mandate; none when that may be done.</summary>
    public KeptActs.Keeper? KeptBy { get; private set; }

    /// <summary>What was approved, of several lines of which another was refused; none otherwise.</summary>
    public string? Approved { get; private set; }

    /// <summary>Somebody whose mandate leaves hours out and who helps as well, enters them as the helper.</summary>
    public override async Task<IActionResult> OnGet(string number) => await Load(number) ? Page() : isHelperOnly ? LocalRedirect($"/helpen/{number}/uren") : NotFound();

    public async Task<IActionResult> OnPostApprove(string number) => await Answered(number, AnswerClaimLine.Verdict.Approve);

    public async Task<IActionResult> OnPostChange(string number) => await Answered(number, AnswerClaimLine.Verdict.Change);

    public async Task<IActionResult> OnPostReject(string number) => await Answered(number, AnswerClaimLine.Verdict.Reject);

    /// <summary>Each line by itself: what is refused of one is told, and holds up no other.</summary>
    public async Task<IActionResult> OnPostApproveAll(string number)
    {
        if (!await Load(number))
        {
            return NotFound();
        }

        var (approved, together) = (0, Money.Zero);
        foreach (var line in Answer.Waiting.Reverse())
        {
            var done = await Say(line.Id, AnswerClaimLine.Verdict.Approve, key: KeyOf(line.Id));
            if (done.IsRefused)
            {
                ModelState.AddModelError("", Text("not-approved", line.StartsOn.InWords(Culture), RefusalText.For(done.Refusal!, Culture)));
                continue;
            }

            approved++;
            together += done.Value.Amount;
        }

        var told = approved switch { 0 => null, 1 => Text("approved-all-one", together), _ => Text("approved-all", approved, together) };
        if (ModelState.IsValid)
        {
            if (told is not null)
            {
                TempData["Done"] = told;
            }

            return LocalRedirect(PathOf(number));
        }

        // Both on one page: what was approved, and what was not.
        Approved = told;
        return await Load(number) ? Again() : NotFound();
    }

    protected override async Task<ClaimLines.Answer?> Find(ClaimLines lines, string number)
    {
        if (await lines.Of(Me, number, ShownMonth) is not { Prepares: false } answer)
        {
            return null;
        }

        KeptBy = await kept.KeptBy(Me, answer.ResidentId, MandateAct.Hours);
        isHelperOnly = answer.IsHelper && KeptBy is not null;
        return answer.IsHelper ? null : answer;
    }

    /// <summary>Each line of one form is a deed of its own.</summary>
    private IdempotencyKey KeyOf(Guid line) => IdempotencyKey.TryParse($"{FormKey.Value}:{line:N}", out var own) ? own : throw new BadHttpRequestException("The form has no key.");

    private async Task<IActionResult> Answered(string number, AnswerClaimLine.Verdict verdict)
    {
        if (!await Load(number) || !Guid.TryParseExact(Line, "D", out var line) || Answer.Lines.All(one => one.Id != line))
        {
            return NotFound();
        }

        Quantity? less = Quantity.TryParse(Less, out var volume) ? volume : null;
        Require(verdict != AnswerClaimLine.Verdict.Change || less is not null, nameof(Less), "less-missing");
        if (!ModelState.IsValid)
        {
            return Again();
        }

        var done = await Say(line, verdict, less, Why ?? "");
        if (done.IsRefused)
        {
            return await Load(number) ? Refused(done.Refusal!, done.Refusal!.Is(Refusal.ReasonMissing) || done.Refusal!.Is(Refusal.TextTooLong) ? nameof(Why) : verdict == AnswerClaimLine.Verdict.Change ? nameof(Less) : "") : NotFound();
        }

        Tell(verdict == AnswerClaimLine.Verdict.Reject ? "rejected" : "approved", done.Value.Amount);
        return LocalRedirect(PathOf(number));
    }
}
