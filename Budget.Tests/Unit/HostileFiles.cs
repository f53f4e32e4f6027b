using System.Text;
using System.Text.RegularExpressions;

namespace Budget.Tests.Unit;

/// <summary>
/// What strangers may send instead of a message, made from a valid one: every kind of message of iWmo has to stand the same, and of a bank what is not said in its own words. Each file comes when it is asked for,
/// because some measure megabytes.
/// </summary>
internal static class HostileFiles
{
    // Whoever in this process asks for the old code pages gives them to all: so here they are there from the start.
    static HostileFiles() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    private const string Start = "<?xml version=\"1.0\"?>\n";

    /// <summary>The identification of the message, which every kind has, gives way to something else.</summary>
    private const string Word = "BERICHT1";

    public sealed record Hostile(string Name, string Fault, byte[] File);

    /// <param name="text">A valid message with BERICHT1 as its identification.</param>
    /// <param name="prefix">Of its own namespace.</param>
    public static IEnumerable<Hostile> Of(string text, string prefix)
    {
        Hostile TextCase(string name, string fault, string file) => new(name, fault, Encoding.UTF8.GetBytes(file));
        var body = text[(text.IndexOf('\n', StringComparison.Ordinal) + 1)..];
        string Instead(string other) => body.Replace(Word, other, StringComparison.Ordinal);
        string InHeader(string other) => body.Replace($"<{prefix}:Header>", other, StringComparison.Ordinal);
        string Many(Func<int, string> one) => string.Concat(Enumerable.Range(0, 1_000_000).Select(one));

        yield return new Hostile("nothing", "empty", []);
        yield return new Hostile("one byte", "not-xml", [0x3C]);
        yield return new Hostile("PNG", "not-xml", [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0x00, 0x00, 0x00, 0x0D]);
        yield return new Hostile("zip", "not-xml", [0x50, 0x4B, 0x03, 0x04, 0x14, 0x00, 0x08, 0x08]);
        yield return new Hostile("zeros", "encoding-unknown", new byte[1000]);
        yield return TextCase("spaces", "not-xml", new string(' ', 1000));
        yield return TextCase("HTML", "not-xml", "<!DOCTYPE html><html><body><p>Sign in</body></html>");
        yield return TextCase("XHTML", "other-message", "<html xmlns='http://www.w3.org/1999/xhtml'/>");
        yield return TextCase("JSON", "not-xml", "{\"Bericht\":{}}");
        yield return TextCase("DTD", "not-xml", Start + "<!DOCTYPE Bericht [<!ELEMENT Bericht ANY>]>" + body);
        yield return TextCase("external entity", "not-xml", Start + "<!DOCTYPE b [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>" + Instead("&x;"));
        yield return TextCase("external DTD", "not-xml", Start + "<!DOCTYPE b SYSTEM 'http://192.0.2.1/x.dtd'>" + body);
        yield return TextCase("unknown entity", "not-xml", Instead("&x;"));
        yield return TextCase("billion laughs", "not-xml", Start + "<!DOCTYPE b [<!ENTITY a0 'ha'>"
            + string.Concat(Enumerable.Range(1, 30).Select(n => $"<!ENTITY a{n} '&a{n - 1};&a{n - 1};&a{n - 1};&a{n - 1};&a{n - 1};'>")) + "]><b>&a30;</b>");
        yield return TextCase("XML 1.1", "not-xml", "<?xml version=\"1.1\"?>" + body);
        yield return TextCase("second root", "not-xml", body + body);
        yield return TextCase("text after the end", "not-xml", body + "999900006");
        yield return TextCase("NUL", "not-xml", Instead("DN\0"));
        yield return TextCase("NUL as reference", "not-xml", Instead("&#0;"));
        yield return TextCase("half a surrogate", "not-xml", Instead("&#xD800;"));
        yield return TextCase("mark in the middle", "not-xml", "\uFEFF\uFEFF" + body);
        yield return TextCase("depth 10,000", "element-unexpected", InHeader(string.Concat(Enumerable.Repeat($"<{prefix}:Header>", 10_000))));
        yield return TextCase("depth at the root", "other-message", string.Concat(Enumerable.Repeat("<a>", 470_000)));
        yield return TextCase("long text", "field-invalid", Instead(new string('9', 5_000_000)));
        yield return TextCase("long attribute", "element-unexpected", InHeader($"<{prefix}:Header a='{new string('9', 5_000_000)}'>"));
        yield return TextCase("long name", "too-many-names", InHeader($"<{new string('n', 5_000_000)}>"));
        yield return TextCase("1,000,000 attributes", "too-many-names", InHeader($"<{prefix}:Header {Many(n => $"a{n}='' ")}>"));
        yield return TextCase("1,000,000 times one attribute", "too-many-names", InHeader($"<{prefix}:Header {Many(_ => "a='' ")}>"));
        yield return TextCase("1,000,000 namespaces", "too-many-names", InHeader($"<{prefix}:Header {Many(n => $"xmlns:a{n}='u' ")}><"));
        foreach (var encoding in (string[])["iso-8859-1", "windows-1252", "us-ascii", "utf-7", "utf-32", "ibm037", "nonsense", ""])
        {
            var fault = encoding is "iso-8859-1" or "us-ascii" or "utf-32" or "windows-1252" or "ibm037" ? "encoding-unknown" : "not-xml";
            yield return TextCase($"says {encoding}", fault, $"<?xml version=\"1.0\" encoding=\"{encoding}\"?>{body}");
        }

        yield return TextCase("says UTF-16 and is not", "not-xml", $"<?xml version=\"1.0\" encoding=\"utf-16\"?>{body}");
        yield return new Hostile("UTF-32", "encoding-unknown", Encoding.UTF32.GetBytes(body));
        yield return new Hostile("UTF-32 with mark", "encoding-unknown", [.. Encoding.UTF32.GetPreamble(), .. Encoding.UTF32.GetBytes(body)]);
        yield return new Hostile("Latin-1 bytes", "not-xml", Encoding.Latin1.GetBytes(Instead("Y\u00EFl")));
        yield return new Hostile("overlong UTF-8", "not-xml", [.. Encoding.UTF8.GetBytes("<a>"), 0xC0, 0xBC]);
    }

    /// <summary>The same message with and without byte order mark, in the three encodings that are read.</summary>
    public static IEnumerable<(string Name, byte[] File)> InEveryEncoding(string text) =>
        from name in (string[])["utf-8", "utf-16", "utf-16BE"]
        from marked in (bool[])[true, false]
        let encoding = Encoding.GetEncoding(name)
        let said = text.Replace("utf-8", name[..^(name.Length > 6 ? 2 : 0)], StringComparison.Ordinal)
        select ($"{name} {(marked ? "with" : "without")} mark", (byte[])[.. marked ? encoding.GetPreamble() : [], .. encoding.GetBytes(said)]);

    /// <summary>The first bytes of a file, so many more each time, and never all that matters.</summary>
    public static IEnumerable<byte[]> Truncated(string text, int step)
    {
        var whole = Encoding.UTF8.GetBytes(text);
        for (var length = 0; length < whole.Length - 1; length += step)
        {
            yield return whole[..length];
        }
    }

    /// <summary>A file of which one to three bits are another: some are valid all the same.</summary>
    public static IEnumerable<byte[]> Flipped(string text, int seed, int rounds)
    {
        var random = new Random(seed);
        var whole = Encoding.UTF8.GetBytes(text);
        for (var round = 0; round < rounds; round++)
        {
            var file = whole.ToArray();
            for (var flips = random.Next(1, 4); flips > 0; flips--)
            {
                file[random.Next(file.Length)] ^= (byte)(1 << random.Next(8));
            }

            yield return file;
        }
    }

    /// <summary>A message in which one line went missing, came twice, changed places or has another value: some are valid all the same.</summary>
    public static IEnumerable<(string Name, byte[] File)> Changed(string text, int seed, int rounds)
    {
        var random = new Random(seed);
        var parts = text.Split('\n');
        var values = (string[])["0", "", "-0", "+1", " ", "C", "D", "01", "83", "1e3", "2026-05-31", "2026-05-01", " 2026-05-01 ", "2026-5-1", "1.0.0", "999999999", "é", "\u00A0", "\t"];
        for (var round = 0; round < rounds; round++)
        {
            var lines = parts.ToList();
            var at = random.Next(1, lines.Count);
            switch (random.Next(4))
            {
                case 0: lines[at] = ""; break;
                case 1: lines.Insert(random.Next(1, lines.Count), lines[at]); break;
                case 2: (lines[at], lines[^2]) = (lines[^2], lines[at]); break;
                default: lines[at] = Regex.Replace(lines[at], ">[^<]+<", $">{values[random.Next(values.Length)]}<", RegexOptions.None, TimeSpan.FromSeconds(1)); break;
            }

            yield return (lines[at], Encoding.UTF8.GetBytes(string.Join('\n', lines)));
        }
    }
}
