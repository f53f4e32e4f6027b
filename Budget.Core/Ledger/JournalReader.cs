using System.Globalization;
using Budget.Core.Storage;

namespace Budget.Core.Ledger;

/// <summary>One transaction of our own journal, as it was written; or why it could not be read.</summary>
/// <param name="Line">Where it begins in the journal, from 1.</param>
internal sealed record JournalEntry(
    long Line, string? Fault, string BudgetNumber, long Number, PostingKind Kind, Account From, Account To, Money Amount, DateOnly OccurredOn,
    DateOnly EffectiveOn, DateTimeOffset PostedAt, AssignmentId? ReservationId, string Counterparty, OriginKind OriginKind, Guid OriginId,
    long? ReversesNumber, UserId ActorId, ResidentId? OnBehalfOf, string Reason, string? Seal, string Hash)
{
    public static JournalEntry Unreadable(long line) => new(
        line, "it is not a posting as the export writes it", "", 0, default, default, default, default, default, default, default, null, "", default,
        default, null, default, null, "", null, "");
}

/// <summary>
/// Reads the journal that HledgerJournal writes, transaction by transaction; not journals that others write. What is neither a transaction nor
/// a comment nor an account is a transaction that cannot be read.
/// </summary>
internal static class JournalReader
{
    /// <param name="end">Hears how many postings the journal says that it holds, when its last line has been read.</param>
    public static IEnumerable<JournalEntry> Read(StreamReader reader, Action<long> end)
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

            // A blank line ends a transaction.
            if (lines.Count > 0 && char.IsAsciiDigit(lines[0][0]))
            {
                yield return Parse(first, lines);
            }
            else if (lines.Exists(text => !IsRemark(text)))
            {
                yield return JournalEntry.Unreadable(first);
            }
            else if (lines is [var only] && only.StartsWith(HledgerJournal.EndMark, StringComparison.Ordinal) && long.TryParse(only.AsSpan(HledgerJournal.EndMark.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var told))
            {
                end(told);
            }

            lines.Clear();
            if (line is null)
            {
                yield break;
            }
        }
    }

    private static bool IsRemark(string line) =>
        line[0] == ';' || line.StartsWith("account ", StringComparison.Ordinal) || line.StartsWith("commodity ", StringComparison.Ordinal);

    private static JournalEntry Parse(long line, List<string> lines)
    {
        try
        {
            var head = lines[0].AsSpan();
            var (open, close, bar) = (head.IndexOf('('), head.IndexOf(')'), head.IndexOf(" | "));
            var (budget, number) = InTwo(head[(open + 1)..close], '/');
            var (to, amount) = Side(lines[^2]);
            var (from, _) = Side(lines[^1]);
            var tags = new Tags();
            foreach (var comment in lines.Where(text => text.StartsWith("    ; ", StringComparison.Ordinal)))
            {
                tags.Take(comment.AsSpan(6));
            }

            return new JournalEntry(
                line, Fault: null, budget.ToString(), Number(number), StoredNames.Parse<PostingKind>(head[(close + 2)..bar].ToString()), from, to, amount,
                Day(head[11..21]), tags.EffectiveOn!.Value, tags.PostedAt!.Value, tags.Reservation is { } reservation ? new AssignmentId(reservation) : null,
                tags.Counterparty ?? "", tags.OriginKind!.Value, tags.OriginId!.Value, tags.Reverses, new UserId(tags.Actor!.Value),
                tags.Behalf is { } resident ? new ResidentId(resident) : null, tags.Reason ?? head[(bar + 3)..].ToString(), tags.Seal, tags.Hash ?? throw new FormatException());
        }
        catch (Exception fault) when (fault is FormatException or KeyNotFoundException or ArgumentException or IndexOutOfRangeException or InvalidOperationException or OverflowException)
        {
            return JournalEntry.Unreadable(line);
        }
    }

    /// <summary>"    budget:2026-000001:available   EUR -12.50 = EUR 30.00": the account and the amount.</summary>
    private static (Account Account, Money Amount) Side(string line)
    {
        var (name, rest) = InTwo(line.AsSpan().Trim(), ' ');
        var (currency, figures) = InTwo(rest.TrimStart(), ' ');
        var amount = figures.IndexOf(' ') is var end and >= 0 ? figures[..end] : figures;
        if (currency is not "EUR" || amount[^3] != '.')
        {
            throw new FormatException();
        }

        var account = name.StartsWith("budget:") ? name[(name.LastIndexOf(':') + 1)..] : name[..name.IndexOf(':')];
        var (euros, cents) = (Number(amount[..^3]), long.Parse(amount[^2..], NumberStyles.None, CultureInfo.InvariantCulture));
        return (StoredNames.Parse<Account>(account.ToString()), new Money(checked((euros * 100) + (amount[0] == '-' ? -cents : cents))));
    }

    /// <exception cref="FormatException">The sign is not there.</exception>
    private static Halves InTwo(ReadOnlySpan<char> text, char sign) =>
        text.IndexOf(sign) is var at and >= 0 ? new Halves(text[..at], text[(at + 1)..]) : throw new FormatException();

    private static long Number(ReadOnlySpan<char> text) => long.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

    private static DateOnly Day(ReadOnlySpan<char> text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

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

    /// <summary>What a journal has no place for, as "name:value, name:value" in comments; each name once.</summary>
    private sealed class Tags
    {
        public DateOnly? EffectiveOn { get; private set; }
        public DateTimeOffset? PostedAt { get; private set; }
        public Guid? Actor { get; private set; }
        public Guid? Behalf { get; private set; }
        public Ledger.OriginKind? OriginKind { get; private set; }
        public Guid? OriginId { get; private set; }
        public Guid? Reservation { get; private set; }
        public long? Reverses { get; private set; }
        public string? Counterparty { get; private set; }
        public string? Reason { get; private set; }
        public string? Seal { get; private set; }
        public string? Hash { get; private set; }

        public void Take(ReadOnlySpan<char> tags)
        {
            foreach (var range in tags.Split(", "))
            {
                var (name, value) = InTwo(tags[range], ':');
                switch (name)
                {
                    case "effective":
                        EffectiveOn = First(EffectiveOn, Day(value));
                        break;
                    case "posted":
                        PostedAt = First(PostedAt, DateTimeOffset.ParseExact(value, SqlTypes.InstantFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal));
                        break;
                    case "actor":
                        Actor = First(Actor, Id(value));
                        break;
                    case "behalf":
                        Behalf = First(Behalf, Id(value));
                        break;
                    case "origin":
                        var (kind, id) = InTwo(value, ' ');
                        OriginKind = First(OriginKind, StoredNames.Parse<Ledger.OriginKind>(kind.ToString()));
                        OriginId = Id(id);
                        break;
                    case "reservation":
                        Reservation = First(Reservation, Id(value));
                        break;
                    case "reverses":
                        Reverses = First(Reverses, Number(value));
                        break;
                    case "counterparty":
                        Counterparty = First(Counterparty, value.ToString());
                        break;
                    case "reason":
                        Reason = First(Reason, Uri.UnescapeDataString(value.ToString()));
                        break;
                    case "seal":
                        Seal = First(Seal, value.ToString());
                        break;
                    case "hash":
                        Hash = First(Hash, value.ToString());
                        break;
                }
            }
        }

        private static T First<T>(T? before, T value) => before is null ? value : throw new FormatException();

        private static T First<T>(T? before, T value) where T : struct => before is null ? value : throw new FormatException();

        private static Guid Id(ReadOnlySpan<char> text) => Guid.ParseExact(text, "D");
    }
}
