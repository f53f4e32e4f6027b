using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.WebUtilities;

namespace Portal.Access;

/// <summary>A way back stays within the portal: a path, not an address of somebody else's that looks like one.</summary>
internal static class LocalPath
{
    /// <remarks>In the letters of an address: others could not be sent as they are, and our own pages encode them.</remarks>
    public static string Or(string? path, string otherwise) =>
        path is ['/', ..] && path.All(letter => letter is > ' ' and <= '~') && RedirectHttpResult.IsLocalUrl(path) ? path : otherwise;

    /// <summary>An address without some of what its query says.</summary>
    public static string Without(string address, params string[] names)
    {
        var (path, query) = address.IndexOf('?', StringComparison.Ordinal) is var at and >= 0 ? (address[..at], address[at..]) : (address, "");
        return QueryHelpers.AddQueryString(path, QueryHelpers.ParseQuery(query).Where(one => !names.Contains(one.Key, StringComparer.OrdinalIgnoreCase)));
    }

    /// <summary>An address of ours with the way back in its query; as it is when that is the home page, or leads elsewhere.</summary>
    public static string WithWayBack(string address, string? back) =>
        Or(back, "/") is not "/" and var way ? QueryHelpers.AddQueryString(address, "terug", way) : address;
}
