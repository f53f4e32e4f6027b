using Budget.Core.Ledger;
using FsCheck;
using FsCheck.Fluent;

namespace Budget.Tests.Properties;

/// <summary>What is true of the figures of a budget after any moves, in any order, some of them refused.</summary>
public sealed class LedgerLawsOfBalance
{
    public sealed record Step(int Budget, Account From, Account To, long Cents);

    private static readonly Account[] Accounts = Enum.GetValues<Account>();

    /// <summary>Three budgets; mostly ways that money goes, with amounts that fit about as often as not.</summary>
    private static readonly Gen<Step> Steps =
        from budget in Gen.Choose(0, 2)
        from way in Gen.Frequency(
            (4, Gen.Constant((Account.Fund, Account.Available))),
            (3, Gen.Constant((Account.Available, Account.Reserved))),
            (3, Gen.Constant((Account.Reserved, Account.Payable))),
            (2, Gen.Constant((Account.Available, Account.Payable))),
            (2, Gen.Constant((Account.Payable, Account.Paid))),
            (3, Gen.Elements(Accounts).SelectMany(source => Gen.Elements(Accounts).Where(to => to != source).Select(to => (source, to)))))
        from cents in Gen.OneOf(Gen.Choose(-1, 40), Gen.Choose(1, 4_000))
        select new Step(budget, way.Item1, way.Item2, cents);

    private static readonly Arbitrary<Step[]> Walks = Arb.From(
        Steps.ArrayOf(), walk => Enumerable.Range(0, walk.Length).Select(left => walk.Where((_, index) => index != left).ToArray()));

    [Test]
    public void The_trial_balance_of_all_budgets_is_zero_whatever_was_tried() => Thorough.Check(Prop.ForAll(Walks, walk =>
        Played(walk).Sum(balance => Accounts.Sum(account => balance.On(account).Cents)) == 0));

    [Test]
    public void What_left_the_fund_is_what_the_budgets_hold() => Thorough.Check(Prop.ForAll(Walks, walk =>
    {
        var fromFund = Moves(walk).Sum(move => move.Step.From == Account.Fund ? move.Step.Cents : move.Step.To == Account.Fund ? -move.Step.Cents : 0);
        return Played(walk).Aggregate(Balance.Empty, (sum, balance) => sum.Plus(balance)) is var all
            && all.Granted.Cents == fromFund && all.On(Account.Fund).Cents == -fromFund;
    }));

    [Test]
    public void No_account_of_a_budget_is_ever_below_zero() => Thorough.Check(Prop.ForAll(Walks, walk =>
        Moves(walk).All(move => Accounts.Except([Account.Fund]).All(account => !move.After.On(account).IsNegative))));

    [Test]
    public void Available_is_granted_less_reserved_less_spent() => Thorough.Check(Prop.ForAll(Walks, walk =>
        Moves(walk).All(move => move.After.Available == move.After.Granted - move.After.Reserved - move.After.Spent)));

    [Test]
    public void A_move_changes_its_two_accounts_by_its_amount_and_no_other() => Thorough.Check(Prop.ForAll(Walks, walk =>
        Moves(walk).All(move => Accounts.All(account =>
            move.After.On(account).Cents - move.Before.On(account).Cents
                == (account == move.Step.To ? move.Step.Cents : account == move.Step.From ? -move.Step.Cents : 0)))));

    [Test]
    public void A_move_is_refused_exactly_when_the_account_holds_less_or_the_amount_is_nothing() => Thorough.Check(Prop.ForAll(Walks, walk =>
    {
        var balances = new[] { Balance.Empty, Balance.Empty, Balance.Empty };
        return walk.All(step =>
        {
            var before = balances[step.Budget];
            var outcome = before.Move(step.From, step.To, new Money(step.Cents));
            balances[step.Budget] = outcome.IsRefused ? before : outcome.Value;
            return outcome.IsRefused == (step.Cents <= 0 || (step.From != Account.Fund && before.On(step.From).Cents < step.Cents));
        });
    }));

    [Test]
    public void A_refusal_changes_nothing() => Thorough.Check(Prop.ForAll(Walks, Steps.ToArbitrary(), (walk, last) =>
    {
        var before = Played(walk)[last.Budget];
        var (copy, outcome) = (before with { }, before.Move(last.From, last.To, new Money(last.Cents)));
        return before == copy && (!outcome.IsRefused || Played([.. walk, last])[last.Budget] == before);
    }));

    [Test]
    public void A_reversal_restores_the_balance_and_its_own_reversal_would_bring_it_back() => Thorough.Check(Prop.ForAll(Walks, walk =>
        Moves(walk).All(move =>
            move.After.Move(move.Step.To, move.Step.From, new Money(move.Step.Cents)) is { IsRefused: false } reversed
            && reversed.Value == move.Before
            && reversed.Value.Move(move.Step.From, move.Step.To, new Money(move.Step.Cents)).Value == move.After)));

    [Test]
    public void Budgets_do_not_know_of_each_other_the_order_between_them_does_not_matter() => Thorough.Check(Prop.ForAll(Walks, walk =>
        Played(walk).SequenceEqual(Played([.. walk.OrderBy(step => step.Budget)])) && Played(walk).SequenceEqual(Played([.. walk.OrderByDescending(step => step.Budget)]))));

    [Test]
    public void Two_moves_are_one_move_of_both_amounts() => Thorough.Check(Prop.ForAll(Walks, Steps.ToArbitrary(), Gen.Choose(1, 400).ToArbitrary(), (walk, step, second) =>
    {
        var before = Played(walk)[step.Budget];
        var one = before.Move(step.From, step.To, new Money(step.Cents + second));
        var first = before.Move(step.From, step.To, new Money(step.Cents));
        return step.Cents <= 0 || first.IsRefused || (first.Value.Move(step.From, step.To, new Money(second)) is var two && one.IsRefused == two.IsRefused && (one.IsRefused || one.Value == two.Value));
    }));

    [Test]
    public void The_balance_says_the_same_as_the_sum_of_what_went_in_and_out() => Thorough.Check(Prop.ForAll(Walks, walk =>
        Played(walk).Select((balance, budget) => Accounts.All(account => balance.On(account).Cents == Moves(walk)
            .Where(move => move.Step.Budget == budget)
            .Sum(move => move.Step.To == account ? move.Step.Cents : move.Step.From == account ? -move.Step.Cents : 0))).All(same => same)));

    private static Balance[] Played(Step[] walk)
    {
        var balances = new[] { Balance.Empty, Balance.Empty, Balance.Empty };
        foreach (var (step, _, after) in Moves(walk))
        {
            balances[step.Budget] = after;
        }

        return balances;
    }

    /// <summary>The moves that were accepted, each with the balance before and after it.</summary>
    private static IEnumerable<(Step Step, Balance Before, Balance After)> Moves(IEnumerable<Step> walk)
    {
        var balances = new[] { Balance.Empty, Balance.Empty, Balance.Empty };
        foreach (var step in walk)
        {
            var before = balances[step.Budget];
            if (before.Move(step.From, step.To, new Money(step.Cents)) is { IsRefused: false } moved)
            {
                balances[step.Budget] = moved.Value;
                yield return (step, before, moved.Value);
            }
        }
    }
}
