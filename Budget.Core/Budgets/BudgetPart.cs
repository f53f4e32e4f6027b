namespace Budget.Core.Budgets;

/// <summary>The parts of <see cref="BudgetParts"/> that lines add up to; what is free is what they leave of the grant.</summary>
public enum BudgetPart
{
    Spent,
    OnItsWay,
    Reserved,
}
