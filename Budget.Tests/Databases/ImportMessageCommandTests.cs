using Budget.Core.Iwmo;
using static Budget.Tests.Support.MessagesOf;

namespace Budget.Tests.Databases;

/// <summary>`Portal import` of a message beside the declaration, as an operator reads it.</summary>
public sealed class ImportMessageCommandTests
{
    private Town town = null!;
    private string folder = null!;

    [SetUp]
    public async Task Start()
    {
        folder = Directory.CreateTempSubdirectory("eigenregie-import-").FullName;
        town = await Town.On(Engine.Sqlite);
    }

    [TearDown]
    public async Task Stop()
    {
        await town.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private async Task<RunningPortal.Verb> Import(byte[] bytes)
    {
        var file = Path.Combine(folder, "bericht.xml");
        await System.IO.File.WriteAllBytesAsync(file, bytes);
        return await RunningPortal.Run(town.ConnectionString, "Development", folder, ["import", file], ("Demo__Today", "2026-06-15"), ("Keys__File", TestDatabase.KeysFileIn(folder)));
    }

    [Test]
    public async Task Each_kind_is_known_by_its_root_and_what_is_refused_has_a_line_with_why()
    {
        var assigned = await Assigned.In(town, period: new Period(new(2026, 6, 1), new(2026, 12, 31)));
        var start = MessagesOf.File(MessagesOf.Start("M1", assigned.Bsn, (assigned.Number, new(2026, 6, 3)), (999_999, new(2026, 6, 3))));

        var (first, again) = (await Import(start), await Import(start));

        Assert.That((first.ExitCode, again.ExitCode), Is.EqualTo((0, 0)), first.Errors + again.Errors);
        Assert.That(first.Output, Does.StartWith("WMO305 M1 of 12345678 was taken in.\n2 parts, 1 taken in, 1 refused.\n2. 999999: ").And.Not.Contain(assigned.Bsn));
        Assert.That(again.Output, Does.StartWith("Taken in before, on 2026-06-15: nothing was done again. What happened then:\n2 parts, 1 taken in, 1 refused.\n"));
        Assert.That(await Sql.Count(town, "delivery_reports"), Is.EqualTo(1));

        var request = await Import(MessagesOf.File(MessagesOf.Request("Q1", assigned.Bsn)));
        var change = await Import(MessagesOf.File(Change("C1", assigned.Bsn, assigned.Number)));
        Assert.That((request.Output, change.Output), Is.EqualTo(("WMO315 Q1 of 12345678 was taken in.\n1 part, 1 taken in, 0 refused.\n", "WMO317 C1 of 12345678 was taken in.\n1 part, 1 taken in, 0 refused.\n")), request.Errors + change.Errors);

        var stop = await Import(MessagesOf.File(MessagesOf.Stop("S1", assigned.Bsn, assigned.Number, new(2026, 6, 12), ReasonOfEnd.ByClient)));
        Assert.That(stop.Output, Is.EqualTo("WMO307 S1 of 12345678 was taken in.\n1 part, 1 taken in, 0 refused.\n"), stop.Errors);
        Assert.That(await Sql.Count(town, "assignment_ends"), Is.EqualTo(1));
    }

    [Test]
    public async Task A_file_that_is_refused_whole_ends_with_two_and_one_line()
    {
        var assigned = await Assigned.In(town);
        var right = MessagesOf.Start("M1", assigned.Bsn, (assigned.Number, new(2026, 6, 3)));
        var other = await Import(MessagesOf.File(right with { Header = right.Header with { MunicipalityCode = "0384" } }));
        var text = System.Text.Encoding.UTF8.GetString(MessagesOf.File(right));
        var broken = await Import(Utf8(text.Replace("StatusAanlevering>1<", "StatusAanlevering>7<", StringComparison.Ordinal)));

        Assert.That((other.ExitCode, broken.ExitCode), Is.EqualTo((2, 2)));
        Assert.That(other.Errors, Does.EndWith("This file is for municipality 0384. The municipality here is 0402, 0406.\n"));
        Assert.That(broken.Errors, Does.Match("StatusAanlevering at line [0-9]+ is not filled in correctly[.]\n$"));
        Assert.That(await Sql.Count(town, "iwmo_messages_in"), Is.Zero);
    }
}
