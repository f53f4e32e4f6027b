using NuGet.Versioning;

namespace Budget.Tests.Conventions;

/// <summary>
/// No lock file, of NuGet or npm, holds a version that is known to be bad: known-bad-packages.tsv beside this test. It is our own memory,
/// for when no list of advisories can be asked; who reads of a new one adds a line.
/// </summary>
public sealed class KnownBadPackagesTests
{
    private const string List = "Budget.Tests/Conventions/known-bad-packages.tsv";

    private sealed record KnownBad(string Ecosystem, string Name, IReadOnlyList<VersionRange> Versions, string Advisory, string Why)
    {
        public bool Is(LockedPackage package) =>
            package.Ecosystem == Ecosystem
            && package.Name.Equals(Name, StringComparison.OrdinalIgnoreCase)
            && Versions.Any(bad => bad.Satisfies(NuGetVersion.Parse(package.Version)));
    }

    private static IReadOnlyList<KnownBad> All { get; } =
        [.. Repository.Read(List).ReplaceLineEndings("\n").TrimEnd().Split('\n').Skip(1).Select(Row)];

    private static KnownBad Row(string line) => line.Split('\t') is [var ecosystem, var name, var versions, var advisory, var why]
        ? new(ecosystem, name, [.. versions.Split(' ').Select(VersionRange.Parse)], advisory, why)
        : throw new FormatException(line);

    [Test]
    public void No_lock_file_holds_a_version_that_is_known_to_be_bad([ValueSource(typeof(LockedPackage), nameof(LockedPackage.Files))] string path)
    {
        var packages = LockedPackage.In(path).ToList();
        Assert.That(packages, Is.Not.Empty);
        Assert.That(Found(packages), Is.Empty, "Take another version, and write it down in Directory.Packages.props or package.json.");
    }

    [Test]
    public void Every_line_of_the_list_says_what_where_and_why()
    {
        Assert.That(All.Select(bad => bad.Ecosystem), Is.All.AnyOf("nuget", "npm"));
        Assert.That(All.Select(bad => bad.Advisory), Is.All.Match("^(CVE-[0-9]{4}-[0-9]{4,}|GHSA(-[0-9a-z]{4}){3}|incident 20[0-9]{2}-[01][0-9])$"));
        Assert.That(All.Select(bad => bad.Why), Is.All.Not.Empty);
        Assert.That(All.Select(bad => (bad.Ecosystem, bad.Name)), Is.Unique);
    }

    [TestCase("Newtonsoft.Json", "12.0.3", "CVE-2024-21907")]
    [TestCase("newtonsoft.json", "13.0.1", null)]
    [TestCase("Npgsql", "8.0.2", "CVE-2024-32655")]
    [TestCase("Npgsql", "7.0.7", null)]
    [TestCase("Microsoft.Data.SqlClient", "5.1.1", "CVE-2024-0056")]
    [TestCase("System.Text.Json", "8.0.4", "CVE-2024-43485")]
    public void A_bad_version_of_NuGet_is_found_by_its_advisory(string name, string version, string? advisory) => Assert.That(
        Found(LockedPackage.NuGet($$"""{ "dependencies": { "net10.0": { "{{name}}": { "type": "Transitive", "resolved": "{{version}}" } } } }""")),
        advisory is null ? Is.Empty : Has.One.Contains(advisory));

    [TestCase("event-stream", "3.3.6", "incident 2018-11")]
    [TestCase("event-stream", "3.3.5", null)]
    [TestCase("a/node_modules/ua-parser-js", "0.7.29", "incident 2021-10")]
    [TestCase("@ctrl/tinycolor", "4.1.2", "incident 2025-09")]
    [TestCase("colors", "1.4.44-liberty-2", "incident 2022-01")]
    [TestCase("flatmap-stream", "0.0.1-security", "incident 2018-11")]
    [TestCase("Newtonsoft.Json", "12.0.3", null)]
    public void A_bad_version_of_npm_is_found_however_deep_it_lies(string name, string version, string? advisory) => Assert.That(
        Found(LockedPackage.Npm($$"""{ "packages": { "": {}, "node_modules/{{name}}": { "version": "{{version}}" } } }""")),
        advisory is null ? Is.Empty : Has.One.Contains(advisory));

    private static IEnumerable<string> Found(IEnumerable<LockedPackage> packages) =>
        from package in packages
        from bad in All
        where bad.Is(package)
        select $"{package.Name} {package.Version}: {bad.Advisory}, {bad.Why}";
}
