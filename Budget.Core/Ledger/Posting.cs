using System.Globalization;
using Budget.Core.Storage;

namespace Budget.Core.Ledger;

/// <summary>What somebody wants to write: everything of a posting that is not computed by the ledger itself.</summary>
/// <param name="OccurredOn">The day of the care (or of the decision, the choice): when it happened, not when it was written.</param>
/// <param name="ReservationId">The reservation that is made, used or released; required when the account "reserved" takes part.</param>
/// <param name="Counterparty">AGB of the provider or number of the care agreement; empty when nobody outside is concerned.</param>
/// <param name="Seal">Of what this posting is the first to be booked on (<see cref="Ledger.Seal"/>); none for what rests on an earlier posting.</param>
/// <param name="Reason">Why, as a code with at most a number behind it ("invoice 2026-…"); never a name.</param>
public sealed record NewPosting(
    PostingKind Kind,
    Account From,
    Account To,
    Money Amount,
    DateOnly OccurredOn,
    OriginKind OriginKind,
    Guid OriginId,
    string Reason,
    AssignmentId? ReservationId = null,
    string Counterparty = "",
    long? ReversesNumber = null,
    string? Seal = null);

/// <summary>A line of the ledger as it was written, once and for good.</summary>
/// <param name="OccurredOn">The day of the care.</param>
/// <param name="EffectiveOn">The day on which it counts: <see cref="EffectiveDay"/>.</param>
public sealed record Posting(
    BudgetId BudgetId,
    long Number,
    PostingKind Kind,
    Account From,
    Account To,
    Money Amount,
    DateOnly OccurredOn,
    DateOnly EffectiveOn,
    DateOnly PostedOn,
    DateTimeOffset PostedAt,
    Balance After,
    AssignmentId? ReservationId,
    Money? ReservationLeft,
    string Counterparty,
    OriginKind OriginKind,
    Guid OriginId,
    long? ReversesNumber,
    UserId ActorId,
    ResidentId? OnBehalfOf,
    string Reason,
    string? Seal,
    string Hash)
{
    /// <summary>The hash that the first posting of a budget names as the one before it.</summary>
    public static readonly string NoHash = new('0', 64);

    /// <summary>
    /// The day on which a posting counts in balances by the day of the care: that day, but never after the writing, and never in a month
    /// that was closed before: then the first open day. So a figure about a closed month never changes.
    /// </summary>
    public static DateOnly EffectiveDay(DateOnly occurredOn, DateOnly postedOn, DateOnly? closedUntil)
    {
        var counted = occurredOn < postedOn ? occurredOn : postedOn;
        return closedUntil is { } closed && counted <= closed ? closed.AddDays(1) : counted;
    }

    /// <summary>
    /// SHA-256 over every field of this posting and the hash of the one before it. A changed, moved, removed or inserted posting
    /// breaks the chain from there on (docs/decisions/0006-the-chain-and-its-daily-head.md). The effective day is written in only where
    /// a closed month moved it: elsewhere it follows from the other two days. A sign that we write in no reason stands before it, or the end
    /// of a reason could be read as a day; and where somebody else wrote that sign in a reason, the day stands behind it always. A seal stands
    /// in front of everything: two hashes in a row begin no posting without one.
    /// </summary>
    public string ComputeHash(string previousHash)
    {
        var sheet = new HashSheet(stackalloc byte[1024]);
        if (Seal is not null)
        {
            sheet.Add(Seal);
        }

        sheet.Add(previousHash);
        sheet.Add(BudgetId.Value);
        sheet.Add(Number);
        sheet.Add(Kind.Stored());
        sheet.Add(From.Stored());
        sheet.Add(To.Stored());
        sheet.Add(Amount.Cents);
        sheet.Add(OccurredOn);
        sheet.Add(PostedOn);
        sheet.Add(PostedAt.ToUnixTimeMilliseconds());
        sheet.Add(After.Available.Cents);
        sheet.Add(After.Reserved.Cents);
        sheet.Add(After.Payable.Cents);
        sheet.Add(After.Paid.Cents);
        sheet.Add(ReservationId?.Value);
        sheet.Add(ReservationLeft?.Cents);
        sheet.Add(Counterparty.Replace('|', '/'));
        sheet.Add(OriginKind.Stored());
        sheet.Add(OriginId);
        sheet.Add(ReversesNumber);
        sheet.Add(ActorId.Value);
        sheet.Add(OnBehalfOf?.Value);
        sheet.Add(Reason);
        if (EffectiveOn != EffectiveDay(OccurredOn, PostedOn, closedUntil: null) || Reason.Contains('\0'))
        {
            sheet.Add("\0");
            sheet.Add(EffectiveOn);
        }

        return sheet.Hash();
    }
}

/// <summary>A posting as it stands in its row; the columns in the order of <see cref="Columns"/>.</summary>
internal sealed record PostingRow(
    BudgetId BudgetId, long Number, string Kind, string FromAccount, string ToAccount, Money Amount,
    DateOnly OccurredOn, DateOnly EffectiveOn, DateOnly PostedOn, DateTimeOffset PostedAt,
    Money Available, Money Reserved, Money Payable, Money Paid,
    AssignmentId? ReservationId, Money? ReservationLeft, string Counterparty,
    string OriginKind, string OriginId, long? ReversesNumber,
    UserId ActorId, ResidentId? OnBehalfOf, string Reason, string? Seal, string Hash)
{
    public const string Columns = """
        budget_id AS BudgetId, number AS Number, kind AS Kind, from_account AS FromAccount, to_account AS ToAccount,
            amount_cents AS Amount, occurred_on AS OccurredOn, effective_on AS EffectiveOn, posted_on AS PostedOn, posted_at AS PostedAt,
            available_cents AS Available, reserved_cents AS Reserved, payable_cents AS Payable, paid_cents AS Paid,
            reservation_id AS ReservationId, reservation_left_cents AS ReservationLeft, counterparty AS Counterparty,
            origin_kind AS OriginKind, origin_id AS OriginId, reverses_number AS ReversesNumber,
            actor_id AS ActorId, on_behalf_of AS OnBehalfOf, reason AS Reason, seal AS Seal, hash AS Hash
        """;

    public Posting ToPosting() => new(
        BudgetId, Number, StoredNames.Parse<PostingKind>(Kind), StoredNames.Parse<Account>(FromAccount), StoredNames.Parse<Account>(ToAccount),
        Amount, OccurredOn, EffectiveOn, PostedOn, PostedAt, new Balance(Available, Reserved, Payable, Paid),
        ReservationId, ReservationLeft, Counterparty, StoredNames.Parse<OriginKind>(OriginKind),
        Guid.Parse(OriginId, CultureInfo.InvariantCulture), ReversesNumber, ActorId, OnBehalfOf, Reason, Seal, Hash);

    public static ValueTask Insert(Session session, Posting posting) => session.Wire.Send(InsertSql, Values(posting));

    /// <summary>In the order of <see cref="InsertSql"/>.</summary>
    public static object?[] Values(Posting posting) =>
    [
        posting.BudgetId.Value, posting.Number, posting.Kind.Stored(), posting.From.Stored(), posting.To.Stored(), posting.Amount.Cents,
        posting.OccurredOn, posting.EffectiveOn, posting.PostedOn, posting.PostedAt,
        posting.After.Available.Cents, posting.After.Reserved.Cents, posting.After.Payable.Cents, posting.After.Paid.Cents,
        posting.ReservationId?.Value, posting.ReservationLeft?.Cents, posting.Counterparty,
        posting.OriginKind.Stored(), posting.OriginId, posting.ReversesNumber,
        posting.ActorId.Value, posting.OnBehalfOf?.Value, posting.Reason, posting.Seal, posting.Hash,
    ];

    public const string InsertSql = """
        INSERT INTO postings (
            budget_id, number, kind, from_account, to_account, amount_cents, occurred_on, effective_on, posted_on, posted_at,
            available_cents, reserved_cents, payable_cents, paid_cents, reservation_id, reservation_left_cents, counterparty,
            origin_kind, origin_id, reverses_number, actor_id, on_behalf_of, reason, seal, hash)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25)
        """;
}
