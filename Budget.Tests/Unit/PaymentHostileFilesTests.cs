using System.Diagnostics;
using System.Text;
using Budget.Core.Payments;
using static Budget.Tests.Unit.PaymentExample;

namespace Budget.Tests.Unit;

/// <summary>A file that says it comes from the bank need not come from the bank.</summary>
public sealed class PaymentHostileFilesTests
{
    private const string Start = "<?xml version=\"1.0\"?>\n";

    private static readonly string Whole = Answer(
        $"""
        {Group("<GrpSts>PART</GrpSts>")}
        {Block("1", Transaction("2026-06-P1", "<TxSts>RJCT</TxSts>", Reason("AC04", "Opgeheven")) + Transaction("2026-06-P2", "<TxSts>ACSP</TxSts>"))}
        """);

    private static IEnumerable<TestCaseData> Files()
    {
        TestCaseData Case(string name, string fault, byte[] file) => new TestCaseData(file, fault).SetArgDisplayNames(name);
        TestCaseData TextCase(string name, string fault, string file) => Case(name, fault, Encoding.UTF8.GetBytes(file));
        var body = Whole[(Whole.IndexOf('\n', StringComparison.Ordinal) + 1)..];
        string In(string what) => body.Replace("<GrpHdr>", what, StringComparison.Ordinal);

        yield return Case("nothing", "empty", []);
        yield return Case("PNG", "not-xml", [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0x00, 0x00, 0x00, 0x0D]);
        yield return Case("zip", "not-xml", [0x50, 0x4B, 0x03, 0x04, 0x14, 0x00, 0x08, 0x08]);
        yield return Case("zeros", "encoding-unknown", new byte[1000]);
        yield return TextCase("MT940", "not-xml", ":20:940S260610\n:25:NL91ABNA0417164300 EUR\n");
        yield return TextCase("HTML", "not-xml", "<!DOCTYPE html><html><body><p>Sign in</body></html>");
        yield return TextCase("XHTML", "other-message", "<html xmlns='http://www.w3.org/1999/xhtml'/>");
        yield return TextCase("no namespace", "other-message", "<Document><CstmrPmtStsRpt/></Document>");
        yield return TextCase("our own file", "other-message", Text(Run));
        yield return TextCase("an empty document", "element-missing", "<Document xmlns='urn:iso:std:iso:20022:tech:xsd:pain.002.001.10'/>");
        yield return TextCase("an empty report", "element-missing", "<Document xmlns='urn:iso:std:iso:20022:tech:xsd:pain.002.001.10'><CstmrPmtStsRpt/></Document>");
        yield return TextCase("two reports", "element-twice", body.Replace("</Document>", body[body.IndexOf("<Cstmr", StringComparison.Ordinal)..], StringComparison.Ordinal));
        yield return TextCase("DTD", "not-xml", Start + "<!DOCTYPE Document [<!ELEMENT Document ANY>]>" + body);
        yield return TextCase("external entity", "not-xml", Start + "<!DOCTYPE d [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>" + body.Replace("Opgeheven", "&x;", StringComparison.Ordinal));
        yield return TextCase("external DTD", "not-xml", Start + "<!DOCTYPE d SYSTEM 'http://192.0.2.1/x.dtd'>" + body);
        yield return TextCase("billion laughs", "not-xml", Start + "<!DOCTYPE d [<!ENTITY a0 'ha'>"
            + string.Concat(Enumerable.Range(1, 30).Select(n => $"<!ENTITY a{n} '&a{n - 1};&a{n - 1};&a{n - 1};&a{n - 1};&a{n - 1};'>")) + "]><d>&a30;</d>");
        yield return TextCase("second root", "not-xml", body + body);
        yield return TextCase("text after the end", "not-xml", body + "NL91ABNA0417164300");
        yield return TextCase("NUL", "not-xml", body.Replace("Opgeheven", "Op\0", StringComparison.Ordinal));
        yield return TextCase("depth 10,000", "too-deep", In("<GrpHdr>" + string.Concat(Enumerable.Repeat("<a>", 10_000))));
        yield return TextCase("depth at the root", "other-message", string.Concat(Enumerable.Repeat("<a>", 470_000)));
        yield return TextCase("long identification", "field-invalid", body.Replace("2026-06-P1", new string('9', 5_000_000), StringComparison.Ordinal));
        yield return TextCase("long status", "field-invalid", body.Replace("ACSP", new string(' ', 5_000_000) + "ACSP", StringComparison.Ordinal));
        yield return TextCase("long name", "too-many-names", In($"<{new string('n', 5_000_000)}>"));
        var attributes = string.Concat(Enumerable.Range(0, 1_000_000).Select(n => $"a{n}='' "));
        yield return TextCase("1,000,000 attributes", "too-many-names", In($"<GrpHdr {attributes}>"));
        yield return TextCase("1,000,000 namespaces", "too-many-names", In($"<GrpHdr {string.Concat(Enumerable.Range(0, 1_000_000).Select(n => $"xmlns:a{n}='u' "))}>"));
        yield return TextCase("1,000,000 attributes where nobody looks", "too-many-names", body.Replace("<Orgtr>", $"<Orgtr {attributes}>", StringComparison.Ordinal));
        yield return TextCase("says Latin-1", "encoding-unknown", $"<?xml version=\"1.0\" encoding=\"iso-8859-1\"?>{body}");
        yield return Case("Latin-1 bytes", "not-xml", Encoding.Latin1.GetBytes(body.Replace("Opgeheven", "Opgehéven", StringComparison.Ordinal)));
        yield return Case("UTF-32", "encoding-unknown", Encoding.UTF32.GetBytes(body));
    }

    [TestCaseSource(nameof(Files))]
    public void A_hostile_file_gets_one_fault_and_no_time(byte[] file, string fault)
    {
        var clock = Stopwatch.StartNew();

        Assert.That(Read(file).Fault?.Code, Is.EqualTo(fault));
        Assert.That(clock.Elapsed, Is.LessThan(TimeSpan.FromSeconds(1)));
    }

    [Test]
    public void A_long_text_where_nobody_looks_costs_nothing()
    {
        var reading = Read(Whole.Replace("Thuiszorg Gooi B.V.", new string('x', 5_000_000), StringComparison.Ordinal));

        Assert.That(reading.Content?.Payments, Has.Count.EqualTo(2));
    }

    [Test]
    public void A_million_lines_of_remarks_become_one_that_can_be_read()
    {
        var reading = Read(Whole.Replace("<AddtlInf>Opgeheven</AddtlInf>", string.Concat(Enumerable.Repeat("<AddtlInf>Opgeheven</AddtlInf>", 700_000)), StringComparison.Ordinal));

        Assert.That(reading.Content?.Payments[0].Verdict.Remark, Does.StartWith("Opgeheven Opgeheven").And.Length.LessThan(800));
    }

    [Test]
    public void A_file_of_30_MB_is_refused() =>
        Assert.That(Read(Encoding.UTF8.GetBytes(Whole + new string(' ', 30_000_000))).Fault, Is.EqualTo(PaymentFileFault.TooLarge));

    [Test]
    public void A_truncated_file_is_never_an_answer()
    {
        foreach (var file in HostileFiles.Truncated(Whole, step: 17))
        {
            Assert.That(Read(file).Fault?.Code, Is.EqualTo(file.Length == 0 ? "empty" : "not-xml"), $"{file.Length} bytes");
        }
    }

    [Test]
    public void Flipped_bytes_give_an_answer_or_a_fault()
    {
        var read = 0;
        foreach (var file in HostileFiles.Flipped(Whole, seed: 2, rounds: 3_000))
        {
            var reading = Read(file);
            Assert.That(reading.Content is null, Is.EqualTo(reading.Fault is not null));
            read += reading.IsRead ? 1 : 0;
        }

        Assert.That(read, Is.InRange(1, 2_999), "some flips matter and some do not");
    }

    [Test]
    public void A_fault_never_repeats_what_stands_in_the_file()
    {
        var misplaced = Read(Whole.Replace("<TxSts>RJCT<", "<TxSts>NL91ABNA0417164300<", StringComparison.Ordinal)).Fault!;
        var named = Read(Whole.Replace("<TxSts>ACSP</TxSts>", "<DeVries/>", StringComparison.Ordinal)).Fault!;

        Assert.That((misplaced.Detail, named.Detail), Is.EqualTo(("TxSts", "TxSts")));
    }
}
