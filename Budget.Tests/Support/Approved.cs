namespace Budget.Tests.Support;

/// <summary>
/// A picture that people approved and committed. What differs is written to TestResults, to compare and, when it is right, to put
/// in its place.
/// </summary>
internal static class Approved
{
    /// <summary>As <see cref="Must"/>, of what stands between two marks of a document: <c>&lt;!-- name: begin --&gt;</c> and <c>&lt;!-- name: end --&gt;</c>.</summary>
    public static void Section(string actual, string path, string name, string language = "text")
    {
        var document = Repository.Read(path).ReplaceLineEndings("\n");
        var (begin, end) = ($"<!-- {name}: begin -->\n```{language}\n", $"```\n<!-- {name}: end -->");
        var from = document.IndexOf(begin, StringComparison.Ordinal) + begin.Length;
        var until = document.IndexOf(end, StringComparison.Ordinal);
        Assert.That(from >= begin.Length && until >= from, Is.True, $"{path} has no section {name}");
        Must($"{document[..from]}{actual}{document[until..]}", path);
    }

    /// <param name="path">From the root of the repository, ending in .approved.txt.</param>
    public static void Must(string actual, string path)
    {
        var approved = Path.Combine(Repository.Root, path);
        var received = Path.Combine(Directory.CreateDirectory(Path.Combine(Repository.Root, "TestResults")).FullName, Path.GetFileName(path));
        var expected = File.Exists(approved) ? File.ReadAllText(approved).ReplaceLineEndings("\n") : "";
        if (expected == actual)
        {
            File.Delete(received);
            return;
        }

        File.WriteAllText(received, actual);
        var (old, @new) = (expected.Split('\n'), actual.Split('\n'));
        var changes = old.Except(@new, StringComparer.Ordinal).Select(line => $"- {line}").Concat(@new.Except(old, StringComparer.Ordinal).Select(line => $"+ {line}"));
        Assert.Fail($"{path} is not what it was. When the change is meant, put TestResults/{Path.GetFileName(path)} in its place.\n{string.Join('\n', changes)}");
    }
}
