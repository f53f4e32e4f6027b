namespace Budget.Core.Ledger;

/// <summary>One budget, computed again from its first posting. Says in words what is wrong with a posting, or nothing.</summary>
internal sealed class BudgetReplay(BudgetId budgetId)
{
    private readonly Dictionary<AssignmentId, Money> reservations = [];
    private readonly Dictionary<long, Posting> reversible = [];
    private long number;
    private string hash = Posting.NoHash;
    private DateTimeOffset postedAt = DateTimeOffset.MinValue;

    public BudgetId BudgetId { get; } = budgetId;

    public Balance Balance { get; private set; } = Balance.Empty;

    public string? Check(Posting posting)
    {
        if (posting.Number != number + 1)
        {
            return $"posting {number + 1} is missing";
        }

        if (posting.Hash != posting.ComputeHash(hash))
        {
            return "it was changed after it was written: its hash does not match";
        }

        if (posting.PostedAt < postedAt || posting.PostedOn != AmsterdamDay.Of(posting.PostedAt))
        {
            return "its time of writing is out of order";
        }

        var moved = Balance.Move(posting.From, posting.To, posting.Amount);
        if (moved.IsRefused)
        {
            return "it spends more than there is";
        }

        if (moved.Value != posting.After)
        {
            return "its balance is not the balance before it plus its amount";
        }

        if ((Reservation(posting) ?? Reversal(posting)) is { } why)
        {
            return why;
        }

        (number, hash, postedAt, Balance) = (posting.Number, posting.Hash, posting.PostedAt, moved.Value);
        return null;
    }

    private string? Reservation(Posting posting)
    {
        if (posting.ReservationId is not { } reservation)
        {
            return null;
        }

        var left = reservations.GetValueOrDefault(reservation) + (posting.To == Account.Reserved ? posting.Amount : -posting.Amount);
        reservations[reservation] = left;
        return left == posting.ReservationLeft && !left.IsNegative ? null : "what is left of its reservation does not add up";
    }

    private string? Reversal(Posting posting)
    {
        if (posting.ReversesNumber is not { } reversed)
        {
            reversible[posting.Number] = posting;
            return null;
        }

        return reversible.Remove(reversed, out var original)
            && (original.From, original.To, original.Amount) == (posting.To, posting.From, posting.Amount)
                ? null
                : "it reverses a posting that is not there, was reversed already, or is of another amount";
    }
}
