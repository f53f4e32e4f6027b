using System.Globalization;
using System.Text;
using Budget.Core.Iwmo;
using NUnit.Framework;
using static Budget.Tests.Unit.AssignmentExample;

namespace Budget.Tests.Unit;

public sealed class AssignmentReadingTests
{
    [Test]
    public void The_published_start_gives_its_facts()
    {
        using var file = Sample("WMO305.xml");

        var start = ReadStart.Read(file).Message!;

        var allottedFrom = new DateOnly(2025, 4, 1);
        Assert.That(start.Header, Is.EqualTo(new MessageHeader("65656055", "0363", "123456789013", new DateOnly(2025, 4, 5), "1.0.0", "1.0.0")));
        Assert.That(start.Client, Is.EqualTo(new MessageClient("999900006", new DateOnly(1967, 8, 13), Gender.Male, "Wit", "de")));
        Assert.That(start.Products, Is.EqualTo(new[]
        {
            new StartedProduct(300201, new MessageProduct("01", "01A11"), allottedFrom, new DateOnly(2025, 4, 3), DeliveryStatus.First, 33),
            new StartedProduct(300202, new MessageProduct("01", "01A12"), allottedFrom, new DateOnly(2025, 4, 4), DeliveryStatus.First, 43),
        }));
    }

    [Test]
    public void The_published_stop_gives_its_facts()
    {
        using var file = Sample("WMO307.xml");

        var stop = ReadStop.Read(file).Message!;

        var (allottedFrom, endedOn) = (new DateOnly(2025, 4, 1), new DateOnly(2025, 7, 18));
        Assert.That(stop.Client, Is.EqualTo(new MessageClient("999900006", new DateOnly(1967, 8, 13), Gender.Male, "Vries", "de")));
        Assert.That(stop.Products, Is.EqualTo(new[]
        {
            new StoppedProduct(300201, new MessageProduct("01", "01A11"), allottedFrom, new DateOnly(2025, 4, 3), "31", endedOn, DeliveryStatus.First, 33),
            new StoppedProduct(300202, new MessageProduct("01", "01A12"), allottedFrom, new DateOnly(2025, 4, 15), "31", endedOn, DeliveryStatus.First, 45),
        }));
    }

    [Test]
    public void The_published_request_for_allocation_gives_its_facts()
    {
        using var file = Sample("WMO315.xml");

        var request = ReadAllocationRequest.Read(file).Message!;

        var first = new DateOnly(2023, 6, 1);
        RequestedProduct Line(string reference, string category, string code, int xmlLine) => new(
            reference, 1234, new MessageProduct(category, code), first, first, new DateOnly(2023, 6, 30), new Extent(4, "14", ExtentFrequency.Month), Budget: null,
            new Referrer("04", "Verwijzer Naam"), xmlLine);
        Assert.That(request.Client, Is.EqualTo(new MessageClient("999900006", new DateOnly(1972, 7, 16), Gender.Male, "Wit", "de")));
        Assert.That(request.Products, Is.EqualTo(new[] { Line("42420001", "01", "ABCDE", 34), Line("42420002", "02", "BCDEF", 56) }));
    }

    [Test]
    public void The_published_request_for_change_gives_its_facts()
    {
        using var file = Sample("WMO317.xml");

        var request = ReadChangeRequest.Read(file).Message!;

        var (from, until) = (new DateOnly(2023, 4, 2), new DateOnly(2023, 12, 31));
        Assert.That((request.Bsn, request.Reference, request.Reason), Is.EqualTo(("999900006", "9003", ReasonOfRequest.Situation)));
        Assert.That(request.Unchanged.Single(), Is.EqualTo(10071));
        Assert.That(request.Changed, Is.EqualTo(new[] { new ChangedProduct(10072, from, until, Extent: null, Budget: null, 29) }));
        Assert.That(request.Added, Is.EqualTo(new[]
        {
            new AddedProduct(new MessageProduct("01", "01A12"), from, until, new Extent(20, "14", ExtentFrequency.Month), Budget: null, 36),
        }));
    }

    [TestCase("WMO315", "<wmo315:AangevraagdeProducten>", "<wmo315:Commentaar>Snel</wmo315:Commentaar><wmo315:AangevraagdeProducten>", TestName = "A_comment_is_passed_over")]
    [TestCase("WMO315", "</wmo315:Verwijzer>", "</wmo315:Verwijzer><wmo315:Raamcontract>1</wmo315:Raamcontract>", TestName = "A_framework_contract_is_passed_over")]
    [TestCase("WMO315", "</wmo315:Verwijzer>", "</wmo315:Verwijzer><wmo315:Commentaar>\n<![CDATA[<b>]]>\n</wmo315:Commentaar>", TestName = "A_comment_of_a_product_is_passed_over")]
    [TestCase("WMO305", "</iwmo:Geslachtsnaam>", "</iwmo:Geslachtsnaam><iwmo:Voornamen>Chloë</iwmo:Voornamen><iwmo:Voorletters>C</iwmo:Voorletters>", TestName = "First_names_are_passed_over")]
    [TestCase("WMO305", "ToewijzingNummer>300201", "ToewijzingNummer> +0300201\n", TestName = "A_number_may_have_space_sign_and_zeros")]
    [TestCase("WMO307", "<wmo307:StopProduct>", "<wmo307:StopProduct ><?hint here?><!-- and there -->", TestName = "Comments_and_hints_say_nothing")]
    public void What_the_portal_does_not_need_changes_nothing(string kind, string was, string becomes)
    {
        var example = KindOf(kind);

        Assert.That(Break(example, was, becomes).Facts, Is.EqualTo(example.Facts));
    }

    [Test]
    public void A_comment_may_be_as_long_as_it_likes()
    {
        var example = KindOf("WMO315");
        var comment = $"<wmo315:Commentaar>{new string('é', 1_000_000)}</wmo315:Commentaar>";

        Assert.That(Break(example, "<wmo315:AangevraagdeProducten>", comment + "<wmo315:AangevraagdeProducten>").Facts, Is.EqualTo(example.Facts));
    }

    [Test]
    public void A_date_of_birth_may_be_known_in_part()
    {
        var read = Break(KindOf("WMO305"), "<iwmo:Datum>1967-08-13</iwmo:Datum>", "<iwmo:Datum>1967-01-01</iwmo:Datum><iwmo:DatumGebruik>2</iwmo:DatumGebruik>");

        Assert.That(read.Facts, Does.Contain(TheClient with { BornOn = new DateOnly(1967, 1, 1), UnknownOfBirth = UnknownOfBirth.DayAndMonth }));
    }

    [Test]
    public void A_message_of_one_kind_is_not_read_as_another(
        [Values("WMO305", "WMO307", "WMO315", "WMO317")] string sent, [Values("WMO305", "WMO307", "WMO315", "WMO317")] string expected)
    {
        var (message, reader) = (KindOf(sent), KindOf(expected));

        var fault = reader.Read(Encoding.UTF8.GetBytes(message.Text)).Fault;

        Assert.That((fault?.Code, fault?.Kind), Is.EqualTo(sent == expected ? ((string?)null, (MessageKind?)null) : ("other-message", reader.Kind)));
    }

    [TestCase("BerichtVersie>3", "BerichtVersie>2", "other-version")]
    [TestCase("BerichtSubversie>2", "BerichtSubversie>1", "other-version")]
    [TestCase("BerichtXsdVersie>1.0.0", "BerichtXsdVersie>1.1.0", "other-version")]
    [TestCase("BerichtCode>4", "BerichtCode>9", "other-message")]
    [TestCase("basisschema/schema", "basisschema/scheme", "element-unexpected")]
    [TestCase("Afzender>65656055", "Afzender>6565605", "field-invalid")]
    [TestCase("Ontvanger>0406", "Ontvanger>406", "field-invalid")]
    [TestCase("Bsn>999900006", "Bsn>999900007", "bsn-invalid")]
    [TestCase("Bsn>999900006", "Bsn>99990006", "field-invalid")]
    public void A_message_of_another_version_or_for_nobody_is_refused_whole(string was, string becomes, string fault)
    {
        foreach (var example in All)
        {
            Assert.That(Break(example, was, becomes).Fault?.Code, Is.EqualTo(fault), example.Kind.Name);
        }
    }

    [TestCase("WMO305", "Geslacht>0", "Geslacht>3", "field-invalid")]
    [TestCase("WMO305", "Achternaam>Wit", "Achternaam> ", "field-invalid")]
    [TestCase("WMO305", "Voorvoegsel>de", "Voorvoegsel>van der der", "field-invalid")]
    [TestCase("WMO305", "Datum>1967-08-13", "Datum>13-08-1967", "field-invalid")]
    [TestCase("WMO305", "Categorie>01", "Categorie>19", "field-invalid")]
    [TestCase("WMO305", "Code>01A11", "Code>01A111", "field-invalid")]
    [TestCase("WMO305", "StatusAanlevering>3", "StatusAanlevering>4", "field-invalid")]
    [TestCase("WMO305", "<wmo305:Begindatum>2026-04-04</wmo305:Begindatum>", "", "element-unexpected")]
    [TestCase("WMO307", "RedenBeeindiging>38", "RedenBeeindiging>40", "field-invalid")]
    [TestCase("WMO307", "Einddatum>2026-05-31", "Einddatum>2026-04-02", "period-reversed")]
    [TestCase("WMO315", "ReferentieAanbieder>ONZE-REF-1", "ReferentieAanbieder>1234567890123456789012345678901234567", "field-invalid")]
    [TestCase("WMO315", "ToewijzingEinddatum>2026-12-31", "ToewijzingEinddatum>2026-03-31", "period-reversed")]
    [TestCase("WMO315", "Frequentie>2", "Frequentie>3", "field-invalid")]
    [TestCase("WMO315", "Eenheid>04", "Eenheid>4", "field-invalid")]
    [TestCase("WMO315", "Volume>3", "Volume>2,5", "field-invalid")]
    [TestCase("WMO315", "Type>01", "Type>07", "field-invalid")]
    [TestCase("WMO315", "ZorgverlenerCode>42420001", "ZorgverlenerCode>4242000", "field-invalid")]
    [TestCase("WMO317", "RedenVerzoek>1", "RedenVerzoek>3", "field-invalid")]
    [TestCase("WMO317", "Budget>150000", "Budget>100000000", "field-invalid")]
    [TestCase("WMO317", "Einddatum>2026-12-31", "Einddatum>2026-06-30", "period-reversed")]
    [TestCase("WMO317", "<wmo317:NieuwProduct>", "<wmo317:NieuwProduct/><wmo317:NieuwProduct>", "element-unexpected")]
    public void A_message_that_breaks_its_schema_is_refused_whole_with_the_line(string kind, string was, string becomes, string fault)
    {
        var refused = Break(KindOf(kind), was, becomes).Fault!;

        Assert.That((refused.Code, refused.XmlLine > 1, refused.Header), Is.EqualTo((fault, true, Header)));
    }

    [Test]
    public void A_fault_never_repeats_what_stands_in_the_file()
    {
        var misplaced = Break(KindOf("WMO305"), "Code>01A11", "Code>999900006").Fault!;
        var named = Break(KindOf("WMO305"), "<wmo305:StartProducten>", "<Vries999900006/><wmo305:StartProducten>").Fault!;

        Assert.That((misplaced.Detail, named.Detail), Is.EqualTo(("Code", "StartProducten")));
    }

    [Test]
    public void A_fault_is_said_in_two_languages_with_the_kind_of_message_and_the_line()
    {
        var fault = Break(KindOf("WMO307"), "RedenBeeindiging>38", "RedenBeeindiging>40").Fault!;

        Assert.That(
            MessageFaultText.For(fault, CultureInfo.GetCultureInfo("nl-NL")),
            Is.EqualTo($"Het bestand is geen geldig stopbericht (WMO307): op regel {fault.XmlLine} is RedenBeeindiging niet goed ingevuld."));
        Assert.That(
            MessageFaultText.For(fault, CultureInfo.GetCultureInfo("en")),
            Is.EqualTo($"The file is not a valid stop message (WMO307): RedenBeeindiging at line {fault.XmlLine} is not filled in correctly."));
    }

    [Test]
    public void A_message_that_ends_up_in_a_log_shows_no_BSN_and_no_name() =>
        Assert.That($"{Start} {Stop} {Request} {Change} {TheClient} {Request.Products[0]}", Does.Not.Contain("999900006").And.Not.Contain("Wit").And.Not.Contain("Wijkteam"));

    private static FileStream Sample(string name) => File.OpenRead(DeclarationExample.Published("samples", name));

    private static (object[]? Facts, MessageFault? Fault) Break(AssignmentKind example, string was, string becomes)
    {
        Assert.That(example.Text, Does.Contain(was));
        return example.Read(Encoding.UTF8.GetBytes(example.Text.Replace(was, becomes, StringComparison.Ordinal)));
    }
}
