using FsCheck;
using FsCheck.Fluent;

namespace Budget.Tests.Properties;

/// <summary>Dividing and multiplying amounts: no cent is lost, none is made.</summary>
public sealed class LedgerLawsOfMoney
{
    private static readonly Gen<long> Cents = Gen.OneOf(
        Gen.Choose(-500, 500).Select(cents => (long)cents),
        from high in Gen.Choose(-2_000_000, 2_000_000) from low in Gen.Choose(0, 999_999) select (high * 1_000_000L) + low);

    private static readonly Arbitrary<Money> Amounts = Cents.Select(cents => new Money(cents)).ToArbitrary();

    private static readonly Arbitrary<int> Parts = Gen.OneOf(Gen.Choose(1, 12), Gen.Choose(1, 400)).ToArbitrary();

    [Test]
    public void A_split_adds_up_to_the_whole_and_no_two_parts_differ_by_more_than_a_cent() => Thorough.Check(Prop.ForAll(Amounts, Parts, (amount, parts) =>
    {
        var shares = amount.Split(parts);
        return shares.Count == parts && shares.Sum(share => share.Cents) == amount.Cents && shares.Max(share => share.Cents) - shares.Min(share => share.Cents) <= 1;
    }));

    [Test]
    public void The_odd_cents_of_a_split_go_to_the_first_parts_and_a_debt_is_split_as_an_amount_is() => Thorough.Check(Prop.ForAll(Amounts, Parts, (amount, parts) =>
    {
        var shares = amount.Split(parts);
        return shares.Zip(shares.Skip(1)).All(pair => Math.Abs(pair.First.Cents) >= Math.Abs(pair.Second.Cents)) && (-amount).Split(parts).SequenceEqual(shares.Select(share => -share));
    }));

    [Test]
    public void A_rate_times_a_volume_is_at_most_half_a_cent_from_the_exact_figure() => Thorough.Check(Prop.ForAll(
        Gen.Choose(0, 100_000).ToArbitrary(), Gen.Choose(0, 1_000_000).ToArbitrary(), (rate, hundredths) =>
    {
        var cents = Money.Of(new Money(rate), Quantity.FromHundredths(hundredths)).Cents;
        return Math.Abs((cents * 100) - ((long)rate * hundredths)) <= 50;
    }));

    [Test]
    public void Two_volumes_apart_differ_from_both_at_once_by_a_cent_at_most() => Thorough.Check(Prop.ForAll(
        Gen.Choose(0, 100_000).ToArbitrary(), Gen.Choose(0, 500_000).ToArbitrary(), Gen.Choose(0, 500_000).ToArbitrary(), (rate, first, second) =>
    {
        long Of(int hundredths) => Money.Of(new Money(rate), Quantity.FromHundredths(hundredths)).Cents;
        return Math.Abs(Of(first) + Of(second) - Of(first + second)) <= 1;
    }));
}
