namespace Budget.Core.Payments;

/// <summary>Money that came back after it was paid.</summary>
/// <param name="EndToEndId">Of the payment; that of others too, when the account is used for more than our payments.</param>
/// <param name="Amount">None when the bank does not say it for this payment alone, or not in euro.</param>
/// <param name="BookedOn">When it was back on the account.</param>
/// <param name="Account">The account on which it came back, as the bank writes it; none when that is not an IBAN.</param>
/// <param name="Remark">In the bank's own words. They may name somebody: for the screen of who may see the payment, never for a log.</param>
/// <param name="XmlLine">Line of the file on which it starts.</param>
public sealed record ReturnedPayment(string EndToEndId, Money? Amount, DateOnly? BookedOn, string? Account, IReadOnlyList<BankReason> Reasons, string? Remark, int XmlLine)
{
    /// <summary>Codes only: a log may meet this text.</summary>
    public override string ToString() => $"return of {EndToEndId} {string.Join(' ', Reasons)}".TrimEnd();
}

/// <summary>The returns in one notification of the bank.</summary>
/// <param name="Identification">Of the notification, by the bank.</param>
public sealed record ReturnedPayments(string Identification, IReadOnlyList<ReturnedPayment> Payments);

/// <summary>
/// Reads the returned payments from a notification of what was booked (ISO 20022 camt.054.001.02 and .08): booked credits that say of which
/// payment they are the return (RtrInf and EndToEndId). All else that is booked on the account is stepped over, and so is a return that does
/// not say of what: it is not one of ours, which always have an EndToEndId.
/// </summary>
public static class ReadReturnedPayments
{
    private static readonly BankMessageKind Kind = new("camt.054.001", "BkToCstmrDbtCdtNtfctn", ["02", "08"]);

    public static BankReading<ReturnedPayments> Read(Stream file) => BankMessage.Read(file, Kind, xml => new Message(xml).Read());

    private sealed class Message(BankMessage xml)
    {
        private readonly List<ReturnedPayment> returned = [];
        private string? identification;

        public ReturnedPayments Read()
        {
            var line = xml.Line;
            xml.Inside(part =>
            {
                switch (part)
                {
                    case "GrpHdr": xml.Inside(field => { if (field == "MsgId") { xml.Once(ref identification, 35); } }); break;
                    case "Ntfctn": Notification(); break;
                }
            });
            return new ReturnedPayments(identification ?? throw BankMessage.Missing(line, "MsgId"), returned);
        }

        private void Notification()
        {
            string? account = null;
            xml.Inside(part =>
            {
                switch (part)
                {
                    case "Acct": xml.Inside(field => { if (field == "Id") { xml.Inside(kind => { if (kind == "IBAN") { xml.Once(ref account, 34); } }); } }); break;
                    case "Ntry": Entry(account); break;
                }
            });
        }

        private void Entry(string? account)
        {
            Money? amount = null;
            DateOnly? bookedOn = null;
            string? direction = null, status = null;
            var details = new List<Detail>();
            xml.Inside(field =>
            {
                switch (field)
                {
                    case "Amt": amount = xml.Amount(); break;
                    case "CdtDbtInd": xml.Once(ref direction, 4); break;
                    case "Sts": status = Status(); break;
                    case "BookgDt": bookedOn = xml.Day(); break;
                    case "NtryDtls": xml.Inside(detail => { if (detail == "TxDtls") { details.Add(ReadDetail()); } }); break;
                }
            });
            returned.AddRange(
                from detail in details
                where status == "BOOK" && (detail.Direction ?? direction) == "CRDT" && detail is { IsReturn: true, EndToEndId: not (null or SepaText.Nothing) }
                select new ReturnedPayment(detail.EndToEndId!, detail.Amount ?? (details.Count == 1 ? amount : null), bookedOn, account, detail.Reasons, detail.Remark, detail.XmlLine));
        }

        /// <summary>A bare code until version 02, a code of a list or of the bank's own since.</summary>
        private string? Status()
        {
            if (xml.Version == "02")
            {
                return xml.Text(4);
            }

            string? status = null;
            xml.Inside(kind => { if (kind == "Cd") { xml.Once(ref status, 4); } });
            return status;
        }

        private Detail ReadDetail()
        {
            var line = xml.Line;
            Money? amount = null, ofDetails = null;
            string? endToEndId = null, direction = null;
            var isReturn = false;
            var spoken = new SpokenVerdict(xml);
            xml.Inside(field =>
            {
                switch (field)
                {
                    case "Refs": xml.Inside(reference => { if (reference == "EndToEndId") { xml.Once(ref endToEndId, 35); } }); break;
                    case "Amt": amount = xml.Amount(); break;
                    case "CdtDbtInd": xml.Once(ref direction, 4); break;
                    case "AmtDtls": xml.Inside(kind => { if (kind == "TxAmt") { xml.Inside(of => { if (of == "Amt") { ofDetails = xml.Amount(); } }); } }); break;
                    case "RtrInf": isReturn = true; spoken.MeetReason(); break;
                }
            });
            return new Detail(endToEndId, amount ?? ofDetails, direction, isReturn, spoken.Reasons, spoken.Remark, line);
        }
    }

    private sealed record Detail(
        string? EndToEndId, Money? Amount, string? Direction, bool IsReturn, IReadOnlyList<BankReason> Reasons, string? Remark, int XmlLine);
}
