using Microsoft.AspNetCore.Http.HttpResults;

namespace Portal.Access;

/// <summary>A way back stays within the portal: a path, not an address of somebody else's that looks like one.</summary>
internal static class LocalPath
{
    public static string Or(string? path, string otherwise) => path is ['/', ..] && RedirectHttpResult.IsLocalUrl(path) ? path : otherwise;
}
