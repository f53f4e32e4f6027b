using System.Globalization;
using System.Text;
using System.Xml;
using static Budget.Core.Iwmo.IwmoCodes;

namespace Budget.Core.Iwmo;

/// <summary>
/// Writes a message with the prefixes of the published samples: its root, its header and the groups of the basic schema.
/// The same message always gives the same bytes: UTF-8 without byte order mark, tabs, line feeds.
/// </summary>
internal sealed class IwmoWriter : IDisposable
{
    private readonly XmlWriter xml;
    private readonly MessageKind kind;

    public IwmoWriter(Stream target, MessageKind kind)
    {
        this.kind = kind;
        xml = XmlWriter.Create(target, new XmlWriterSettings
        {
            Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            Indent = true,
            IndentChars = "\t",
            NewLineChars = "\n",
            // A carriage return in a reference would come back as a line feed.
            NewLineHandling = NewLineHandling.Entitize,
            CloseOutput = false,
        });
        xml.WriteStartDocument();
        xml.WriteStartElement(kind.Prefix, "Bericht", kind.Namespace);
        xml.WriteAttributeString("xmlns", "iwmo", ns: null, BaseNamespace);
    }

    public void Dispose()
    {
        xml.WriteEndDocument();
        xml.Dispose();
    }

    public void Group(string name, Action content)
    {
        xml.WriteStartElement(kind.Prefix, name, kind.Namespace);
        content();
        xml.WriteEndElement();
    }

    /// <summary>A group of the basic schema inside another of it.</summary>
    public void SharedGroup(string name, Action content)
    {
        xml.WriteStartElement("iwmo", name, BaseNamespace);
        content();
        xml.WriteEndElement();
    }

    public void Own(string name, string value) => xml.WriteElementString(kind.Prefix, name, kind.Namespace, value);

    public void Shared(string name, string value) => xml.WriteElementString("iwmo", name, BaseNamespace, value);

    /// <summary>From a provider to a municipality.</summary>
    public void Header(MessageHeader header) => Group("Header", () =>
    {
        StartOfHeader(header.SenderAgb, header.MunicipalityCode, header.Identification, header.DatedOn);
        SchemaVersions("XsdVersie", header.BaseSchemaVersion, header.MessageSchemaVersion);
    });

    /// <summary>From a municipality to a provider.</summary>
    /// <param name="rest">What this kind of message adds.</param>
    public void Header(OutgoingHeader header, Action? rest = null) => Group("Header", () =>
    {
        StartOfHeader(header.MunicipalityCode, header.ProviderAgb, header.Identification, header.DatedOn);
        SchemaVersions("XsdVersie", SchemaVersion, SchemaVersion);
        rest?.Invoke();
    });

    public void Identification(string name, string identification, DateOnly datedOn) => Group(name, () =>
    {
        Shared("Identificatie", identification);
        Shared("Dagtekening", Day(datedOn));
    });

    public void SchemaVersions(string name, string baseSchema, string messageSchema) => Group(name, () =>
    {
        Shared("BasisschemaXsdVersie", baseSchema);
        Shared("BerichtXsdVersie", messageSchema);
    });

    public void ClosedPeriod(string name, Period period) => Group(name, () =>
    {
        Shared("Begindatum", Day(period.StartsOn));
        Shared("Einddatum", Day(period.EndsOn));
    });

    public static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private void StartOfHeader(string sender, string receiver, string identification, DateOnly datedOn)
    {
        Own("BerichtCode", kind.Code);
        Own("BerichtVersie", StandardVersion);
        Own("BerichtSubversie", StandardSubversion);
        Own("Afzender", sender);
        Own("Ontvanger", receiver);
        Identification("BerichtIdentificatie", identification, datedOn);
    }
}
