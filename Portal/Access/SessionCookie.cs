using Budget.Core.SignIn;

namespace Portal.Access;

/// <summary>The cookie of a session, and what opens and closes one.</summary>
internal sealed class SessionCookie(CookieRule rule, StartSession start, EndSession end)
{
    private readonly string name = rule.Name("eigenregie");

    public string? Of(HttpRequest request) => request.Cookies[name] is { Length: > 0 and <= 100 } token ? token : null;

    /// <summary>A new secret with every sign-in: one that somebody else laid in this browser beforehand opens nothing.</summary>
    public async Task Open(HttpContext context, StartSession.Entry entry)
    {
        if (Of(context.Request) is { } before)
        {
            await end.Of(before);
        }

        context.Response.Cookies.Append(name, await start.Do(entry with { Device = Device.NameOf(context.Request.Headers.UserAgent.ToString()) }), rule.Options(context.Request));
    }

    /// <returns>The id_token with which the session began, for the way out at its provider; none without.</returns>
    public async Task<string?> Close(HttpContext context)
    {
        var idToken = Of(context.Request) is { } token ? await end.Of(token) : null;
        context.Response.Cookies.Delete(name, rule.Options(context.Request));
        // The language somebody chose is no secret and stays.
        context.Response.Headers["Clear-Site-Data"] = "\"cache\", \"storage\"";
        return idToken;
    }
}
