using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Resources;
using Budget.Core.Payments;

namespace Budget.Tests.Unit;

/// <summary>Whatever the bank says, somebody in finance reads what it means and what to do.</summary>
public sealed class PaymentTextTests
{
    private static readonly CultureInfo Dutch = CultureInfo.GetCultureInfo("nl-NL");
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en");

    [Test]
    public void Every_fault_has_a_Dutch_and_an_English_sentence_and_no_sentence_lacks_its_fault([Values("", "en")] string language) =>
        Assert.That(Keys(PaymentFileFaultText.Sentences, language), Is.EquivalentTo(PaymentFileFault.All.Select(fault => fault.Code)));

    [Test]
    public void Every_status_has_a_Dutch_and_an_English_sentence_and_there_is_one_for_all_others([Values("", "en")] string language) =>
        Assert.That(Keys(BankStatusText.Sentences, language), Is.EquivalentTo(BankStatus.All.Select(status => status.Code).Append(BankStatusText.Other)));

    [Test]
    public void Every_reason_has_a_Dutch_and_an_English_sentence_and_there_is_one_for_all_others([Values("", "en")] string language) =>
        Assert.That(Keys(BankReasonText.Sentences, language), Is.EquivalentTo(BankReason.All.Select(reason => reason.Code).Append(BankReasonText.Other)));

    [TestCase(typeof(PaymentFileFault))]
    [TestCase(typeof(BankStatus))]
    [TestCase(typeof(BankReason))]
    public void A_catalogue_names_everything_in_it_once(Type catalogue)
    {
        var named = catalogue.GetFields(BindingFlags.Public | BindingFlags.Static).Where(entry => entry.FieldType == catalogue).Select(entry => entry.GetValue(null));
        var all = (IEnumerable)catalogue.GetProperty("All")!.GetValue(null)!;

        Assert.That(all, Is.EquivalentTo(named).And.Unique);
    }

    [Test]
    public void Every_sentence_can_be_filled([ValueSource(typeof(PaymentFileFault), nameof(PaymentFileFault.All))] PaymentFileFault fault)
    {
        var filled = fault.At(7, "OrgnlMsgId");

        Assert.That(PaymentFileFaultText.For(filled, Dutch), Does.Not.Contain("{"));
        Assert.That(PaymentFileFaultText.For(filled, English), Does.Not.Contain("{").And.Not.EqualTo(PaymentFileFaultText.For(filled, Dutch)));
    }

    [Test]
    public void A_sentence_names_the_line_and_what_is_wrong_there()
    {
        Assert.That(
            PaymentFileFaultText.For(PaymentFileFault.OtherMessage.At(2, "pain.002"), Dutch),
            Is.EqualTo("Het bestand is geen bericht pain.002: op regel 2 staat dat het iets anders is. Kies een ander bestand."));
        Assert.That(PaymentFileFaultText.For(PaymentFileFault.FieldInvalid.At(12, "TxSts"), English), Does.EndWith("TxSts at line 12 is not filled in correctly."));
    }

    [TestCase(
        "AC04",
        "De rekening van de ontvanger is opgeheven. Vraag de ontvanger om een ander rekeningnummer en betaal opnieuw.",
        "The account of the payee is closed. Ask the payee for another account number and pay again.")]
    [TestCase(
        "BLOKKADE 7",
        "De bank geeft als reden BLOKKADE 7. Vraag de bank wat dat betekent voordat u opnieuw betaalt.",
        "The bank gives the reason BLOKKADE 7. Ask the bank what it means before you pay again.")]
    [TestCase(
        "other",
        "De bank geeft als reden other. Vraag de bank wat dat betekent voordat u opnieuw betaalt.",
        "The bank gives the reason other. Ask the bank what it means before you pay again.")]
    public void A_reason_says_what_it_means_and_what_to_do(string code, string dutch, string english)
    {
        Assert.That(BankReasonText.For(new BankReason(code), Dutch), Is.EqualTo(dutch));
        Assert.That(BankReasonText.For(new BankReason(code), English), Is.EqualTo(english));
    }

    [TestCase(
        "RJCT",
        "De bank heeft de betaling geweigerd. Er is niets betaald. Lees bij de reden wat u kunt doen.",
        "The bank has refused the payment. Nothing was paid. Read at the reason what you can do.")]
    [TestCase(
        "{0}",
        "De bank geeft als status {0}. Wij kennen die status niet. Vraag de bank wat er met de betaling is gebeurd.",
        "The bank gives the status {0}. We do not know that status. Ask the bank what happened to the payment.")]
    public void A_status_says_what_it_means_and_what_to_do(string code, string dutch, string english)
    {
        Assert.That(BankStatusText.For(new BankStatus(code), Dutch), Is.EqualTo(dutch));
        Assert.That(BankStatusText.For(new BankStatus(code), English), Is.EqualTo(english));
    }

    private static IEnumerable<string> Keys(ResourceManager sentences, string language) =>
        sentences.GetResourceSet(CultureInfo.GetCultureInfo(language), createIfNotExists: true, tryParents: false)!.Cast<DictionaryEntry>().Select(entry => (string)entry.Key);
}
