using Budget.Core.Payments;
using static Budget.Tests.Unit.PaymentExample;

namespace Budget.Tests.Unit;

/// <summary>What the bank answers is said of exactly the payments it speaks of.</summary>
public sealed class PaymentStatusReadingTests
{
    [TestCase("03")]
    [TestCase("10")]
    public void A_run_that_is_accepted_whole_is_accepted_for_each_of_its_payments(string version)
    {
        var report = Read(Answer(Group("<GrpSts>ACCP</GrpSts>"), version)).Content!;

        Assert.That((report.Identification, report.RunIdentification, $"{report.Whole}"), Is.EqualTo(("BANK-1", "HUIZEN-2026-06", "ACCP")));
        Assert.That(report.Payments, Is.Empty);
        Assert.That(Said(report), Is.EqualTo("2026-06-P1 ACCP, 2026-06-P2 ACCP, 2026-06-P3 ACCP"));
    }

    [Test]
    public void Of_a_run_that_is_rejected_in_part_only_the_payment_that_is_named_is_rejected()
    {
        var report = Read(Answer(
            Group("<GrpSts>PART</GrpSts>") + Block("1", "<PmtInfSts>PART</PmtInfSts>" + Transaction("2026-06-P2", "<TxSts>RJCT</TxSts>", Reason("AC04", "Rekening opgeheven"))))).Content!;

        Assert.That(Said(report), Is.EqualTo("2026-06-P2 RJCT AC04"));
        var verdict = report.Of(Run)["2026-06-P2"];
        Assert.That((verdict.Status.IsUnpaid, verdict.Reasons.Single(), verdict.Remark), Is.EqualTo((true, BankReason.AccountClosed, "Rekening opgeheven")));
        Assert.That(report.Payments.Single().XmlLine, Is.EqualTo(5));
    }

    [Test]
    public void A_run_that_is_rejected_whole_is_rejected_for_each_payment_with_the_reason_of_the_whole()
    {
        var report = Read(Answer(Group("<GrpSts>RJCT</GrpSts>", Reason("AM05")))).Content!;

        Assert.That(Said(report), Is.EqualTo("2026-06-P1 RJCT AM05, 2026-06-P2 RJCT AM05, 2026-06-P3 RJCT AM05"));
    }

    [Test]
    public void A_block_that_is_rejected_takes_its_own_payments_with_it_and_no_others()
    {
        var blocks = Block("1", "<PmtInfSts>RJCT</PmtInfSts>" + Reason("DT01")) + Block("2", "<PmtInfSts>ACSP</PmtInfSts>");
        var report = Read(Answer(Group("<GrpSts>PART</GrpSts>") + blocks)).Content!;

        Assert.That(Said(report), Is.EqualTo("2026-06-P1 RJCT DT01, 2026-06-P2 RJCT DT01, 2026-06-P3 ACSP"));
    }

    [Test]
    public void A_payment_without_a_status_of_its_own_has_that_of_its_block()
    {
        var transactions = Transaction("2026-06-P1", "", Reason("AC01")) + Transaction("2026-06-P2", "");
        var report = Read(Answer(Group("") + Block("1", "<PmtInfSts>RJCT</PmtInfSts>" + Reason("MS03") + transactions))).Content!;

        Assert.That(Said(report), Is.EqualTo("2026-06-P1 RJCT AC01, 2026-06-P2 RJCT MS03"));
        Assert.That(report.Whole, Is.Null);
    }

    [Test]
    public void What_is_said_of_a_payment_goes_before_what_is_said_of_its_block()
    {
        var report = Read(Answer(Group("<GrpSts>ACSP</GrpSts>") + Block("1", "<PmtInfSts>ACSC</PmtInfSts>" + Transaction("2026-06-P1", "<TxSts>PDNG</TxSts>")))).Content!;

        Assert.That(Said(report), Is.EqualTo("2026-06-P1 PDNG, 2026-06-P2 ACSC, 2026-06-P3 ACSP"));
    }

    [Test]
    public void Each_status_and_reason_is_kept_as_the_bank_gave_it()
    {
        var reasons = "<StsRsnInf><Rsn><Cd>AC06</Cd></Rsn><AddtlInf>een</AddtlInf><AddtlInf>twee</AddtlInf></StsRsnInf><StsRsnInf><Rsn><Prtry>BLOKKADE 7</Prtry></Rsn></StsRsnInf>";
        var transactions = Transaction("2026-06-P1", "<TxSts>ACWC</TxSts>", reasons) + Transaction("2026-06-P2", "<TxSts>XYZ1</TxSts>");
        var report = Read(Answer(Group("<GrpSts>ACTC</GrpSts>") + Block("1", transactions))).Content!;

        var (first, second) = (report.Payments[0].Verdict, report.Payments[1].Verdict);
        Assert.That((first.Status, first.Reasons[0], first.Reasons[1].Code, first.Remark), Is.EqualTo((BankStatus.AcceptedWithChange, BankReason.AccountBlocked, "BLOKKADE 7", "een twee")));
        Assert.That((second.Status.Code, second.Status.IsPaid, second.Status.IsUnpaid), Is.EqualTo(("XYZ1", false, false)), "nobody knows what it says");
    }

    [TestCase("RJCT", false, true)]
    [TestCase("CANC", false, true)]
    [TestCase("ACSC", true, false)]
    [TestCase("ACCC", true, false)]
    [TestCase("ACSP", false, false)]
    [TestCase("PDNG", false, false)]
    public void Only_what_is_over_is_paid_or_unpaid(string code, bool isPaid, bool isUnpaid) =>
        Assert.That((new BankStatus(code).IsPaid, new BankStatus(code).IsUnpaid), Is.EqualTo((isPaid, isUnpaid)));

    [Test]
    public void A_payment_that_the_run_does_not_have_is_pointed_out()
    {
        var transactions = Transaction("2026-05-P9", "<TxSts>RJCT</TxSts>") + Transaction("2026-06-P1", "<TxSts>RJCT</TxSts>");
        var report = Read(Answer(Group("<GrpSts>PART</GrpSts>") + Block("1", transactions))).Content!;

        Assert.That(report.NotIn(Run).Select(payment => payment.EndToEndId), Is.EqualTo(["2026-05-P9"]));
        Assert.That(report.Of(Run).Keys, Is.EqualTo(["2026-06-P1"]));
    }

    [Test]
    public void An_answer_to_another_run_says_nothing_of_this_one() =>
        Assert.That(() => Read(Answer(Group("<GrpSts>RJCT</GrpSts>"))).Content!.Of(Run with { Identification = "HUIZEN-2026-07" }), Throws.ArgumentException);

    [Test]
    public void An_answer_over_a_thousand_payments_is_read_within_a_second()
    {
        var transactions = Enumerable.Range(1, 1_000).Select(number => Transaction($"P{number}", "<TxSts>RJCT</TxSts>", Reason("AC01", "Onbekend")));
        var file = Answer(Group("<GrpSts>PART</GrpSts>") + Block("1", string.Concat(transactions)));
        var clock = System.Diagnostics.Stopwatch.StartNew();

        Assert.That(Read(file).Content?.Payments, Has.Count.EqualTo(1_000));
        Assert.That(clock.Elapsed, Is.LessThan(TimeSpan.FromSeconds(1)));
    }

    [TestCase("<MsgId>BANK-1</MsgId>", "", "element-missing", "MsgId")]
    [TestCase("<OrgnlMsgId>HUIZEN-2026-06</OrgnlMsgId>", "", "element-missing", "OrgnlMsgId")]
    [TestCase("<OrgnlPmtInfId>HUIZEN-2026-06-1</OrgnlPmtInfId>", "", "element-missing", "OrgnlPmtInfId")]
    [TestCase("<OrgnlEndToEndId>2026-06-P1</OrgnlEndToEndId>", "", "element-missing", "OrgnlEndToEndId")]
    [TestCase("<TxSts>RJCT</TxSts>", "", "element-missing", "TxSts")]
    [TestCase("CstmrPmtStsRpt>", "CstmrPmtStsRpts>", "element-missing", "CstmrPmtStsRpt")]
    [TestCase("<MsgId>BANK-1</MsgId>", "<MsgId>BANK-1</MsgId><MsgId>BANK-2</MsgId>", "element-twice", "MsgId")]
    [TestCase("<TxSts>RJCT</TxSts>", "<TxSts>RJCT</TxSts><TxSts>ACSC</TxSts>", "element-twice", "TxSts")]
    [TestCase("<OrgnlEndToEndId>2026-06-P1<", "<OrgnlEndToEndId><", "field-invalid", "OrgnlEndToEndId")]
    [TestCase("<OrgnlEndToEndId>2026-06-P1<", "<OrgnlEndToEndId>123456789012345678901234567890123456<", "field-invalid", "OrgnlEndToEndId")]
    [TestCase("<OrgnlEndToEndId>2026-06-P1<", "<OrgnlEndToEndId>2026-06-<b>P1</b><", "field-invalid", "OrgnlEndToEndId")]
    [TestCase("<TxSts>RJCT<", "<TxSts>REJECTED<", "field-invalid", "TxSts")]
    [TestCase("<OrgnlEndToEndId>2026-06-P2<", "<OrgnlEndToEndId>2026-06-P1<", "payment-twice", null)]
    [TestCase("pain.002.001.10", "pain.002.001.04", "other-version", "pain.002.001.03, pain.002.001.10")]
    [TestCase("pain.002.001.10", "pain.001.001.09", "other-message", "pain.002")]
    public void An_answer_that_leaves_open_what_it_says_is_refused_whole(string was, string becomes, string fault, string? detail)
    {
        var transactions = Transaction("2026-06-P1", "<TxSts>RJCT</TxSts>") + Transaction("2026-06-P2", "<TxSts>ACSP</TxSts>");
        var text = Answer(Group("<GrpSts>PART</GrpSts>") + Block("1", transactions));
        Assert.That(text, Does.Contain(was));

        var reading = Read(text.Replace(was, becomes, StringComparison.Ordinal));

        Assert.That((reading.IsRead, reading.Fault?.Code, reading.Fault?.Detail, reading.Fault?.XmlLine > 0), Is.EqualTo((false, fault, detail, true)));
    }

    [TestCase("<GrpSts>RJCT", "<GrpSts><![CDATA[RJ]]><!-- half -->CT", TestName = "CDATA_and_comments_are_part_of_the_status")]
    [TestCase("<GrpSts>RJCT<", "<GrpSts>\n RJCT\t<", TestName = "White_space_around_a_status_is_nothing")]
    [TestCase("<GrpHdr>", "<GrpHdr><New><MsgId>other</MsgId></New>", TestName = "An_element_that_is_not_known_is_stepped_over")]
    [TestCase("<GrpHdr>", "<GrpHdr><MsgId xmlns='urn:other'>other</MsgId>", TestName = "An_element_of_another_namespace_is_stepped_over")]
    public void Freedoms_of_the_bank_change_nothing(string was, string becomes)
    {
        var text = Answer(Group("<GrpSts>RJCT</GrpSts>", Reason("FF01")));
        Assert.That(text, Does.Contain(was));

        var report = Read(text.Replace(was, becomes, StringComparison.Ordinal)).Content;

        Assert.That((report?.Identification, $"{report?.Whole}"), Is.EqualTo(("BANK-1", "RJCT FF01")));
    }

    [Test]
    public void What_a_log_may_meet_has_no_words_of_the_bank()
    {
        var transaction = Transaction("2026-06-P1", "<TxSts>RJCT</TxSts>", Reason("MD07", "mevrouw De Vries NL91ABNA0417164300"));
        var report = Read(Answer(Group("<GrpSts>PART</GrpSts>") + Block("1", transaction))).Content!;
        var log = $"{report} {report.Payments[0]} {report.Blocks[0]} {report.Of(Run)["2026-06-P1"]}";

        Assert.That(log, Does.Contain("RJCT MD07").And.Not.Contain("Vries").And.Not.Contain("ABNA"));
    }

    private static string Said(PaymentStatusReport report) =>
        string.Join(", ", report.Of(Run).OrderBy(said => said.Key, StringComparer.Ordinal).Select(said => $"{said.Key} {said.Value}"));
}
