using System.Xml;
using Budget.Core.Iwmo;

namespace Budget.Core.Exchange;

/// <summary>
/// A file that a provider sent beside its declarations: which message it is, by the namespace of its root, what it says or why it cannot be read, and the hash by which it is known again.
/// </summary>
/// <param name="Kind">None when it is none of the messages that are taken in here (<see cref="Kinds"/>).</param>
public sealed record MessageFile(MessageKind? Kind, MessageHeader? Header, MessageFault? Fault, string Hash)
{
    /// <summary>What is taken in here; a declaration (WMO323) has its own way.</summary>
    public static IReadOnlyList<MessageKind> Kinds { get; } = [MessageKind.Start, MessageKind.Stop, MessageKind.AllocationRequest, MessageKind.ChangeRequest];

    internal StartMessage? Start { get; private init; }
    internal StopMessage? Stop { get; private init; }
    internal AllocationRequest? Request { get; private init; }
    internal ChangeRequest? Change { get; private init; }

    /// <summary>How many things it says.</summary>
    internal int Parts => Start?.Products.Count ?? Stop?.Products.Count ?? Request?.Products.Count ?? (Change is { } asked ? asked.Changed.Count + asked.Unchanged.Count + asked.Added.Count : 0);

    public static async Task<MessageFile> Load(Stream source)
    {
        using var bytes = await SafeXml.Take(source);
        if (bytes is null)
        {
            return new MessageFile(Kind: null, Header: null, MessageFault.TooLarge, "");
        }

        var hash = SafeXml.HashOf(bytes);
        var (kind, fault) = KindOf(bytes);
        bytes.Position = 0;
        return kind switch
        {
            _ when kind == MessageKind.Start => Of(kind, ReadStart.Read(bytes), hash, start => start.Header, (file, start) => file with { Start = start }),
            _ when kind == MessageKind.Stop => Of(kind, ReadStop.Read(bytes), hash, stop => stop.Header, (file, stop) => file with { Stop = stop }),
            _ when kind == MessageKind.AllocationRequest => Of(kind, ReadAllocationRequest.Read(bytes), hash, asked => asked.Header, (file, asked) => file with { Request = asked }),
            _ when kind == MessageKind.ChangeRequest => Of(kind, ReadChangeRequest.Read(bytes), hash, asked => asked.Header, (file, asked) => file with { Change = asked }),
            _ => new MessageFile(Kind: null, Header: null, fault ?? MessageFault.UnknownMessage, hash),
        };
    }

    private static MessageFile Of<T>(MessageKind kind, MessageReading<T> reading, string hash, Func<T, MessageHeader> header, Func<MessageFile, T, MessageFile> filled)
        where T : class => reading.IsRead
            ? filled(new MessageFile(kind, header(reading.Message), Fault: null, hash), reading.Message)
            : new MessageFile(kind, reading.Fault.Header, reading.Fault, hash);

    /// <summary>By the root alone; that the BerichtCode says the same is for the reader of that kind.</summary>
    private static (MessageKind? Kind, MessageFault? Fault) KindOf(MemoryStream bytes)
    {
        try
        {
            bytes.Position = 0;
            using var xml = SafeXml.Open(bytes);
            xml.MoveToContent();
            return (Kinds.FirstOrDefault(kind => kind.Namespace == xml.NamespaceURI), null);
        }
        catch (XmlException fault)
        {
            return (null, MessageFault.NotXml with { XmlLine = Math.Max(1, fault.LineNumber) });
        }
        catch (MessageFaultException fault)
        {
            // Of the others the sentence names the kind of message, which is not known.
            return (null, fault.Fault.Is(MessageFault.EncodingUnknown) ? fault.Fault : MessageFault.UnknownMessage);
        }
    }
}
