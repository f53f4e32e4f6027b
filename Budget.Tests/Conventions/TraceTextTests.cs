using System.Text.RegularExpressions;

namespace Budget.Tests.Conventions;

/// <summary>Whatever leaves a trace can be told in words, to the resident whose file it was.</summary>
public sealed partial class TraceTextTests
{
    [Test]
    public void Every_deed_and_question_that_leaves_a_trace_has_words()
    {
        var named = Repository.Files("Budget.Core", "*.cs")
            .SelectMany(path => Written().Matches(File.ReadAllText(Path.Combine(Repository.Root, path))).Select(match => match.Groups["name"].Value))
            .Distinct()
            .Order(StringComparer.Ordinal)
            .ToList();
        var words = File.ReadAllText(Path.Combine(Repository.Root, "Portal", "Pages", "Traces", "Index.resx"));
        Assert.That(named, Has.Count.GreaterThan(20), "the pattern still finds them");
        Assert.That(named.Where(name => !words.Contains($"name=\"what-{name}\"", StringComparison.Ordinal)), Is.Empty);
    }

    [GeneratedRegex(@"(Trace\.Write\(session, [^,]+(\([^)]*\))?, |\.Look(Through)?(<[^(]*>)?\(\s*actor, )(nameof\(|"")(?<name>\w+)", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Written();
}
