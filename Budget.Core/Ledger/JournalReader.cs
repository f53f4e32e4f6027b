using System.Globalization;
using Budget.Core.Storage;

namespace Budget.Core.Ledger;

/// <summary>One transaction of our own journal, as it was written; or why it could not be read.</summary>
/// <param name="Line">Where it begins in the journal, from 1.</param>
internal sealed record JournalEntry(
    long Line, string? Fault, string BudgetNumber, long Number, PostingKind Kind, Account From, Account To, Money Amount, DateOnly OccurredOn,
    DateOnly EffectiveOn, DateTimeOffset PostedAt, AssignmentId? ReservationId, string Counterparty, OriginKind OriginKind, Guid OriginId,
    long? ReversesNumber, UserId ActorId, ResidentId? OnBehalfOf, string Reason, string Hash)
{
    /// <summary>Whether it has every tag that a posting cannot do without.</summary>
    public bool IsWhole => EffectiveOn != default && PostedAt != default && OriginId != default && ActorId != default && Hash.Length > 0;

    public static JournalEntry Unreadable(long line) => new(
        line, "it is not a posting as the export writes it", "", 0, default, default, default, default, default, default, default, null, "", default,
        default, null, default, null, "", "");
}

/// <summary>Reads the journal that HledgerJournal writes, transaction by transaction; not journals that others write.</summary>
internal static class JournalReader
{
    public static IEnumerable<JournalEntry> Read(StreamReader reader)
    {
        List<string> lines = [];
        var (at, first) = (0L, 0L);
        while (true)
        {
            var line = reader.ReadLine();
            at++;
            if (!string.IsNullOrEmpty(line))
            {
                first = lines.Count == 0 ? at : first;
                lines.Add(line);
                continue;
            }

            // A blank line ends a transaction. What does not begin with a day is a comment, a directive or an account.
            if (lines.Count > 0 && char.IsAsciiDigit(lines[0][0]))
            {
                yield return Parse(first, lines);
            }

            lines.Clear();
            if (line is null)
            {
                yield break;
            }
        }
    }

    private static JournalEntry Parse(long line, List<string> lines)
    {
        try
        {
            var head = lines[0].AsSpan();
            var (open, close, bar) = (head.IndexOf('('), head.IndexOf(')'), head.IndexOf(" | "));
            var (budget, number) = InTwo(head[(open + 1)..close], '/');
            var (to, amount) = Side(lines[^2]);
            var (from, _) = Side(lines[^1]);
            var entry = new JournalEntry(
                line, Fault: null, budget.ToString(), Number(number), StoredNames.Parse<PostingKind>(head[(close + 2)..bar].ToString()), from, to, amount, Day(head[11..21]),
                default, default, null, "", default, default, null, default, null, head[(bar + 3)..].ToString(), "");
            foreach (var comment in lines)
            {
                entry = comment.StartsWith("    ; ", StringComparison.Ordinal) ? WithTags(entry, comment.AsSpan(6)) : entry;
            }

            return entry.IsWhole ? entry : JournalEntry.Unreadable(line);
        }
        catch (Exception fault) when (fault is FormatException or KeyNotFoundException or ArgumentException or IndexOutOfRangeException or OverflowException)
        {
            return JournalEntry.Unreadable(line);
        }
    }

    /// <summary>"name:value, name:value": what the postings of a journal have no place for.</summary>
    private static JournalEntry WithTags(JournalEntry entry, ReadOnlySpan<char> tags)
    {
        foreach (var range in tags.Split(", "))
        {
            var (name, value) = InTwo(tags[range], ':');
            switch (name)
            {
                case "effective":
                    entry = entry with { EffectiveOn = Day(value) };
                    break;
                case "posted":
                    entry = entry with { PostedAt = DateTimeOffset.ParseExact(value, SqlTypes.InstantFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal) };
                    break;
                case "actor":
                    entry = entry with { ActorId = new UserId(Id(value)) };
                    break;
                case "behalf":
                    entry = entry with { OnBehalfOf = new ResidentId(Id(value)) };
                    break;
                case "reason":
                    entry = entry with { Reason = Uri.UnescapeDataString(value.ToString()) };
                    break;
                case "origin":
                    var (kind, id) = InTwo(value, ' ');
                    entry = entry with { OriginKind = StoredNames.Parse<OriginKind>(kind.ToString()), OriginId = Id(id) };
                    break;
                case "reservation":
                    entry = entry with { ReservationId = new AssignmentId(Id(value)) };
                    break;
                case "reverses":
                    entry = entry with { ReversesNumber = Number(value) };
                    break;
                case "counterparty":
                    entry = entry with { Counterparty = value.ToString() };
                    break;
                case "hash":
                    entry = entry with { Hash = value.ToString() };
                    break;
            }
        }

        return entry;
    }

    /// <summary>"    budget:2026-000001:available   EUR -12.50 = EUR 30.00": the account and the amount.</summary>
    private static (Account Account, Money Amount) Side(string line)
    {
        var (name, rest) = InTwo(line.AsSpan().Trim(), ' ');
        var account = name.StartsWith("budget:") ? name[(name.LastIndexOf(':') + 1)..] : name[..name.IndexOf(':')];
        var amount = rest.TrimStart()["EUR ".Length..];
        var point = amount.IndexOf('.');
        var (euros, cents) = (Number(amount[..point]), Number(amount.Slice(point + 1, 2)));
        return (StoredNames.Parse<Account>(account.ToString()), new Money(checked((euros * 100) + (amount[0] == '-' ? -cents : cents))));
    }

    /// <exception cref="FormatException">The sign is not there.</exception>
    private static Halves InTwo(ReadOnlySpan<char> text, char sign) =>
        text.IndexOf(sign) is var at and >= 0 ? new Halves(text[..at], text[(at + 1)..]) : throw new FormatException();

    private static long Number(ReadOnlySpan<char> text) => long.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

    private static DateOnly Day(ReadOnlySpan<char> text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static Guid Id(ReadOnlySpan<char> text) => Guid.ParseExact(text, "D");

    private readonly ref struct Halves(ReadOnlySpan<char> first, ReadOnlySpan<char> second)
    {
        private readonly ReadOnlySpan<char> first = first;
        private readonly ReadOnlySpan<char> second = second;

        public void Deconstruct(out ReadOnlySpan<char> left, out ReadOnlySpan<char> right)
        {
            left = first;
            right = second;
        }
    }
}
