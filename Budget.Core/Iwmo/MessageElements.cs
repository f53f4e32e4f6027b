using System.Diagnostics.CodeAnalysis;
using System.Xml;
using static Budget.Core.Iwmo.IwmoCodes;

namespace Budget.Core.Iwmo;

/// <summary>What reading a file gave: a message, or the one fault that stopped it.</summary>
public sealed record MessageReading<T>(T? Message, MessageFault? Fault)
    where T : class
{
    [MemberNotNullWhen(true, nameof(Message))]
    [MemberNotNullWhen(false, nameof(Fault))]
    public bool IsRead => Message is not null;
}

/// <summary>
/// The elements of a message that a provider sends to a municipality: those of its own schema, and those of the basic schema that all share.
/// Every kind of message comes in by <see cref="Read"/>, which has read root and header before the rest is asked for.
/// </summary>
internal sealed class MessageElements
{
    private readonly StrictElements xml;
    private readonly MessageKind kind;
    private MessageHeader? header;

    private MessageElements(StrictElements xml, MessageKind kind) => (this.xml, this.kind) = (xml, kind);

    public MessageHeader Header => header ?? throw new InvalidOperationException("The header comes first.");

    /// <summary>Dagtekening as it stands in the file: a kind of message may have rules about it.</summary>
    public Field Dated { get; private set; }

    /// <summary>Whatever a file holds, the answer is a message or a fault; only a stream that cannot be read throws.</summary>
    /// <param name="content">Reads what stands behind the header, up to the end of the root.</param>
    public static MessageReading<T> Read<T>(Stream file, MessageKind kind, Func<MessageElements, T> content)
        where T : class
    {
        MessageElements? message = null;
        try
        {
            using var reader = SafeXml.Open(file);
            message = new MessageElements(new StrictElements(reader), kind);
            message.ReadHeader();
            var read = content(message);
            message.Leave("Bericht");
            message.xml.End();
            return new MessageReading<T>(read, Fault: null);
        }
        catch (MessageFaultException fault)
        {
            return new MessageReading<T>(Message: null, fault.Fault with { Header = message?.header, Kind = kind });
        }
        catch (XmlException fault)
        {
            return new MessageReading<T>(Message: null, MessageFault.NotXml with { XmlLine = Math.Max(1, fault.LineNumber), Header = message?.header, Kind = kind });
        }
    }

    public bool IsNext(string name) => xml.IsNext(kind.Namespace, name);

    public bool IsSharedNext(string name) => xml.IsNext(BaseNamespace, name);

    /// <returns>The line on which it starts.</returns>
    public int Enter(string name) => xml.Enter(kind.Namespace, name);

    public int EnterShared(string name) => xml.Enter(BaseNamespace, name);

    public void Leave(string name) => xml.Leave(name);

    /// <summary>A field of the message's own schema.</summary>
    public Field Own(string name) => xml.Read(kind.Namespace, name);

    /// <summary>A field inside a group of the basic schema.</summary>
    public Field Shared(string name) => xml.Read(BaseNamespace, name);

    /// <summary>What may stand there and is not needed, like a comment of any length.</summary>
    public void Skip(string name) => xml.Skip(kind.Namespace, name);

    public void SkipShared(string name) => xml.Skip(BaseNamespace, name);

    /// <summary>One or more of the same, in a group of their own.</summary>
    /// <param name="read">Gets the line on which the one starts.</param>
    public IReadOnlyList<T> Several<T>(string group, string one, Func<int, T> read)
    {
        List<T> all = [];
        Enter(group);
        do
        {
            var line = Enter(one);
            all.Add(read(line));
            Leave(one);
        }
        while (IsNext(one));
        Leave(group);
        return all;
    }

    public Field Bsn()
    {
        var bsn = Own("Bsn");
        return Core.Bsn.IsWellFormed(bsn.Digits(9)) ? bsn : throw bsn.Fault(MessageFault.BsnInvalid);
    }

    private void ReadHeader()
    {
        if (!IsNext("Bericht"))
        {
            throw new MessageFaultException(MessageFault.OtherMessage.At(xml.Line));
        }

        Enter("Bericht");
        Enter("Header");
        var code = Own("BerichtCode");
        var version = Own("BerichtVersie");
        var subversion = Own("BerichtSubversie");
        var sender = Own("Afzender").Digits(8);
        var municipality = Own("Ontvanger").Digits(4);
        Enter("BerichtIdentificatie");
        var identification = Shared("Identificatie").Words(12);
        Dated = Shared("Dagtekening");
        Leave("BerichtIdentificatie");
        Enter("XsdVersie");
        var baseSchema = Shared("BasisschemaXsdVersie");
        var messageSchema = Shared("BerichtXsdVersie");
        Leave("XsdVersie");
        Leave("Header");

        // Only now the rules: with the whole header in hand the sender can be answered.
        header = new MessageHeader(sender, municipality, identification, Dated.Date(), baseSchema.Version(), messageSchema.Version());
        if (code.Text != kind.Code)
        {
            throw code.Fault(MessageFault.OtherMessage);
        }

        Require(version, StandardVersion, trimmed: true);
        Require(subversion, StandardSubversion, trimmed: true);
        Require(baseSchema, SchemaVersion, trimmed: false);
        Require(messageSchema, SchemaVersion, trimmed: false);
    }

    private static void Require(Field field, string value, bool trimmed)
    {
        if ((trimmed ? field.Text.Trim(' ', '\t', '\r', '\n') : field.Text) != value)
        {
            throw field.Fault(MessageFault.OtherVersion);
        }
    }
}
