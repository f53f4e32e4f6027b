using System.Numerics;
using System.Security.Cryptography;

namespace Budget.Core.Ledger;

/// <summary>
/// The Merkle tree of RFC 6962, section 2.1, with SHA-256: one hash over many, such that one of them can be proved with a handful of others
/// and without showing any. Leaf = SHA-256(0x00 ‖ data), node = SHA-256(0x01 ‖ left ‖ right), split at the largest power of two below the size.
/// </summary>
public static class MerkleTree
{
    /// <summary>The hash over no leaves at all is the hash of nothing.</summary>
    public static byte[] Root(IReadOnlyList<byte[]> leaves) => leaves.Count == 0 ? SHA256.HashData([]) : Root(leaves, 0, leaves.Count);

    /// <summary>The neighbours on the way from a leaf to the root, nearest first.</summary>
    public static IReadOnlyList<byte[]> Path(IReadOnlyList<byte[]> leaves, int index)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)leaves.Count, nameof(index));
        List<byte[]> path = [];
        var (from, size) = (0, leaves.Count);
        while (size > 1)
        {
            var left = LeftOf(size);
            if (index - from < left)
            {
                path.Add(Root(leaves, from + left, size - left));
                size = left;
            }
            else
            {
                path.Add(Root(leaves, from, left));
                (from, size) = (from + left, size - left);
            }
        }

        path.Reverse();
        return path;
    }

    /// <summary>
    /// The root that follows from one leaf and its path; compare it with the root that was written down. Nothing, which is no root, when the
    /// path is not as long as the way from that place in a tree of that size: or it would prove the leaf to stand elsewhere.
    /// </summary>
    public static byte[] RootFrom(byte[] leaf, int index, int size, IReadOnlyList<byte[]> path)
    {
        // From the root down: at which side does the leaf stand in each tree that holds it?
        var isRight = new Stack<bool>();
        var (place, rest) = (index, size);
        while (rest > 1)
        {
            var left = LeftOf(rest);
            isRight.Push(place >= left);
            (place, rest) = place >= left ? (place - left, rest - left) : (place, left);
        }

        if ((uint)index >= (uint)size || path.Count != isRight.Count)
        {
            return [];
        }

        var hash = Leaf(leaf);
        foreach (var neighbour in path)
        {
            hash = isRight.Pop() ? Node(neighbour, hash) : Node(hash, neighbour);
        }

        return hash;
    }

    private static byte[] Root(IReadOnlyList<byte[]> leaves, int from, int size)
    {
        if (size == 1)
        {
            return Leaf(leaves[from]);
        }

        var left = LeftOf(size);
        return Node(Root(leaves, from, left), Root(leaves, from + left, size - left));
    }

    private static int LeftOf(int size) => 1 << BitOperations.Log2((uint)(size - 1));

    private static byte[] Leaf(byte[] data) => SHA256.HashData([0, .. data]);

    private static byte[] Node(byte[] left, byte[] right) => SHA256.HashData([1, .. left, .. right]);
}
