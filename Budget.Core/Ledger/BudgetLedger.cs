using Budget.Core.Storage;

namespace Budget.Core.Ledger;

/// <summary>
/// The one way to write money. Used inside a deed's transaction: it locks the budget, reads its last posting, lets the rules decide
/// (<see cref="Balance.Move"/>) and appends. Two spenders of one budget therefore stand in line; spenders of different budgets do not
/// wait for each other on PostgreSQL, and SQLite has one writer anyway.
/// </summary>
internal sealed class BudgetLedger
{
    private readonly Session session;
    private readonly Actor actor;
    private readonly ResidentId? onBehalfOf;
    // The budget is locked, so what was once read of a reservation stays true but for what is appended here.
    private readonly Dictionary<AssignmentId, Money> reservations = [];

    private BudgetLedger(Session session, Actor actor, ResidentId? onBehalfOf, BudgetId budgetId, Posting? last)
    {
        (this.session, this.actor, this.onBehalfOf, BudgetId, Last) = (session, actor, onBehalfOf, budgetId, last);
    }

    public BudgetId BudgetId { get; }

    /// <summary>The last posting knows the balance: however long the history, this is one index seek.</summary>
    public Posting? Last { get; private set; }

    public Balance Balance => Last?.After ?? Balance.Empty;

    /// <summary>Opens the ledger of a budget for writing; nobody else writes to it until the transaction ends.</summary>
    /// <param name="onBehalfOf">The resident for whom a representative acts; none when people act for themselves or as staff.</param>
    public static async Task<BudgetLedger> Open(Session session, Actor actor, BudgetId budgetId, ResidentId? onBehalfOf = null)
    {
        await session.Execute(LockBudgetSql, new { budgetId });
        var last = await session.FirstOrNone<PostingRow>(LastPostingSql, new { budgetId });
        return new BudgetLedger(session, actor, onBehalfOf, budgetId, last?.ToPosting());
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
        // Hashed as it will be stored: no column holds U+0000.
        wanted = wanted with { Reason = wanted.Reason.Replace("\0", "", StringComparison.Ordinal) };
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

        // The book is in order of writing even when a clock was set back: never before the posting in front of it.
        var postedAt = Last is { } last && last.PostedAt > session.Now ? last.PostedAt : session.Now;
        var posting = new Posting(
            BudgetId, (Last?.Number ?? 0) + 1, wanted.Kind, wanted.From, wanted.To, wanted.Amount,
            wanted.OccurredOn, AmsterdamDay.Of(postedAt), postedAt, moved.Value,
            wanted.ReservationId, left, wanted.Counterparty, wanted.OriginKind, wanted.OriginId, wanted.ReversesNumber,
            actor.UserId, onBehalfOf, wanted.Reason, Last?.Hash ?? Posting.NoHash, Hash: "");
        posting = posting with { Hash = posting.ComputeHash() };
        await session.Execute(InsertPostingSql, new
        {
            posting.BudgetId,
            posting.Number,
            Kind = posting.Kind.Stored(),
            FromAccount = posting.From.Stored(),
            ToAccount = posting.To.Stored(),
            posting.Amount,
            posting.OccurredOn,
            posting.PostedOn,
            posting.PostedAt,
            posting.After.Available,
            posting.After.Reserved,
            posting.After.Payable,
            posting.After.Paid,
            posting.ReservationId,
            posting.ReservationLeft,
            posting.Counterparty,
            OriginKind = posting.OriginKind.Stored(),
            OriginId = posting.OriginId.ToString("D"),
            posting.ReversesNumber,
            posting.ActorId,
            posting.OnBehalfOf,
            posting.Reason,
            posting.PreviousHash,
            posting.Hash,
        });
        if (wanted.ReservationId is { } touched)
        {
            reservations[touched] = left!.Value;
        }

        Last = posting;
        return posting;
    }

    /// <summary>What kind of posting stands at a number; none when there is no such posting.</summary>
    public async Task<PostingKind?> KindOf(long number) =>
        (await session.FirstOrNone<PostingRow>(PostingByNumberSql, new { BudgetId, number }))?.ToPosting().Kind;

    /// <summary>
    /// Writes the opposite of an earlier posting, once. The money goes back where it came from, and must be there: when the account
    /// holds less than that (it was paid since), the reversal is refused.
    /// </summary>
    public async Task<Outcome<Posting>> Reverse(long number, string reason)
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

        if (await session.FirstOrNone<PostingRow>(ReversalOfSql, new { BudgetId, number }) is not null)
        {
            return Refusal.AlreadyReversed;
        }

        return await Append(new NewPosting(
            PostingKind.Reversal, original.To, original.From, original.Amount, original.OccurredOn,
            OriginKind.Correction, original.OriginId, reason, original.ReservationId, original.Counterparty, number));
    }

    // An update that changes nothing locks the row on PostgreSQL; on SQLite the whole file is locked already.
    private const string LockBudgetSql = """
        UPDATE budgets
        SET number = number
        WHERE id = @budgetId
        """;

    private const string LastPostingSql = $"""
        SELECT {PostingRow.Columns}
        FROM postings
        WHERE budget_id = @budgetId
        ORDER BY number DESC
        LIMIT 1
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

    private const string InsertPostingSql = """
        INSERT INTO postings (
            budget_id, number, kind, from_account, to_account, amount_cents, occurred_on, posted_on, posted_at,
            available_cents, reserved_cents, payable_cents, paid_cents, reservation_id, reservation_left_cents, counterparty,
            origin_kind, origin_id, reverses_number, actor_id, on_behalf_of, reason, previous_hash, hash)
        VALUES (
            @BudgetId, @Number, @Kind, @FromAccount, @ToAccount, @Amount, @OccurredOn, @PostedOn, @PostedAt,
            @Available, @Reserved, @Payable, @Paid, @ReservationId, @ReservationLeft, @Counterparty,
            @OriginKind, @OriginId, @ReversesNumber, @ActorId, @OnBehalfOf, @Reason, @PreviousHash, @Hash)
        """;
}
