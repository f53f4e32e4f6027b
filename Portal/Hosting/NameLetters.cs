namespace Portal.Hosting;

/// <summary>Every text that leaves says in which letters it is written (ASVS 5.0, 4.1.1): UTF-8, also style sheets, pictures in XML and health.</summary>
internal sealed class NameLetters(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        context.Response.OnStarting(() =>
        {
            if (context.Response.ContentType is { } type && IsText(type) && !type.Contains("charset=", StringComparison.OrdinalIgnoreCase))
            {
                context.Response.ContentType = $"{type}; charset=utf-8";
            }

            return Task.CompletedTask;
        });
        return next(context);
    }

    private static bool IsText(string type) =>
        type.StartsWith("text/", StringComparison.OrdinalIgnoreCase) || type.EndsWith("xml", StringComparison.OrdinalIgnoreCase);
}
