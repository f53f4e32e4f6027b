using System.Globalization;
using Budget.Core.Storage;

namespace Budget.Core.Ledger;

/// <summary>One transaction of our own journal, as it was written; or why it could not be read.</summary>
/// <param name="Line">Where it begins in the journal, from 1.</param>
/// <param name="Text">Its lines; good until the next one is read.</param>
internal sealed record JournalEntry(
    long Line, IReadOnlyList<string> Text, string? Fault, string BudgetNumber, long Number, PostingKind Kind, Account From, Account To, Money Amount, DateOnly OccurredOn,
    DateOnly EffectiveOn, DateTimeOffset PostedAt, AssignmentId? ReservationId, string Counterparty, OriginKind OriginKind, Guid OriginId,
    long? ReversesNumber, UserId ActorId, ResidentId? OnBehalfOf, string Reason, string? Seal, string Hash)
{
    public static JournalEntry Unreadable(long line) => new(
        line, [], "it is not a posting as the export writes it", "", 0, default, default, default, default, default, default, default, null, "", default,
        default, null, default, null, "", null, "");
}

/// <summary>
/// Reads the journal that HledgerJournal writes, transaction by transaction; not journals that others write. What is neither a transaction nor
/// a comment nor an account is a transaction that cannot be read. Takes the facts and looks no further: whoever rebuilds writes each transaction
/// again and compares.
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
            // The day of booking follows from the instant.
            Before('=', ref head);
            var occurredOn = Day(Before(' ', ref head));
            Before('(', ref head);
            var budget = Before('/', ref head).ToString();
            var number = Number(Before(')', ref head));
            Before(' ', ref head);
            var kind = StoredNames.Parse<PostingKind>(Before(' ', ref head).ToString());
            Before(' ', ref head);
            var (to, amount) = Side(lines[^2]);
            var (from, _) = Side(lines[^1]);
            var tags = new Tags();
            foreach (var comment in lines.Where(text => text.StartsWith("    ; ", StringComparison.Ordinal)))
            {
                tags.Take(comment.AsSpan(6));
            }

            return new JournalEntry(
                line, lines, Fault: null, budget, number, kind, from, to, amount, occurredOn, tags.EffectiveOn!.Value, tags.PostedAt!.Value,
                tags.Reservation is { } reservation ? new AssignmentId(reservation) : null, tags.Counterparty ?? "", tags.OriginKind!.Value,
                tags.OriginId!.Value, tags.Reverses, new UserId(tags.Actor!.Value), tags.Behalf is { } resident ? new ResidentId(resident) : null,
                tags.Reason ?? head.ToString(), tags.Seal, tags.Hash ?? throw new FormatException());
        }
        catch (Exception fault) when (fault is FormatException or KeyNotFoundException or ArgumentException or IndexOutOfRangeException or InvalidOperationException or OverflowException)
        {
            return JournalEntry.Unreadable(line);
        }
    }

    /// <summary>"    budget:2026-000001:available   EUR -12.50 = EUR 30.00": the account and the amount.</summary>
    private static (Account Account, Money Amount) Side(string line)
    {
        var rest = line.AsSpan().Trim();
        var name = Before(' ', ref rest);
        rest = rest.TrimStart();
        Before(' ', ref rest);
        var amount = rest.IndexOf(' ') is var end and >= 0 ? rest[..end] : rest;
        var account = name.StartsWith("budget:") ? name[(name.LastIndexOf(':') + 1)..] : Before(':', ref name);
        var (euros, cents) = (Number(amount[..^3]), long.Parse(amount[^2..], NumberStyles.None, CultureInfo.InvariantCulture));
        return (StoredNames.Parse<Account>(account.ToString()), new Money(checked((euros * 100) + (amount[0] == '-' ? -cents : cents))));
    }

    /// <summary>What stands before the sign; the text goes on behind it.</summary>
    /// <exception cref="FormatException">The sign is not there.</exception>
    private static ReadOnlySpan<char> Before(char sign, ref ReadOnlySpan<char> text)
    {
        var at = text.IndexOf(sign);
        var before = at < 0 ? throw new FormatException() : text[..at];
        text = text[(at + 1)..];
        return before;
    }

    private static long Number(ReadOnlySpan<char> text) => long.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

    private static DateOnly Day(ReadOnlySpan<char> text) => DateOnly.ParseExact(text, "O", CultureInfo.InvariantCulture);

    /// <summary>What a journal has no place for, as "name:value, name:value" in comments.</summary>
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
                var value = tags[range];
                var name = Before(':', ref value);
                switch (name)
                {
                    case "effective":
                        EffectiveOn = Day(value);
                        break;
                    case "posted":
                        PostedAt = DateTimeOffset.ParseExact(value, SqlTypes.InstantFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
                        break;
                    case "actor":
                        Actor = Id(value);
                        break;
                    case "behalf":
                        Behalf = Id(value);
                        break;
                    case "origin":
                        OriginKind = StoredNames.Parse<Ledger.OriginKind>(Before(' ', ref value).ToString());
                        OriginId = Id(value);
                        break;
                    case "reservation":
                        Reservation = Id(value);
                        break;
                    case "reverses":
                        Reverses = Number(value);
                        break;
                    case "counterparty":
                        Counterparty = value.ToString();
                        break;
                    case "reason":
                        Reason = Uri.UnescapeDataString(value.ToString());
                        break;
                    case "seal":
                        Seal = value.ToString();
                        break;
                    case "hash":
                        Hash = value.ToString();
                        break;
                }
            }
        }

        private static Guid Id(ReadOnlySpan<char> text) => Guid.ParseExact(text, "D");
    }
}
