using System.Text;
using Budget.Core.Storage;

namespace Budget.Core.Ledger;

/// <summary>
/// Builds an empty ledger again from a journal that <see cref="HledgerJournal"/> wrote: each posting goes through the same rules, and its hash
/// must come out as it was. What the journal says besides (days, accounts, balances asserted) must be what it would say of the posting that was
/// built. Budgets and what they were granted on must be there; postings must not. All or nothing.
/// </summary>
public sealed class RebuildLedger(Database database)
{
    /// <summary>How many are written at a time: what is held in memory.</summary>
    private const int Together = 25_000;

    /// <param name="journal">Read from its beginning.</param>
    /// <returns>How many postings were booked.</returns>
    /// <exception cref="InvalidDataException">The journal cannot be read or does not follow from itself: the message says at which line.</exception>
    /// <exception cref="InvalidOperationException">There are postings already.</exception>
    public async Task<long> Do(Stream journal)
    {
        var count = 0L;
        long? told = null;
        await database.Overwrite(async session =>
        {
            // From its beginning again when the database was away for a moment.
            journal.Position = count = 0;
            told = null;
            using var reader = new StreamReader(journal, leaveOpen: true);
            if (await session.Single<long>(CountSql) > 0)
            {
                throw new InvalidOperationException("The ledger is not empty: a journal is booked into an empty one only.");
            }

            var books = (await session.List<Numbered>(BudgetsSql)).ToDictionary(row => row.Number, row => new Book(row));
            var text = new StringBuilder();
            using var postings = JournalReader.Read(reader, said => told = said).Select(entry => Check(entry, books, text)).GetEnumerator();
            await session.FillEmpty("postings", async () =>
            {
                var next = Next(postings);
                try
                {
                    while (await next is { Count: > 0 } these)
                    {
                        // The next ones are read and checked on another thread while these are written.
                        next = Next(postings);
                        count += await Write(session, these);
                    }
                }
                finally
                {
                    // Whatever went wrong: nobody reads on behind the back of the next try.
                    await Task.WhenAny(next);
                }
            });
            if (told != count)
            {
                throw new InvalidDataException(told is null
                    ? "This is not a whole journal: the line at its end, which says how many postings it holds, is not there."
                    : $"This is not a whole journal: it says that it holds {told} postings, and it holds {count}.");
            }
        });
        return count;
    }

    private static async Task<int> Write(Session session, List<Posting> postings)
    {
        // A budget's postings stand together in the table.
        foreach (var posting in postings.OrderBy(posting => posting.BudgetId.Value))
        {
            await PostingRow.Insert(session, posting);
        }

        await session.Wire.Flush();
        return postings.Count;
    }

    private static Task<List<Posting>> Next(IEnumerator<Posting> postings) => Task.Run(() =>
    {
        var next = new List<Posting>(Together);
        while (next.Count < Together && postings.MoveNext())
        {
            next.Add(postings.Current);
        }

        return next;
    });

    private static Posting Check(JournalEntry entry, Dictionary<string, Book> books, StringBuilder text)
    {
        var fault = entry.Fault
            ?? (books.ContainsKey(entry.BudgetNumber) ? null : $"there is no budget {entry.BudgetNumber}")
            ?? (SqlTypes.Text(entry.Reason) == entry.Reason && SqlTypes.Text(entry.Counterparty) == entry.Counterparty ? null : "it holds a sign that no column can");
        if (fault is not null || books[entry.BudgetNumber].Next(entry) is not { } posting)
        {
            throw new InvalidDataException($"Line {entry.Line} of the journal: {fault ?? "it does not follow from the postings before it"}.");
        }

        HledgerJournal.Say(books[entry.BudgetNumber].Row(posting), text.Clear());
        Compare(entry, text.ToString());
        return posting;
    }

    /// <summary>
    /// The hash covers the facts, but the text says more than it needs to: it is held, line by line, against what the export writes of the posting.
    /// </summary>
    private static void Compare(JournalEntry entry, string expected)
    {
        var at = 0;
        foreach (var line in expected.AsSpan(..^1).Split('\n'))
        {
            if (at == entry.Text.Count || !expected.AsSpan(line).SequenceEqual(entry.Text[at]))
            {
                throw Differs(expected[line].Trim());
            }

            at++;
        }

        if (at < entry.Text.Count)
        {
            throw Differs("no more");
        }

        InvalidDataException Differs(string says) => new($"Line {entry.Line + at} of the journal is not what the posting says, which is: {says}");
    }

    private sealed record Numbered(BudgetId Id, string Number, DateOnly StartsOn);

    /// <summary>One budget while it is being built again.</summary>
    private sealed class Book(Numbered budget)
    {
        private readonly Dictionary<AssignmentId, Money> reservations = [];
        private Balance balance = Balance.Empty;
        private string hash = Posting.NoHash;
        private long number;

        public HledgerJournal.Row Row(Posting posting) => HledgerJournal.Row.Of(budget.Number, budget.StartsOn, posting);

        public Posting? Next(JournalEntry entry)
        {
            var moved = balance.Move(entry.From, entry.To, entry.Amount);
            if (entry.Number != number + 1 || moved.IsRefused)
            {
                return null;
            }

            Money? left = entry.ReservationId is { } touched
                ? reservations.GetValueOrDefault(touched) + (entry.To == Account.Reserved ? entry.Amount : -entry.Amount)
                : null;
            var posting = new Posting(
                budget.Id, entry.Number, entry.Kind, entry.From, entry.To, entry.Amount, entry.OccurredOn, entry.EffectiveOn,
                AmsterdamDay.Of(entry.PostedAt), entry.PostedAt, moved.Value, entry.ReservationId, left, entry.Counterparty,
                entry.OriginKind, entry.OriginId, entry.ReversesNumber, entry.ActorId, entry.OnBehalfOf, entry.Reason, entry.Seal, entry.Hash);
            if (posting.ComputeHash(hash) != entry.Hash)
            {
                return null;
            }

            if (entry.ReservationId is { } reservation)
            {
                reservations[reservation] = left!.Value;
            }

            (number, hash, balance) = (posting.Number, posting.Hash, posting.After);
            return posting;
        }
    }

    private const string CountSql = """
        SELECT COUNT(*)
        FROM postings
        """;

    private const string BudgetsSql = """
        SELECT id AS Id, number AS Number, starts_on AS StartsOn
        FROM budgets
        """;
}
