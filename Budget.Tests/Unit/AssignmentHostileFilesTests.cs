using System.Diagnostics;
using System.Text;
using NUnit.Framework;

namespace Budget.Tests.Unit;

/// <summary>The protections of declarations hold for every message about assignments; and for what a reader passes over.</summary>
[TestFixture("WMO305")]
[TestFixture("WMO307")]
[TestFixture("WMO315")]
[TestFixture("WMO317")]
public sealed class AssignmentHostileFilesTests(string kind)
{
    private readonly AssignmentKind example = AssignmentExample.KindOf(kind);

    [Test]
    public void A_hostile_file_gets_one_fault_and_no_time()
    {
        foreach (var hostile in HostileFiles.Of(example.Text, example.Kind.Prefix))
        {
            var clock = Stopwatch.StartNew();
            Assert.That(example.Read(hostile.File).Fault?.Code, Is.EqualTo(hostile.Fault), hostile.Name);
            Assert.That(clock.Elapsed, Is.LessThan(TimeSpan.FromSeconds(1)), hostile.Name);
        }
    }

    [Test]
    public void A_byte_order_mark_and_UTF_16_are_read_as_any_other()
    {
        foreach (var (name, file) in HostileFiles.InEveryEncoding(example.Text))
        {
            Assert.That(example.Read(file).Facts, Is.EqualTo(example.Facts), name);
        }
    }

    [Test]
    public void A_file_of_more_than_25_MB_is_refused_by_what_is_read()
    {
        var file = Encoding.UTF8.GetBytes(example.Text + new string(' ', 26 * 1024 * 1024));

        Assert.That(example.Read(file).Fault?.Code, Is.EqualTo("too-large"));
    }

    [Test]
    public void A_truncated_file_is_never_a_message()
    {
        foreach (var file in HostileFiles.Truncated(example.Text, step: 37))
        {
            Assert.That(example.Read(file).Fault?.Code, Is.EqualTo(file.Length == 0 ? "empty" : "not-xml"), $"{file.Length} bytes");
        }
    }

    [Test]
    public void Flipped_bytes_give_a_message_or_a_fault()
    {
        foreach (var file in HostileFiles.Flipped(example.Text, seed: 305, rounds: 2_000))
        {
            var (facts, fault) = example.Read(file);
            Assert.That(facts is null, Is.EqualTo(fault is not null));
        }
    }

    [Test]
    public void What_is_read_is_what_the_published_schema_takes_but_for_a_wrong_BSN_and_days_in_the_wrong_order()
    {
        var schemas = DeclarationSchema.Load($"{example.Kind.Name}.xsd");
        var (refused, read) = (0, 0);
        foreach (var (name, file) in HostileFiles.Changed(example.Text, seed: 418, rounds: 1_000))
        {
            var fault = example.Read(file).Fault;
            var error = DeclarationSchema.FirstErrorIn(file, schemas);
            var isOurs = fault?.Code is "bsn-invalid" or "period-reversed";
            Assert.That(fault is null, Is.EqualTo(error is null && !isOurs), $"{name}: the schema says {error ?? "yes"}, we say {fault?.Code ?? "yes"}");
            (refused, read) = (refused + (error is null ? 0 : 1), read + (fault is null ? 1 : 0));
        }

        Assert.That((refused > 300, read > 20), Is.EqualTo((true, true)), $"{refused} refused by the schema, {read} read");
    }
}

/// <summary>What a reader passes over is no place to hide a bomb in.</summary>
public sealed class PassedOverTests
{
    [TestCase("depth", "too-deep")]
    [TestCase("attribute", "element-unexpected")]
    [TestCase("attributes", "too-many-names")]
    [TestCase("names", null)]
    [TestCase("twice", "element-unexpected")]
    public void What_is_passed_over_keeps_the_bounds(string attack, string? fault)
    {
        var example = AssignmentExample.KindOf("WMO315");
        var comment = attack switch
        {
            "depth" => string.Concat(Enumerable.Repeat("<a>", 1_000_000)),
            "attribute" => "<a b='1'/>",
            "attributes" => $"<a {string.Concat(Enumerable.Range(0, 1_000_000).Select(n => $"a{n}='' "))}/>",
            "names" => string.Concat(Enumerable.Range(0, 100_000).Select(n => $"<a{n}/>")),
            _ => "</wmo315:Commentaar><wmo315:Commentaar>",
        };
        var file = Encoding.UTF8.GetBytes(example.Text.Replace(
            "<wmo315:AangevraagdeProducten>", $"<wmo315:Commentaar>{comment}</wmo315:Commentaar><wmo315:AangevraagdeProducten>", StringComparison.Ordinal));
        var clock = Stopwatch.StartNew();

        Assert.That(example.Read(file).Fault?.Code, Is.EqualTo(fault));
        Assert.That(clock.Elapsed, Is.LessThan(TimeSpan.FromSeconds(1)));
    }
}
