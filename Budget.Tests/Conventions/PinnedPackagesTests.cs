using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Budget.Tests.Conventions;

/// <summary>
/// What is built tomorrow is made of what was built today: every package of NuGet and of npm has one exact version and a hash of what it
/// holds, and a build server that finds anything else stops.
/// </summary>
public sealed partial class PinnedPackagesTests
{
    private static IReadOnlyList<string> Projects => [.. Repository.Files("", "*.csproj")];

    private static IReadOnlyList<string> NpmFolders =>
        [.. Repository.Files("", "package.json").Select(path => Path.GetDirectoryName(path)!)];

    private static IReadOnlyDictionary<string, string> Central => CentralVersions(Repository.Read("Directory.Packages.props"));

    [Test]
    public void Every_version_stands_in_one_place_and_is_exact()
    {
        Assert.That(Central, Has.Count.GreaterThan(15), "the versions are found at all");
        Assert.That(Central.Where(version => !Exact().IsMatch(version.Value)), Is.Empty, "Directory.Packages.props: name one whole version");
        var elsewhere =
            from project in Projects
            from reference in XmlText.Select(Repository.Read(project), "//PackageReference[@Version or @VersionOverride or Version]")
            select $"{project}: {reference.OuterXml}";
        Assert.That(elsewhere, Is.Empty, "The version belongs in Directory.Packages.props.");
    }

    [Test]
    public void Every_project_has_a_lock_with_the_version_we_name_and_a_hash_of_each_package()
    {
        Assert.That(Projects, Has.Count.GreaterThanOrEqualTo(4));
        foreach (var project in Projects)
        {
            var packages = LockedPackage.In($"{Path.GetDirectoryName(project)}/packages.lock.json").ToList();
            Assert.That(packages, Is.Not.Empty, project);
            Assert.That(packages.SelectMany(package => Complaints(package, Central)), Is.Empty, project);
        }
    }

    [Test]
    public void Every_npm_package_is_exact_in_package_json_and_has_a_hash_in_its_lock()
    {
        Assert.That(NpmFolders, Has.Count.GreaterThanOrEqualTo(2));
        foreach (var folder in NpmFolders)
        {
            var named = Named(Repository.Read($"{folder}/package.json"));
            Assert.That(named.Where(version => !Exact().IsMatch(version.Value)), Is.Empty, $"{folder}/package.json: name one whole version");
            var packages = LockedPackage.In($"{folder}/package-lock.json").ToList();
            Assert.That(named.Where(one => packages.All(package => package.Name != one.Key || package.Version != one.Value)), Is.Empty, $"{folder}: the lock has another version");
            Assert.That(packages.SelectMany(package => Complaints(package, named)), Is.Empty, folder);
            Assert.That(Repository.Read($"{folder}/.npmrc"), Does.Contain("ignore-scripts=true"), "what is fetched does not run by being fetched");
        }
    }

    [Test]
    public void Npm_installs_what_its_lock_says_and_nothing_else()
    {
        var text = string.Concat(
            Repository.Files("", "*.targets").Concat(Repository.Files("", "*.csproj")).Concat(["bin/test", "bin/bench", "bin/need", ".ci/run"]).Select(Repository.Read));
        Assert.That(text, Does.Contain("\"npm ci\""));
        Assert.That(Loose().Matches(text).Select(match => match.Value), Is.Empty, "npm ci");
    }

    [Test, Category("Tools")]
    public async Task On_a_build_server_no_project_may_restore_anything_but_its_lock([ValueSource(nameof(Projects))] string project)
    {
        Assert.That(await Property(project, "RestoreLockedMode", "true"), Is.EqualTo("true"));
        Assert.That(await Property(project, "RestorePackagesWithLockFile", "true"), Is.EqualTo("true"));
        Assert.That(await Property(project, "RestoreLockedMode", ""), Is.Empty, "at a desk a new package is written into the lock");
    }

    [TestCase("1.2.*")]
    [TestCase("*")]
    [TestCase("[1.2.3,)")]
    [TestCase("^1.2.3")]
    [TestCase("~1.2.3")]
    [TestCase(">=1.2.3")]
    [TestCase("latest")]
    [TestCase("1")]
    [TestCase("https://example.org/package.tgz")]
    public void A_version_that_floats_is_found(string version)
    {
        Assert.That(Exact().IsMatch(version), Is.False);
        Assert.That(CentralVersions($"<Project><ItemGroup><PackageVersion Include='A' Version='{version}' /></ItemGroup></Project>")["A"], Is.EqualTo(version));
        Assert.That(Named($$"""{ "devDependencies": { "a": "{{version}}" } }""")["a"], Is.EqualTo(version));
    }

    [TestCase("""{ "type": "Direct", "resolved": "1.2.4", "contentHash": "{0}" }""", "is 1.2.4 and not 1.2.3", TestName = "A_lock_with_another_version_than_we_name_is_found")]
    [TestCase("""{ "type": "Transitive", "resolved": "1.2.3" }""", "has no hash", TestName = "A_lock_without_a_hash_is_found")]
    [TestCase("""{ "type": "Transitive", "resolved": "1.2.3", "contentHash": "AAAA" }""", "has no hash", TestName = "A_lock_with_half_a_hash_is_found")]
    public void A_lock_that_does_not_hold_is_found(string package, string complaint)
    {
        var text = $$"""{ "dependencies": { "net10.0": { "A": {{package.Replace("{0}", Convert.ToBase64String(new byte[64]), StringComparison.Ordinal)}} } } }""";
        var named = new Dictionary<string, string>(StringComparer.Ordinal) { ["A"] = "1.2.3" };
        Assert.That(LockedPackage.NuGet(text).SelectMany(one => Complaints(one, named)), Has.One.Contains(complaint));
    }

    [TestCase("""{ "version": "1.2.3", "integrity": "sha1-AAAA" }""", "has no hash")]
    [TestCase("""{ "version": "1.2.3", "resolved": "git+ssh://example.org/a.git" }""", "has no hash")]
    [TestCase("""{ "version": "1.2.3", "integrity": "sha512-{0}", "resolved": "https://example.org/a.tgz" }""", "comes from")]
    public void A_lock_of_npm_that_does_not_hold_is_found(string package, string complaint)
    {
        var text = $$"""{ "packages": { "node_modules/b/node_modules/@a/a": {{package.Replace("{0}", Convert.ToBase64String(new byte[64]), StringComparison.Ordinal)}} } }""";
        var found = LockedPackage.Npm(text).Single();
        Assert.That(found.Name, Is.EqualTo("@a/a"));
        Assert.That(Complaints(found, new Dictionary<string, string>(StringComparer.Ordinal)), Has.Some.Contains(complaint));
    }

    /// <summary>What is wrong with a package in a lock. <paramref name="named"/> are the versions that we name ourselves.</summary>
    private static IEnumerable<string> Complaints(LockedPackage package, IReadOnlyDictionary<string, string> named)
    {
        if (!Exact().IsMatch(package.Version))
        {
            yield return $"{package.Name} has no exact version";
        }

        if (package.Ecosystem == "nuget" && package.Kind != "Transitive" && named.GetValueOrDefault(package.Name) is var ours && ours != package.Version)
        {
            yield return $"{package.Name} is {package.Version} and not {ours}";
        }

        if (package.Ecosystem == "npm" && package.Kind.Length > 0)
        {
            yield return $"{package.Name} comes from {package.Kind}: a lock names no host";
        }

        var hash = new byte[65];
        if (!Convert.TryFromBase64String(package.Hash, hash, out var length) || length != 64)
        {
            yield return $"{package.Name} {package.Version} has no hash";
        }
    }

    private static Dictionary<string, string> CentralVersions(string props) => XmlText.Select(props, "//PackageVersion")
        .ToDictionary(one => one.GetAttribute("Include", ""), one => one.GetAttribute("Version", ""), StringComparer.Ordinal);

    private static Dictionary<string, string> Named(string packageJson) => new(
        from kind in LockedPackage.Json(packageJson).EnumerateObject()
        where kind.Name.EndsWith("ependencies", StringComparison.Ordinal)
        from package in kind.Value.EnumerateObject()
        select KeyValuePair.Create(package.Name, package.Value.GetString()!));

    private static async Task<string> Property(string project, string name, string ci)
    {
        var start = new ProcessStartInfo("dotnet", ["msbuild", Path.Combine(Repository.Root, project), $"-getProperty:{name}", "-nologo"]) { UseShellExecute = false, RedirectStandardOutput = true };
        start.Environment["CI"] = ci;
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        using var process = Process.Start(start)!;
        var value = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.That(process.ExitCode, Is.Zero, value);
        return value.Trim();
    }

    [GeneratedRegex(@"^[0-9]+\.[0-9]+\.[0-9]+(\.[0-9]+)?(-[0-9A-Za-z.-]+)?$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Exact();

    [GeneratedRegex(@"\b(npm (i|install|add|update|exec)|npx|yarn|pnpm)\b", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Loose();
}
