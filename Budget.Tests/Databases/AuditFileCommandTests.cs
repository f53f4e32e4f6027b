using System.Text;
using Budget.Core.Closing;
using Budget.Core.Decisions;

namespace Budget.Tests.Databases;

/// <summary>`Portal export xaf` as an operator reads it.</summary>
public sealed class AuditFileCommandTests
{
    private Town town = null!;
    private string folder = null!;
    private string target = null!;

    [SetUp]
    public async Task Start()
    {
        folder = Directory.CreateTempSubdirectory("eigenregie-xaf-").FullName;
        target = Path.Combine(folder, "town.xml");
        town = await Town.On(Engine.Sqlite);
        await town.BudgetOf(300m, FundingForm.PersonHeld);
    }

    [TearDown]
    public async Task Stop()
    {
        await town.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private Task<RunningPortal.Verb> Export(params string[] what) => RunningPortal.Run(
        town.ConnectionString, "Development", folder, ["export", "xaf", .. what], ("Keys__File", Path.Combine(folder, "nowhere.keys")));

    [Test]
    public async Task The_file_is_that_of_the_portal_whole_and_in_the_place_of_what_stood_there()
    {
        await File.WriteAllTextAsync(target, "the one before");

        var exported = await Export("--year", "2026", "--municipality", Town.Huizen, "--out", target);

        Assert.That((exported.ExitCode, exported.Output), Is.EqualTo((0, $"1 posting written to {target}.\n")), exported.Errors);
        using var ours = new MemoryStream();
        await new AuditFile(town.Database).Write(town.Finance, 2026, ours);
        Assert.That(await File.ReadAllTextAsync(target), Is.EqualTo(Encoding.UTF8.GetString(ours.ToArray())));
        Assert.That(Directory.GetFiles(folder), Is.EqualTo(new[] { target }), "and nothing beside it");
    }

    [TestCase("An audit file is of one municipality: say of which with --municipality (0402, 0406).", "--year", "2026")]
    [TestCase("There is no municipality 9999.", "--year", "2026", "--municipality", "9999")]
    [TestCase("Give a year that has begun.", "--year", "2027", "--municipality", Town.Huizen)]
    [TestCase("Give a year that has begun.", "--year", "0", "--municipality", Town.Huizen)]
    public async Task What_cannot_be_written_is_said_in_one_line_and_leaves_what_stood_there(string line, params string[] what)
    {
        await File.WriteAllTextAsync(target, "the one before");

        var exported = await Export([.. what, "--out", target]);

        Assert.That((exported.ExitCode, exported.Errors), Is.EqualTo((1, $"{line}\n")));
        Assert.That(await File.ReadAllTextAsync(target), Is.EqualTo("the one before"));
        Assert.That(Directory.GetFiles(folder), Is.EqualTo(new[] { target }));
    }
}
