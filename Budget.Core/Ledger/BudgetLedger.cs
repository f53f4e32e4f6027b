using Budget.Core.Storage;

namespace Budget.Core.Ledger;

/// <summary>
/// The one way to write money. Used inside a deed's transaction: it locks the budget, reads its last posting, lets the rules decide
/// (<see cref="Balance.Move"/>) and appends. Two spenders of one budget therefore stand in line; spenders of different budgets do not
/// wait for each other on PostgreSQL, and SQLite has one writer anyway.
/// </summary>
internal sealed class BudgetLedger
{
    /// <summary>How many are opened with one question.</summary>
    public const int MostAtOnce = 64;

    private readonly Session session;
    private readonly Actor actor;
    private readonly ResidentId? onBehalfOf;
    private readonly OpenBook book;
    // The budget is locked, so what was once read of a reservation stays true but for what is appended here.
    private readonly Dictionary<AssignmentId, Money> reservations = [];
    private long number;
    private string hash;
    private DateTimeOffset postedAt;

    private BudgetLedger(Session session, Actor actor, ResidentId? onBehalfOf, BudgetId budgetId, OpenBook book)
    {
        (this.session, this.actor, this.onBehalfOf, BudgetId, this.book) = (session, actor, onBehalfOf, budgetId, book);
        (number, hash, Balance) = (book.Number ?? 0, book.Hash ?? Posting.NoHash, book.Balance);
        if (book.ReservationId is { } touchedLast)
        {
            reservations[touchedLast] = book.ReservationLeft;
        }

        // The book is in order of writing even when a clock was set back: never before the posting in front of it, and never on a day whose
        // head was written down or whose month was closed.
        postedAt = Later(session.Now, Later(book.PostedAt ?? DateTimeOffset.MinValue, book.FirstOpenMoment));
    }

    public BudgetId BudgetId { get; }

    /// <summary>The last day of a budget that a later decision ended before its time; none of others. Help of later days is not booked.</summary>
    public DateOnly? EndedOn => book.EndedOn;

    /// <summary>The number that the next posting will have, for a row that names its own posting.</summary>
    public long NextNumber => number + 1;

    /// <summary>The last posting knows the balance: however long the history, this is one index seek.</summary>
    public Balance Balance { get; private set; }

    /// <summary>Opens the ledger of a budget for writing; nobody else writes to it until the transaction ends.</summary>
    /// <param name="onBehalfOf">The resident for whom a representative acts; none when people act for themselves or as staff.</param>
    /// <exception cref="LedgerIsUnsoundException">A verify found a fault that was not put right: no money is booked until then.</exception>
    public static async Task<BudgetLedger> Open(Session session, Actor actor, BudgetId budgetId, ResidentId? onBehalfOf = null)
    {
        var opened = await session.Wire.LockAndAsk(LockSql, OpenSql, [budgetId.Value], OpenBook.Read);
        return opened.HasFaults ? throw new LedgerIsUnsoundException() : new BudgetLedger(session, actor, onBehalfOf, budgetId, opened);
    }

    /// <summary>Two budgets at once, in an order that is the same for whoever opens the same two: nobody waits for somebody who waits for him.</summary>
    public static async Task<(BudgetLedger Left, BudgetLedger Right)> OpenBoth(Session session, Actor actor, BudgetId left, BudgetId right, ResidentId? onBehalfOf = null)
    {
        if (string.CompareOrdinal($"{left.Value:D}", $"{right.Value:D}") < 0)
        {
            return (await Open(session, actor, left, onBehalfOf), await Open(session, actor, right, onBehalfOf));
        }

        var second = await Open(session, actor, right, onBehalfOf);
        return (await Open(session, actor, left, onBehalfOf), second);
    }

    /// <summary>
    /// Up to <see cref="MostAtOnce"/> budgets with one question, for whoever writes to one after the other; they are locked in the order of their ids.
    /// </summary>
    public static async Task<IEnumerable<BudgetLedger>> OpenEach(Session session, Actor actor, IReadOnlyCollection<BudgetId> budgets)
    {
        if (budgets.Count == 0)
        {
            return [];
        }

        // The text always asks for as many: what is not needed asks for the first once more.
        object?[] ids = [.. budgets.Select(budget => (object)budget.Value), .. Enumerable.Repeat((object)budgets.First().Value, MostAtOnce - budgets.Count)];
        var opened = await session.Wire.LockAndList(LockEachSql, OpenEachSql, ids, row => (Id: new BudgetId(Guid.ParseExact(row.GetString(13), "D")), Book: OpenBook.Read(row)));
        return opened.Any(one => one.Book.HasFaults)
            ? throw new LedgerIsUnsoundException()
            : opened.Select(one => new BudgetLedger(session, actor, onBehalfOf: null, one.Id, one.Book));
    }

    /// <summary>What is still reserved for one assignment.</summary>
    public async Task<Money> LeftOf(AssignmentId reservation)
    {
        if (!reservations.TryGetValue(reservation, out var left))
        {
            left = (await session.FirstOrNone<PostingRow>(LastOfReservationSql, new { BudgetId, reservation }))?.ReservationLeft ?? Money.Zero;
            reservations[reservation] = left;
        }

        return left;
    }

    public async Task<Outcome<Posting>> Append(NewPosting wanted)
    {
        if (wanted.Kind is PostingKind.Invoice or PostingKind.Claim && wanted.OccurredOn > EndedOn)
        {
            return Refusal.BudgetEnded;
        }

        // Hashed as it will be stored.
        wanted = wanted with { Reason = SqlTypes.Text(wanted.Reason) };
        var moved = Balance.Move(wanted.From, wanted.To, wanted.Amount);
        if (moved.IsRefused)
        {
            return moved.Refusal!;
        }

        Money? left = null;
        if (wanted.ReservationId is { } reservation)
        {
            left = await LeftOf(reservation) + (wanted.To == Account.Reserved ? wanted.Amount : -wanted.Amount);
            if (left.Value.IsNegative)
            {
                return Refusal.ReservationTooLow.With(left.Value + wanted.Amount);
            }
        }

        var postedOn = AmsterdamDay.Of(postedAt);
        var posting = new Posting(
            BudgetId, number + 1, wanted.Kind, wanted.From, wanted.To, wanted.Amount,
            wanted.OccurredOn, Posting.EffectiveDay(wanted.OccurredOn, postedOn, book.ClosedUntil), postedOn, postedAt, moved.Value,
            wanted.ReservationId, left, wanted.Counterparty, wanted.OriginKind, wanted.OriginId, wanted.ReversesNumber,
            actor.UserId, onBehalfOf, wanted.Reason, wanted.Seal, Hash: "");
        posting = posting with { Hash = posting.ComputeHash(hash) };
        await PostingRow.Insert(session, posting);
        if (wanted.ReservationId is { } touched)
        {
            reservations[touched] = left!.Value;
        }

        (number, hash, Balance) = (posting.Number, posting.Hash, posting.After);
        return posting;
    }

    /// <summary>What kind of posting stands at a number; none when there is no such posting.</summary>
    public async Task<PostingKind?> KindOf(long number) =>
        (await session.FirstOrNone<PostingRow>(PostingByNumberSql, new { BudgetId, number }))?.ToPosting().Kind;

    /// <summary>
    /// Writes the opposite of an earlier posting, once. The money goes back where it came from, and must be there: when the account
    /// holds less than that (it was paid since), the reversal is refused.
    /// </summary>
    /// <param name="seal">Of the credit that asks for it, or of the proposal that a colleague approved; none in books from before there were proposals.</param>
    public async Task<Outcome<Posting>> Reverse(long number, string reason, string? seal = null)
    {
        var reversible = await Reversible(number);
        if (reversible.IsRefused)
        {
            return reversible;
        }

        var original = reversible.Value;
        return await Append(new NewPosting(
            PostingKind.Reversal, original.To, original.From, original.Amount, original.OccurredOn,
            OriginKind.Correction, original.OriginId, reason, original.ReservationId, original.Counterparty, number, seal));
    }

    /// <summary>The posting at a number, when it was not reversed before and is no reversal itself.</summary>
    public async Task<Outcome<Posting>> Reversible(long number)
    {
        var original = (await session.FirstOrNone<PostingRow>(PostingByNumberSql, new { BudgetId, number }))?.ToPosting();
        if (original is null)
        {
            return Refusal.NotFound;
        }

        if (original.Kind == PostingKind.Reversal)
        {
            return Refusal.ReversalOfReversal;
        }

        return await session.FirstOrNone<PostingRow>(ReversalOfSql, new { BudgetId, number }) is null ? original : Refusal.AlreadyReversed;
    }

    private static DateTimeOffset Later(DateTimeOffset left, DateTimeOffset right) => left > right ? left : right;

    private sealed record OpenBook(
        long? Number, Balance Balance, DateTimeOffset? PostedAt, string? Hash, AssignmentId? ReservationId, Money ReservationLeft,
        DateOnly? HeadDay, DateOnly? ClosedUntil, bool HasFaults, DateOnly? EndedOn)
    {
        public static OpenBook Read(System.Data.Common.DbDataReader row)
        {
            var isEmpty = row.IsDBNull(0);
            return new OpenBook(
                isEmpty ? null : row.GetInt64(0),
                isEmpty ? Balance.Empty : new Balance(new(row.GetInt64(1)), new(row.GetInt64(2)), new(row.GetInt64(3)), new(row.GetInt64(4))),
                isEmpty ? null : SqlTypes.Instant(row.GetValue(5)),
                isEmpty ? null : row.GetString(6),
                row.IsDBNull(7) ? null : new AssignmentId(Guid.ParseExact(row.GetString(7), "D")),
                row.IsDBNull(8) ? Money.Zero : new Money(row.GetInt64(8)),
                row.IsDBNull(9) ? null : SqlTypes.Day(row.GetValue(9)),
                row.IsDBNull(10) ? null : SqlTypes.Day(row.GetValue(10)),
                row.GetInt64(11) != 0,
                row.IsDBNull(12) ? null : SqlTypes.Day(row.GetValue(12)));
        }

        public DateTimeOffset FirstOpenMoment => Later(AfterEndOf(HeadDay), AfterEndOf(ClosedUntil));

        private static DateTimeOffset AfterEndOf(DateOnly? day) =>
            day is { } over ? AmsterdamDay.At(over.AddDays(1), TimeOnly.MinValue) : DateTimeOffset.MinValue;
    }

    // Two statements in one trip: on PostgreSQL the second sees what was committed while the first waited for the lock.
    private const string LockSql = """
        SELECT CAST(pg_advisory_xact_lock_shared(7266341) AS TEXT)
        FROM budgets
        WHERE id = $1
        FOR NO KEY UPDATE
        """;

    private const string BookSql = """
        SELECT last.number, last.available_cents, last.reserved_cents, last.payable_cents, last.paid_cents, last.posted_at, last.hash,
               last.reservation_id, last.reservation_left_cents,
               (SELECT MAX(day) FROM ledger_heads head WHERE head.municipality_code = b.municipality_code) AS head_day,
               (SELECT MAX(ends_on) FROM closed_months month WHERE month.municipality_code = b.municipality_code) AS closed_until,
               (SELECT COUNT(*) FROM ledger_faults WHERE cleared_at IS NULL) AS faults,
               (SELECT ended_on FROM decision_kinds ending WHERE ending.earlier_budget_id = b.id AND ending.ended_on IS NOT NULL) AS ended_on,
               b.id
        FROM budgets b
        LEFT JOIN postings last ON last.budget_id = b.id
            AND last.number = (SELECT MAX(number) FROM postings newest WHERE newest.budget_id = b.id)
        """;

    private const string OpenSql = $"""
        {BookSql}
        WHERE b.id = $1
        """;

    private static readonly string Each = string.Join(", ", Enumerable.Range(1, MostAtOnce).Select(place => FormattableString.Invariant($"${place}")));

    private static readonly string LockEachSql = $"""
        SELECT CAST(pg_advisory_xact_lock_shared(7266341) AS TEXT)
        FROM budgets
        WHERE id IN ({Each})
        ORDER BY id
        FOR NO KEY UPDATE
        """;

    private static readonly string OpenEachSql = $"""
        {BookSql}
        WHERE b.id IN ({Each})
        """;

    private const string LastOfReservationSql = $"""
        SELECT {PostingRow.Columns}
        FROM postings
        WHERE budget_id = @BudgetId
          AND reservation_id = @reservation
        ORDER BY number DESC
        LIMIT 1
        """;

    private const string PostingByNumberSql = $"""
        SELECT {PostingRow.Columns}
        FROM postings
        WHERE budget_id = @BudgetId
          AND number = @number
        """;

    private const string ReversalOfSql = $"""
        SELECT {PostingRow.Columns}
        FROM postings
        WHERE budget_id = @BudgetId
          AND reverses_number = @number
        """;
}
