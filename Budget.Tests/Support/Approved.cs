namespace Budget.Tests.Support;

/// <summary>
/// A picture that people approved and committed. What differs is written to TestResults, to compare and, when it is right, to put
/// in its place.
/// </summary>
internal static class Approved
{
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
