using Budget.Core.Forecasts;
using Budget.Core.Ledger;

namespace Budget.Core.Budgets;

/// <summary>
/// A budget in the parts that its holder sees: what is spent, what is on its way (a helper claimed it and the holder has to answer), what is reserved (by an assignment of a PVB; of a PGB for what was agreed until the end and was not claimed yet) and
/// what is free. Together they are always what was granted: what was agreed is reserved only as far as there is money for it.
/// </summary>
public sealed record BudgetParts(Money Spent, Money OnItsWay, Money Reserved, Money Free)
{
    /// <summary>Of what helpers claimed and nobody answered: for which there is no money. No part of the budget.</summary>
    public Money NotCovered { get; init; }

    /// <param name="known">Of a PGB; none of a PVB, whose help is reserved in the ledger itself and of whose lines none waits for the resident.</param>
    public static BudgetParts Of(Balance balance, KnownOfBudget? known) => Of(balance, known?.OnItsWay ?? Money.Zero, known?.StillAgreed ?? Money.Zero);

    /// <param name="claimed">What helpers claimed and nobody answered.</param>
    /// <param name="agreed">What was agreed until the end and not claimed.</param>
    public static BudgetParts Of(Balance balance, Money claimed, Money agreed)
    {
        var onItsWay = Money.Min(claimed, balance.Available);
        var reserved = Money.Min(agreed, balance.Available - onItsWay);
        return new BudgetParts(balance.Spent, onItsWay, balance.Reserved + reserved, balance.Available - onItsWay - reserved)
        {
            NotCovered = claimed - onItsWay,
        };
    }
}
