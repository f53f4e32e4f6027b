using Budget.Core.Payments;

namespace Budget.Tests.Unit;

/// <summary>An IBAN is read strictly, shown in one way, and never whole where a log may meet it.</summary>
public sealed class IbanTests
{
    /// <summary>The published example of each SEPA country (register of ISO 13616).</summary>
    private static readonly string[] WellFormed =
    [
        "AD1200012030200359100100", "AL47212110090000000235698741", "AT611904300234573201", "BE68539007547034", "BG80BNBG96611020345678", "CH9300762011623852957",
        "CY17002001280000001200527600", "CZ6508000000192000145399", "DE89370400440532013000", "DK5000400440116243", "EE382200221020145685", "ES9121000418450200051332",
        "FI2112345600000785", "FR1420041010050500013M02606", "GB29NWBK60161331926819", "GI75NWBK000000007099453", "GR1601101250000000012300695", "HR1210010051863000160",
        "HU42117730161111101800000000", "IE29AIBK93115212345678", "IS140159260076545510730339", "IT60X0542811101000000123456", "LI21088100002324013AA", "LT121000011101001000",
        "LU280019400644750000", "LV80BANK0000435195001", "MC5811222000010123456789030", "MD24AG000225100013104168", "ME25505000012345678951", "MK07250120000058984",
        "MT84MALT011000012345MTLCAST001S", "NL91ABNA0417164300", "NO9386011117947", "PL61109010140000071219812874", "PT50000201231234567890154", "RO49AAAA1B31007593840000",
        "RS35260005601001611379", "SE4550000000058398257466", "SI56263300012039086", "SK3112000000198742637541", "SM86U0322509800000000270100", "VA59001123000012345678",
    ];

    [TestCaseSource(nameof(WellFormed))]
    public void The_example_of_each_country_is_read_as_it_is(string text) => Assert.That(Read(text)?.Compact, Is.EqualTo(text));

    [TestCase("NL91 ABNA 0417 1643 00")]
    [TestCase("NL91\u00A0ABNA\u00A00417\u00A01643\u00A000")]
    [TestCase("nl91abna0417164300")]
    [TestCase("nl91 Abna 0417 1643 00")]
    public void A_number_as_people_write_it_is_the_same_number(string text) => Assert.That(Read(text), Is.EqualTo(PaymentExample.Account("NL91ABNA0417164300")));

    [TestCase(null)]
    [TestCase("")]
    [TestCase("NL")]
    [TestCase("NL91ABNA0417164301", Description = "another digit")]
    [TestCase("NL91ABNA0417163400", Description = "two digits changed places")]
    [TestCase("NL19ABNA0417164300", Description = "the check digits changed places")]
    [TestCase("NL91ABNA041716430", Description = "one short")]
    [TestCase("NL91ABNA04171643000", Description = "one long")]
    [TestCase(" NL91ABNA0417164300", Description = "a space in front")]
    [TestCase("NL91 ABNA 0417 1643 00 ", Description = "a space behind")]
    [TestCase("DE89 3704 0044 0532 0130 00 ", Description = "a space behind")]
    [TestCase("AT61 1904 3002 3457 3201 ", Description = "a space where a group could begin")]
    [TestCase("NL91ABNA 0417 1643 00", Description = "half in groups")]
    [TestCase("NL91  ABNA 0417 1643 00", Description = "two spaces")]
    [TestCase("NL91-ABNA-0417-1643-00")]
    [TestCase("NL91.ABNA.0417.1643.00")]
    [TestCase("NL91\tABNA\t0417\t1643\t00")]
    [TestCase("IBAN NL91ABNA0417164300")]
    [TestCase("NL91ABNA٠٤١٧١٦٤٣٠٠", Description = "digits, but not ours")]
    [TestCase("NLABABNA0417164300", Description = "letters for check digits")]
    [TestCase("\u0130L91ABNA0417164300")]
    [TestCase("0417164300")]
    [TestCase("417164300")]
    [TestCase("NL00ABNA0000000075", Description = "the remainder of 97")]
    [TestCase("NL01ABNA0000000057", Description = "the remainder of 98")]
    [TestCase("NL99ABNA0000000039", Description = "the remainder of 02")]
    [TestCase("TR330006100519786457841326", Description = "well-formed, and of no country in SEPA")]
    [TestCase("XX91ABNA0417164300", Description = "no country")]
    public void Anything_else_is_no_IBAN(string? text) => Assert.That(Read(text), Is.Null);

    [TestCase("NL97ABNA0000000075")]
    [TestCase("NL98ABNA0000000057")]
    [TestCase("NL02ABNA0000000039")]
    public void The_check_digits_at_the_ends_of_their_range_are_read(string text) => Assert.That(Read(text), Is.Not.Null);

    [TestCase("NL91ABNA0417164300", "NL91 ABNA 0417 1643 00")]
    [TestCase("AT611904300234573201", "AT61 1904 3002 3457 3201")]
    [TestCase("MT84MALT011000012345MTLCAST001S", "MT84 MALT 0110 0001 2345 MTLC AST0 01S")]
    public void People_see_it_in_groups_of_four_that_can_be_typed_back(string text, string groups)
    {
        Assert.That(PaymentExample.Account(text).ToGroups(), Is.EqualTo(groups));
        Assert.That(Read(groups)?.Compact, Is.EqualTo(text));
    }

    [Test]
    public void What_a_log_may_meet_does_not_show_it_whole()
    {
        Assert.That($"{PaymentExample.First.CreditorIban}", Is.EqualTo("NL…6789"));
        var log = $"{PaymentExample.TownAccount} {PaymentExample.First} {PaymentExample.Run} {PaymentExample.Run.Blocks[0]}";
        Assert.That(log, Does.Not.Contain("INGB").And.Not.Contain("ABNA").And.Not.Contain("Thuiszorg"));
    }

    [Test]
    public void What_was_never_read_is_no_number()
    {
        Assert.That(() => default(Iban).Compact, Throws.InvalidOperationException);
        Assert.That($"{default(Iban)}", Is.Empty);
    }

    private static Iban? Read(string? text) => Iban.TryParse(text, out var iban) ? iban : null;
}
