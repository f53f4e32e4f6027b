using Budget.Core;
using Budget.Core.SignIn;
using Microsoft.AspNetCore.Mvc;
using Portal.TagHelpers;
using Portal.Text;

namespace Portal.Pages.Administration;

/// <summary>One account: where it is signed in, an end to that, and whether it may come in at all.</summary>
internal sealed class AccountModel(AccountSessions accounts, EndSessionsOfOthers end, BlockAccount block, AskToUnblock ask, UnblockAccount unblock, SetOfficeRight setRight) : PortalPage
{
    public AccountSessions.Answer Answer { get; private set; } = null!;

    public UserId Own => Me.UserId;

    public IReadOnlyList<Choice> Reasons => [.. Enum.GetValues<BlockReason>().Where(reason => reason != BlockReason.Left || Answer.Account.Role != "resident").Select(reason => new Choice($"{reason}", Text($"reason-{reason.ToString().ToLowerInvariant()}")))];

    [BindProperty]
    public string? Reason { get; set; }

    /// <summary>Of a provider's staff: what this person may do from now on.</summary>
    [BindProperty]
    public string? May { get; set; }

    public async Task<IActionResult> OnGet(Guid id) => await Found(id) ? Page() : NotFound();

    /// <param name="session">One of the account's; anybody else's stays.</param>
    public async Task<IActionResult> OnPostEnd(Guid id, string? session) =>
        Guid.TryParseExact(session, "D", out var one) ? Ended(id, await end.Of(Me, new UserId(id), new SessionId(one))) : BadRequest();

    public async Task<IActionResult> OnPostEndAll(Guid id) => Ended(id, await end.Of(Me, new UserId(id)));

    public async Task<IActionResult> OnPostBlock(Guid id)
    {
        var reason = Choice.Of<BlockReason>(Reason);
        Require(reason is not null, nameof(Reason), "reason-missing");
        return reason is not null ? await Done(id, await block.Do(Me, FormKey, new(new UserId(id), reason.Value)), "done-block")
            : await Found(id) ? Again()
            : NotFound();
    }

    public async Task<IActionResult> OnPostAsk(Guid id) => await Done(id, await ask.Do(Me, FormKey, new(new UserId(id))), "done-ask");

    public async Task<IActionResult> OnPostUnblock(Guid id) => await Done(id, await unblock.Do(Me, FormKey, new(new UserId(id))), "done-unblock");

    public async Task<IActionResult> OnPostMay(Guid id) =>
        Choice.Of<OfficeRight>(May) is { } may ? await Done(id, await setRight.Do(Me, FormKey, new(new UserId(id), may)), may == OfficeRight.Submit ? "done-submit" : "done-read") : BadRequest();

    private IActionResult Ended(Guid id, bool isThere)
    {
        if (!isThere)
        {
            return NotFound();
        }

        Tell("done-end");
        return LocalRedirect($"/beheer/accounts/{id:D}");
    }

    private async Task<IActionResult> Done(Guid id, Outcome<UserId> done, string says)
    {
        if (done.IsRefused)
        {
            return await Found(id) ? Refused(done.Refusal!) : NotFound();
        }

        Tell(says);
        return LocalRedirect($"/beheer/accounts/{id:D}");
    }

    private async Task<bool> Found(Guid id)
    {
        if (await accounts.Of(Me, new UserId(id)) is not { } answer)
        {
            return false;
        }

        Answer = answer;
        return true;
    }
}
