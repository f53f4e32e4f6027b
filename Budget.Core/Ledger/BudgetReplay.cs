using System.Text;
using Budget.Core.Storage;

namespace Budget.Core.Ledger;

/// <summary>
/// One budget, computed again from its first posting: each posting against the one before it, against what was granted and chosen, and at
/// the end of each closed year against the balance that was written down then. What it found goes into the range's sums.
/// </summary>
internal sealed class BudgetReplay(string id, BudgetFacts? facts, IReadOnlyList<YearBalance> yearBalances, ReplayRange range)
{
    private readonly List<(byte[] Id, ulong Mark, Money Left)> reservations = [];
    private readonly List<Original> originals = [];
    private readonly List<long> late = [];
    private readonly ulong budgetMark = range.Fingerprint.Of(Encoding.UTF8.GetBytes(id));
    private readonly ulong townMark = range.Fingerprint.Of(Encoding.UTF8.GetBytes(facts?.Town.Code ?? ""));
    private readonly byte[] leaf = new byte[64];
    private byte[] hash = Encoding.UTF8.GetBytes(Posting.NoHash);
    private byte[] next = new byte[64];
    private long number;
    private long postedAt = StoredRows.NoNumber;
    private int closedYears;
    private bool isSealed;
    private DateOnly lastFilledOn = DateOnly.MinValue;

    public byte[] Id { get; } = Encoding.UTF8.GetBytes(id);

    public Balance Balance { get; private set; } = Balance.Empty;

    /// <summary>What is wrong with the next posting, or nothing.</summary>
    public VerifyLedger.Fault? Check(StoredRows row)
    {
        var read = row.Number(StoredPosting.Number);
        if (read != number + 1)
        {
            return At(read, $"posting {number + 1} is missing");
        }

        StoredPosting.ComputeHash(row, hash, next);
        if (!row.Text(StoredPosting.Hash).SequenceEqual(next))
        {
            return At(read, "it was changed after it was written: its hash does not match");
        }

        if (facts is null)
        {
            return At(read, "its budget does not exist");
        }

        if (Entry.Read(row) is not { } entry)
        {
            return At(read, "it is of a kind or an account that does not exist");
        }

        if (Time(row, facts.Town, out var postedOn, out var effectiveOn) is { } untimely)
        {
            return At(read, untimely);
        }

        if (CloseYears(facts.Town, postedOn) is { } unclosed)
        {
            return unclosed;
        }

        var moved = Balance.Move(entry.From, entry.To, entry.Amount);
        if (moved.IsRefused)
        {
            return At(read, "it spends more than there is");
        }

        if (moved.Value != TownFacts.Balance(row, StoredPosting.Available))
        {
            return At(read, "its balance is not the balance before it plus its amount");
        }

        var origin = range.Fingerprint.Of(row.Text(StoredPosting.OriginId));
        if ((Reservation(row, entry, out var reservation) ?? Reversal(row, entry, origin) ?? Origin(row, entry, origin, facts) ?? Sealed(row, entry, origin, facts)) is { } why)
        {
            return At(read, why);
        }

        Keep(read, moved.Value, entry, postedOn, effectiveOn, facts);
        range.OfDays += range.Fingerprint.Of(budgetMark, read, postedOn, postedAt, effectiveOn, entry.From, entry.To, entry.Amount.Cents);
        if (entry.Kind == PostingKind.Payment)
        {
            range.Booked += range.Fingerprint.Of(entry.Kind, origin, budgetMark, read, entry.Amount.Cents, 0);
        }
        else if (entry.Kind is PostingKind.Invoice or PostingKind.Claim)
        {
            var mark = entry.Kind == PostingKind.Invoice ? reservation ^ townMark : 0;
            range.Booked += range.Fingerprint.Of(entry.Kind, origin, budgetMark, read, entry.Amount.Cents, mark);
            if (row.DayOf(StoredPosting.OccurredOn) > facts.Ending?.EndedOn)
            {
                late.Add(read);
            }
        }

        return null;
    }

    /// <summary>After the last posting: what was written down of the years that ended after it, and its leaf in the last head.</summary>
    public VerifyLedger.Fault? End()
    {
        if (facts is null)
        {
            return null;
        }

        facts.IsBooked = true;
        facts.Leaf = leaf[0] == 0 ? null : Convert.FromHexString(leaf);
        return CloseYears(facts.Town, DateOnly.MaxValue)
            ?? (facts.HasNotReturned(lastFilledOn, Balance) ? At(number, "the year in which the budget ended was closed, and what was left in it was not given back") : null)
            ?? (facts.Shifts.Find(shift => !shift.IsBooked || originals[(int)shift.Number - 1].IsSpent) is { } half ? At(half.Number, "a shift was booked in one of its two budgets only") : null)
            ?? (late.Find(posting => !originals[(int)posting - 1].IsSpent) is > 0 and var after ? At(after, "its help was given after the budget had been ended") : null)
            ?? (yearBalances.FirstOrDefault(row => facts.Town.Years.TrueForAll(closed => closed.Year != row.Year)) is { } early
                ? At(early.Number, $"it is the closing balance of {early.Year}, a year that was not closed")
                : null);
    }

    private void Keep(long read, Balance after, Entry entry, DateOnly postedOn, DateOnly effectiveOn, BudgetFacts budget)
    {
        lastFilledOn = after.Available + after.Reserved > Balance.Available + Balance.Reserved ? postedOn : lastFilledOn;
        (number, Balance) = (read, after);
        (hash, next) = (next, hash);
        if (postedOn <= budget.Town.LastHeadDay)
        {
            hash.CopyTo(leaf, 0);
        }

        range.Add(budget.Town, postedOn, effectiveOn, entry, isFirst: read == 1);
    }

    private VerifyLedger.Fault At(long posting, string why) => new($"{facts?.Number ?? id}/{posting}", why);

    private string? Time(StoredRows row, TownFacts town, out DateOnly postedOn, out DateOnly effectiveOn)
    {
        var at = row.Instant(StoredPosting.PostedAt);
        (postedOn, effectiveOn) = (row.DayOf(StoredPosting.PostedOn) ?? DateOnly.MinValue, row.DayOf(StoredPosting.EffectiveOn) ?? DateOnly.MaxValue);
        if (at < postedAt || postedOn != range.DayOf(at))
        {
            return "its time of writing is out of order";
        }

        postedAt = at;
        var unmoved = Posting.EffectiveDay(row.DayOf(StoredPosting.OccurredOn) ?? DateOnly.MaxValue, postedOn, closedUntil: null);
        return effectiveOn <= postedOn && (effectiveOn == unmoved || (unmoved < effectiveOn && town.IsFirstOpenDay(effectiveOn)))
            ? null : "it counts on another day than the day of the care or the first after a closed month";
    }

    private string? Reservation(StoredRows row, Entry entry, out ulong mark)
    {
        mark = 0;
        var reservation = row.OptionalText(StoredPosting.ReservationId);
        if (reservation.IsEmpty)
        {
            return null;
        }

        var index = 0;
        while (index < reservations.Count && !reservation.SequenceEqual(reservations[index].Id))
        {
            index++;
        }

        if (index == reservations.Count)
        {
            reservations.Add((reservation.ToArray(), range.Fingerprint.Of(reservation), Money.Zero));
        }

        var kept = reservations[index];
        mark = kept.Mark;
        var left = kept.Left + (entry.To == Account.Reserved ? entry.Amount : -entry.Amount);
        reservations[index] = kept with { Left = left };
        return left.Cents == row.OptionalNumber(StoredPosting.ReservationLeft) && !left.IsNegative ? null : "what is left of its reservation does not add up";
    }

    private string? Reversal(StoredRows row, Entry entry, ulong origin)
    {
        originals.Add(new Original(entry.Kind == PostingKind.Reversal, entry.From, entry.To, entry.Amount, origin));
        if (row.OptionalNumber(StoredPosting.ReversesNumber) is not { } reversed)
        {
            return entry.Kind == PostingKind.Reversal ? "it does not say what it reverses" : null;
        }

        if (reversed < 1 || reversed >= originals.Count || originals[(int)reversed - 1] is not { IsSpent: false } original
            || (original.From, original.To, original.Amount) != (entry.To, entry.From, entry.Amount))
        {
            return "it reverses a posting that is not there, was reversed already, or is of another amount";
        }

        originals[^1] = originals[^1] with { IsSpent = true };
        originals[(int)reversed - 1] = original with { IsSpent = true };
        return origin == original.Origin ? null : "it has another origin than the posting it reverses";
    }

    /// <summary>Invoices and claims are as many as the postings: the range compares them with their lines and claims by fingerprint.</summary>
    private string? Origin(StoredRows row, Entry entry, ulong origin, BudgetFacts budget)
    {
        var text = row.Text(StoredPosting.OriginId);
        if (number == 0)
        {
            return entry.Kind != PostingKind.Grant || !text.SequenceEqual(Encoding.UTF8.GetBytes(budget.DecisionId)) ? "the budget does not begin with the grant of its decision"
                : !budget.FitsDecision ? "the budget is of another resident or municipality than its decision"
                : entry.Amount != budget.Granted ? "the grant is not the volume times the rate of its decision"
                : null;
        }

        switch (entry.Kind)
        {
            case PostingKind.Grant:
                return "it is a second grant, and a budget has one";
            case PostingKind.Expiry:
                return budget.Returned(text, isSealed: !row.OptionalText(StoredPosting.Seal).IsEmpty, row.DayOf(StoredPosting.PostedOn) ?? DateOnly.MinValue);
            case PostingKind.Shift:
                return budget.Shifted(text, number + 1, entry);
            case PostingKind.Reserve or PostingKind.Release:
                return Assigned(row, text, budget, entry.Kind);
            default:
                // Invoices, claims and payments are as many as their postings; a reversal has the origin of what it reverses.
                return null;
        }
    }

    private string? Assigned(StoredRows row, ReadOnlySpan<byte> origin, BudgetFacts budget, PostingKind kind)
    {
        if (budget.Assignment(origin) is not { } assignment || !origin.SequenceEqual(row.OptionalText(StoredPosting.ReservationId)))
        {
            return "its origin is not an assignment of the budget";
        }

        if (kind == PostingKind.Release)
        {
            return null;
        }

        assignment.ReservedAt = number + 1;
        return (assignment.FitsContract || !row.OptionalText(StoredPosting.Seal).IsEmpty) && row.Text(StoredPosting.Counterparty).SequenceEqual(assignment.Agb)
            ? null : "its assignment names another provider or rate than was reserved for";
    }

    /// <summary>What the posting says it was booked on, against what stands there now; lines and claims are compared by the range.</summary>
    private string? Sealed(StoredRows row, Entry entry, ulong origin, BudgetFacts budget)
    {
        var seal = row.OptionalText(StoredPosting.Seal);
        isSealed |= !seal.IsEmpty;
        if (seal.IsEmpty)
        {
            // Postings from before there were seals; after the first that has one, what is booked on something says on what.
            range.HasUnsealed |= !isSealed;
            return entry.Kind == PostingKind.Payment || (isSealed && entry.Kind is PostingKind.Reserve or PostingKind.Invoice or PostingKind.Claim or PostingKind.Shift) ? "it does not say what it was booked on" : null;
        }

        var mark = range.Fingerprint.Of(seal);
        switch (entry.Kind)
        {
            case PostingKind.Grant:
                return mark == budget.Seal ? null : "its decision or its budget was changed after it was booked";
            case PostingKind.Reserve:
                return mark == budget.Assignment(row.Text(StoredPosting.OriginId))!.Seal ? null : "its assignment was changed after it was booked";
            case PostingKind.Release:
                return mark == budget.Assignment(row.Text(StoredPosting.OriginId))!.EndSeal ? null : "the end of its assignment was changed after it was booked";
            case PostingKind.Shift:
                return mark == budget.Shift(row.Text(StoredPosting.OriginId), number + 1)!.Seal ? null : "the shift or its answer was changed after it was booked";
            case PostingKind.Expiry when budget.Ending is { } ending:
                return mark == ending.Seal ? null : "the decision that ended its budget was changed after it was booked";
            case PostingKind.Invoice or PostingKind.Claim or PostingKind.Payment or PostingKind.Reversal:
                range.Sealed += range.Fingerprint.Of(
                    entry.Kind, entry.Kind == PostingKind.Reversal ? 0 : origin, budgetMark, number + 1, entry.Amount.Cents, mark);
                return null;
            default:
                return "it seals something on which such a posting is never booked";
        }
    }

    /// <summary>Compares with what was written down of each closed year that ended before this day.</summary>
    private VerifyLedger.Fault? CloseYears(TownFacts town, DateOnly day)
    {
        for (; closedYears < town.Years.Count && (town.Years[closedYears].EndsOn < day || day == DateOnly.MaxValue); closedYears++)
        {
            var year = town.Years[closedYears].Year;
            var written = yearBalances.FirstOrDefault(row => row.Year == year);
            if (number > 0)
            {
                range.AddClosing(town, year, Balance);
            }

            if (written is null ? number > 0 : !written.Is(number, Balance, hash))
            {
                return At(number, written is null
                    ? $"its closing balance of {year} is missing"
                    : $"the closing balance of {year} is not the balance after the last posting of that year");
            }
        }

        return null;
    }
}
