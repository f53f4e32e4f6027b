using System.Globalization;
using System.Numerics;
using Budget.Core.Payments;
using FsCheck;
using FsCheck.Fluent;

namespace Budget.Tests.Properties;

/// <summary>The check digits find what goes wrong when a number is copied. They are computed here in another way than the product does.</summary>
public sealed class IbanProperties
{
    private static readonly Arbitrary<string> Dutch =
        Gen.Elements("ABCDEFGHIJKLMNOPQRSTUVWXYZ".ToCharArray()).ArrayOf(4).SelectMany(bank =>
            Gen.Elements("0123456789".ToCharArray()).ArrayOf(10).Select(account => Checked(new string(bank) + new string(account)))).ToArbitrary();

    [Test]
    public void A_number_with_its_check_digits_is_read_with_and_without_spaces() =>
        Prop.ForAll(Dutch, text => Iban.TryParse(text, out var iban) && iban.Compact == text && Iban.TryParse(iban.ToGroups(), out var again) && again == iban)
            .QuickCheckThrowOnFailure();

    [Test]
    public void One_changed_digit_is_always_found() =>
        Thorough.Check(Prop.ForAll(Dutch, Gen.Choose(0, 11).ToArbitrary(), Gen.Choose(1, 9).ToArbitrary(), (text, place, more) =>
        {
            var at = place < 2 ? place + 2 : place + 6;
            var other = (char)('0' + ((text[at] - '0' + more) % 10));
            return !Iban.TryParse($"{text[..at]}{other}{text[(at + 1)..]}", out _);
        }));

    [Test]
    public void Two_neighbours_that_changed_places_are_always_found() =>
        Thorough.Check(Prop.ForAll(Dutch, Gen.Choose(8, 16).ToArbitrary(), (text, at) =>
            text[at] == text[at + 1] || !Iban.TryParse($"{text[..at]}{text[at + 1]}{text[at]}{text[(at + 2)..]}", out _)));

    [Test]
    public void No_text_whatever_makes_reading_fail_with_an_exception() =>
        Prop.ForAll<string>(text => !Iban.TryParse(text, out var iban) || iban.ToGroups().Length > 14).QuickCheckThrowOnFailure();

    private static string Checked(string account)
    {
        var number = string.Concat($"{account}NL00".Select(sign => char.IsAsciiDigit(sign) ? $"{sign}" : (sign - 'A' + 10).ToString(CultureInfo.InvariantCulture)));
        var check = 98 - (int)(BigInteger.Parse(number, CultureInfo.InvariantCulture) % 97);
        return string.Create(CultureInfo.InvariantCulture, $"NL{check:00}{account}");
    }
}
