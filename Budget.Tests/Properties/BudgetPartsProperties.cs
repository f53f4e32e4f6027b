using Budget.Core.Budgets;
using Budget.Core.Ledger;
using FsCheck;
using FsCheck.Fluent;

namespace Budget.Tests.Properties;

/// <summary>The parts of the bar are the grant, whatever was claimed and agreed.</summary>
public sealed class BudgetPartsProperties
{
    private static readonly Arbitrary<(Balance Balance, Money Claimed, Money Agreed)> Any = (
        from available in Gen.Choose(0, 1_000_000)
        from reserved in Gen.Choose(0, 1_000_000)
        from payable in Gen.Choose(0, 1_000_000)
        from paid in Gen.Choose(0, 1_000_000)
        from claimed in Gen.Choose(0, 2_000_000)
        from agreed in Gen.Choose(0, 2_000_000)
        select (new Balance(new Money(available), new Money(reserved), new Money(payable), new Money(paid)), new Money(claimed), new Money(agreed))).ToArbitrary();

    [Test]
    public void Together_they_are_always_the_grant_and_none_is_less_than_nothing() => Prop.ForAll(Any, any =>
    {
        var parts = BudgetParts.Of(any.Balance, any.Claimed, any.Agreed);
        return parts.Spent + parts.OnItsWay + parts.Reserved + parts.Free == any.Balance.Granted
            && parts.OnItsWay + parts.NotCovered == any.Claimed
            && !parts.NotCovered.IsNegative && !parts.Spent.IsNegative && !parts.OnItsWay.IsNegative && !parts.Reserved.IsNegative && !parts.Free.IsNegative
            && (parts.Free == Money.Zero || (parts.OnItsWay == any.Claimed && parts.Reserved == any.Balance.Reserved + any.Agreed));
    }).QuickCheckThrowOnFailure();
}
