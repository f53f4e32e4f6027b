using Budget.Core.Storage;

namespace Budget.Core.Ledger;

/// <summary>The columns of a posting where they stand, and its hash computed from those bytes: nothing is made of them that need not be.</summary>
internal static class StoredPosting
{
    public const int BudgetId = 0;
    public const int Number = 1;
    public const int Kind = 2;
    public const int From = 3;
    public const int To = 4;
    public const int Amount = 5;
    public const int OccurredOn = 6;
    public const int EffectiveOn = 7;
    public const int PostedOn = 8;
    public const int PostedAt = 9;
    public const int Available = 10;
    public const int Reserved = 11;
    public const int Payable = 12;
    public const int Paid = 13;
    public const int ReservationId = 14;
    public const int ReservationLeft = 15;
    public const int Counterparty = 16;
    public const int OriginKind = 17;
    public const int OriginId = 18;
    public const int ReversesNumber = 19;
    public const int ActorId = 20;
    public const int OnBehalfOf = 21;
    public const int Reason = 22;
    public const int Seal = 23;
    public const int Hash = 24;

    public const string Columns = """
        budget_id, number, kind, from_account, to_account, amount_cents, occurred_on, effective_on, posted_on, posted_at,
               available_cents, reserved_cents, payable_cents, paid_cents, reservation_id, reservation_left_cents, counterparty,
               origin_kind, origin_id, reverses_number, actor_id, on_behalf_of, reason, seal, hash
        """;

    /// <summary>
    /// <see cref="Posting.ComputeHash"/> over the row as it stands; a test holds the two together. Digits in, digits out. What stands in a row in
    /// another form than we write it (a capital in an id, a number as text) hashes to something else.
    /// </summary>
    public static void ComputeHash(StoredRows row, ReadOnlySpan<byte> previousHash, Span<byte> hash)
    {
        var sheet = new HashSheet(stackalloc byte[1024]);
        if (row.OptionalText(Seal) is { IsEmpty: false } seal)
        {
            sheet.Add(seal);
        }

        sheet.Add(previousHash);
        sheet.Add(row.Text(BudgetId));
        sheet.Add(row.Number(Number));
        sheet.Add(row.Text(Kind));
        sheet.Add(row.Text(From));
        sheet.Add(row.Text(To));
        sheet.Add(row.Number(Amount));
        var occurredOn = row.Day(OccurredOn);
        var postedOn = row.Day(PostedOn);
        sheet.Add(occurredOn);
        sheet.Add(postedOn);
        sheet.Add(row.Instant(PostedAt));
        sheet.Add(row.Number(Available));
        sheet.Add(row.Number(Reserved));
        sheet.Add(row.Number(Payable));
        sheet.Add(row.Number(Paid));
        sheet.Add(row.OptionalText(ReservationId));
        sheet.Add(row.OptionalNumber(ReservationLeft));
        sheet.AddWithoutBars(row.Text(Counterparty));
        sheet.Add(row.Text(OriginKind));
        sheet.Add(row.Text(OriginId));
        sheet.Add(row.OptionalNumber(ReversesNumber));
        sheet.Add(row.Text(ActorId));
        sheet.Add(row.OptionalText(OnBehalfOf));
        sheet.Add(row.Text(Reason));
        // Posting.EffectiveDay without a closed month; days in this form have the order of their letters.
        var effectiveOn = row.Day(EffectiveOn);
        if (!effectiveOn.SequenceEqual(occurredOn.SequenceCompareTo(postedOn) < 0 ? occurredOn : postedOn) || row.Text(Reason).Contains((byte)0))
        {
            sheet.Add("\0"u8);
            sheet.Add(effectiveOn);
        }

        sheet.Hash(hash);
    }
}
