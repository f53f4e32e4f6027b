using System.Diagnostics;
using System.Globalization;
using Budget.Core.Statements;

namespace Budget.Tests.Faults;

/// <summary>`Portal statements` through kill -9: the same command goes on where it stopped, and at the end the folder is as if nothing had happened.</summary>
[Category("Tools")]
public sealed class StatementsKilledTests
{
    private const int Kills = 2;

    [Test]
    public async Task Killed_twice_it_ends_with_every_paper_once_and_none_half()
    {
        await using var portal = await RunningPortal.Start();
        await portal.Kill();
        var (calm, stormy) = (Path.Combine(portal.Folder, "calm"), Path.Combine(portal.Folder, "stormy"));
        var whole = await portal.Run("statements", "--year", "2026", "--out", calm);
        Assert.That(whole.ExitCode, Is.Zero, whole.Errors);
        var papers = Directory.GetFiles(calm, "*.pdf").Length;
        Assert.That(papers, Is.GreaterThan(20), "or a kill finds nothing to interrupt");

        for (var kill = 1; kill <= Kills; kill++)
        {
            using var begun = portal.Begin("statements", "--year", "2026", "--out", stormy);
            var until = papers * kill / (Kills + 1);
            var patience = Stopwatch.StartNew();
            while (patience.Elapsed < TimeSpan.FromSeconds(60) && !begun.HasExited && (!Directory.Exists(stormy) || Directory.GetFiles(stormy, "*.pdf").Length < until))
            {
                await Task.Delay(1);
            }

            begun.Kill(entireProcessTree: true);
            await begun.WaitForExitAsync();
        }

        var last = await portal.Run("statements", "--year", "2026", "--out", stormy);
        Assert.That((last.ExitCode, File.Exists(Path.Combine(stormy, ExportFolder.IndexName))), Is.EqualTo((0, true)), last.Errors);
        Assert.That(last.Output, Does.StartWith($"{papers} statements are in "));
        Assert.That((await portal.Run("statements", "--year", "2026", "--out", stormy)).Output, Is.EqualTo($"{papers} statements are in {stormy}, {papers} of them from before.\n"), "done once more there is nothing to do");
        Assert.That(Directory.GetFiles(stormy).Select(Path.GetFileName), Is.EquivalentTo(Directory.GetFiles(calm).Select(Path.GetFileName)));
        foreach (var file in Directory.GetFiles(calm))
        {
            Assert.That(await File.ReadAllBytesAsync(Path.Combine(stormy, Path.GetFileName(file))), Is.EqualTo(await File.ReadAllBytesAsync(file)), file);
        }

        Figure.Tell("statements through kill -9", string.Create(CultureInfo.InvariantCulture, $"{Kills} kills, {papers} papers"));
    }

    [Test]
    public async Task What_was_asked_wrongly_is_said_in_one_line()
    {
        await using var portal = await RunningPortal.Start();
        foreach (var (arguments, said) in new[]
        {
            (new[] { "--year", "2099" }, "has begun"), (["--year", "2026", "--quarter", "5"], "1 to 4"), (["--year", "2026", "--form", "zzp"], "pvb or pgb"),
            (["--year", "2026", "--municipality", "9999"], "no municipality"),
        })
        {
            var answer = await portal.Run(["statements", "--out", Path.Combine(portal.Folder, "none"), .. arguments]);
            Assert.That((answer.ExitCode, answer.Errors.Trim()), Is.EqualTo((1, answer.Errors.Trim())));
            Assert.That(answer.Errors, Does.Contain(said).And.Not.Contain("   at "));
        }
    }
}
