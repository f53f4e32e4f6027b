using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Budget.Core.Ledger;

/// <summary>
/// The text that is hashed: fields in invariant notation with a bar between them, UTF-8. An absent field is empty. Written straight into
/// bytes, because a verify makes millions of them.
/// </summary>
internal ref struct HashSheet(Span<byte> start)
{
    /// <summary>Begun once a thread: for texts of this length, beginning anew costs a quarter of the whole.</summary>
    [ThreadStatic]
    private static IncrementalHash? hasher;
    private Span<byte> bytes = start;
    private int length;

    public void Add(string text)
    {
        Separate(Encoding.UTF8.GetMaxByteCount(text.Length));
        length += Encoding.UTF8.GetBytes(text, bytes[length..]);
    }

    /// <summary>A field that stands as it is hashed.</summary>
    public void Add(ReadOnlySpan<byte> text)
    {
        Separate(text.Length);
        text.CopyTo(bytes[length..]);
        length += text.Length;
    }

    /// <summary>As <see cref="Add(ReadOnlySpan{byte})"/>, for a field that could hold the bar itself: there it is a slash.</summary>
    public void AddWithoutBars(ReadOnlySpan<byte> text)
    {
        Add(text);
        bytes.Slice(length - text.Length, text.Length).Replace((byte)'|', (byte)'/');
    }

    public void Add(Guid? id) => Format(id, 36, "D");

    public void Add(long? number) => Format(number, 20, "");

    public void Add(DateOnly day) => Format<DateOnly>(day, 10, "yyyy-MM-dd");

    public readonly string Hash()
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        Compute(hash);
        return Convert.ToHexStringLower(hash);
    }

    /// <summary>The hash in hexadecimal digits, as it is stored.</summary>
    public readonly void Hash(Span<byte> digits)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        Compute(hash);
        Convert.TryToHexStringLower(hash, digits, out _);
    }

    private readonly void Compute(Span<byte> hash)
    {
        hasher ??= IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hasher.AppendData(bytes[..length]);
        hasher.GetHashAndReset(hash);
    }

    private void Format<T>(T? value, int most, string format) where T : struct, IUtf8SpanFormattable
    {
        Separate(most);
        if (value is { } there)
        {
            there.TryFormat(bytes[length..], out var written, format, CultureInfo.InvariantCulture);
            length += written;
        }
    }

    private void Separate(int room)
    {
        if (length + room + 1 > bytes.Length)
        {
            var larger = new byte[(length + room + 1) * 2];
            bytes[..length].CopyTo(larger);
            bytes = larger;
        }

        if (length > 0)
        {
            bytes[length++] = (byte)'|';
        }
    }
}
