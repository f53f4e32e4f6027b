using System.Globalization;

namespace Budget.Core.Ledger;

/// <summary>One transaction of our own journal, as it was written; or why it could not be read.</summary>
/// <param name="Line">Where it begins in the journal, from 1.</param>
internal sealed record JournalEntry(
    long Line, string? Fault, string BudgetNumber, long Number, PostingKind Kind, Account From, Account To, Money Amount, DateOnly OccurredOn,
    DateOnly EffectiveOn, DateTimeOffset PostedAt, AssignmentId? ReservationId, string Counterparty, OriginKind OriginKind, Guid OriginId,
    long? ReversesNumber, UserId ActorId, ResidentId? OnBehalfOf, string Reason, string Hash)
{
    public static JournalEntry Unreadable(long line) => new(
        line, "it is not a posting as the export writes it", "", 0, default, default, default, default, default, default, default, null, "", default,
        default, null, default, null, "", "");
}

/// <summary>Reads the journal that HledgerJournal writes, transaction by transaction; not journals that others write.</summary>
internal static class JournalReader
{
    public static async IAsyncEnumerable<JournalEntry> Read(StreamReader reader)
    {
        List<string> lines = [];
        var (at, first) = (0L, 0L);
        while (true)
        {
            var line = await reader.ReadLineAsync();
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
            var head = lines[0];
            var (open, close, bar) = (head.IndexOf('(', StringComparison.Ordinal), head.IndexOf(')', StringComparison.Ordinal), head.IndexOf(" | ", StringComparison.Ordinal));
            var code = head[(open + 1)..close].Split('/');
            var tags = lines.Where(text => text.StartsWith("    ; ", StringComparison.Ordinal))
                .SelectMany(text => text[6..].Split(", "))
                .Select(tag => tag.Split(':', 2))
                .ToDictionary(tag => tag[0], tag => tag[1], StringComparer.Ordinal);
            var (to, amount) = Side(lines[^2]);
            var (from, _) = Side(lines[^1]);
            var origin = tags["origin"].Split(' ');
            return new JournalEntry(
                line, Fault: null, code[0], long.Parse(code[1], CultureInfo.InvariantCulture),
                StoredNames.Parse<PostingKind>(head[(close + 2)..bar]), from, to, amount, Day(head[11..21]), Day(tags["effective"]),
                DateTimeOffset.Parse(tags["posted"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal),
                Id(tags, "reservation") is { } reservation ? new AssignmentId(reservation) : null,
                tags.GetValueOrDefault("counterparty", ""), StoredNames.Parse<OriginKind>(origin[0]), Guid.ParseExact(origin[1], "D"),
                tags.TryGetValue("reverses", out var reversed) ? long.Parse(reversed, CultureInfo.InvariantCulture) : null,
                new UserId(Guid.ParseExact(tags["actor"], "D")), Id(tags, "behalf") is { } resident ? new ResidentId(resident) : null,
                tags.TryGetValue("reason", out var reason) ? Uri.UnescapeDataString(reason) : head[(bar + 3)..], tags["hash"]);
        }
        catch (Exception fault) when (fault is FormatException or KeyNotFoundException or ArgumentException or IndexOutOfRangeException or OverflowException)
        {
            return JournalEntry.Unreadable(line);
        }
    }

    /// <summary>"    budget:2026-000001:available   EUR -12.50 = EUR 30.00": the account and the amount.</summary>
    private static (Account Account, Money Amount) Side(string line)
    {
        var parts = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var names = parts[0].Split(':');
        var account = StoredNames.Parse<Account>(names[0] == "budget" ? names[2] : names[0]);
        var digits = parts[2].Replace(".", "", StringComparison.Ordinal);
        return (account, new Money(long.Parse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture)));
    }

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static Guid? Id(Dictionary<string, string> tags, string name) => tags.TryGetValue(name, out var text) ? Guid.ParseExact(text, "D") : null;
}
