using Budget.Core.Closing;
using Budget.Core.PersonHeld;
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
        var opened = await session.Wire.LockAndAsk(OpenBook.LockSql, OpenBook.OpenSql, [budgetId.Value], OpenBook.Read);
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
        var opened = await session.Wire.LockAndList(OpenBook.LockEachSql, OpenBook.OpenEachSql, ids, row => (Id: new BudgetId(Guid.ParseExact(row.GetString(13), "D")), Book: OpenBook.Read(row)));
        return opened.Any(one => one.Book.HasFaults)
            ? throw new LedgerIsUnsoundException()
            : opened.Select(one => new BudgetLedger(session, actor, onBehalfOf: null, one.Id, one.Book));
    }

    /// <summary>Many budgets at once, for whoever needs them all until the end; in the order of their ids, for the same reason.</summary>
    public static async Task<IReadOnlyDictionary<BudgetId, BudgetLedger>> OpenAll(Session session, Actor actor, IEnumerable<BudgetId> budgets)
    {
        var ledgers = new Dictionary<BudgetId, BudgetLedger>();
        foreach (var group in budgets.Distinct().OrderBy(budget => $"{budget.Value:D}", StringComparer.Ordinal).Chunk(MostAtOnce))
        {
            foreach (var ledger in await OpenEach(session, actor, group))
            {
                ledgers[ledger.BudgetId] = ledger;
            }
        }

        return ledgers;
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
    /// Writes the opposite of an earlier posting, once. The money goes back where it came from, and must be there. An invoice or a claim that was paid since is first unpaid: a right credit may not be
    /// refused because it was paid, and what was paid too much is set off in a next run.
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
        if (original.Kind is PostingKind.Invoice or PostingKind.Claim
            && await session.FirstOrNone<PostingRow>(original.Kind == PostingKind.Invoice ? StandingPaymentSql : StandingClaimPaymentSql, new { BudgetId, Origin = original.OriginId.ToString("D") }) is { } paid)
        {
            await Unpay(paid.Number);
        }

        var reversed = await Append(new NewPosting(
            PostingKind.Reversal, original.To, original.From, original.Amount, original.OccurredOn,
            OriginKind.Correction, original.OriginId, reason, original.ReservationId, original.Counterparty, number, seal));
        if (original.Kind == PostingKind.Claim && !reversed.IsRefused)
        {
            await ClaimedMonths.AfterReversal(session, new ClaimId(original.OriginId));
        }

        if (original.From == Account.Available && !reversed.IsRefused)
        {
            await UnusedToReturn.Keep(session, BudgetId);
        }

        return reversed;
    }

    /// <summary>A payment comes back: paid → payable. By the bank, or because what was paid is taken back.</summary>
    /// <exception cref="InvalidOperationException">It is no payment that stands.</exception>
    public async Task Unpay(long number)
    {
        var payment = (await Reversible(number)).Value;
        var reason = payment.Kind == PostingKind.Payment ? payment.Reason : throw new InvalidOperationException($"Posting {number} is no payment.");
        _ = (await Append(new NewPosting(
            PostingKind.Reversal, payment.To, payment.From, payment.Amount, payment.OccurredOn, OriginKind.Correction, payment.OriginId, reason, Counterparty: payment.Counterparty,
            ReversesNumber: number))).Value;
        await session.Wire.Send(payment.OriginKind == OriginKind.Claim ? ClaimNoLongerPaidSql : NoLongerPaidSql, [payment.OriginId]);
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

    private const string StandingPaymentSql = $"""
        SELECT {PostingRow.Columns}
        FROM postings
        WHERE budget_id = @BudgetId
          AND number = (
              SELECT booked.posting_number
              FROM payment_bookings booked
              WHERE booked.line_id = @Origin
                AND booked.budget_id = @BudgetId
                AND NOT EXISTS (
                    SELECT 1
                    FROM postings reversal
                    WHERE reversal.budget_id = booked.budget_id
                      AND reversal.reverses_number = booked.posting_number))
        """;

    // The only one that stands: a claim is paid once until that is reversed.
    private const string StandingClaimPaymentSql = $"""
        SELECT {PostingRow.Columns}
        FROM postings
        WHERE budget_id = @BudgetId
          AND number = (
              SELECT booked.posting_number
              FROM svb_payments booked
              JOIN paid_claims paid ON paid.claim_id = booked.claim_id AND paid.reference = booked.reference
              WHERE booked.claim_id = @Origin
                AND booked.budget_id = @BudgetId)
        """;

    private const string NoLongerPaidSql = """
        DELETE FROM paid_lines
        WHERE line_id = $1
        """;

    private const string ClaimNoLongerPaidSql = """
        DELETE FROM paid_claims
        WHERE claim_id = $1
        """;

    private const string ReversalOfSql = $"""
        SELECT {PostingRow.Columns}
        FROM postings
        WHERE budget_id = @BudgetId
          AND reverses_number = @number
        """;
}
