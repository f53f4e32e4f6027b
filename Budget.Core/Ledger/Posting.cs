using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Budget.Core.Ledger;

/// <summary>What somebody wants to write: everything of a posting that is not computed by the ledger itself.</summary>
/// <param name="OccurredOn">The day of the care (or of the decision, the choice): when it happened, not when it was written.</param>
/// <param name="ReservationId">The reservation that is made, used or released; required when the account "reserved" takes part.</param>
/// <param name="Counterparty">AGB of the provider or number of the care agreement; empty when nobody outside is concerned.</param>
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
    long? ReversesNumber = null);

/// <summary>A line of the ledger as it was written, once and for good.</summary>
public sealed record Posting(
    BudgetId BudgetId,
    long Number,
    PostingKind Kind,
    Account From,
    Account To,
    Money Amount,
    DateOnly OccurredOn,
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
    string PreviousHash,
    string Hash)
{
    /// <summary>The hash that the first posting of a budget names as the one before it.</summary>
    public static readonly string NoHash = new('0', 64);

    /// <summary>
    /// SHA-256 over every field of this posting and the hash of the one before it. A changed, moved, removed or inserted posting
    /// breaks the chain from there on (docs/decisions/0003-how-postings-are-laid-out.md).
    /// </summary>
    public string ComputeHash()
    {
        var text = string.Create(CultureInfo.InvariantCulture,
            $"{PreviousHash}|{BudgetId.Value:D}|{Number}|{Kind.Stored()}|{From.Stored()}|{To.Stored()}|{Amount.Cents}|{OccurredOn:yyyy-MM-dd}|{PostedOn:yyyy-MM-dd}|" +
            $"{PostedAt.ToUnixTimeMilliseconds()}|{After.Available.Cents}|{After.Reserved.Cents}|{After.Payable.Cents}|{After.Paid.Cents}|" +
            $"{ReservationId?.Value:D}|{ReservationLeft?.Cents}|{Counterparty.Replace('|', '/')}|{OriginKind.Stored()}|{OriginId:D}|{ReversesNumber}|" +
            $"{ActorId.Value:D}|{OnBehalfOf?.Value:D}|{Reason}");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }
}

/// <summary>A posting as it stands in its row; the columns in the order of <see cref="Columns"/>.</summary>
internal sealed record PostingRow(
    BudgetId BudgetId, long Number, string Kind, string FromAccount, string ToAccount, Money Amount,
    DateOnly OccurredOn, DateOnly PostedOn, DateTimeOffset PostedAt,
    Money Available, Money Reserved, Money Payable, Money Paid,
    AssignmentId? ReservationId, Money? ReservationLeft, string Counterparty,
    string OriginKind, string OriginId, long? ReversesNumber,
    UserId ActorId, ResidentId? OnBehalfOf, string Reason, string PreviousHash, string Hash)
{
    public const string Columns = """
        budget_id AS BudgetId, number AS Number, kind AS Kind, from_account AS FromAccount, to_account AS ToAccount,
            amount_cents AS Amount, occurred_on AS OccurredOn, posted_on AS PostedOn, posted_at AS PostedAt,
            available_cents AS Available, reserved_cents AS Reserved, payable_cents AS Payable, paid_cents AS Paid,
            reservation_id AS ReservationId, reservation_left_cents AS ReservationLeft, counterparty AS Counterparty,
            origin_kind AS OriginKind, origin_id AS OriginId, reverses_number AS ReversesNumber,
            actor_id AS ActorId, on_behalf_of AS OnBehalfOf, reason AS Reason, previous_hash AS PreviousHash, hash AS Hash
        """;

    public Posting ToPosting() => new(
        BudgetId, Number, StoredNames.Parse<PostingKind>(Kind), StoredNames.Parse<Account>(FromAccount), StoredNames.Parse<Account>(ToAccount),
        Amount, OccurredOn, PostedOn, PostedAt, new Balance(Available, Reserved, Payable, Paid),
        ReservationId, ReservationLeft, Counterparty, StoredNames.Parse<OriginKind>(OriginKind),
        Guid.Parse(OriginId, CultureInfo.InvariantCulture), ReversesNumber, ActorId, OnBehalfOf, Reason, PreviousHash, Hash);
}
