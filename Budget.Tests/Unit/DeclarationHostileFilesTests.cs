using System.Diagnostics;
using System.Text;
using Budget.Core.Invoices;
using Budget.Core.Iwmo;
using NUnit.Framework;
using static Budget.Tests.Unit.DeclarationExample;

namespace Budget.Tests.Unit;

public sealed class DeclarationHostileFilesTests
{
    // Whoever in this process asks for the old code pages gives them to all: so here they are there from the start.
    static DeclarationHostileFilesTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    private const string Start = "<?xml version=\"1.0\"?>\n";

    private static IEnumerable<TestCaseData> Files()
    {
        TestCaseData Case(string name, string fault, byte[] file) => new TestCaseData(file, fault).SetArgDisplayNames(name);
        TestCaseData TextCase(string name, string fault, string file) => Case(name, fault, Encoding.UTF8.GetBytes(file));
        var body = Text[(Text.IndexOf('\n', StringComparison.Ordinal) + 1)..];

        yield return Case("nothing", "empty", []);
        yield return Case("one byte", "not-xml", [0x3C]);
        yield return Case("PNG", "not-xml", [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0x00, 0x00, 0x00, 0x0D]);
        yield return Case("zip", "not-xml", [0x50, 0x4B, 0x03, 0x04, 0x14, 0x00, 0x08, 0x08]);
        yield return Case("zeros", "encoding-unknown", new byte[1000]);
        yield return TextCase("spaces", "not-xml", new string(' ', 1000));
        yield return TextCase("HTML", "not-xml", "<!DOCTYPE html><html><body><p>Sign in</body></html>");
        yield return TextCase("XHTML", "other-message", "<html xmlns='http://www.w3.org/1999/xhtml'/>");
        yield return TextCase("JSON", "not-xml", "{\"Bericht\":{}}");
        yield return TextCase("DTD", "not-xml", Start + "<!DOCTYPE Bericht [<!ELEMENT Bericht ANY>]>" + body);
        yield return TextCase("external entity", "not-xml", Start + "<!DOCTYPE b [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>" + body.Replace("DN001", "&x;", StringComparison.Ordinal));
        yield return TextCase("external DTD", "not-xml", Start + "<!DOCTYPE b SYSTEM 'http://192.0.2.1/x.dtd'>" + body);
        yield return TextCase("unknown entity", "not-xml", body.Replace("DN001", "&x;", StringComparison.Ordinal));
        yield return TextCase("billion laughs", "not-xml", Start + "<!DOCTYPE b [<!ENTITY a0 'ha'>"
            + string.Concat(Enumerable.Range(1, 30).Select(n => $"<!ENTITY a{n} '&a{n - 1};&a{n - 1};&a{n - 1};&a{n - 1};&a{n - 1};'>")) + "]><b>&a30;</b>");
        yield return TextCase("XML 1.1", "not-xml", "<?xml version=\"1.1\"?>" + body);
        yield return TextCase("second root", "not-xml", body + body);
        yield return TextCase("text after the end", "not-xml", body + "999900006");
        yield return TextCase("NUL", "not-xml", body.Replace("DN001", "DN\0", StringComparison.Ordinal));
        yield return TextCase("NUL as reference", "not-xml", body.Replace("RN001", "&#0;", StringComparison.Ordinal));
        yield return TextCase("half a surrogate", "not-xml", body.Replace("RN001", "&#xD800;", StringComparison.Ordinal));
        yield return TextCase("mark in the middle", "not-xml", "\uFEFF\uFEFF" + body);
        yield return TextCase("depth 10,000", "element-unexpected", body.Replace("<wmo323:Header>", string.Concat(Enumerable.Repeat("<wmo323:Header>", 10_000)), StringComparison.Ordinal));
        yield return TextCase("depth at the root", "other-message", string.Concat(Enumerable.Repeat("<a>", 470_000)));
        yield return TextCase("long text", "field-invalid", body.Replace("DN001", new string('9', 5_000_000), StringComparison.Ordinal));
        yield return TextCase("long attribute", "element-unexpected", body.Replace("<wmo323:Header>", $"<wmo323:Header a='{new string('9', 5_000_000)}'>", StringComparison.Ordinal));
        yield return TextCase("long name", "too-many-names", body.Replace("<wmo323:Header>", $"<{new string('n', 5_000_000)}>", StringComparison.Ordinal));
        yield return TextCase("1,000,000 attributes", "too-many-names", body.Replace("<wmo323:Header>", $"<wmo323:Header {string.Concat(Enumerable.Range(0, 1_000_000).Select(n => $"a{n}='' "))}>", StringComparison.Ordinal));
        yield return TextCase("1,000,000 times one attribute", "too-many-names", body.Replace("<wmo323:Header>", $"<wmo323:Header {string.Concat(Enumerable.Repeat("a='' ", 1_000_000))}>", StringComparison.Ordinal));
        yield return TextCase("1,000,000 namespaces", "too-many-names", body.Replace("<wmo323:Header>", $"<wmo323:Header {string.Concat(Enumerable.Range(0, 1_000_000).Select(n => $"xmlns:a{n}='u' "))}><", StringComparison.Ordinal));
        foreach (var encoding in (string[])["iso-8859-1", "windows-1252", "us-ascii", "utf-7", "utf-32", "ibm037", "nonsense", ""])
        {
            yield return TextCase($"says {encoding}", encoding is "iso-8859-1" or "us-ascii" or "utf-32" or "windows-1252" or "ibm037" ? "encoding-unknown" : "not-xml", $"<?xml version=\"1.0\" encoding=\"{encoding}\"?>{body}");
        }

        yield return TextCase("says UTF-16 and is not", "not-xml", $"<?xml version=\"1.0\" encoding=\"utf-16\"?>{body}");
        yield return Case("UTF-32", "encoding-unknown", Encoding.UTF32.GetBytes(body));
        yield return Case("UTF-32 with mark", "encoding-unknown", [.. Encoding.UTF32.GetPreamble(), .. Encoding.UTF32.GetBytes(body)]);
        yield return Case("Latin-1 bytes", "not-xml", Encoding.Latin1.GetBytes(body.Replace("RN001", "Y\u00EFl", StringComparison.Ordinal)));
        yield return Case("overlong UTF-8", "not-xml", [.. Encoding.UTF8.GetBytes("<a>"), 0xC0, 0xBC]);
    }

    [TestCaseSource(nameof(Files))]
    public void A_hostile_file_gets_one_fault_and_no_time(byte[] file, string fault)
    {
        var clock = Stopwatch.StartNew();

        Assert.That(Read(file).Fault?.Code, Is.EqualTo(fault));
        Assert.That(clock.Elapsed, Is.LessThan(TimeSpan.FromSeconds(1)));
    }

    [Test]
    public void A_byte_order_mark_and_UTF_16_are_read_as_any_other(
        [Values] bool marked, [Values("utf-8", "utf-16", "utf-16BE")] string name)
    {
        var encoding = Encoding.GetEncoding(name);
        var text = Text.Replace("utf-8", name[..^(name.Length > 6 ? 2 : 0)], StringComparison.Ordinal);

        var reading = Read([.. marked ? encoding.GetPreamble() : [], .. encoding.GetBytes(text)]);

        Assert.That(Figures(reading.Message!), Is.EqualTo(Figures(Valid)));
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
        var whole = Encoding.UTF8.GetBytes(Text);
        for (var length = 0; length < whole.Length - 1; length += 97)
        {
            Assert.That(Read(whole[..length]).Fault?.Code, Is.EqualTo(length == 0 ? "empty" : "not-xml"), $"{length} bytes");
        }
    }

    [Test]
    public void Flipped_bytes_give_a_declaration_or_a_fault_and_nothing_the_schema_refuses()
    {
        var random = new Random(323);
        var whole = Encoding.UTF8.GetBytes(Text);
        for (var round = 0; round < 3_000; round++)
        {
            var file = whole.ToArray();
            for (var flips = random.Next(1, 4); flips > 0; flips--)
            {
                file[random.Next(file.Length)] ^= (byte)(1 << random.Next(8));
            }

            var reading = Read(file);
            Assert.That(reading.Message is null, Is.EqualTo(reading.Fault is not null));
        }
    }

    [Test]
    public void What_the_published_schema_refuses_is_never_read()
    {
        var schemas = DeclarationSchema.Load("WMO323.xsd");
        var random = new Random(484);
        var parts = Text.Split('\n');
        var values = (string[])["0", "", "-0", "+1", " ", "C", "D", "01", "83", "1e3", "2026-05-31", "2026-05-01", " 2026-05-01 ", "2026-5-1", "1.0.0", "999999999", "é", "\u00A0", "\t"];
        var (refused, read) = (0, 0);
        for (var round = 0; round < 1_500; round++)
        {
            var lines = parts.ToList();
            var at = random.Next(1, lines.Count);
            switch (random.Next(4))
            {
                case 0: lines[at] = ""; break;
                case 1: lines.Insert(random.Next(1, lines.Count), lines[at]); break;
                case 2: (lines[at], lines[^2]) = (lines[^2], lines[at]); break;
                default: lines[at] = System.Text.RegularExpressions.Regex.Replace(lines[at], ">[^<]+<", $">{values[random.Next(values.Length)]}<", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1)); break;
            }

            var file = Encoding.UTF8.GetBytes(string.Join('\n', lines));
            var isRead = Read(file).IsRead;
            var error = DeclarationSchema.FirstErrorIn(file, schemas);
            Assert.That(isRead && error is not null, Is.False, $"{lines[at]}: {error}");
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
}
