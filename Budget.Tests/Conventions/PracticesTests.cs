using System.Text.RegularExpressions;
using Budget.Tests.Pages;

namespace Budget.Tests.Conventions;

/// <summary>docs/practices.md cannot lie: each page and each test that it names is there.</summary>
public sealed partial class PracticesTests
{
    private static readonly IReadOnlyList<string[]> Rows =
        [.. Repository.Read("docs/practices.md").ReplaceLineEndings("\n").Split('\n').Where(line => line.StartsWith("| ", StringComparison.Ordinal)).Select(line => line.Trim('|', ' ').Split('|', StringSplitOptions.TrimEntries)).Where(cells => cells[^1] != "shown by")];

    [Test]
    public void Every_practice_names_a_page_and_a_test_that_are_there()
    {
        var routes = EveryRoute.Routes().Select(one => $"/{one.Route.TrimStart('/')}").ToHashSet(StringComparer.Ordinal);
        Assert.That(Rows, Has.Count.GreaterThanOrEqualTo(12).And.All.Length.EqualTo(4));
        Assert.That(Rows.Where(cells => !Name().IsMatch(cells[2]) || !Name().IsMatch(cells[3])).Select(cells => cells[0]), Is.Empty);
        Assert.That(Rows.SelectMany(cells => Name().Matches(cells[2])).Select(match => match.Groups["name"].Value).Where(page => !routes.Contains(page)), Is.Empty);
        Assert.That(Rows.SelectMany(cells => Name().Matches(cells[3])).Select(match => match.Groups["name"].Value).Where(test => !SecurityRequirementsTests.Tests.Contains(test)), Is.Empty);
    }

    [GeneratedRegex("`(?<name>[^`]+)`", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Name();
}
