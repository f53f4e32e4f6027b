using System.Text.Json;

namespace Budget.Tests.Support;

/// <summary>A package as a lock file has it: packages.lock.json of NuGet or package-lock.json of npm.</summary>
/// <param name="Hash">What has to come out when the package is fetched again: SHA-512 in base64, "" when the lock does not say.</param>
/// <param name="Licence">As npm's lock says it; NuGet's says none (<see cref="NuGetLicence"/>).</param>
/// <param name="Ships">Not only for building: npm's <c>dependencies</c>.</param>
internal sealed record LockedPackage(string Ecosystem, string Name, string Version, string Hash, string Kind, string Licence, bool Ships)
{
    public static IReadOnlyList<string> Files { get; } =
        [.. Repository.Files("", "packages.lock.json").Concat(Repository.Files("", "package-lock.json"))];

    public static IEnumerable<LockedPackage> In(string path) =>
        Path.GetFileName(path) == "packages.lock.json" ? NuGet(Repository.Read(path)) : Npm(Repository.Read(path));

    public static IEnumerable<LockedPackage> NuGet(string text) =>
        from framework in Json(text).GetProperty("dependencies").EnumerateObject()
        from package in framework.Value.EnumerateObject()
        let kind = Text(package.Value, "type")
        where kind != "Project"
        select new LockedPackage("nuget", package.Name, Text(package.Value, "resolved"), Text(package.Value, "contentHash"), kind, "", true);

    public static IEnumerable<LockedPackage> Npm(string text) =>
        from package in Json(text).GetProperty("packages").EnumerateObject()
        where package.Name.Length > 0
        let hash = Text(package.Value, "integrity")
        select new LockedPackage(
            "npm",
            package.Name[(package.Name.LastIndexOf("node_modules/", StringComparison.Ordinal) + "node_modules/".Length)..],
            Text(package.Value, "version"),
            hash.StartsWith("sha512-", StringComparison.Ordinal) ? hash["sha512-".Length..] : "",
            Text(package.Value, "resolved"),
            Text(package.Value, "license"),
            !package.Value.TryGetProperty("dev", out _));

    public static JsonElement Json(string text) => JsonDocument.Parse(text).RootElement;

    private static string Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
}
