using System.IO.Compression;
using System.Security.Cryptography;

namespace Budget.Core.Pdf;

/// <summary>
/// The objects of a file and where they lie: streams as they come, everything else packed in compressed object streams,
/// closed by a cross-reference stream (ISO 32000-1, 7.5.7 and 7.5.8).
/// </summary>
internal sealed class PdfObjects
{
    // A reader unpacks a whole stream for one object of it.
    private const int ObjectsPerStream = 250;

    private readonly PdfBuffer _file = new(96 * 1024);
    private readonly PdfBuffer _packed = new(16 * 1024);
    private readonly List<(int Number, int Offset)> _inPack = [];
    private readonly List<Place> _places = [new(0, 0, 65535)];

    public PdfObjects()
    {
        // The four bytes above 127 tell a transfer program that the file is binary.
        _file.Bytes("%PDF-1.7\n%"u8);
        _file.Bytes([0xE2, 0xE3, 0xCF, 0xD3, (byte)'\n']);
    }

    /// <summary>A number for an object that is written later.</summary>
    public int Reserve()
    {
        _places.Add(default);
        return _places.Count - 1;
    }

    /// <summary>Starts an object; it ends where the next one starts. Write it before asking for another.</summary>
    public PdfBuffer Open(int number)
    {
        if (_inPack.Count == ObjectsPerStream)
        {
            Pack();
        }

        _packed.Ascii("\n");
        _inPack.Add((number, _packed.Length));
        return _packed;
    }

    /// <summary>Writes a stream; <paramref name="entries"/> are its dictionary's entries besides length and filter.</summary>
    public int AddStream(string entries, ReadOnlySpan<byte> content) => PutStream(Reserve(), entries, Deflate(content), "/Filter/FlateDecode");

    /// <summary>Writes a stream that every program can read without unpacking it, as metadata should be.</summary>
    public int AddPlainStream(string entries, ReadOnlySpan<byte> content) => PutStream(Reserve(), entries, content, "");

    /// <summary>Writes a stream that was compressed before.</summary>
    public int AddCompressedStream(string entries, ReadOnlySpan<byte> compressed) => PutStream(Reserve(), entries, compressed, "/Filter/FlateDecode");

    /// <summary>Closes the file. Its identifier is the hash of everything before, so equal documents are equal files.</summary>
    public byte[] Finish(int catalog, int information)
    {
        Pack();
        var identifier = Convert.ToHexString(SHA256.HashData(_file.Written).AsSpan(0, 16));
        var number = Reserve();
        var start = _file.Length;
        _places[number] = new Place(1, start, 0);
        var table = new PdfBuffer(7 * _places.Count);
        foreach (var place in _places)
        {
            table.Bytes([place.Kind]);
            table.BigEndian32((uint)place.Where);
            table.BigEndian16(place.Index);
        }

        PutStream(
            number,
            $"/Type/XRef/Size {_places.Count}/W[1 4 2]/Root {catalog} 0 R/Info {information} 0 R/ID[<{identifier}><{identifier}>]",
            Deflate(table.Written),
            "/Filter/FlateDecode");
        _file.Ascii("startxref\n").Integer(start).Ascii("\n%%EOF\n");
        return _file.ToArray();
    }

    /// <summary>Compressed as the filter FlateDecode expects.</summary>
    public static byte[] Deflate(ReadOnlySpan<byte> content)
    {
        using var target = new MemoryStream();
        using (var zlib = new ZLibStream(target, CompressionLevel.Optimal, leaveOpen: true))
        {
            zlib.Write(content);
        }

        return target.ToArray();
    }

    private void Pack()
    {
        if (_inPack.Count == 0)
        {
            return;
        }

        var stream = Reserve();
        var content = new PdfBuffer(_packed.Length + (12 * _inPack.Count));
        for (var i = 0; i < _inPack.Count; i++)
        {
            var (number, offset) = _inPack[i];
            content.Integer(number).Ascii(" ").Integer(offset).Ascii(" ");
            _places[number] = new Place(2, stream, i);
        }

        var first = content.Length;
        content.Bytes(_packed.Written);
        PutStream(stream, $"/Type/ObjStm/N {_inPack.Count}/First {first}", Deflate(content.Written), "/Filter/FlateDecode");
        _inPack.Clear();
        _packed.Clear();
    }

    private int PutStream(int number, string entries, ReadOnlySpan<byte> content, string filter)
    {
        _places[number] = new Place(1, _file.Length, 0);
        _file.Integer(number).Ascii(" 0 obj\n<<").Ascii(entries).Ascii(filter).Ascii("/Length ").Integer(content.Length).Ascii(">>\nstream\n");
        _file.Bytes(content);
        _file.Ascii("\nendstream\nendobj\n");
        return number;
    }

    /// <summary>A row of the cross-reference: kind 1 lies at an offset, kind 2 in an object stream at an index.</summary>
    private readonly record struct Place(byte Kind, int Where, int Index);
}
