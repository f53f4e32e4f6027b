using Budget.Core;
using Budget.Core.Invoices;
using Budget.Core.Iwmo;
using NUnit.Framework;
using static Budget.Tests.Unit.DeclarationExample;

namespace Budget.Tests.Unit;

public sealed class DeclarationReadingTests
{
    [Test]
    public void The_published_sample_is_read_to_the_last_figure()
    {
        using var file = File.OpenRead(Published("samples", "WMO323.xml"));

        var declaration = ReadDeclaration.Read(file, new DateOnly(2023, 5, 8)).Message!;

        var april = Period.Month(2023, 4);
        DeclarationLine Line(int number, string bsn, long assignment, string product, long volume, long rate, long amount, int xmlLine) =>
            new(number, bsn, $"RN00{number}", PreviousReference: null, assignment, "01", product, april, volume, "04", new Money(rate), new Money(amount), IsCredit: false, xmlLine);
        Assert.That(declaration.Header, Is.EqualTo(new MessageHeader("65656055", "0384", "765432198", new DateOnly(2023, 5, 6), "1.0.0", "1.0.0")));
        Assert.That((declaration.Number, declaration.Period, declaration.DatedOn, declaration.Total), Is.EqualTo(("DN001", april, new DateOnly(2023, 5, 6), new Money(58000))));
        Assert.That(declaration.Lines, Is.EqualTo(new[]
        {
            Line(1, "999900006", 20072, "01A03", 4, 1250, 5000, 33),
            Line(2, "999900006", 200730, "01A04", 16, 1500, 24000, 52),
            Line(3, "999900018", 20074, "01A03", 4, 1250, 5000, 76),
            Line(4, "999900018", 20073, "01A04", 16, 1500, 24000, 95),
        }));
    }

    [TestCase("<wmo323:Ontvanger>0406<", "<wmo323:Ontvanger><![CDATA[04]]><!-- half -->06<", TestName = "CDATA_and_comments_are_part_of_the_text")]
    [TestCase("<wmo323:GeleverdVolume>4<", "<wmo323:GeleverdVolume> +0004\n<", TestName = "A_number_may_have_space_sign_and_zeros")]
    [TestCase("<wmo323:ProductPeriode>", "<wmo323:ProductPeriode ><?hint here?>", TestName = "Processing_instructions_say_nothing")]
    [TestCase("<wmo323:Bericht ", "<wmo323:Bericht xmlns:x='http://www.w3.org/2001/XMLSchema-instance' x:schemaLocation='a b' ", TestName = "A_hint_where_the_schema_lies_is_ignored")]
    public void Freedoms_of_XML_change_nothing(string was, string becomes)
    {
        Assert.That(Text, Does.Contain(was));
        Assert.That(Figures(Read(Text.Replace(was, becomes, StringComparison.Ordinal)).Message!), Is.EqualTo(Figures(Valid)));
    }

    [Test]
    public void Prefixes_are_free()
    {
        var other = Text.Replace("wmo323:", "w:", StringComparison.Ordinal).Replace("xmlns:wmo323=", "xmlns:w=", StringComparison.Ordinal);

        Assert.That(Figures(Read(other).Message!), Is.EqualTo(Figures(Valid)));
    }

    [TestCase("BerichtCode>484", "BerichtCode>414", "other-message")]
    [TestCase("wmo323/schema", "wmo301/schema", "other-message")]
    [TestCase("<wmo323:Bericht ", "<iwmo:Bericht ", "other-message")]
    [TestCase("BerichtVersie>3", "BerichtVersie>2", "other-version")]
    [TestCase("BerichtSubversie>2", "BerichtSubversie>1", "other-version")]
    [TestCase("BerichtXsdVersie>1.0.0", "BerichtXsdVersie>1.1.0", "other-version")]
    [TestCase("BasisschemaXsdVersie>1.0.0", "BasisschemaXsdVersie>01.0.0", "field-invalid")]
    [TestCase("Afzender>65656055", "Afzender>6565605", "field-invalid")]
    [TestCase("Afzender>65656055", "Afzender>6565605٥", "field-invalid")]
    [TestCase("Ontvanger>0406", "Ontvanger>406", "field-invalid")]
    [TestCase("Identificatie>BERICHT1", "Identificatie>BERICHT123456", "field-invalid")]
    [TestCase("Identificatie>BERICHT1", "Identificatie>  ", "field-invalid")]
    [TestCase("DeclaratieNummer>DN001", "DeclaratieNummer>DN-001", "field-invalid")]
    [TestCase("DeclaratieNummer>DN001", "DeclaratieNummer>", "field-invalid")]
    [TestCase("Dagtekening>2026-06-06", "Dagtekening>2023-02-30", "field-invalid")]
    [TestCase("Dagtekening>2026-06-06", "Dagtekening>2026-13-01", "field-invalid")]
    [TestCase("Dagtekening>2026-06-06", "Dagtekening>2026-00-01", "field-invalid")]
    [TestCase("Dagtekening>2026-06-06", "Dagtekening>2026-06-00", "field-invalid")]
    [TestCase("Dagtekening>2026-06-06", "Dagtekening>2025-02-29", "field-invalid")]
    [TestCase("Dagtekening>2026-06-06", "Dagtekening>0000-06-06", "field-invalid")]
    [TestCase("Dagtekening>2026-06-06", "Dagtekening>2026-6-06", "field-invalid")]
    [TestCase("Dagtekening>2026-06-06", "Dagtekening>2026-06-6", "field-invalid")]
    [TestCase("Dagtekening>2026-06-06", "Dagtekening>2026-+6-06", "field-invalid")]
    [TestCase("Dagtekening>2026-06-06", "Dagtekening>2026-06- 6", "field-invalid")]
    [TestCase("Dagtekening>2026-06-06", "Dagtekening>2026-06-\u0660\u0666", "field-invalid")]
    [TestCase("Dagtekening>2026-06-06", "Dagtekening>2026-06-06Z", "field-invalid")]
    [TestCase("Dagtekening>2026-06-06", "Dagtekening>06-06-2026", "field-invalid")]
    [TestCase("Dagtekening>2026-06-06", "Dagtekening>2020-12-31", "date-out-of-range")]
    [TestCase("Begindatum>2026-04-01", "Begindatum>2021-06-09", "date-out-of-range")]
    [TestCase("Begindatum>2026-04-01", "Begindatum>2026-04-31", "field-invalid")]
    [TestCase("Begindatum>2026-04-01", "Begindatum>2026-05-01", "period-reversed")]
    [TestCase("Begindatum>2026-04-01", "Begindatum>2026-03-31", "product-period-over-months")]
    [TestCase("Begindatum>2026-05-01", "Begindatum>2026-05-02", "period-not-a-month")]
    [TestCase("999900006", "999900007", "bsn-invalid")]
    [TestCase("999900006", "000000000", "bsn-invalid")]
    [TestCase("999900006", "99990006", "field-invalid")]
    [TestCase("ReferentieNummer>RN001", "ReferentieNummer>RN0010010010010010010", "field-invalid")]
    [TestCase("<iwmo:VorigReferentieNummer>RN000</iwmo:VorigReferentieNummer>", "", "previous-reference-missing")]
    [TestCase("ToewijzingNummer>20072", "ToewijzingNummer>1000000000", "field-invalid")]
    [TestCase("ToewijzingNummer>20072", "ToewijzingNummer>-1", "field-invalid")]
    [TestCase("ToewijzingNummer>20072", "ToewijzingNummer>99999999999999999999999999", "field-invalid")]
    [TestCase("ProductCategorie>01", "ProductCategorie>19", "field-invalid")]
    [TestCase("ProductCode>01A03", "ProductCode>01A033", "field-invalid")]
    [TestCase("GeleverdVolume>4", "GeleverdVolume>100000000", "field-invalid")]
    [TestCase("GeleverdVolume>4", "GeleverdVolume>4.0", "field-invalid")]
    [TestCase("Eenheid>04", "Eenheid>05", "field-invalid")]
    [TestCase("ProductTarief>3180", "ProductTarief>31,80", "field-invalid")]
    [TestCase("<wmo323:ProductTarief>3180</wmo323:ProductTarief>", "", "rate-missing")]
    [TestCase("GeleverdVolume>30000", "GeleverdVolume>300", "volume-not-amount")]
    [TestCase("DebetCredit>C", "DebetCredit>c", "field-invalid")]
    [TestCase("Bedrag>12720</iwmo:Bedrag>\n\t\t\t\t\t\t\t<iwmo:DebetCredit>C", "Bedrag>0</iwmo:Bedrag><iwmo:DebetCredit>C", "credit-of-zero")]
    [TestCase("TotaalBedrag>30000", "TotaalBedrag>30001", "total-not-sum")]
    [TestCase("TotaalBedrag>30000", "TotaalBedrag>1000000000000", "field-invalid")]
    [TestCase("TotaalBedrag>30000", "TotaalBedrag>&#48;", "total-not-sum")]
    public void A_message_that_breaks_a_rule_in_itself_is_rejected_whole(string was, string becomes, string fault)
    {
        Assert.That(Text, Does.Contain(was));
        Assert.That(Read(Text.Replace(was, becomes, StringComparison.Ordinal)).Fault?.Code, Is.EqualTo(fault));
    }

    [TestCase("\t\t<wmo323:BerichtVersie>3</wmo323:BerichtVersie>\n", "", TestName = "A_missing_element")]
    [TestCase("<wmo323:BerichtCode>484</wmo323:BerichtCode>", "<wmo323:BerichtCode>484</wmo323:BerichtCode><wmo323:BerichtCode>484</wmo323:BerichtCode>", TestName = "A_doubled_element")]
    [TestCase("<wmo323:Eenheid>04</wmo323:Eenheid>", "<iwmo:Eenheid>04</iwmo:Eenheid>", TestName = "An_element_in_another_namespace")]
    [TestCase("<wmo323:Eenheid>04</wmo323:Eenheid>", "<wmo323:Eenheid x='1'>04</wmo323:Eenheid>", TestName = "An_attribute")]
    [TestCase("<wmo323:Clienten>", "<wmo323:Clienten>text", TestName = "Text_between_elements")]
    [TestCase("<wmo323:DeclaratieNummer>DN001</wmo323:DeclaratieNummer>", "", TestName = "A_declaration_without_number")]
    [TestCase("<wmo323:DeclaratieNummer>", "<wmo323:Clienten/><wmo323:DeclaratieNummer>", TestName = "Elements_in_another_order")]
    public void What_the_schema_does_not_know_is_named_with_its_line(string was, string becomes)
    {
        var fault = Read(Text.Replace(was, becomes, StringComparison.Ordinal)).Fault!;

        Assert.That((fault.Code, fault.XmlLine > 1), Is.EqualTo(("element-unexpected", true)));
    }

    [Test]
    public void A_fault_after_the_header_carries_the_header_so_that_the_sender_can_be_answered()
    {
        var fault = Read(Text.Replace("BerichtVersie>3", "BerichtVersie>2", StringComparison.Ordinal)).Fault!;

        Assert.That((fault.Header, ReturnCode.Of(fault)), Is.EqualTo((Valid.Header, ReturnCode.TechnicallyRejected)));
    }

    [Test]
    public void A_fault_never_repeats_what_stands_in_the_file()
    {
        var misplaced = Read(Text.Replace("ProductCode>01A03", "ProductCode>999900006", StringComparison.Ordinal)).Fault!;
        var named = Read(Text.Replace("<wmo323:Eenheid>04</wmo323:Eenheid>", "<Vries999900006/>", StringComparison.Ordinal)).Fault!;

        Assert.That((misplaced.Detail, named.Detail), Is.EqualTo(("ProductCode", "Eenheid")));
    }

    [Test]
    public void A_line_that_ends_up_in_a_log_shows_no_BSN() =>
        Assert.That($"{Debit} {PreviousLine.Of(Debit, credited: false)} {Valid}", Does.Not.Contain(Debit.Bsn));

    [Test]
    public void A_declaration_of_five_years_ago_is_the_last_that_is_read()
    {
        var month = Text.Replace("2026-05-", "2021-07-", StringComparison.Ordinal).Replace("2026-04-01", "2021-07-01", StringComparison.Ordinal).Replace("2026-04-30", "2021-07-31", StringComparison.Ordinal);
        MessageReading<Declaration> On(DateOnly today) => ReadDeclaration.Read(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(month)), today);

        Assert.That(On(new DateOnly(2026, 7, 1)).IsRead, Is.True);
        Assert.That(On(new DateOnly(2026, 7, 2)).Fault?.Code, Is.EqualTo("date-out-of-range"));
    }
}
