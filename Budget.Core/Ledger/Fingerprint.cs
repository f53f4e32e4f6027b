using System.Buffers.Binary;
using System.Security.Cryptography;
using Budget.Core.Storage;

namespace Budget.Core.Ledger;

/// <summary>
/// Tells whether two long lists hold the same, read in any order and without keeping either: each entry becomes 64 bits under a key that is new
/// for each run, and the sums must be equal. Who does not know the key makes two different lists agree once in 2^64 tries or so, and there
/// is no second try with the same key.
/// </summary>
internal sealed class Fingerprint
{
    private readonly ulong first = Secret();
    private readonly ulong second = Secret();

    public ulong Of(ReadOnlySpan<byte> text)
    {
        var state = first + (ulong)text.Length;
        for (; text.Length >= sizeof(ulong); text = text[sizeof(ulong)..])
        {
            state = Fold(state ^ BinaryPrimitives.ReadUInt64LittleEndian(text));
        }

        var rest = 0UL;
        foreach (var sign in text)
        {
            rest = (rest << 8) | sign;
        }

        return Fold(state ^ rest);
    }

    /// <summary>Of the seal over some columns of a row (<see cref="Seal"/>).</summary>
    public ulong OfSeal(StoredRows row, int firstColumn, params ReadOnlySpan<int> columns)
    {
        Span<byte> seal = stackalloc byte[64];
        Seal.Of(row, firstColumn, columns, seal);
        return Of(seal);
    }

    /// <param name="mark">What kind of entry this is: the same figures in another kind are another entry.</param>
    public ulong Of(PostingKind mark, ulong origin, ulong budget, long number, long amount, ulong rest) =>
        Fold(Fold(Fold(Fold(Fold(Fold(first ^ (ulong)mark) ^ origin) ^ budget) ^ (ulong)number) ^ (ulong)amount) ^ rest);

    /// <summary>A posting as far as the index of its day holds it.</summary>
    public ulong Of(ulong budget, long number, DateOnly postedOn, long postedAt, DateOnly effectiveOn, Account from, Account to, long amount) =>
        Fold(Fold(Fold(Fold(Fold(Fold(second ^ budget) ^ (ulong)number) ^ (((ulong)postedOn.DayNumber << 32) | (uint)effectiveOn.DayNumber)) ^ (ulong)postedAt)
            ^ (((ulong)from << 8) | (ulong)to)) ^ (ulong)amount);

    /// <summary>Both halves of the product: each bit of the one factor reaches each bit of the answer.</summary>
    private ulong Fold(ulong state)
    {
        var high = Math.BigMul(state, second, out var low);
        return high ^ low ^ first;
    }

    private static ulong Secret() => BinaryPrimitives.ReadUInt64LittleEndian(RandomNumberGenerator.GetBytes(sizeof(ulong))) | 1;
}
