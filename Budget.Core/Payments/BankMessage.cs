using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Xml;
using Budget.Core.Iwmo;

namespace Budget.Core.Payments;

/// <summary>What reading a message of the bank gave: its content, or the one fault that stopped it.</summary>
public sealed record BankReading<T>(T? Content, PaymentFileFault? Fault)
    where T : class
{
    [MemberNotNullWhen(true, nameof(Content))]
    [MemberNotNullWhen(false, nameof(Fault))]
    public bool IsRead => Content is not null;
}

/// <summary>Which message of ISO 20022 a file has to be.</summary>
/// <param name="Name">Without the version: "pain.002.001".</param>
/// <param name="Root">The one element inside Document.</param>
internal sealed record BankMessageKind(string Name, string Root, IReadOnlyList<string> Versions)
{
    public string Spaces => $"urn:iso:std:iso:20022:tech:xsd:{Name}.";

    public string Readable => string.Join(", ", Versions.Select(version => $"{Name}.{version}"));
}

/// <summary>
/// Walks through a message of a bank and reads what we know of it. The schema is wide and banks fill in different parts, so what is not asked
/// for is stepped over; what is asked for has to be there once and in its form. Details of a fault are names that we asked for, never what
/// stands in the file.
/// </summary>
internal sealed class BankMessage
{
    private static readonly char[] XmlSpace = [' ', '\t', '\r', '\n'];

    private readonly XmlReader xml;
    private readonly SafeXml.BoundedNames names;
    private readonly char[] buffer = new char[SafeXml.MaximumText + 1];
    private int steps;

    private BankMessage(XmlReader xml) => (this.xml, names) = (xml, (SafeXml.BoundedNames)xml.NameTable);

    public int Line => Math.Max(1, ((IXmlLineInfo)xml).LineNumber);

    /// <summary>The last two figures of the name: "08" of camt.054.001.08.</summary>
    public string Version { get; private set; } = "";

    /// <summary>Whatever a file holds, the answer is its content or a fault; only a stream that cannot be read throws.</summary>
    public static BankReading<T> Read<T>(Stream file, BankMessageKind kind, Func<BankMessage, T> content)
        where T : class
    {
        try
        {
            using var reader = SafeXml.Open(file);
            return new BankReading<T>(new BankMessage(reader).Whole(kind, content), Fault: null);
        }
        catch (PaymentFileFaultException fault)
        {
            return new BankReading<T>(Content: null, fault.Fault);
        }
        catch (MessageFaultException fault)
        {
            // SafeXml speaks of declarations; what it finds (empty, too large, another encoding, too many names) has the same codes here.
            return new BankReading<T>(Content: null, new PaymentFileFault(fault.Fault.Code, fault.Fault.XmlLine));
        }
        catch (XmlException fault)
        {
            return new BankReading<T>(Content: null, PaymentFileFault.NotXml.At(Math.Max(1, fault.LineNumber)));
        }
    }

    /// <summary>Steps inside the element at hand and shows each child by its name; a child that is not read is stepped over.</summary>
    public void Inside(Action<string> onChild)
    {
        var (depth, space) = (xml.Depth, xml.NamespaceURI);
        if (!xml.IsEmptyElement)
        {
            Step();
            while (xml.Depth > depth)
            {
                if (xml.NodeType != XmlNodeType.Element)
                {
                    Step();
                    continue;
                }

                var before = steps;
                if (xml.NamespaceURI == space)
                {
                    onChild(xml.LocalName);
                }

                if (steps == before)
                {
                    StepOver();
                }
            }
        }

        Step();
    }

    /// <summary>The text of the element at hand, of 1 to so many signs without the white space around it.</summary>
    public string Text(int maximum)
    {
        var (line, name, depth, length) = (Line, xml.LocalName, xml.Depth, 0);
        if (!xml.IsEmptyElement)
        {
            Step();
            while (xml.Depth > depth)
            {
                if (xml.NodeType is not (XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace))
                {
                    throw new PaymentFileFaultException(PaymentFileFault.FieldInvalid.At(line, name));
                }

                for (int read; (read = xml.ReadValueChunk(buffer, length, buffer.Length - length)) > 0;)
                {
                    length += read;
                    if (length > SafeXml.MaximumText)
                    {
                        throw new PaymentFileFaultException(PaymentFileFault.FieldInvalid.At(line, name));
                    }
                }

                Step();
            }
        }

        Step();
        var text = new string(buffer, 0, length).Trim(XmlSpace);
        return text.Length >= 1 && text.Length <= maximum ? text : throw new PaymentFileFaultException(PaymentFileFault.FieldInvalid.At(line, name));
    }

    /// <summary>As <see cref="Text(int)"/>, of an element that may be there once.</summary>
    public void Once(ref string? into, int maximum) => into = into is null ? Text(maximum) : throw Twice();

    /// <summary>The day of a date, or of an instant as the bank writes it (a choice of Dt and DtTm).</summary>
    public DateOnly Day()
    {
        var (line, name, day) = (Line, xml.LocalName, "");
        Inside(kind => day = kind is "Dt" or "DtTm" ? Text(40) : day);
        return DateOnly.TryParseExact(day.AsSpan(0, Math.Min(10, day.Length)), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var read)
            ? read
            : throw new PaymentFileFaultException(PaymentFileFault.FieldInvalid.At(line, name));
    }

    /// <summary>An amount in euro; none when it is in another currency. A fraction of a cent is a fault.</summary>
    public Money? Amount()
    {
        var (line, name, isEuro) = (Line, xml.LocalName, xml.GetAttribute("Ccy") == "EUR");
        var isNumber = decimal.TryParse(Text(25), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount);
        if (!isEuro)
        {
            return null;
        }

        return isNumber && amount < 1_000_000_000_000m && amount * 100 == decimal.Truncate(amount * 100)
            ? new Money((long)(amount * 100))
            : throw new PaymentFileFaultException(PaymentFileFault.FieldInvalid.At(line, name));
    }

    public PaymentFileFaultException Twice() => new(PaymentFileFault.ElementTwice.At(Line, xml.LocalName));

    public static PaymentFileFaultException Missing(int line, string name) => new(PaymentFileFault.ElementMissing.At(line, name));

    private T Whole<T>(BankMessageKind kind, Func<BankMessage, T> content)
        where T : class
    {
        if (xml.MoveToContent() != XmlNodeType.Element || xml.LocalName != "Document" || !xml.NamespaceURI.StartsWith(kind.Spaces, StringComparison.Ordinal))
        {
            throw new PaymentFileFaultException(PaymentFileFault.OtherMessage.At(Line, kind.Name[..8]));
        }

        Version = xml.NamespaceURI[kind.Spaces.Length..];
        if (!kind.Versions.Contains(Version, StringComparer.Ordinal))
        {
            throw new PaymentFileFaultException(PaymentFileFault.OtherVersion.At(Line, kind.Readable));
        }

        names.NextElement();
        var line = Line;
        T? read = null;
        Inside(name =>
        {
            if (name == kind.Root)
            {
                read = read is null ? content(this) : throw Twice();
            }
        });

        // Nothing but white space and comments may follow; the reader says so.
        while (!xml.EOF)
        {
            Step();
        }

        return read ?? throw Missing(line, kind.Root);
    }

    private void StepOver()
    {
        var depth = xml.Depth;
        if (!xml.IsEmptyElement)
        {
            do
            {
                Step();
            }
            while (xml.Depth > depth);
        }

        Step();
    }

    private void Step()
    {
        steps++;
        xml.Read();
        if (xml.NodeType == XmlNodeType.Element)
        {
            names.NextElement();
            if (xml.Depth >= SafeXml.MaximumDepth)
            {
                throw new PaymentFileFaultException(PaymentFileFault.TooDeep.At(Line));
            }
        }
    }
}
