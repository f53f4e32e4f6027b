using System.Text.RegularExpressions;
using Budget.Core.Mandates;
using Budget.Tests.Databases;

namespace Budget.Tests.Faults;

/// <summary>Of each deed that somebody can do for a resident it is said which act it is, or that it is none: a deed that nobody thought of is refused to whom a mandate leaves something out, and fails here.</summary>
public sealed partial class MandateActsTests
{
    /// <summary>Nobody does these for a resident, whatever the mandate (<see cref="OwnMandate"/>).</summary>
    private static readonly string[] OfTheResidentOnly = [nameof(NarrowMandate), nameof(EndMandate)];

    [Test]
    public async Task Every_deed_that_a_resident_does_with_the_own_file_is_classified()
    {
        foreach (var name in EveryDeed.Names.Order(StringComparer.Ordinal))
        {
            await using var own = await Town.On(Engine.Sqlite);
            await (await EveryDeed.In(own, name))(own.Database);
            var done = await Rows.Of(own.ConnectionString, "SELECT DISTINCT what FROM traces WHERE action = 'do' AND role = 'resident' AND resident_id IS NOT NULL AND basis IN ('self', 'representative', 'mandate')");
            Assert.That(done.Where(what => !MandateActs.IsSaid(what) && !OfTheResidentOnly.Contains(what)), Is.Empty, name);
        }
    }

    [Test]
    public void Every_name_that_a_deed_on_behalf_of_somebody_is_traced_by_is_classified()
    {
        var named = Repository.Files("Budget.Core", "*.cs")
            .Select(path => File.ReadAllText(Path.Combine(Repository.Root, path)))
            .Where(source => source.Contains("Access.OnBehalfOf(", StringComparison.Ordinal))
            .SelectMany(source => Traced().Matches(source).Select(match => match.Value).SelectMany(call => Named().Matches(call).Select(match => match.Groups["name"].Value)))
            .Where(name => name.Length > 0 && name != "session")
            .Distinct(StringComparer.Ordinal)
            .ToList();
        Assert.That(named, Has.Count.GreaterThan(35), "the pattern still finds them");
        Assert.That(named.Where(name => !MandateActs.IsSaid(name)), Is.Empty);
    }

    // What follows on who asks, up to the end of the statement; looks are no deeds.
    [GeneratedRegex(@"Trace\.Write\(\s*session, actor, (?!TraceAction\.Look)[^;]*;", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Traced();

    [GeneratedRegex(@"nameof\((?<name>\w+)\)|""(?<name>[A-Z]\w+)""", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Named();
}
