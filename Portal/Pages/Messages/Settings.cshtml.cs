using Budget.Core;
using Budget.Core.Mail;
using Budget.Core.Storage;
using Microsoft.AspNetCore.Mvc;
using Portal.TagHelpers;
using Portal.Text;

namespace Portal.Pages.Messages;

/// <summary>Whether somebody wants e-mail, where, about what and in which language; and letters on paper. Off until an address is confirmed.</summary>
public sealed class SettingsModel(MailWish wishes, AskMailCode ask, ConfirmMail confirm, SetMailWish set) : PortalPage
{
    private const string Here = "/berichten/instellingen";

    public MailWish.Answer Wish { get; private set; } = null!;

    public bool IsResident => Me.Role == Role.Resident;

    [BindProperty] public string? Code { get; set; }
    [BindProperty] public string? Address { get; set; }
    [BindProperty] public IList<string> Kinds { get; set; } = [];
    [BindProperty] public string? Language { get; set; }
    [BindProperty] public IList<string> Paper { get; set; } = [];

    public IReadOnlyList<Choice> KindChoices => [.. MailKinds.For(Me.Role).Select(kind => new Choice($"{kind}", MailText.Wish(kind, Culture)))];

    public IReadOnlyList<Choice> LanguageChoices => [new("nl", Text("language-nl")), new("en", Text("language-en"))];

    public IReadOnlyList<Choice> PaperChoices => [new("yes", Text("paper-yes"))];

    public async Task OnGet()
    {
        Wish = await wishes.Of(Me);
        Show();
    }

    public async Task<IActionResult> OnPostAsk()
    {
        Wish = await wishes.Of(Me);
        var asked = await ask.Do(Me, FormKey, new(Address ?? "", DayText.IsEnglish(Culture) ? "en" : "nl"));
        if (asked.IsRefused)
        {
            Show();
            return Refused(asked.Refusal!, nameof(Address));
        }

        Tell("code-sent");
        return LocalRedirect(Here);
    }

    public async Task<IActionResult> OnPostConfirm()
    {
        Wish = await wishes.Of(Me);
        Show();
        Require(!string.IsNullOrWhiteSpace(Code), nameof(Code), "code-missing");
        if (!ModelState.IsValid)
        {
            return Again();
        }

        // Each code that is tried from one form is a deed of its own; the same code once more is not.
        var digits = string.Concat(Code!.Where(char.IsAsciiDigit).Take(20));
        var key = IdempotencyKey.TryParse($"{FormKey.Value}:{digits}", out var own) ? own : throw new BadHttpRequestException("The form has no key.");
        var confirmed = await confirm.Do(Me, key, new(digits));
        if (confirmed.IsRefused)
        {
            return Refused(confirmed.Refusal!, nameof(Code));
        }

        if (!confirmed.Value.IsRight)
        {
            ModelState.AddModelError(nameof(Code), Text(confirmed.Value.TriesLeft > 0 ? "code-wrong" : "code-wrong-over", confirmed.Value.TriesLeft));
            return Again();
        }

        Tell("confirmed");
        return LocalRedirect(Here);
    }

    public async Task<IActionResult> OnPostStop()
    {
        Wish = await wishes.Of(Me);
        var stopped = await set.Do(Me, FormKey, new(Wish.Language, Wish.Without, Wish.Paper, Stop: true));
        if (stopped.IsRefused)
        {
            Show();
            return Refused(stopped.Refusal!);
        }

        Tell("stopped");
        return LocalRedirect(Here);
    }

    public async Task<IActionResult> OnPostSave()
    {
        Wish = await wishes.Of(Me);
        Require(Language is "nl" or "en", nameof(Language), "language-missing");
        if (!ModelState.IsValid)
        {
            return Again();
        }

        MailKind[] without = [.. MailKinds.For(Me.Role).Where(kind => !Kinds.Contains($"{kind}", StringComparer.Ordinal))];
        var saved = await set.Do(Me, FormKey, new(Language!, without, Paper.Contains("yes", StringComparer.Ordinal)));
        if (saved.IsRefused)
        {
            return Refused(saved.Refusal!);
        }

        Tell("saved");
        return LocalRedirect(Here);
    }

    /// <summary>The boxes as they stand, for a form that was not the one that was sent.</summary>
    private void Show()
    {
        Kinds = [.. MailKinds.For(Me.Role).Except(Wish.Without).Select(kind => $"{kind}")];
        Language = Wish.Language;
        Paper = Wish.Paper ? ["yes"] : [];
    }
}
