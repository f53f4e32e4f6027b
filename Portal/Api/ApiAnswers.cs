using Budget.Core.Storage;

namespace Portal.Api;

/// <summary>
/// Whatever is asked under /api is answered to a program: never a page, never a way to the sign-in page. What has no body of its own gets a problem, a fault of ours too; every answer says which version
/// answered (docs/decisions/0022). Stands inside what makes pages of faults, so that nothing is left for that.
/// </summary>
internal sealed partial class ApiAnswers(RequestDelegate next, ILogger<ApiAnswers> log)
{
    /// <summary>Of the whole interface, as semver has it; its first figure stands in the addresses.</summary>
    public const string Version = "1.0.0";

    public const string Root = "/api/v1";

    public const string Document = $"{Root}/openapi.json";

    public static bool IsFor(HttpRequest request) => request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase);

    public Task InvokeAsync(HttpContext context) => IsFor(context.Request) ? Answer(context) : next(context);

    private async Task Answer(HttpContext context)
    {
        var (request, response) = (context.Request, context.Response);
        Name(response);
        try
        {
            // Routing reads an address with a stroke behind it as the one without; two addresses for one thing is one too many.
            if (request.Path.Value!.EndsWith('/'))
            {
                response.StatusCode = StatusCodes.Status404NotFound;
            }
            else
            {
                await next(context);
            }
        }
        catch (Exception fault) when (!response.HasStarted && !context.RequestAborted.IsCancellationRequested)
        {
            response.Clear();
            Name(response);
            response.StatusCode = StatusOf(fault);
        }

        if (response is { HasStarted: false, StatusCode: >= 400, ContentLength: null, ContentType: null or "" })
        {
            await Problem.Of(response.StatusCode).Write(context);
        }
    }

    private static void Name(HttpResponse response)
    {
        var headers = response.Headers;
        headers["API-Version"] = Version;
        headers.CacheControl = "no-store";
        headers.ContentLanguage = System.Globalization.CultureInfo.CurrentUICulture.TwoLetterISOLanguageName;
        headers.Vary = "Accept-Language";
        if (response.HttpContext.Request.Path.Equals(Document, StringComparison.OrdinalIgnoreCase))
        {
            // For everybody, also for a page of another site that shows it.
            (headers.AccessControlAllowOrigin, headers.CacheControl) = ("*", "public, max-age=300");
        }
    }

    /// <summary>As the pages have it: what a request may not be is who asks; a database that cannot now may in a moment; all else is ours.</summary>
    private int StatusOf(Exception fault)
    {
        if (fault is BadHttpRequestException bad)
        {
            return bad.StatusCode;
        }

        if (DatabaseTrouble.IsAway(fault))
        {
            LogAway(fault.Message.ReplaceLineEndings(" "));
            return StatusCodes.Status503ServiceUnavailable;
        }

        LogFault(fault);
        return StatusCodes.Status500InternalServerError;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The database cannot now: {Why}")]
    private partial void LogAway(string why);

    [LoggerMessage(Level = LogLevel.Error, Message = "A program met a fault of ours")]
    private partial void LogFault(Exception fault);
}
