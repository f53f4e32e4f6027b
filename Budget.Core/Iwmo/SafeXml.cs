using System.Security.Cryptography;
using System.Xml;

namespace Budget.Core.Iwmo;

/// <summary>A file broke a rule; caught where the reading started, never seen outside the folder that read it.</summary>
internal sealed class MessageFaultException(MessageFault fault) : Exception(fault.Code)
{
    public MessageFault Fault { get; } = fault;
}

/// <summary>
/// Opens a stranger's XML so that it can do no harm: no DTD, hence no entities and no bombs; no resolver, hence no network and no files;
/// at most 25 MB; only the two encodings that iWmo partners use. Forward only, so depth and size cost nothing until someone asks for them.
/// </summary>
internal static class SafeXml
{
    /// <summary>The most a message may measure (iWmo 3.2).</summary>
    public const int MaximumBytes = 25 * 1024 * 1024;
    public const int MaximumDepth = 32;

    /// <summary>No field of the messages we read comes near it.</summary>
    public const int MaximumText = 256;

    /// <summary>Our elements have one name each; the rest is room for prefixes and hints at the root.</summary>
    private const int MaximumNames = 200;

    /// <exception cref="MessageFaultException">The file is empty, too large or in another encoding; or, in any later read, too large or full of names.</exception>
    /// <exception cref="XmlException">The file does not start as XML; so does every later read that meets something else.</exception>
    public static XmlReader Open(Stream file)
    {
        var bounded = new BoundedStream(file, MaximumBytes);
        if (bounded.Start.IsEmpty)
        {
            throw new MessageFaultException(MessageFault.Empty);
        }

        if (IsFourByteEncoding(bounded.Start))
        {
            throw new MessageFaultException(MessageFault.EncodingUnknown);
        }

        var reader = XmlReader.Create(bounded, new XmlReaderSettings
        {
            NameTable = new BoundedNames(),
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            MaxCharactersInDocument = MaximumBytes,
            MaxCharactersFromEntities = 1024,
            CheckCharacters = true,
            ConformanceLevel = ConformanceLevel.Document,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
            CloseInput = false,
        });
        reader.Read();
        if (reader.NodeType == XmlNodeType.XmlDeclaration && reader.GetAttribute("encoding") is { } encoding && !IsKnown(encoding))
        {
            throw new MessageFaultException(MessageFault.EncodingUnknown);
        }

        return reader;
    }

    /// <summary>All of a file that somebody sends, from its start; none when it is too large, and then no more of it was read than may be.</summary>
    public static async Task<MemoryStream?> Take(Stream source)
    {
        var bytes = new MemoryStream();
        var buffer = new byte[81920];
        int read;
        while ((read = await source.ReadAsync(buffer)) > 0)
        {
            bytes.Write(buffer, 0, read);
            if (bytes.Length > MaximumBytes)
            {
                await bytes.DisposeAsync();
                return null;
            }
        }

        bytes.Position = 0;
        return bytes;
    }

    /// <summary>By which the same file is known again.</summary>
    public static string HashOf(MemoryStream bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes.GetBuffer().AsSpan(0, (int)bytes.Length)));

    private static bool IsKnown(string encoding) => encoding.ToUpperInvariant() is "UTF-8" or "UTF-16";

    /// <summary>UCS-4 in its four byte orders and EBCDIC: the platform's reader would guess them, we do not.</summary>
    private static bool IsFourByteEncoding(ReadOnlySpan<byte> start) =>
        start is [0, 0, _, _, ..] or [_, _, 0, 0, ..] or [0, _, 0, 0, ..] or [0x4C, 0x6F, 0xA7, 0x94, ..];

    /// <summary>Counts what is read, because a length that a stranger states need not be true.</summary>
    private sealed class BoundedStream : Stream
    {
        private readonly Stream inner;
        private readonly byte[] start = new byte[4];
        private readonly int startLength;
        private int position;
        private int left;

        public BoundedStream(Stream inner, int maximum)
        {
            this.inner = inner;
            startLength = inner.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
            left = maximum - startLength;
        }

        public ReadOnlySpan<byte> Start => start.AsSpan(0, startLength);

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            if (position < startLength)
            {
                var replayed = Math.Min(buffer.Length, startLength - position);
                start.AsSpan(position, replayed).CopyTo(buffer);
                position += replayed;
                return replayed;
            }

            var read = inner.Read(buffer);
            left -= read;
            return left >= 0 ? read : throw new MessageFaultException(MessageFault.TooLarge);
        }

        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
        public override void Flush() { }
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }

    /// <summary>
    /// The platform's reader takes minutes over one element with a million attributes (25 MB), because it looks at each again for every next one.
    /// It asks this table for the text of each name as it meets it: a table that stops answering ends the attack.
    /// </summary>
    internal sealed class BoundedNames : NameTable
    {
        private int sinceElement;

        public void NextElement() => sinceElement = 0;

        public override string Add(char[] key, int start, int len) => IsWithin(len) ? base.Add(key, start, len) : throw TooMany();

        public override string Add(string key) => IsWithin(key.Length) ? base.Add(key) : throw TooMany();

        private bool IsWithin(int length) => ++sinceElement <= MaximumNames && length <= MaximumText;

        private static MessageFaultException TooMany() => new(MessageFault.TooManyNames);
    }
}
