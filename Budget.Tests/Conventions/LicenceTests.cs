using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Budget.Tests.Conventions;

/// <summary>
/// Every package that ships and every one that builds or tests has a licence that the EUPL-1.2 of the portal can live with: read from the
/// package itself, judged here, and told in docs/licences.md.
/// </summary>
public sealed partial class LicenceTests
{
    /// <summary>May be part of what is handed on.</summary>
    private static readonly string[] MayShip =
        ["MIT", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "ISC", "0BSD", "MS-PL", "PostgreSQL", "EUPL-1.2", "OFL-1.1", "blessing"];

    /// <summary>May help to build and test: what they ask of who hands on their files does not reach the portal.</summary>
    private static readonly string[] MayHelp = [.. MayShip, "MIT-0", "MPL-2.0", "CC0-1.0", "BlueOak-1.0.0", "Unlicense", "Python-2.0"];

    private sealed record Used(string Group, string Name, string Licence, bool Ships);

    [Test]
    public void Every_package_has_a_licence_that_we_may_use()
    {
        var all = All();
        Assert.That(all, Has.Count.GreaterThan(60));
        Assert.That(all.Where(one => !IsAllowed(one.Licence, one.Ships ? MayShip : MayHelp)), Is.Empty, "Take another package, or have its licence judged and add it here.");
    }

    [Test]
    public void Docs_licences_tells_what_the_portal_is_made_of()
    {
        var text = new StringBuilder("""
            # Licences of others

            Made from the lock files and the packages by `LicenceTests`; versions and hashes stand in the lock files and in `sbom.cdx.json` beside
            the program, makers and the texts of the licences in `THIRD-PARTY-NOTICES.txt` there. Eigen Regie itself is under the
            [EUPL-1.2](../LICENSE). Its sources do not carry those of others: a build fetches them.


            """.ReplaceLineEndings("\n"));
        foreach (var group in All().GroupBy(one => one.Group).OrderBy(group => Order(group.Key)))
        {
            text.Append(CultureInfo.InvariantCulture, $"## {group.Key}\n\n| package | licence |\n|---|---|\n");
            foreach (var row in group.GroupBy(one => (Family: Family(one.Name), one.Licence)).OrderBy(row => row.Key.Family, StringComparer.OrdinalIgnoreCase))
            {
                text.Append(CultureInfo.InvariantCulture, $"| {(row.Count() == 1 ? row.First().Name : row.Key.Family)} | {row.Key.Licence} |\n");
            }

            text.Append('\n');
        }

        Approved.Must($"{text.ToString().TrimEnd()}\n", "docs/licences.md");
    }

    [TestCase("MIT", true)]
    [TestCase("MS-PL OR Apache-2.0", true)]
    [TestCase("AGPL-3.0-only OR MIT", true)]
    [TestCase("(AGPL-3.0-only OR MIT) AND OFL-1.1", true)]
    [TestCase("MIT AND AGPL-3.0-only", false)]
    [TestCase("AGPL-3.0-only", false)]
    [TestCase("GPL-2.0-only WITH Classpath-exception-2.0", false)]
    [TestCase("SEE LICENSE IN LICENSE.md", false)]
    [TestCase("UNLICENSED", false)]
    [TestCase("SSPL-1.0", false)]
    [TestCase("mit", false)]
    [TestCase("", false)]
    public void Of_a_choice_one_has_to_be_allowed_and_of_a_sum_all(string licence, bool isAllowed) =>
        Assert.That(IsAllowed(licence, MayShip), Is.EqualTo(isAllowed));

    private static List<Used> All()
    {
        var ships = LockedPackage.In("Portal/packages.lock.json").Concat(LockedPackage.In("Budget.Core/packages.lock.json")).Select(package => package.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        // Analyzers are named for all projects and handed on with none.
        ships.ExceptWith(XmlText.Select(Repository.Read("Directory.Build.props"), "//PackageReference[@PrivateAssets='all']/@Include").Select(one => one.Value));
        var folders = LockedPackage.Json(Repository.Read("Budget.Tests/obj/project.assets.json")).GetProperty("packageFolders").EnumerateObject().Select(folder => folder.Name).ToList();
        return
        [
            .. (from path in LockedPackage.Files
                from package in LockedPackage.In(path)
                let doesShip = package.Ecosystem == "npm" ? package.Ships && !path.StartsWith("Budget.Tests", StringComparison.Ordinal) : ships.Contains(package.Name)
                let licence = package.Ecosystem == "npm" ? package.Licence : NuGetLicence(folders, package)
                select new Used(!doesShip ? "Builds and tests" : package.Ecosystem == "npm" ? "Ships: style sheets and fonts" : "Ships: libraries", package.Name, licence, doesShip))
                .Distinct(),
        ];
    }

    /// <summary>As the package says it: an expression, or a file that a person read and whose hash is written down with what it says.</summary>
    private static string NuGetLicence(IEnumerable<string> folders, LockedPackage package)
    {
        var folder = folders.Select(one => Path.Combine(one, package.Name.ToLowerInvariant(), package.Version)).FirstOrDefault(Directory.Exists)
            ?? throw new InvalidOperationException($"{package.Name} {package.Version} is not restored.");
        var nuspec = File.ReadAllText(Directory.EnumerateFiles(folder, "*.nuspec").Single());
        var licence = XmlText.Select(nuspec, "//*[local-name()='metadata']/*[local-name()='license']").SingleOrDefault();
        if (licence?.GetAttribute("type", "") != "file")
        {
            return licence?.Value ?? "";
        }

        var hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(Path.Combine(folder, licence.Value.Replace('\\', '/')))));
        return LockedPackage.Json(Repository.Read("Portal/supply/licence-files.json")).TryGetProperty(package.Name, out var known) && known.GetProperty("sha256").GetString() == hash
            ? known.GetProperty("licence").GetString()!
            : $"a file that nobody read yet ({hash})";
    }

    private static string Order(string group) => group.StartsWith("Ships", StringComparison.Ordinal) ? $"1{group}" : $"2{group}";

    private static string Family(string name) =>
        name.StartsWith('@') ? $"{name.Split('/')[0]}/*"
        : name.StartsWith("Microsoft.", StringComparison.Ordinal) || name.StartsWith("System.", StringComparison.Ordinal) ? $"{string.Join('.', name.Split('.')[..2])}.*"
        : name;

    /// <summary>An SPDX expression: OR is the weakest, AND binds, brackets before both. What is not understood is not allowed.</summary>
    private static bool IsAllowed(string licence, string[] allowed)
    {
        if (Bracket().Match(licence) is { Success: true } inner)
        {
            return IsAllowed(licence.Replace(inner.Value, IsAllowed(inner.Groups["inner"].Value, allowed) ? allowed[0] : "?", StringComparison.Ordinal), allowed);
        }

        return licence.Split(" OR ").Any(choice => choice.Split(" AND ").All(part => allowed.Contains(part, StringComparer.Ordinal)));
    }

    [GeneratedRegex(@"\((?<inner>[^()]*)\)", RegexOptions.NonBacktracking)]
    private static partial Regex Bracket();
}
