using System.Globalization;
using FsCheck;
using FsCheck.Fluent;

namespace Budget.Tests.Properties;

/// <summary>Amounts are added, divided, written and read back without losing a cent or guessing one.</summary>
public sealed class MoneyProperties
{
    /// <summary>Up to 99.999.999.998,99 euro: what can be typed, small amounts as often as large ones.</summary>
    private static readonly Gen<Money> Typed = Gen.OneOf(
        Gen.Choose(0, 2_000).Select(cents => new Money(cents)),
        Gen.Choose(0, 99_999_998).SelectMany(thousands => Gen.Choose(0, 99_999).Select(rest => new Money((thousands * 100_000L) + rest))));

    private static readonly Arbitrary<Money> TypedAmounts = Typed.ToArbitrary();

    private static readonly Arbitrary<Money> SignedAmounts =
        Gen.Elements(-1, 1).SelectMany(sign => Typed.Select(amount => new Money(sign * amount.Cents))).ToArbitrary();

    private static readonly Arbitrary<string> NumberLikeTexts =
        Gen.Elements("0123456789.,€- \u00A0eE+\n٣".ToCharArray()).ArrayOf().Select(signs => new string(signs)).ToArbitrary();

    [Test]
    public void Splitting_loses_no_cent_and_the_parts_differ_by_one_cent_at_most() =>
        Prop.ForAll(SignedAmounts, Gen.Choose(1, 400).ToArbitrary(), (amount, parts) =>
        {
            var shares = amount.Split(parts);
            return shares.Count == parts
                && shares.Sum(share => share.Cents) == amount.Cents
                && shares.Max(share => share.Cents) - shares.Min(share => share.Cents) <= 1;
        }).QuickCheckThrowOnFailure();

    [TestCase(long.MaxValue)]
    [TestCase(long.MinValue)]
    [TestCase(-1)]
    public void Splitting_works_to_the_end_of_the_range(long cents) =>
        Assert.That(new Money(cents).Split(7).Aggregate((left, right) => left + right), Is.EqualTo(new Money(cents)));

    [Test]
    public void Splitting_in_no_parts_is_a_fault() => Assert.That(() => new Money(100).Split(0), Throws.InstanceOf<ArgumentOutOfRangeException>());

    [Test]
    public void What_is_shown_can_be_typed_back() =>
        Prop.ForAll(TypedAmounts, amount => Read(amount.ToString()) == amount).QuickCheckThrowOnFailure();

    [Test]
    public void What_is_written_without_thousands_points_can_be_typed_back() =>
        Prop.ForAll(TypedAmounts, amount => Read(amount.ToDecimalComma()) == amount && Read(amount.ToDecimalPoint()) == amount).QuickCheckThrowOnFailure();

    [TestCase("1234,56", 123_456)]
    [TestCase("1.234,56", 123_456)]
    [TestCase("1234.56", 123_456)]
    [TestCase("1.234.567", 123_456_700)]
    [TestCase("€ 12", 1_200)]
    [TestCase(" 12,5 ", 1_250)]
    [TestCase("€\u00A00,01", 1)]
    [TestCase("0", 0)]
    public void An_amount_as_people_type_it_is_read(string text, long cents) => Assert.That(Read(text), Is.EqualTo(new Money(cents)));

    [TestCase("1.234", Description = "one euro and a bit, or more than a thousand?")]
    [TestCase("1,234")]
    [TestCase("1,2345")]
    [TestCase("12 34")]
    [TestCase("12\u00A034")]
    [TestCase("1€2")]
    [TestCase("€€12")]
    [TestCase("1.23,45")]
    [TestCase("1,234.56")]
    [TestCase("-5")]
    [TestCase("+5")]
    [TestCase("1e3")]
    [TestCase("٣")]
    [TestCase(",50")]
    [TestCase("5,")]
    [TestCase("€")]
    [TestCase("")]
    [TestCase(null)]
    [TestCase("100.000.000.000,00")]
    public void What_is_doubtful_is_refused_rather_than_guessed(string? text) => Assert.That(Read(text), Is.Null);

    [Test]
    public void No_text_whatever_makes_reading_fail_with_an_exception()
    {
        Prop.ForAll<string>(text => Read(text) is null or { IsNegative: false }).QuickCheckThrowOnFailure();
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000), Prop.ForAll(NumberLikeTexts, text => Read(text) is null or { IsNegative: false }));
    }

    [Test]
    public void The_order_of_adding_does_not_matter() =>
        Prop.ForAll(SignedAmounts, SignedAmounts, SignedAmounts, (a, b, c) => a + b == b + a && (a + b) + c == a + (b + c) && a - b == -(b - a))
            .QuickCheckThrowOnFailure();

    [Test]
    public void An_amount_that_does_not_fit_is_a_fault_and_never_a_wrong_figure()
    {
        var most = new Money(long.MaxValue);
        var least = new Money(long.MinValue);

        Assert.That(() => most + new Money(1), Throws.InstanceOf<OverflowException>());
        Assert.That(() => least - new Money(1), Throws.InstanceOf<OverflowException>());
        Assert.That(() => -least, Throws.InstanceOf<OverflowException>());
        Assert.That(() => Money.Of(most, new Quantity(2m)), Throws.InstanceOf<OverflowException>());
    }

    [TestCase(3_333, 50, 1_667)]
    [TestCase(6_600, 225, 14_850)]
    [TestCase(1, 49, 0)]
    [TestCase(1, 50, 1)]
    public void A_rate_times_a_volume_is_rounded_once_half_a_cent_up(long rate, long hundredths, long cents) =>
        Assert.That(Money.Of(new Money(rate), Quantity.FromHundredths(hundredths)), Is.EqualTo(new Money(cents)));

    [TestCase("nl", "250.000", 25_000_000)]
    [TestCase("nl", "35.800", 3_580_000)]
    [TestCase("nl", "6.000", 600_000)]
    [TestCase("nl", "250 000", 25_000_000)]
    [TestCase("nl", "250\u202F000", 25_000_000)]
    [TestCase("nl", "€ 250.000", 25_000_000)]
    [TestCase("nl", "250000", 25_000_000)]
    [TestCase("nl", "250 ", 25_000)]
    [TestCase("nl", "5.000,50", 500_050)]
    [TestCase("nl", "1.000.000", 100_000_000)]
    [TestCase("nl", "12,5", 1_250)]
    [TestCase("nl", "0", 0)]
    [TestCase("en", "250,000", 25_000_000)]
    [TestCase("en", "250,000.00", 25_000_000)]
    [TestCase("en", "1,000,000", 100_000_000)]
    [TestCase("en", "250 000", 25_000_000)]
    [TestCase("en", "250000", 25_000_000)]
    [TestCase("en", "5.000,50", 500_050, Description = "can be only one amount, as the bank writes it")]
    public void Thousands_are_read_as_the_language_of_the_page_groups_them(string language, string text, long cents) =>
        Assert.That(ReadGrouped(language, text), Is.EqualTo(new Money(cents)));

    [TestCase("nl", "250,000", Description = "English thousands, or a fraction")]
    [TestCase("en", "250.000")]
    [TestCase("nl", "250.00.000")]
    [TestCase("nl", "25.0000")]
    [TestCase("nl", "1.000 000")]
    [TestCase("nl", "0.250")]
    [TestCase("nl", "250.000,505")]
    [TestCase("nl", "-250.000")]
    [TestCase("nl", "")]
    [TestCase("nl", null)]
    public void Thousands_that_are_grouped_otherwise_are_refused(string language, string? text) => Assert.That(ReadGrouped(language, text), Is.Null);

    private static Money? ReadGrouped(string language, string? text) => Money.TryParseGrouped(text, CultureInfo.GetCultureInfo(language), out var amount) ? amount : null;

    private static Money? Read(string? text) => Money.TryParse(text, out var amount) ? amount : null;
}
