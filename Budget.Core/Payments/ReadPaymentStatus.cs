namespace Budget.Core.Payments;

/// <summary>
/// Reads the bank's answer to a file of payments: a customer payment status report (ISO 20022 pain.002.001.03 and .10). A file that is something
/// else, or leaves open what it says of which payment, is refused as a whole.
/// </summary>
public static class ReadPaymentStatus
{
    private static readonly BankMessageKind Kind = new("pain.002.001", "CstmrPmtStsRpt", ["03", "10"]);

    public static BankReading<PaymentStatusReport> Read(Stream file) => BankMessage.Read(file, Kind, xml => new Message(xml).Read());

    private sealed class Message(BankMessage xml)
    {
        private readonly List<BlockVerdict> blocks = [];
        private readonly List<PaymentVerdict> payments = [];
        private readonly HashSet<string> named = new(StringComparer.Ordinal);
        private string? identification;
        private string? run;
        private BankVerdict? whole;

        public PaymentStatusReport Read()
        {
            var line = xml.Line;
            xml.Inside(part =>
            {
                switch (part)
                {
                    case "GrpHdr": xml.Inside(field => Field(field, "MsgId", ref identification)); break;
                    case "OrgnlGrpInfAndSts": Group(); break;
                    case "OrgnlPmtInfAndSts": Block(); break;
                }
            });
            return new PaymentStatusReport(
                identification ?? throw BankMessage.Missing(line, "MsgId"),
                run ?? throw BankMessage.Missing(line, "OrgnlMsgId"),
                whole,
                blocks,
                payments);
        }

        private void Group()
        {
            if (run is not null)
            {
                throw xml.Twice();
            }

            var spoken = new SpokenVerdict(xml);
            xml.Inside(field =>
            {
                Field(field, "OrgnlMsgId", ref run);
                spoken.Meet(field, "GrpSts", "StsRsnInf");
            });
            whole = spoken.Verdict(within: null);
        }

        private void Block()
        {
            var line = xml.Line;
            string? block = null;
            var spoken = new SpokenVerdict(xml);
            xml.Inside(field =>
            {
                Field(field, "OrgnlPmtInfId", ref block);
                spoken.Meet(field, "PmtInfSts", "StsRsnInf");
                if (field == "TxInfAndSts")
                {
                    Payment(PaymentStatusReport.ForEach(spoken.Verdict(within: null) ?? whole));
                }
            });
            blocks.Add(new BlockVerdict(block ?? throw BankMessage.Missing(line, "OrgnlPmtInfId"), spoken.Verdict(within: null)));
        }

        private void Payment(BankVerdict? ofAll)
        {
            var line = xml.Line;
            string? endToEndId = null;
            Money? amount = null;
            var spoken = new SpokenVerdict(xml);
            xml.Inside(field =>
            {
                Field(field, "OrgnlEndToEndId", ref endToEndId);
                spoken.Meet(field, "TxSts", "StsRsnInf");
                if (field == "OrgnlTxRef")
                {
                    xml.Inside(part => { if (part == "Amt") { xml.Inside(kind => { if (kind == "InstdAmt") { amount = xml.Amount(); } }); } });
                }
            });
            payments.Add(new PaymentVerdict(
                endToEndId ?? throw BankMessage.Missing(line, "OrgnlEndToEndId"),
                spoken.Verdict(ofAll) ?? throw BankMessage.Missing(line, "TxSts"),
                amount,
                line));
            if (!named.Add(endToEndId))
            {
                throw new PaymentFileFaultException(PaymentFileFault.PaymentTwice.At(line));
            }
        }

        private void Field(string met, string wanted, ref string? into)
        {
            if (met == wanted)
            {
                xml.Once(ref into, 35);
            }
        }
    }
}
