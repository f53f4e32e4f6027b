using System.Diagnostics;
using System.Text.Json;

namespace Budget.Tests.Conventions;

/// <summary>
/// Beside the program lies what it is made of: sbom.cdx.json, CycloneDX 1.6. That it is valid is seen to when it is written
/// (Portal/supply/sbom.mjs checks it against the official schema); here it is held against the lock files.
/// </summary>
public sealed class BillOfMaterialsTests
{
    private static readonly string[] Frameworks = ["Microsoft.AspNetCore.App", "Microsoft.NETCore.App"];

    private static string Written => Path.Combine(RunningPortal.ProgramFolder, "sbom.cdx.json");

    private static JsonElement Bill => LockedPackage.Json(File.ReadAllText(Written));

    private static IEnumerable<JsonElement> Components => Bill.GetProperty("components").EnumerateArray();

    [Test]
    public void The_build_writes_what_the_portal_is_made_of()
    {
        Assert.That((Bill.GetProperty("bomFormat").GetString(), Bill.GetProperty("specVersion").GetString()), Is.EqualTo(("CycloneDX", "1.6")));
        Assert.That(Bill.GetProperty("metadata").GetProperty("component").GetProperty("name").GetString(), Is.EqualTo("eigen-regie"));
        Assert.That(File.ReadAllText(Written), Does.Not.Contain(Repository.Root).And.Not.Contain("timestamp").And.Not.Contain("serialNumber"), "the same everywhere and always");
    }

    [Test]
    public void Every_locked_package_is_in_it_with_its_hash_and_nothing_else_is()
    {
        var locked =
            from path in LockedPackage.Files
            where path.Split('/')[0] is "Portal" or "Budget.Core"
            from package in LockedPackage.In(path)
            select (Purl: $"pkg:{package.Ecosystem}/{package.Name.Replace("@", "%40", StringComparison.Ordinal)}@{package.Version}", Hash: Convert.ToHexStringLower(Convert.FromBase64String(package.Hash)));
        var written =
            from component in Components
            where component.GetProperty("type").GetString() != "framework"
            select (component.GetProperty("purl").GetString()!, component.GetProperty("hashes")[0].GetProperty("content").GetString()!);
        Assert.That(written, Is.EquivalentTo(locked.Distinct()));
        Assert.That(Components.Where(component => component.GetProperty("type").GetString() == "framework").Select(component => component.GetProperty("name").GetString()),
            Is.EquivalentTo(Frameworks));
    }

    [Test]
    public void Everything_in_it_has_a_licence_and_is_needed_by_something()
    {
        Assert.That(Components.Where(component => component.GetProperty("licenses").GetArrayLength() == 0), Is.Empty);
        var needed = Bill.GetProperty("dependencies").EnumerateArray()
            .SelectMany(one => one.TryGetProperty("dependsOn", out var on) ? on.EnumerateArray() : []).Select(one => one.GetString()).ToHashSet();
        Assert.That(Components.Select(component => component.GetProperty("bom-ref").GetString()).Where(name => !needed.Contains(name)), Is.Empty);
    }

    [TestCase("Meziantou.Analyzer", "excluded")]
    [TestCase("ajv", "excluded")]
    [TestCase("Npgsql", "required")]
    [TestCase("component-library-css", "required")]
    [TestCase("source-sans-3", "required")]
    [TestCase("SourceGear.sqlite3", "required")]
    public void It_says_what_is_handed_on_and_what_only_builds(string name, string scope) =>
        Assert.That(Components.Where(component => component.GetProperty("name").GetString() == name).Select(component => component.GetProperty("scope").GetString()), Is.Not.Empty.And.All.EqualTo(scope));

    [Test]
    public void Everybody_whose_work_is_handed_on_is_named_beside_the_program_with_the_text_of_the_licence()
    {
        var notices = File.ReadAllText(Path.Combine(RunningPortal.ProgramFolder, "THIRD-PARTY-NOTICES.txt"));
        var handedOn = Components.Where(component => component.GetProperty("scope").GetString() == "required" && component.GetProperty("type").GetString() != "framework").ToList();
        Assert.That(handedOn, Has.Count.GreaterThan(10));
        Assert.That(handedOn.Select(component => $"{component.GetProperty("name").GetString()} {component.GetProperty("version").GetString()} (").Where(line => !notices.Contains(line, StringComparison.Ordinal)), Is.Empty);
        Assert.That(notices, Does.Contain("Copyright").And.Contain("Josh Close").And.Contain("Adobe"));
        Assert.That(notices, Does.Contain("Permission is hereby granted, free of charge").And.Contain("SIL OPEN FONT LICENSE").IgnoreCase.And.Contain("Apache License").And.Contain("PostgreSQL").And.Contain("EUPL"));
        Assert.That(notices, Does.Not.Contain("undefined").And.Not.Contain(Repository.Root));
    }

    [Test, Category("Tools")]
    public async Task The_same_locks_give_the_same_bytes()
    {
        var again = Path.Combine(Directory.CreateTempSubdirectory("eigenregie-").FullName, "sbom.cdx.json");
        var framework = Components.First(component => component.GetProperty("type").GetString() == "framework").GetProperty("version").GetString()!;
        var packages = LockedPackage.Json(Repository.Read("Budget.Tests/obj/project.assets.json")).GetProperty("packageFolders").EnumerateObject().First().Name;
        using var process = Process.Start("node", [Path.Combine(Repository.Root, "Portal/supply/sbom.mjs"), packages, framework, again]);
        await process.WaitForExitAsync();
        Assert.That(process.ExitCode, Is.Zero);
        Assert.That(await File.ReadAllTextAsync(again), Is.EqualTo(await File.ReadAllTextAsync(Written)));
        Directory.Delete(Path.GetDirectoryName(again)!, recursive: true);
    }
}
