namespace Budget.Core.Ledger;

/// <summary>A year that finance closed, with what its budgets stood at in all: the opening balance of the next.</summary>
public sealed record ClosedYear(long Year, long Budgets, Money Available, Money Reserved, Money Payable, Money Paid)
{
    public DateOnly EndsOn => new((int)Math.Clamp(Year, 1, 9999), 12, 31);
    public Balance Balance => new(Available, Reserved, Payable, Paid);
}
