using System.Globalization;
using Portal.Api;

namespace Budget.Tests.Unit;

/// <summary>What programs are told no with: each has words in both languages, and none has words that are not said.</summary>
public sealed class ProblemTests
{
    [TestCase("nl-NL", "Portal/Api/Problems.resx")]
    [TestCase("en-GB", "Portal/Api/Problems.en.resx")]
    public void Every_problem_has_words_and_there_are_no_others(string culture, string path)
    {
        var keys = Problem.All.SelectMany(problem => new[] { $"{problem.Code}-title", $"{problem.Code}-detail" });
        Assert.That(Resource.Read(path).Keys, Is.EquivalentTo(keys));
        Assert.That(Problem.All.Select(problem => problem.Detail(CultureInfo.GetCultureInfo(culture))), Is.All.EndsWith("."));
        Assert.That(Problem.All.Select(problem => problem.Code), Is.Unique.And.All.Match("^[a-z-]+$"));
    }

    [TestCase(400, "onjuist")]
    [TestCase(401, "niet-aangemeld")]
    [TestCase(405, "methode-onbekend")]
    [TestCase(411, "onjuist")]
    [TestCase(413, "te-groot")]
    [TestCase(429, "te-vaak")]
    [TestCase(500, "fout")]
    [TestCase(503, "even-niet")]
    public void A_bare_status_reads_as_the_problem_that_it_is(int status, string code) => Assert.That(Problem.Of(status).Code, Is.EqualTo(code));
}
