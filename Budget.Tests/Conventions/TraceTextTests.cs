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

    /// <summary>"bekeek boeking ." tells nobody anything.</summary>
    [Test]
    public void What_is_kept_without_a_number_is_told_without_one()
    {
        var unnamed = Repository.Files("Budget.Core", "*.cs")
            .SelectMany(path => Unnamed().Matches(File.ReadAllText(Path.Combine(Repository.Root, path))).Select(match => match.Groups["name"].Value))
            .Distinct()
            .ToList();
        var words = File.ReadAllLines(Path.Combine(Repository.Root, "Portal", "Pages", "Traces", "Index.resx"));
        Assert.That(unnamed, Has.Count.GreaterThan(8), "the pattern still finds them");
        Assert.That(unnamed.Where(name => words.Any(line => line.Contains($"name=\"what-{name}\"", StringComparison.Ordinal) && line.Contains("{0}", StringComparison.Ordinal))), Is.Empty);
    }

    [GeneratedRegex(@"(Trace\.Write\(session, [^,]+, (TraceAction\.Look, )?|\.Look(<[^(]*>)?\(\s*actor, )(nameof\(|"")(?<name>\w+)(\)|""), (subject: )?""""", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Unnamed();

    [GeneratedRegex(@"(Trace\.Write\(session, [^,]+(\([^)]*\))?, |\.Look(Through)?(<[^(]*>)?\(\s*actor, )(nameof\(|"")(?<name>\w+)", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Written();
}
