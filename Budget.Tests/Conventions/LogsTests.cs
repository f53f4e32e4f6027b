using System.Diagnostics;

namespace Budget.Tests.Conventions;

/// <summary>bin/look-through-logs, which looks through what every portal of every test has said, finds what it is there to find.</summary>
[Category("Tools")]
public sealed class LogsTests
{
    [TestCase("client 999900006 not found", "A BSN")]
    [TestCase("{\"Bsn\":\"999900006\"}", "A BSN")]
    [TestCase("paid to NL91ABNA0417164300", "An IBAN")]
    [TestCase("refused: € 12,50", "An amount")]
    [TestCase("token eyJhbGciOiJSUzI1NiIsInR5cCI6", "A token")]
    [TestCase("cookie CfDJ8AAAAAAAAAAAAAAAA", "A token")]
    [TestCase("mevrouw A. de Vries signed in", "A name")]
    [TestCase("draft: Het gaat niet meer.", "Words of a resident")]
    [TestCase("The ledger is sound: 35 budgets, 424 postings", null)]
    [TestCase("trace 0199a1b2-9999-7000-8000-999900006123", null)]
    public async Task What_no_log_may_hold_is_found(string line, string? what)
    {
        var folder = Directory.CreateTempSubdirectory("eigenregie-").FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "1.log"), $"all is well\n{line}\n");
        using var script = Process.Start(new ProcessStartInfo(Path.Combine(Repository.Root, "bin", "look-through-logs"), [folder]) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true })!;
        var said = await script.StandardError.ReadToEndAsync();
        await script.WaitForExitAsync();
        Directory.Delete(folder, recursive: true);
        Assert.That(script.ExitCode, Is.EqualTo(what is null ? 0 : 1), said);
        Assert.That(said, what is null ? Is.Empty : Does.StartWith($"{what} in {folder}/1.log:2").And.Not.Contains(line));
    }
}
