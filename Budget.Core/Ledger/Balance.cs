namespace Budget.Core.Ledger;

/// <summary>
/// What stands on the accounts of one budget. <c>available = granted − reserved − spent</c>: the same four words on the screen,
/// on paper and in the CSV.
/// </summary>
public sealed record Balance(Money Available, Money Reserved, Money Payable, Money Paid)
{
    public static readonly Balance Empty = new(Money.Zero, Money.Zero, Money.Zero, Money.Zero);

    public Money Granted => Available + Reserved + Spent;
    public Money Spent => Payable + Paid;

    public Money On(Account account) => account switch
    {
        Account.Fund => -Granted,
        Account.Available => Available,
        Account.Reserved => Reserved,
        Account.Payable => Payable,
        Account.Paid => Paid,
        _ => throw new ArgumentOutOfRangeException(nameof(account)),
    };

    /// <summary>The balance after moving an amount; refused when the account it comes from does not hold that much.</summary>
    public Outcome<Balance> Move(Account from, Account to, Money amount)
    {
        if (!amount.IsPositive)
        {
            return Refusal.AmountNotPositive;
        }

        if (from != Account.Fund && On(from) < amount)
        {
            return from == Account.Reserved ? Refusal.ReservationTooLow.With(Reserved) : Refusal.BalanceTooLow.With(On(from));
        }

        return Add(from, -amount).Add(to, amount);
    }

    public Balance Plus(Balance other) =>
        new(Available + other.Available, Reserved + other.Reserved, Payable + other.Payable, Paid + other.Paid);

    private Balance Add(Account account, Money amount) => account switch
    {
        Account.Available => this with { Available = Available + amount },
        Account.Reserved => this with { Reserved = Reserved + amount },
        Account.Payable => this with { Payable = Payable + amount },
        Account.Paid => this with { Paid = Paid + amount },
        _ => this,
    };
}
