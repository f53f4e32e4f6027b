using System.Text.RegularExpressions;

namespace Budget.Tests.Conventions;

/// <summary>Rules of the house that a compiler does not know. Each says what to do instead.</summary>
public sealed partial class SourceTests
{
    private static readonly string[] Folders = ["Portal", "Budget.Core", "Budget.Tests", "Budget.Bench", "migrations", "docs", "bin", ".ci"];

    /// <summary>Longer than a file should be, and why it may.</summary>
    private static readonly IReadOnlyDictionary<string, string> Long = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["Budget.Tests/Journeys/MainWalkTests.cs"] = "one walk is one story, to be read from the first page to the last",
    };

    [Test]
    public void Pages_carry_no_style_and_no_script_of_their_own() => NoLine(
        Sources("Portal", "*.cshtml"), Inline(), "The content security policy forbids it: put it in frontend/*.css, or do without.");

    [Test]
    public void Scripts_keep_nothing_in_the_browser()
    {
        Assert.That(BrowserStore().IsMatch("sessionStorage.setItem('words', text);"), Is.True, "one would be found");
        Assert.That(Sources("Portal/wwwroot", "*.js"), Is.Not.Empty);
        NoLine(Sources("Portal", "*.js"), BrowserStore(), "What somebody typed stays on no device: keep it at the server.");
    }

    [Test]
    public void No_file_names_a_package_source_or_a_place_on_one_machine() => NoLine(
        Folders.SelectMany(folder => Sources(folder, "*")).Concat(Directory.EnumerateFiles(Repository.Root).Select(path => Path.GetFileName(path)!)),
        Place(), "Take the registry from the machine's own settings and the folder from where the program stands.");

    [Test]
    public void SQL_is_put_together_from_constants_only()
    {
        var loose =
            from path in Sources("Budget.Core", "*.cs").Concat(Sources("Portal", "*.cs"))
            from Match text in Interpolated().Matches(Repository.Read(path))
            where Sql().IsMatch(text.Value)
            from Match hole in Hole().Matches(text.Value)
            where !Constant().IsMatch(hole.Value)
            select $"{path}: {hole.Value}";
        Assert.That(loose, Is.Empty, "Give values as parameters (@Name); only constants, which start with a capital, may be put in.");
    }

    [Test]
    public void A_file_is_short_or_says_why()
    {
        var long300 = Sources("", "*.cs").Where(path => Lines(path).Length > 300).ToList();
        Assert.That(long300.Except(Long.Keys, StringComparer.Ordinal), Is.Empty, "More than 300 lines: split it, or say in this test why not.");
        Assert.That(Long.Keys.Except(long300, StringComparer.Ordinal), Is.Empty, "Short again: take it off the list.");
    }

    [Test]
    public void A_migration_is_numbered_without_gaps_and_says_what_it_does()
    {
        var names = Sources("migrations", "*.sql").Select(Path.GetFileName).ToList();
        Assert.That(names, Is.All.Match("^[0-9]{4}_[a-z]+(_[a-z0-9]+)+\\.sql$"));
        Assert.That(names.Select(name => int.Parse(name![..4], System.Globalization.CultureInfo.InvariantCulture)), Is.EqualTo(Enumerable.Range(1, names.Count)));
    }

    private static IEnumerable<string> Sources(string folder, string pattern) =>
        Directory.Exists(Path.Combine(Repository.Root, folder)) ? Repository.Files(folder, pattern) : [];

    private static string[] Lines(string path) => File.ReadAllLines(Path.Combine(Repository.Root, path));

    private static void NoLine(IEnumerable<string> paths, Regex wrong, string cure)
    {
        var found =
            from path in paths
            where !Binary().IsMatch(path)
            from line in Lines(path).Select((text, index) => (text, number: index + 1))
            where wrong.IsMatch(line.text)
            select $"{path}:{line.number}: {line.text.Trim()}";
        Assert.That(found, Is.Empty, cure);
    }

    [GeneratedRegex(@"<script(>|\s+[^s\s])|<style\b|\sstyle\s*=|\son[a-z]+\s*=\s*[""']|javascript:", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Inline();

    [GeneratedRegex(@"\b(localStorage|sessionStorage|indexedDB|caches|cookieStore|serviceWorker)\b|document\.cookie", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex BrowserStore();

    [GeneratedRegex(@"https?://[^/\s""]*(registry|npmjs|nuget|artifactory|nexus|mirror|proxy)|(^|[\s""'=(:])/(work|tmp|root|home)/", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Place();

    [GeneratedRegex(@"\$""""""(.|\n)*?""""""|\$""[^""\n]*""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Interpolated();

    [GeneratedRegex(@"\b(SELECT\s|INSERT\s+INTO|UPDATE\s+\w+\s+SET|DELETE\s+FROM|WHERE\s)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Sql();

    [GeneratedRegex(@"\{[^{}]*\}", RegexOptions.NonBacktracking)]
    private static partial Regex Hole();

    [GeneratedRegex(@"^\{[A-Z][A-Za-z]*(\.[A-Z][A-Za-z]*)*\}$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Constant();

    [GeneratedRegex(@"\.(png|jpg|woff2|ttf|icc|db|xsd|pdf|ico|gz|zip)$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Binary();
}
