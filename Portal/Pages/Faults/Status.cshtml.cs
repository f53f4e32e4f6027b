using System.Diagnostics;
using Budget.Core.SignIn;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Access;
using Portal.Hosting;
using Portal.Text;

namespace Portal.Pages.Faults;

/// <summary>
/// One page for everything that went wrong, whatever the method; a fault of ours gets a reference number that the log has too. When the database
/// cannot now, it holds the form as it was sent, to be sent again with the same key; a form of another file than the one this session is for is kept for
/// that one. Asked for by its own address it does not exist.
/// </summary>
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
[IgnoreAntiforgeryToken]
internal sealed partial class StatusModel(ILogger<StatusModel> log, KeepForm keep, IAntiforgery antiforgery) : PageModel
{
    /// <summary>In seconds. Long enough for a server to start, short enough for who waits.</summary>
    private const string RetryAfter = "30";

    private bool IsReached => FaultPage.IsMadeFor(HttpContext);

    private IExceptionHandlerPathFeature? Fault => HttpContext.Features.Get<IExceptionHandlerPathFeature>();

    /// <summary>The status codes that have words of their own; any other of the visitor's (4xx) reads as 400, the rest as 500.</summary>
    public int Known => Response.StatusCode switch
    {
        403 => 403,
        404 or 405 => 404,
        503 => 503,
        413 => 413,
        429 => 429,
        >= 400 and < 500 => 400,
        _ => 500,
    };

    /// <summary>Which words: of a database that is away, by what was asked of it.</summary>
    public string Words => Known switch
    {
        503 when !HttpMethods.IsPost(Request.Method) => "away",
        400 when Kept is not null => OtherFile!.ActsFor.Length == 0 ? "own-file" : "other-file",
        400 when IsOld => "old",
        503 => Sent is null ? "unsaved" : "kept",
        var known => $"{known}",
    };

    public string Reference => Activity.Current?.TraceId.ToString() ?? HttpContext.TraceIdentifier;

    /// <summary>A form as it was sent, without files.</summary>
    public sealed record Form(string Action, IReadOnlyList<KeyValuePair<string, string>> Fields);

    /// <summary>What somebody wrote in words, to be seen and copied; ticks and figures are not.</summary>
    public IReadOnlyList<string> Written { get; private set; } = [];

    /// <summary>What could not be done now; none with a file in it (a page cannot give that back), or when another site sent it.</summary>
    public Form? Sent { get; private set; }

    /// <summary>Where a form of another file waits for its own.</summary>
    public string? Kept { get; private set; }

    private FormOfAnotherFile? OtherFile => HttpContext.Features.Get<FormOfAnotherFile>();

    /// <summary>A form of ours whose token is good no more: it was open for too long, or somebody signed in meanwhile.</summary>
    public bool IsOld { get; private set; }

    /// <summary>The page that could not be shown now, or whose form was too old.</summary>
    public string? Asked { get; private set; }

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (!IsReached)
        {
            Response.StatusCode = StatusCodes.Status404NotFound;
        }
        else if (Known == StatusCodes.Status400BadRequest && OtherFile is { } form && HttpContext.Features.Get<PortalSession>() is { } session)
        {
            var asked = HttpContext.Features.Get<IStatusCodeReExecuteFeature>()!;
            var fields = SentForm.FieldsOf(await Request.ReadFormAsync());
            Written = SentForm.Written(fields);
            Kept = await keep.Of(Request, KeepForm.For(session, form), $"{asked.OriginalPathBase}{asked.OriginalPath}{asked.OriginalQueryString}");
        }
        else if (Known == StatusCodes.Status400BadRequest && HttpContext.Features.Get<IStatusCodeReExecuteFeature>() is { } refused && await IsOldForm())
        {
            IsOld = true;
            var address = LocalPath.Without($"{refused.OriginalPathBase}{refused.OriginalPath}{refused.OriginalQueryString}", "handler");
            Asked = Url.IsLocalUrl(address) ? address : null;
            Written = IsFromHere ? SentForm.Written(SentForm.FieldsOf(await Request.ReadFormAsync())) : [];
        }
        else if (Known == StatusCodes.Status503ServiceUnavailable && Fault is { } fault)
        {
            Response.Headers.RetryAfter = RetryAfter;
            LogAway(fault.Error.Message.ReplaceLineEndings(" "));
            var address = Request.PathBase.Add(fault.Path).Add(Request.QueryString);
            if (Url.IsLocalUrl(address))
            {
                // The answer of a provider counts once: one signs in anew.
                Asked = HttpMethods.IsPost(Request.Method) ? null : fault.Path.StartsWith("/inloggen/", StringComparison.OrdinalIgnoreCase) ? "/inloggen" : address;
                Sent = HttpMethods.IsPost(Request.Method) && IsFromHere ? await FormTo(address) : null;
            }
        }

        await next();
    }

    /// <summary>Browsers say where a form comes from; another site's words are not shown under our name.</summary>
    private bool IsFromHere => !Uri.TryCreate(Request.Headers.Origin, UriKind.Absolute, out var origin)
        ? Request.Headers.Origin.Count == 0
        : origin.Authority == Request.Host.Value;

    /// <summary>It carries a token, so that we made it once; a form that has none is somebody else's.</summary>
    private async Task<bool> IsOldForm()
    {
        try
        {
            return HttpMethods.IsPost(Request.Method) && Request.HasFormContentType && (await Request.ReadFormAsync()).ContainsKey("__RequestVerificationToken") && !await antiforgery.IsRequestValidAsync(HttpContext);
        }
        catch (Exception fault) when (fault is IOException or InvalidDataException)
        {
            // It never came in whole, which is why it was refused.
            return false;
        }
    }

    private async Task<Form?> FormTo(string address)
    {
        try
        {
            if (!Request.HasFormContentType || await Request.ReadFormAsync() is not { Files.Count: 0 } form)
            {
                return null;
            }

            var fields = SentForm.FieldsOf(form);
            Written = SentForm.Written(fields);
            return new Form(address, fields);
        }
        catch (Exception fault) when (fault is IOException or InvalidDataException)
        {
            // It never came in whole.
            return null;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The database cannot now: {Why}")]
    private partial void LogAway(string why);
}
