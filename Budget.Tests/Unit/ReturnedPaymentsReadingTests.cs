using System.Text;
using Budget.Core.Payments;

namespace Budget.Tests.Unit;

/// <summary>Money that comes back is known again by the payment it was, and nothing else on the account is taken for it.</summary>
public sealed class ReturnedPaymentsReadingTests
{
    private const string Returned =
        """
        <Ntry><Amt Ccy="EUR">127.20</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2026-06-15</Dt></BookgDt><ValDt><Dt>2026-06-16</Dt></ValDt>
        <NtryDtls><TxDtls><Refs><EndToEndId>2026-06-P1</EndToEndId></Refs><Amt Ccy="EUR">127.20</Amt><CdtDbtInd>CRDT</CdtDbtInd>
        <RtrInf><Orgtr><Nm>Bank</Nm></Orgtr><Rsn><Cd>AC04</Cd></Rsn><AddtlInf>Opgeheven</AddtlInf></RtrInf></TxDtls></NtryDtls></Ntry>
        """;

    [Test]
    public void A_returned_payment_is_known_by_its_identification_with_amount_day_and_reason()
    {
        var read = Read(Notification(Returned)).Content!;

        var back = read.Payments.Single();
        Assert.That((read.Identification, back.EndToEndId), Is.EqualTo(("NOTE-1", "2026-06-P1")));
        Assert.That((back.Amount, back.BookedOn), Is.EqualTo(((Money?)new Money(12720), (DateOnly?)new DateOnly(2026, 6, 15))));
        Assert.That((back.Reasons.Single(), back.Remark, back.XmlLine), Is.EqualTo((BankReason.AccountClosed, "Opgeheven", 7)));
    }

    [Test]
    public void The_older_version_says_the_same_in_its_own_way()
    {
        var older = Returned.Replace("<Sts><Cd>BOOK</Cd></Sts>", "<Sts>BOOK</Sts>", StringComparison.Ordinal)
            .Replace("<Amt Ccy=\"EUR\">127.20</Amt><CdtDbtInd>CRDT</CdtDbtInd>\n<RtrInf>", "<AmtDtls><TxAmt><Amt Ccy=\"EUR\">127.20</Amt></TxAmt></AmtDtls>\n<RtrInf>", StringComparison.Ordinal);
        Assert.That(older, Does.Contain("TxAmt"));

        Assert.That(Said(Read(Notification(older, "02"))), Is.EqualTo(Said(Read(Notification(Returned)))));
    }

    [Test]
    public void Returns_that_are_booked_as_one_amount_are_told_apart()
    {
        var together =
            """
            <Ntry><Amt Ccy="EUR">427.25</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><DtTm>2026-06-15T08:00:00+02:00</DtTm></BookgDt><NtryDtls>
            <TxDtls><Refs><EndToEndId>2026-06-P1</EndToEndId></Refs><Amt Ccy="EUR">127.20</Amt><RtrInf><Rsn><Cd>AC01</Cd></Rsn></RtrInf></TxDtls>
            <TxDtls><Refs><EndToEndId>2026-06-P2</EndToEndId></Refs><RtrInf><Rsn><Prtry>ANDERS</Prtry></Rsn></RtrInf></TxDtls></NtryDtls></Ntry>
            """;

        // The amount of both together is not the amount of one.
        Assert.That(Said(Read(Notification(together))), Is.EqualTo("return of 2026-06-P1 AC01 € 127,20 15-6, return of 2026-06-P2 ANDERS  15-6"));
    }

    [Test]
    public void An_amount_that_stands_at_the_entry_alone_is_that_of_its_one_payment() => Assert.That(
        Said(Read(Notification(Returned.Replace("<Amt Ccy=\"EUR\">127.20</Amt><CdtDbtInd>CRDT</CdtDbtInd>\n<RtrInf>", "<RtrInf>", StringComparison.Ordinal)))),
        Is.EqualTo("return of 2026-06-P1 AC04 € 127,20 15-6"));

    [TestCase("<Cd>BOOK</Cd>", "<Cd>PDNG</Cd>", TestName = "What_is_not_booked_yet_is_no_return")]
    [TestCase("CRDT", "DBIT", TestName = "What_leaves_the_account_is_no_return_of_ours")]
    [TestCase("<EndToEndId>2026-06-P1</EndToEndId>", "", TestName = "What_does_not_say_of_what_is_no_return_of_ours")]
    [TestCase("2026-06-P1", "NOTPROVIDED", TestName = "What_says_that_it_was_not_given_is_no_return_of_ours")]
    [TestCase("RtrInf>", "RmtInf>", TestName = "What_just_comes_in_is_no_return")]
    public void All_else_on_the_account_is_left_alone(string was, string becomes)
    {
        var text = Notification(Returned);
        Assert.That(text, Does.Contain(was));

        Assert.That(Read(text.Replace(was, becomes, StringComparison.Ordinal)).Content?.Payments, Is.Empty);
    }

    [Test]
    public void A_notification_of_nothing_has_no_returns() => Assert.That(Read(Notification("")).Content?.Payments, Is.Empty);

    [Test]
    public void A_return_in_another_currency_has_no_amount_in_euro() =>
        Assert.That(Read(Notification(Returned.Replace("\"EUR\"", "\"CHF\"", StringComparison.Ordinal))).Content?.Payments.Single().Amount, Is.Null);

    [TestCase("127.20000", true)]
    [TestCase("127.2", true)]
    [TestCase("127.205", false)]
    [TestCase("127,20", false)]
    [TestCase("1.272,00", false)]
    [TestCase("-127.20", false)]
    [TestCase("1e3", false)]
    [TestCase("9999999999999999999999999", false)]
    [TestCase("", false)]
    public void An_amount_is_read_to_the_cent_or_not_at_all(string amount, bool isRead)
    {
        var reading = Read(Notification(Returned.Replace("127.20", amount, StringComparison.Ordinal)));

        Assert.That((reading.Content?.Payments[0].Amount, reading.Fault?.Code), Is.EqualTo(isRead ? ((Money?)new Money(12720), (string?)null) : (null, "field-invalid")));
    }

    [TestCase("<Dt>2026-06-15</Dt>", "<Dt>15-06-2026</Dt>", "field-invalid", "BookgDt")]
    [TestCase("<Dt>2026-06-15</Dt>", "", "field-invalid", "BookgDt")]
    [TestCase("<EndToEndId>2026-06-P1</EndToEndId>", "<EndToEndId>a</EndToEndId><EndToEndId>b</EndToEndId>", "element-twice", "EndToEndId")]
    [TestCase("<MsgId>NOTE-1</MsgId>", "", "element-missing", "MsgId")]
    [TestCase("camt.054.001.08", "camt.054.001.09", "other-version", "camt.054.001.02, camt.054.001.08")]
    [TestCase("camt.054.001.08", "camt.053.001.08", "other-message", "camt.054")]
    public void A_notification_that_is_not_one_is_refused_whole(string was, string becomes, string fault, string detail)
    {
        var text = Notification(Returned);
        Assert.That(text, Does.Contain(was));

        var reading = Read(text.Replace(was, becomes, StringComparison.Ordinal));

        Assert.That((reading.IsRead, reading.Fault?.Code, reading.Fault?.Detail), Is.EqualTo((false, fault, detail)));
    }

    [Test]
    public void An_answer_to_a_run_is_no_notification_and_a_notification_is_no_answer()
    {
        Assert.That(Read(PaymentExample.Answer(PaymentExample.Group("<GrpSts>RJCT</GrpSts>"))).Fault, Is.EqualTo(PaymentFileFault.OtherMessage.At(2, "camt.054")));
        Assert.That(PaymentExample.Read(Notification(Returned)).Fault, Is.EqualTo(PaymentFileFault.OtherMessage.At(2, "pain.002")));
    }

    private static string Notification(string entries, string version = "08") =>
        $"""
        <?xml version="1.0" encoding="UTF-8"?>
        <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.054.001.{version}"><BkToCstmrDbtCdtNtfctn>
        <GrpHdr><MsgId>NOTE-1</MsgId><CreDtTm>2026-06-15T09:00:00</CreDtTm></GrpHdr>
        <Ntfctn><Id>1</Id><CreDtTm>2026-06-15T09:00:00</CreDtTm>
        <Acct><Id><IBAN>NL91ABNA0417164300</IBAN></Id></Acct>
        {entries}
        </Ntfctn></BkToCstmrDbtCdtNtfctn></Document>
        """;

    private static BankReading<ReturnedPayments> Read(string text)
    {
        using var file = new MemoryStream(Encoding.UTF8.GetBytes(text));
        return ReadReturnedPayments.Read(file);
    }

    private static string Said(BankReading<ReturnedPayments> reading) =>
        string.Join(", ", reading.Content!.Payments.Select(back => $"{back} {back.Amount?.ToString().Replace('\u00A0', ' ')} {back.BookedOn?.Day}-{back.BookedOn?.Month}"));
}
