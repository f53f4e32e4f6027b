using System.Globalization;
using Budget.Core;
using Budget.Core.Storage;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Access;

namespace Portal.Text;

/// <summary>What every page model needs: who is asking, in which language, and how to say no without losing what was typed.</summary>
public abstract class PortalPage : PageModel
{
    /// <summary>The key of this form, made when the form was shown and sent with every try (hidden field "Key").</summary>
    [BindProperty]
    public string? Key { get; set; }

    protected Actor Me => User.ToActor();

    public CultureInfo Culture => CultureInfo.CurrentUICulture;

    public string Text(string key, params object?[] parts) => PageText.For(PageContext.ActionDescriptor.RelativePath, key, parts);

    /// <summary>The key that came with the form. A form without one is not ours, and could do its deed twice.</summary>
    /// <exception cref="BadHttpRequestException">No key, or no usable one.</exception>
    protected IdempotencyKey FormKey => IdempotencyKey.TryParse(Key, out var key) ? key : throw new BadHttpRequestException("The form has no key.");

    /// <summary>A field must be right: otherwise its message (a key of the page's text) stands at it.</summary>
    protected void Require(bool isRight, string field, string message, params object?[] parts)
    {
        if (!isRight)
        {
            ModelState.AddModelError(field, Text(message, parts));
        }
    }

    /// <summary>Nothing that was typed is longer than this; at each field that is, how long it is now.</summary>
    /// <param name="message">Of how long it is.</param>
    protected void RequireLength(int most, Func<int, string> message)
    {
        foreach (var (field, length) in ModelState.Select(typed => (typed.Key, typed.Value!.AttemptedValue?.Length ?? 0)).ToList())
        {
            if (length > most)
            {
                ModelState.AddModelError(field, message(length));
            }
        }
    }

    /// <summary>A day as it was typed; none, with its message at the field, when it is no day.</summary>
    protected DateOnly? Day(string? text, string field, string message)
    {
        var read = DayText.TryParse(text, out var day);
        Require(read, field, message);
        return read ? day : null;
    }

    /// <summary>The form again, with status 400 and the messages that ModelState holds.</summary>
    protected IActionResult Again()
    {
        var page = Page();
        page.StatusCode = StatusCodes.Status400BadRequest;
        return page;
    }

    /// <summary>A rule said no: the form again with its sentence, at the field it concerns or on top.</summary>
    protected IActionResult Refused(Refusal refusal, string field = "")
    {
        if (refusal.Is(Refusal.NotFound))
        {
            return NotFound();
        }

        if (refusal.Is(Refusal.NotAllowed))
        {
            return Forbid();
        }

        ModelState.AddModelError(field, RefusalText.For(refusal, Culture));
        return Again();
    }

    /// <summary>The page before, which shows how it stands now, with the sentence of the rule that said no.</summary>
    protected IActionResult RefusedAt(string path, Refusal refusal)
    {
        TempData["Refused"] = RefusalText.For(refusal, Culture);
        return LocalRedirect(path);
    }

    /// <summary>What a form carries with it unseen must be as we wrote it.</summary>
    /// <exception cref="BadHttpRequestException">It is not: somebody made the form by hand.</exception>
    protected void RequireOurForm()
    {
        if (!ModelState.IsValid)
        {
            throw new BadHttpRequestException("The form is not as it was shown.");
        }
    }

    /// <summary>Says on the next page that it worked.</summary>
    protected void Tell(string key, params object?[] parts) => TempData["Done"] = Text(key, parts);
}
