using System.Diagnostics;
using System.Text;
using Budget.Core.Invoices;
using Budget.Core.Iwmo;
using NUnit.Framework;
using static Budget.Tests.Unit.DeclarationExample;

namespace Budget.Tests.Unit;

public sealed class DeclarationHostileFilesTests
{
    private static IEnumerable<TestCaseData> Files() =>
        HostileFiles.Of(Text, "wmo323").Select(hostile => new TestCaseData(hostile.File, hostile.Fault).SetArgDisplayNames(hostile.Name));

    [TestCaseSource(nameof(Files))]
    public void A_hostile_file_gets_one_fault_and_no_time(byte[] file, string fault)
    {
        var clock = Stopwatch.StartNew();

        Assert.That(Read(file).Fault?.Code, Is.EqualTo(fault));
        Assert.That(clock.Elapsed, Is.LessThan(TimeSpan.FromSeconds(1)));
    }

    [Test]
    public void A_byte_order_mark_and_UTF_16_are_read_as_any_other()
    {
        foreach (var (name, file) in HostileFiles.InEveryEncoding(Text))
        {
            Assert.That(Figures(Read(file).Message!), Is.EqualTo(Figures(Valid)), name);
        }
    }

    [Test]
    public void A_file_that_comes_in_pieces_of_any_size_is_read_as_any_other([Values(1, 2, 3, 7, 61)] int piece)
    {
        using var file = new Trickle(Encoding.UTF8.GetBytes(Text), piece);

        Assert.That(Figures(ReadDeclaration.Read(file, Today).Message!), Is.EqualTo(Figures(Valid)));
    }

    [Test]
    public void A_file_of_30_MB_is_refused_by_what_is_read_and_not_by_what_it_says([Values("white space", "one comment", "one attribute")] string filling)
    {
        var (before, after) = filling switch { "one comment" => ("<!--", "-->"), "one attribute" => ("<a b='", "'/>"), _ => ("", "") };
        var file = Encoding.UTF8.GetBytes(before + new string(' ', 30_000_000) + after);
        var clock = Stopwatch.StartNew();

        Assert.That(Read(file).Fault?.Code, Is.EqualTo("too-large"));
        Assert.That(clock.Elapsed, Is.LessThan(TimeSpan.FromSeconds(3)));
    }

    [Test]
    public void A_truncated_file_is_never_a_declaration()
    {
        foreach (var file in HostileFiles.Truncated(Text, step: 97))
        {
            Assert.That(Read(file).Fault?.Code, Is.EqualTo(file.Length == 0 ? "empty" : "not-xml"), $"{file.Length} bytes");
        }
    }

    [Test]
    public void Flipped_bytes_give_a_declaration_or_a_fault_and_nothing_the_schema_refuses()
    {
        foreach (var file in HostileFiles.Flipped(Text, seed: 323, rounds: 3_000))
        {
            var reading = Read(file);
            Assert.That(reading.Message is null, Is.EqualTo(reading.Fault is not null));
        }
    }

    [Test]
    public void What_the_published_schema_refuses_is_never_read()
    {
        var schemas = DeclarationSchema.Load("WMO323.xsd");
        var (refused, read) = (0, 0);
        foreach (var (name, file) in HostileFiles.Changed(Text, seed: 484, rounds: 1_500))
        {
            var isRead = Read(file).IsRead;
            var error = DeclarationSchema.FirstErrorIn(file, schemas);
            Assert.That(isRead && error is not null, Is.False, $"{name}: {error}");
            (refused, read) = (refused + (error is null ? 0 : 1), read + (isRead ? 1 : 0));
        }

        Assert.That((refused > 500, read > 20), Is.EqualTo((true, true)), $"{refused} refused by the schema, {read} read");
    }

    [Test]
    public void Nesting_deeper_than_32_is_refused_wherever_a_schema_would_allow_it()
    {
        using var xml = SafeXml.Open(new MemoryStream(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("<a>", 40)))));
        var elements = new StrictElements(xml);
        var entered = 0;

        var refusal = Assert.Throws<MessageFaultException>(() =>
        {
            for (; ; entered++)
            {
                elements.Enter("", "a");
            }
        });
        Assert.That((entered, refusal!.Fault.Code), Is.EqualTo((32, "too-deep")));
    }

    private sealed class Trickle(byte[] bytes, int piece) : MemoryStream(bytes)
    {
        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, piece));

        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, piece)]);
    }
}
