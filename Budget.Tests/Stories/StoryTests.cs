namespace Budget.Tests.Stories;

/// <summary>
/// Each rule of a PGB as a story that a caseworker can read: what happens, a line each, and beside it what the ledger then says, in its own notation and to the cent (NAME.approved.txt). What a rule forbids stands there with the sentence
/// that people get.
/// </summary>
public sealed class StoryTests
{
    private const string Folder = "Budget.Tests/Stories";

    public static IEnumerable<string> Names => Directory.GetFiles(Path.Combine(Repository.Root, Folder), "*.story").Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal);

    [TestCaseSource(nameof(Names))]
    public async Task A_story_ends_as_it_was_approved(string name) => Approved.Must(await Told.From(Repository.Read($"{Folder}/{name}.story")), $"{Folder}/{name}.approved.txt");

    [Test]
    public void There_are_stories() => Assert.That(Names.Count(), Is.GreaterThanOrEqualTo(10));
}
