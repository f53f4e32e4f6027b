using System.Globalization;
using System.Text;
using System.Xml;

namespace Budget.Core.Closing;

/// <summary>
/// Writes the elements of an XML Auditfile Financieel 3.2; names are cut to the lengths of its schema. What is written is kept here until there is enough of it to pass on, so that
/// memory stays the same however long the year. UTF-8 without byte order mark, tabs, line feeds: the same elements always give the same bytes.
/// </summary>
internal sealed class AuditFileWriter : IDisposable
{
    public const string Namespace = "http://www.auditfiles.nl/XAF/3.2";

    /// <summary>String50 of the schema.</summary>
    public const int Short = 50;

    /// <summary>String999 of the schema.</summary>
    public const int Long = 999;

    private const int Enough = 64 * 1024;
    private readonly MemoryStream written = new();
    private readonly XmlWriter xml;

    public AuditFileWriter()
    {
        xml = XmlWriter.Create(written, new XmlWriterSettings
        {
            Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            Indent = true,
            IndentChars = "\t",
            NewLineChars = "\n",
            CloseOutput = false,
        });
        xml.WriteStartDocument();
        Open("auditfile");
    }

    public void Dispose()
    {
        xml.Dispose();
        written.Dispose();
    }

    /// <summary>To be closed by <see cref="Close"/>: for what is written row by row.</summary>
    public void Open(string name) => xml.WriteStartElement(name, Namespace);

    public void Close() => xml.WriteEndElement();

    public void Group(string name, Action content)
    {
        Open(name);
        content();
        Close();
    }

    /// <summary>What the portal itself writes: a number, a code, a sentence of its own.</summary>
    public void Field(string name, string value) => xml.WriteElementString(name, Namespace, value);

    /// <summary>What somebody chose as a name.</summary>
    /// <param name="most">So many letters go into the schema's element; what is more is left out.</param>
    public void Words(string name, string value, int most) => Field(name, Fitting(value, most));

    public void Day(string name, DateOnly day) => Field(name, day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

    public void Number(string name, long number) => Field(name, number.ToString(CultureInfo.InvariantCulture));

    /// <summary>In euro with two decimals: "1234.56".</summary>
    public void Amount(string name, Money amount) => Field(name, amount.ToDecimalPoint());

    /// <summary>Passes on what is ready, when there is enough of it.</summary>
    public Task PassOn(Stream target) => written.Length < Enough ? Task.CompletedTask : Send(target);

    /// <summary>Closes what is open and passes on the rest.</summary>
    public Task End(Stream target)
    {
        xml.WriteEndDocument();
        xml.Flush();
        return Send(target);
    }

    private async Task Send(Stream target)
    {
        await target.WriteAsync(written.GetBuffer().AsMemory(0, (int)written.Length));
        written.SetLength(0);
    }

    /// <summary>On one line, without signs that nobody sees or that XML has no place for, and never half a sign.</summary>
    private static string Fitting(string value, int most)
    {
        // The two that are left of those that XML refuses.
        var line = string.Concat(TypedText.Line(value).Where(sign => sign is not ('\uFFFE' or '\uFFFF')));
        return line.Length <= most ? line : line[..(char.IsHighSurrogate(line[most - 1]) ? most - 1 : most)];
    }
}
