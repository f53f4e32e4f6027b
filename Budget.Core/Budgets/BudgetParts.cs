using Budget.Core.Ledger;

namespace Budget.Core.Budgets;

/// <summary>
/// A budget in the parts that its holder sees: what is spent, what is on its way (a helper claimed it and the holder has to answer), what is reserved (by an assignment of a PVB; of a PGB for what was agreed until the end and was not claimed yet) and
/// what is free. Together they are always what was granted: what was agreed is reserved only as far as there is money for it.
/// </summary>
public sealed record BudgetParts(Money Spent, Money OnItsWay, Money Reserved, Money Free)
{
    /// <param name="claimed">What helpers claimed and nobody answered.</param>
    /// <param name="agreed">What was agreed until the end and not claimed.</param>
    public static BudgetParts Of(Balance balance, Money claimed, Money agreed)
    {
        var onItsWay = Least(claimed, balance.Available);
        var reserved = Least(agreed, balance.Available - onItsWay);
        return new BudgetParts(balance.Spent, onItsWay, balance.Reserved + reserved, balance.Available - onItsWay - reserved);
    }

    private static Money Least(Money wished, Money left) => wished < left ? wished : left;
}
