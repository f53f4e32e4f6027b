using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;

namespace Budget.Tests.Conventions;

/// <summary>docs/security-requirements.md cannot lie: each row says how it is shown, each test it names is there, and no requirement is left out.</summary>
public sealed partial class SecurityRequirementsTests
{
    private const string Page = "docs/security-requirements.md";

    /// <summary>How many requirements of level 1 and 2 each chapter of ASVS 5.0.0 has.</summary>
    private static readonly int[] Asvs = [27, 11, 19, 10, 9, 35, 18, 7, 7, 29, 14, 9, 13, 9, 13, 16, 7];

    private static readonly string[] DigiD =
        ["B.01", "B.05", "U/TV.01", "U/WA.02", "U/WA.03", "U/WA.04", "U/WA.05", "U/PW.02", "U/PW.03", "U/PW.05", "U/PW.07", "U/NW.03", "U/NW.04", "U/NW.05", "U/NW.06", "C.03", "C.04", "C.06", "C.07", "C.08", "C.09"];

    private static readonly IReadOnlyList<string[]> Rows =
        [.. Repository.Read(Page).ReplaceLineEndings("\n").Split('\n').Where(line => line.StartsWith("| ", StringComparison.Ordinal)).Select(line => line.Trim('|', ' ').Split('|', StringSplitOptions.TrimEntries)).Where(cells => cells.Length > 1 && cells[^1] != "shown by")];

    internal static readonly HashSet<string> Tests =
        [.. typeof(SecurityRequirementsTests).Assembly.GetTypes().SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static))
            .Where(method => method.GetCustomAttributes().Any(attribute => attribute is TestAttribute or TestCaseAttribute or TestCaseSourceAttribute)).Select(method => method.Name)];

    [Test]
    public void Every_row_says_how_it_is_shown() => Assert.That(
        Rows.Where(cells => !Shown().IsMatch(cells[^1])).Select(cells => string.Join(" | ", cells)), Is.Empty,
        "The last column: names of tests, doc: a file, or to do, n/a or host with what is missing or why.");

    [Test]
    public void Every_test_and_document_that_is_named_is_there()
    {
        Assert.That(Rows.SelectMany(cells => Name().Matches(cells[^1])).Select(match => match.Groups["name"].Value).Distinct().Where(name => !Tests.Contains(name)), Is.Empty);
        Assert.That(Rows.SelectMany(cells => Document().Matches(cells[^1])).Select(match => match.Groups["path"].Value).Where(path => !File.Exists(Path.Combine(Repository.Root, path))), Is.Empty);
    }

    [Test]
    public void No_requirement_of_ASVS_at_level_1_and_2_and_no_norm_of_DigiD_is_left_out()
    {
        var asvs = Rows.Select(cells => Range().Match(cells[0])).Where(match => match.Success).SelectMany(Each).ToList();
        Assert.That(asvs, Is.Unique);
        Assert.That(Enumerable.Range(1, Asvs.Length).Select(chapter => asvs.Count(one => one.Chapter == chapter)), Is.EqualTo(Asvs));
        Assert.That(Rows.Select(cells => cells[0]).Where(id => id.Contains('.', StringComparison.Ordinal) && char.IsAsciiLetterUpper(id[0]) && id.Length < 9), Is.EqualTo(DigiD));
    }

    [TestCase("`No_test_of_this_name`", true)]
    [TestCase("**to do**: a test", true)]
    [TestCase("**n/a**: none", true)]
    [TestCase("", false)]
    [TestCase("met", false)]
    [TestCase("**to do**:", false)]
    [TestCase("**n/a**", false)]
    public void A_row_that_only_says_that_it_is_met_is_found(string shown, bool isRight)
    {
        Assert.That(Shown().IsMatch(shown), Is.EqualTo(isRight));
        Assert.That(Tests, Does.Not.Contain("No_test_of_this_name").And.Contain(nameof(Every_row_says_how_it_is_shown)).And.Contain(nameof(A_row_that_only_says_that_it_is_met_is_found)));
    }

    /// <summary>"6.2.1–6.2.12" as its twelve. Level 3 is in no range: the chapters would not count right.</summary>
    private static IEnumerable<(int Chapter, string Id)> Each(Match range)
    {
        var (first, last) = (Number(range.Groups["first"].Value), range.Groups["last"] is { Success: true } to ? Number(to.Value) : Number(range.Groups["first"].Value));
        return Enumerable.Range(first, last - first + 1).Select(each => (Number(range.Groups["chapter"].Value), $"{range.Groups["chapter"].Value}.{range.Groups["section"].Value}.{each.ToString(CultureInfo.InvariantCulture)}"));
    }

    private static int Number(string digits) => int.Parse(digits, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"(^|; )(`[A-Z]\w+`|\*\*(to do|n/a|host|doc)\*\*: \S)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Shown();

    [GeneratedRegex(@"`(?<name>[A-Z]\w*_\w+)`", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Name();

    [GeneratedRegex(@"\*\*doc\*\*: (?<path>[^ ;|]+)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Document();

    [GeneratedRegex(@"^(?<chapter>[0-9]+)\.(?<section>[0-9]+)\.(?<first>[0-9]+)(–[0-9]+\.[0-9]+\.(?<last>[0-9]+))?$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Range();
}
