using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Budget.Core.Sampling;

/// <summary>What has an equal chance to be drawn.</summary>
public enum SampleChance
{
    /// <summary>Each line.</summary>
    Line,
    /// <summary>Each euro: at each draw a line has a chance as large as its amount beside what was not drawn yet (money-unit sampling without putting back).</summary>
    Euro,
}

/// <summary>A line that was drawn.</summary>
public sealed record DrawnLine(string BudgetNumber, long Posting, Money Amount);

/// <summary>
/// Draws lines out of a stream of any length and holds no more of them than it draws. Each line gets a number between 0 and 1 out of SHA-256 over the seed, a bar and its own number
/// ("seed|2026-000123/7"): the first 52 bits of it and a half, divided by 2^52. Of each line alike the lowest are drawn; of each euro alike the lowest of −ln(number) ÷ cents. So the order in which lines
/// come makes no difference, the same seed draws the same lines from the same books, and who draws more keeps what was drawn before (docs/decisions/0040-the-auditors-sample.md).
/// </summary>
public sealed class SampleDraw
{
    private const double Steps = 4_503_599_627_370_496;

    /// <summary>The one that was drawn last stands in front: it makes room for a better one.</summary>
    private static readonly Comparer<(double Key, string Number)> LastFirst = Comparer<(double Key, string Number)>.Create((left, right) =>
        right.Key.CompareTo(left.Key) is var order and not 0 ? order : string.CompareOrdinal(right.Number, left.Number));

    private readonly PriorityQueue<DrawnLine, (double Key, string Number)> kept = new(LastFirst);
    private readonly int count;
    private readonly SampleChance chance;
    private readonly byte[] text = new byte[256];
    private readonly byte[] hash = new byte[SHA256.HashSizeInBytes];
    private readonly int start;
    private double last = double.MaxValue;

    /// <param name="seed">Letters and digits; the same draws the same.</param>
    /// <param name="count">How many lines; all of them when there are fewer.</param>
    public SampleDraw(string seed, int count, SampleChance chance)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        (this.count, this.chance) = (count, chance);
        start = Encoding.UTF8.GetBytes($"{seed}|", text);
    }

    /// <summary>How many lines there were to draw from.</summary>
    public long Population { get; private set; }

    /// <summary>What they come to.</summary>
    public Money Total { get; private set; }

    /// <summary>In the order in which they were drawn: the first ten of twenty are a sample of ten.</summary>
    public IReadOnlyList<DrawnLine> Drawn =>
        [.. kept.UnorderedItems.OrderBy(one => one.Priority.Key).ThenBy(one => one.Priority.Number, StringComparer.Ordinal).Select(one => one.Element)];

    /// <summary>One more line of the population.</summary>
    /// <param name="budgetNumber">In ASCII: "2026-000123".</param>
    /// <param name="amount">More than nothing.</param>
    public void Offer(ReadOnlySpan<byte> budgetNumber, long posting, Money amount)
    {
        Population++;
        Total += amount;
        var key = KeyOf(budgetNumber, posting, amount);
        if (kept.Count == count && key > last)
        {
            return;
        }

        var budget = Encoding.ASCII.GetString(budgetNumber);
        var priority = (key, string.Create(CultureInfo.InvariantCulture, $"{budget}/{posting}"));
        var line = new DrawnLine(budget, posting, amount);
        if (kept.Count < count)
        {
            kept.Enqueue(line, priority);
        }
        else
        {
            kept.EnqueueDequeue(line, priority);
        }

        last = kept.TryPeek(out _, out var worst) ? worst.Key : last;
    }

    private double KeyOf(ReadOnlySpan<byte> budgetNumber, long posting, Money amount)
    {
        budgetNumber.CopyTo(text.AsSpan(start));
        var length = start + budgetNumber.Length;
        text[length++] = (byte)'/';
        posting.TryFormat(text.AsSpan(length), out var digits, default, CultureInfo.InvariantCulture);
        SHA256.HashData(text.AsSpan(0, length + digits), hash);
        var number = ((BinaryPrimitives.ReadUInt64BigEndian(hash) >> 12) + 0.5) / Steps;
        return chance == SampleChance.Line ? number : -Math.Log(number) / amount.Cents;
    }
}
