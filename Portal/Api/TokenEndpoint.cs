using System.Net;
using System.Text;
using System.Text.Json.Serialization;
using Budget.Core.Couplings;
using Budget.Core.SignIn;

namespace Portal.Api;

/// <summary>
/// Where a coupling shows its secret and gets a token (OAuth 2.0 client credentials, RFC 6749, 4.4): in the Authorization header (Basic) or in the form, not in both. What is wrong is said as that RFC has it
/// (5.2), so that every OAuth library understands it, with the members of a problem beside.
/// </summary>
internal static class TokenEndpoint
{
    private const string Grant = "client_credentials";

    /// <summary>Kept, with the sign-ins that failed, of a secret that is not the coupling's.</summary>
    private const string Refused = "geheim";

    /// <summary>What is answered (RFC 6749, 5.1).</summary>
    public sealed record Token(
        [property: JsonPropertyName("access_token")] string AccessToken, [property: JsonPropertyName("token_type")] string TokenType, [property: JsonPropertyName("expires_in")] int ExpiresIn,
        [property: JsonPropertyName("scope")] string Scope);

    /// <summary>What is answered when there is no token (RFC 6749, 5.2).</summary>
    public sealed record Refusal(
        [property: JsonPropertyName("error")] string Error, [property: JsonPropertyName("error_description")] string Description, [property: JsonPropertyName("title")] string Title,
        [property: JsonPropertyName("status")] int Status, [property: JsonPropertyName("detail")] string Detail);

    public static async Task<IResult> Give(HttpContext context, IssueToken tokens, KeepFailedSignIn failed)
    {
        var request = context.Request;
        context.Response.Headers.Pragma = "no-cache";
        if (!request.HasFormContentType)
        {
            return No("invalid_request", "Send a form: application/x-www-form-urlencoded.");
        }

        var form = await request.ReadFormAsync(context.RequestAborted);
        if (form.Any(field => field.Value.Count > 1) || form["grant_type"] is not [{ Length: > 0 } grant])
        {
            return No("invalid_request", "Name grant_type, and each field once.");
        }

        if (grant != Grant)
        {
            return No("unsupported_grant_type", $"Only {Grant} is known here.");
        }

        var inHeader = request.Headers.Authorization.Count > 0;
        if (inHeader && (form.ContainsKey("client_secret") || (form["client_id"] is [var named] && named != Basic(request)?.Id)))
        {
            return No("invalid_request", "Show the secret in one way: in the header or in the form.");
        }

        if ((inHeader ? Basic(request) : (form["client_id"].ToString(), form["client_secret"].ToString())) is not { Secret.Length: > 0 and <= 200 } client)
        {
            return Unknown(context);
        }

        var given = await tokens.Do(new(client.Id, client.Secret, form["scope"].ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries)));
        switch (given.Verdict)
        {
            case IssueToken.Verdict.ScopeInvalid:
                return No("invalid_scope", "A scope is unknown, or is more than this coupling may.");
            case IssueToken.Verdict.ClientUnknown:
                await failed.Of(new("koppeling", Refused, given.Known?.Value.ToString("D")));
                return Unknown(context);
            default:
                return Results.Json(new Token(given.Value!, "Bearer", (int)IssueToken.Lasts.TotalSeconds, string.Join(' ', given.Scopes)));
        }
    }

    private static IResult Unknown(HttpContext context)
    {
        context.Response.Headers.WWWAuthenticate = "Basic realm=\"eigenregie\", charset=\"UTF-8\"";
        return No("invalid_client", "No coupling that works has this secret.", StatusCodes.Status401Unauthorized);
    }

    // The words go to who writes the program, and may hold plain ASCII only.
    private static IResult No(string error, string description, int status = StatusCodes.Status400BadRequest) =>
        Results.Json(new Refusal(error, description, error, status, description), statusCode: status);

    /// <summary>Both parts are encoded as in a form first (RFC 6749, 2.3.1).</summary>
    private static (string Id, string Secret)? Basic(HttpRequest request)
    {
        const string prefix = "Basic ";
        if (request.Headers.Authorization is not [{ Length: <= 400 } header] || !header.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var bytes = new byte[400];
        return Convert.TryFromBase64String(header[prefix.Length..].Trim(), bytes, out var length) && Encoding.UTF8.GetString(bytes, 0, length).Split(':', 2) is [var id, var secret]
            ? (WebUtility.UrlDecode(id), WebUtility.UrlDecode(secret))
            : null;
    }
}
