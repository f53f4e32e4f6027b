using Budget.Core.Ledger;
using FsCheck;
using FsCheck.Fluent;

namespace Budget.Tests.Properties;

/// <summary>
/// The laws of the ledger over any order of moves, against a model that is nothing but five figures in a row.
/// </summary>
public sealed class BalanceProperties
{
    public sealed record Step(Account From, Account To, long Cents)
    {
        public override string ToString() => $"{From}->{To} {Cents}";
    }

    private static readonly Account[] Accounts = Enum.GetValues<Account>();

    private static readonly Gen<Step> AnyStep = Gen.Elements(Accounts).SelectMany(from =>
        Gen.Elements(Accounts).Where(to => to != from).SelectMany(to => Gen.Choose(-2, 60).Select(cents => new Step(from, to, cents))));

    /// <summary>The way money usually goes, so that the accounts at the end of the row are filled too.</summary>
    private static readonly Gen<Step> UsualStep = Gen.Elements(
            (Account.Fund, Account.Available), (Account.Available, Account.Reserved), (Account.Available, Account.Payable),
            (Account.Reserved, Account.Payable), (Account.Payable, Account.Paid), (Account.Reserved, Account.Available))
        .SelectMany(way => Gen.Choose(1, 60).Select(cents => new Step(way.Item1, way.Item2, cents)));

    private static readonly Arbitrary<Step[]> Walks = Arb.From(
        Gen.OneOf(UsualStep, UsualStep, AnyStep).ArrayOf(),
        walk => Enumerable.Range(0, walk.Length).Select(left => walk.Where((_, index) => index != left).ToArray()));

    private static readonly Config Thorough = Config.QuickThrowOnFailure.WithMaxTest(300);

    [Test]
    public void The_balance_goes_with_the_model_at_every_step() => Check.One(Thorough, Prop.ForAll(Walks, walk =>
    {
        var model = Accounts.ToDictionary(account => account, _ => 0L);
        return Walk(walk).All(at =>
        {
            var (step, before, outcome, after) = at;
            var mayGo = step.Cents > 0 && (step.From == Account.Fund || model[step.From] >= step.Cents);
            if (mayGo)
            {
                model[step.From] -= step.Cents;
                model[step.To] += step.Cents;
            }

            return outcome.IsRefused != mayGo && Accounts.All(account => after.On(account).Cents == model[account]) && (mayGo || after == before);
        });
    }));

    [Test]
    public void No_account_but_the_fund_is_ever_below_zero() => Check.One(Thorough, Prop.ForAll(Walks, walk =>
        Walk(walk).All(at => Accounts.Where(account => account != Account.Fund).All(account => !at.After.On(account).IsNegative))));

    [Test]
    public void Granted_is_available_and_reserved_and_spent_and_changes_only_with_the_fund() => Check.One(Thorough, Prop.ForAll(Walks, walk =>
        Walk(walk).All(at => at.After.Granted == at.After.Available + at.After.Reserved + at.After.Spent
            && at.After.Spent == at.After.Payable + at.After.Paid
            && (at.After.Granted == at.Before.Granted || at.Step.From == Account.Fund || at.Step.To == Account.Fund))));

    [Test]
    public void The_opposite_move_restores_the_balance() => Check.One(Thorough, Prop.ForAll(Walks, walk =>
        Walk(walk).Where(at => !at.Outcome.IsRefused)
            .All(at => at.After.Move(at.Step.To, at.Step.From, new Money(at.Step.Cents)).Value == at.Before)));

    [Test]
    public void All_moves_undone_from_the_last_to_the_first_leave_nothing() => Check.One(Thorough, Prop.ForAll(Walks, walk =>
    {
        var done = Walk(walk).Where(at => !at.Outcome.IsRefused).ToArray();
        var end = done.Length == 0 ? Balance.Empty : done[^1].After;
        return done.Reverse().Aggregate(end, (balance, at) => balance.Move(at.Step.To, at.Step.From, new Money(at.Step.Cents)).Value) == Balance.Empty;
    }));

    [TestCase(Account.Available, "balance-too-low")]
    [TestCase(Account.Reserved, "reservation-too-low")]
    [TestCase(Account.Payable, "balance-too-low")]
    public void A_refusal_says_how_much_there_is(Account from, string code)
    {
        var balance = new Balance(new(700), new(700), new(700), Money.Zero);

        var refusal = balance.Move(from, Account.Paid, new Money(701)).Refusal;

        Assert.That(refusal, Is.EqualTo(new Refusal(code, "€\u00A07,00")));
    }

    [TestCase(0)]
    [TestCase(-1)]
    public void An_amount_of_nothing_or_less_does_not_move(long cents) =>
        Assert.That(Balance.Empty.Move(Account.Fund, Account.Available, new Money(cents)).Refusal, Is.EqualTo(Refusal.AmountNotPositive));

    private static IEnumerable<(Step Step, Balance Before, Outcome<Balance> Outcome, Balance After)> Walk(IEnumerable<Step> steps)
    {
        var balance = Balance.Empty;
        foreach (var step in steps)
        {
            var before = balance;
            var outcome = before.Move(step.From, step.To, new Money(step.Cents));
            balance = outcome.IsRefused ? before : outcome.Value;
            yield return (step, before, outcome, balance);
        }
    }
}
