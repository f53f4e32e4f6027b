using System.Buffers;
using System.Globalization;
using System.Xml;

namespace Budget.Core.Iwmo;

/// <summary>
/// Walks through the elements of a message in the one order its schema allows; anything else is a fault that names the line and the element
/// that should have stood there. Details come from our own list of names, never from the file: a file may hold a BSN anywhere.
/// </summary>
internal sealed class StrictElements(XmlReader xml)
{
    private const string SchemaInstance = "http://www.w3.org/2001/XMLSchema-instance";

    private readonly SafeXml.BoundedNames names = (SafeXml.BoundedNames)xml.NameTable;
    private readonly IXmlLineInfo lines = (IXmlLineInfo)xml;
    private readonly char[] buffer = new char[SafeXml.MaximumText + 1];
    private readonly string?[] recent = new string?[256];

    public int Line => Math.Max(1, lines.LineNumber);

    public bool IsNext(string space, string name) =>
        xml.MoveToContent() == XmlNodeType.Element && xml.LocalName == name && xml.NamespaceURI == space;

    /// <summary>Steps inside an element that has children, and says on which line it starts.</summary>
    public int Enter(string space, string name)
    {
        var line = Start(space, name);
        if (xml.IsEmptyElement)
        {
            throw Fault(MessageFault.ElementUnexpected, line, name);
        }

        xml.Read();
        return line;
    }

    public void Leave(string name)
    {
        if (xml.MoveToContent() != XmlNodeType.EndElement)
        {
            throw Fault(MessageFault.ElementUnexpected, Line, name);
        }

        xml.Read();
    }

    /// <summary>Passes over an element that may stand here, with all that is in it. Of what is inside only depth and attributes are looked at.</summary>
    public void Skip(string space, string name)
    {
        if (!IsNext(space, name))
        {
            return;
        }

        var outside = xml.Depth;
        Check(name);
        if (!xml.IsEmptyElement)
        {
            while (xml.Read() && xml.Depth > outside)
            {
                if (xml.NodeType == XmlNodeType.Element)
                {
                    Check(name);
                }
            }
        }

        xml.Read();
    }

    /// <summary>Nothing but white space and comments may follow the root.</summary>
    public void End()
    {
        while (xml.Read())
        {
        }
    }

    public Field Read(string space, string name)
    {
        var line = Start(space, name);
        var length = 0;
        if (!xml.IsEmptyElement)
        {
            xml.Read();
            while (xml.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace)
            {
                // Asked once: it fills what it is given unless the text ends before, also over the edges of what was read of the file.
                length += xml.ReadValueChunk(buffer, length, buffer.Length - length);
                if (length > SafeXml.MaximumText)
                {
                    throw Fault(MessageFault.FieldInvalid, line, name);
                }

                xml.Read();
            }

            if (xml.NodeType != XmlNodeType.EndElement)
            {
                throw Fault(MessageFault.FieldInvalid, line, name);
            }
        }

        xml.Read();
        return new Field(Text(buffer.AsSpan(0, length)), line, name);
    }

    /// <summary>Dates, codes, rates and units come back line after line: the text that was read a moment ago serves again, so that a large file leaves little behind.</summary>
    private string Text(ReadOnlySpan<char> read)
    {
        ref var known = ref recent[string.GetHashCode(read, StringComparison.Ordinal) & (recent.Length - 1)];
        return known is not null && read.SequenceEqual(known) ? known : known = read.ToString();
    }

    private static MessageFaultException Fault(MessageFault fault, int line, string name) => new(fault.At(line, name));

    private int Start(string space, string name) =>
        IsNext(space, name) ? Check(name) : throw Fault(MessageFault.ElementUnexpected, Line, name);

    private int Check(string name)
    {
        var line = Line;
        if (xml.Depth >= SafeXml.MaximumDepth)
        {
            throw Fault(MessageFault.TooDeep, line, name);
        }

        // The schema knows no attributes; a hint where the schema lies is harmless, because nobody follows it.
        for (var more = xml.HasAttributes && xml.MoveToFirstAttribute(); more; more = xml.MoveToNextAttribute())
        {
            var isHarmless = xml.Prefix == "xmlns" || xml.Name == "xmlns"
                || (xml.NamespaceURI == SchemaInstance && xml.LocalName is "schemaLocation" or "noNamespaceSchemaLocation");
            if (!isHarmless)
            {
                throw Fault(MessageFault.ElementUnexpected, line, name);
            }
        }

        xml.MoveToElement();
        names.NextElement();
        return line;
    }
}

/// <summary>The text of one element, and its lexical forms according to the basic schema of iWmo 3.2.</summary>
internal readonly record struct Field(string Text, int Line, string Name)
{
    private static readonly char[] XmlSpace = [' ', '\t', '\r', '\n'];
    private static readonly SearchValues<char> AsciiLettersAndDigits = SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    /// <summary>Any text of 1 to so many characters (ReferentieNummer).</summary>
    public string Characters(int maximum) => Text.Length >= 1 && Text.Length <= maximum ? Text : throw Invalid();

    /// <summary>One line with something on it (Identificatie, ProductCode).</summary>
    public string Words(int maximum) =>
        Text.AsSpan().IndexOfAny('\r', '\n') < 0 && !string.IsNullOrWhiteSpace(Text) ? Characters(maximum) : throw Invalid();

    public string LettersAndDigits(int maximum) => !Text.AsSpan().ContainsAnyExcept(AsciiLettersAndDigits) ? Characters(maximum) : throw Invalid();

    public string Digits(int length) => Text.Length == length && !Text.AsSpan().ContainsAnyExceptInRange('0', '9') ? Text : throw Invalid();

    /// <returns>The text as it stands in the list: a hundred thousand lines share it.</returns>
    public string OneOf(IReadOnlyList<string> values)
    {
        for (var at = 0; at < values.Count; at++)
        {
            if (values[at] == Text)
            {
                return values[at];
            }
        }

        throw Invalid();
    }

    /// <summary>Three numbers without leading zeros, as in 1.0.0.</summary>
    public string Version() =>
        Text.Split('.') is { Length: 3 } parts && parts.All(part => part.Length > 0 && part.All(char.IsAsciiDigit) && (part is "0" || part[0] != '0'))
            ? Text
            : throw Invalid();

    /// <summary>A whole number from zero (xs:integer: white space around it, a sign and leading zeros are allowed).</summary>
    public long Number(long maximum) =>
        long.TryParse(Text.Trim(XmlSpace), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= 0 && number <= maximum
            ? number
            : throw Invalid();

    /// <summary>yyyy-MM-dd. By its parts, for the platform's reading by a pattern takes longer than reading the element.</summary>
    public DateOnly Date()
    {
        var text = Text.AsSpan().Trim(XmlSpace);
        return text is [_, _, _, _, '-', _, _, '-', _, _]
            && Whole(text[..4]) is > 0 and var year
            && Whole(text[5..7]) is >= 1 and <= 12 and var month
            && Whole(text[8..]) is >= 1 and var day && day <= DateTime.DaysInMonth(year, month)
                ? new DateOnly(year, month, day)
                : throw Invalid();
    }

    private static int? Whole(ReadOnlySpan<char> digits) => int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    public MessageFaultException Invalid() => Fault(MessageFault.FieldInvalid);

    public MessageFaultException Fault(MessageFault fault) => new(fault.At(Line, Name));
}
