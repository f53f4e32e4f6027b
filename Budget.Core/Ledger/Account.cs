using System.Collections.Frozen;

namespace Budget.Core.Ledger;

/// <summary>
/// Where the money of one budget can be: fund → available → reserved → payable → paid.
/// The fund is the municipality's purse; its balance in a budget is minus what was granted, so that the five always add up to nothing.
/// </summary>
public enum Account { Fund, Available, Reserved, Payable, Paid }

/// <summary>What happened, in one word. Residents read a sentence made of it (PostingText).</summary>
public enum PostingKind { Grant, Reserve, Release, Invoice, Claim, Payment, Expiry, Reversal, Shift }

/// <summary>Where a posting comes from; each posting has exactly one origin.</summary>
public enum OriginKind { Decision, Assignment, InvoiceLine, Claim, Correction, Shift }

internal static class StoredNames
{
    /// <summary>How a name of these closed lists stands in the database: "InvoiceLine" is 'invoiceline'.</summary>
    public static string Stored<T>(this T name) where T : struct, Enum => Names<T>.Stored[name];

    public static T Parse<T>(string stored) where T : struct, Enum => Names<T>.Parsed[stored];

    /// <summary>As <see cref="Parse{T}(string)"/>, from the bytes of a column; none when there is no such name.</summary>
    public static T? Parse<T>(ReadOnlySpan<byte> stored) where T : struct, Enum
    {
        foreach (var (name, bytes) in Names<T>.Bytes)
        {
            if (stored.SequenceEqual(bytes))
            {
                return name;
            }
        }

        return null;
    }

    /// <summary>Asked for each posting of a verify: looked up, not made each time.</summary>
    private static class Names<T> where T : struct, Enum
    {
        public static readonly FrozenDictionary<T, string> Stored = Enum.GetValues<T>().ToFrozenDictionary(name => name, name => name.ToString().ToLowerInvariant());
        public static readonly FrozenDictionary<string, T> Parsed = Stored.ToFrozenDictionary(pair => pair.Value, pair => pair.Key, StringComparer.Ordinal);
        public static readonly (T Name, byte[] Bytes)[] Bytes = [.. Stored.Select(pair => (pair.Key, System.Text.Encoding.UTF8.GetBytes(pair.Value)))];
    }
}
