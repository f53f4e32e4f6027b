using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Resources;
using Budget.Core.Invoices;
using Budget.Core.Iwmo;
using NUnit.Framework;

namespace Budget.Tests.Unit;

public sealed class DeclarationTextTests
{
    private static readonly CultureInfo Dutch = CultureInfo.GetCultureInfo("nl-NL");
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en");

    [Test]
    public void Every_fault_has_a_Dutch_and_an_English_sentence_and_no_sentence_lacks_its_fault([Values("", "en")] string language) =>
        Assert.That(Keys(MessageFaultText.Sentences, language), Is.EquivalentTo(MessageFault.All.Select(fault => fault.Code)));

    [Test]
    public void Every_kind_of_message_has_a_Dutch_and_an_English_name_and_no_name_lacks_its_kind([Values("", "en")] string language) =>
        Assert.That(Keys(MessageKindText.Names, language), Is.EquivalentTo(MessageKind.All.Select(kind => kind.Name)));

    [Test]
    public void Every_return_code_has_a_Dutch_and_an_English_sentence_and_no_sentence_lacks_its_code([Values("", "en")] string language) =>
        Assert.That(Keys(ReturnCodeText.Sentences, language), Is.EquivalentTo(ReturnCode.All.Select(code => code.Code)));

    [TestCase(typeof(MessageFault))]
    [TestCase(typeof(MessageKind))]
    [TestCase(typeof(ReturnCode))]
    public void A_catalogue_names_everything_in_it_once(Type catalogue)
    {
        var named = catalogue.GetFields(BindingFlags.Public | BindingFlags.Static).Where(entry => entry.FieldType == catalogue).Select(entry => entry.GetValue(null));
        var all = (IEnumerable)catalogue.GetProperty("All")!.GetValue(null)!;

        Assert.That(all, Is.EquivalentTo(named).And.Unique);
    }

    [Test]
    public void A_sentence_names_the_line_and_the_element()
    {
        var fault = MessageFault.FieldInvalid.At(12, "ProductTarief") with { Kind = MessageKind.Declaration };

        Assert.That(MessageFaultText.For(fault, Dutch), Is.EqualTo("Het bestand is geen geldig declaratiebericht (WMO323): op regel 12 is ProductTarief niet goed ingevuld."));
        Assert.That(MessageFaultText.For(fault, English), Does.EndWith("ProductTarief at line 12 is not filled in correctly."));
    }

    [Test]
    public void A_message_to_another_town_names_both_towns()
    {
        var fault = MessageFault.OtherMunicipality.Of(DeclarationExample.Valid.Header with { MunicipalityCode = "0402" }, "0406");

        Assert.That(MessageFaultText.For(fault, Dutch), Is.EqualTo("Dit bestand is voor gemeente 0402. Hier wordt gewerkt voor gemeente 0406."));
    }

    [Test]
    public void Every_sentence_can_be_filled([ValueSource(typeof(MessageFault), nameof(MessageFault.All))] MessageFault fault)
    {
        var filled = fault with { XmlLine = 7, Detail = "Detail", Header = DeclarationExample.Valid.Header, Kind = MessageKind.Declaration };

        Assert.That(MessageFaultText.For(filled, Dutch), Does.Not.Contain("{"));
        Assert.That(MessageFaultText.For(filled, English), Does.Not.Contain("{").And.Not.EqualTo(MessageFaultText.For(filled, Dutch)));
    }

    [TestCase("9338", "Wij kennen geen toewijzing aan u met dit nummer. Controleer het toewijzingsnummer.", "We know no assignment to you with this number. Check the assignment number.")]
    public void A_return_code_says_what_it_means_and_what_to_do(string code, string dutch, string english)
    {
        Assert.That(ReturnCodeText.For(new ReturnCode(code), Dutch), Is.EqualTo(dutch));
        Assert.That(ReturnCodeText.For(new ReturnCode(code), English), Is.EqualTo(english));
    }

    private static IEnumerable<string> Keys(ResourceManager sentences, string language) =>
        sentences.GetResourceSet(CultureInfo.GetCultureInfo(language), createIfNotExists: true, tryParents: false)!.Cast<DictionaryEntry>().Select(entry => (string)entry.Key);
}
