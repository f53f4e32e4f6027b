using System.Globalization;
using System.Text;
using System.Xml;

namespace Budget.Core.Payments;

/// <summary>
/// Writes a run of payments as a customer credit transfer initiation (ISO 20022 pain.001.001.09, under the SEPA rules of EPC132-08): a block for
/// each account and day, booked as one amount, each side paying its own bank. Amounts are euro with two decimals. The same run always gives
/// the same bytes: UTF-8 without byte order mark, tabs, line feeds.
/// </summary>
public static class WritePaymentFile
{
    private const string Namespace = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09";
    private const int LongestReference = 35;
    private const int LongestName = 70;
    private const int LongestRemittance = 140;

    /// <summary>The most that goes in one SEPA transfer.</summary>
    private static readonly Money Most = new(99_999_999_999);

    /// <exception cref="ArgumentException">
    /// No payments; an identification that is not one, or is there twice; an amount that SEPA cannot carry; an IBAN that was never read. A name
    /// is never a reason.
    /// </exception>
    public static void Write(Stream target, PaymentRun run)
    {
        if (Objection(run) is { } objection)
        {
            throw new ArgumentException(objection, nameof(run));
        }

        using var xml = XmlWriter.Create(target, new XmlWriterSettings
        {
            Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            Indent = true,
            IndentChars = "\t",
            NewLineChars = "\n",
            CloseOutput = false,
        });
        xml.WriteStartDocument();
        new Message(xml).Run(run);
        xml.WriteEndDocument();
    }

    /// <summary>The declaration numbers that fit, whole, and how many more there are: "DN001 DN002 +3".</summary>
    internal static string Remittance(IReadOnlyList<string> numbers)
    {
        for (var kept = numbers.Count; kept > 0; kept--)
        {
            var more = kept == numbers.Count ? "" : string.Create(CultureInfo.InvariantCulture, $" +{numbers.Count - kept}");
            var written = SepaText.Of($"{string.Join(' ', numbers.Take(kept))}{more}", int.MaxValue);
            if (written.Length <= LongestRemittance)
            {
                return written;
            }
        }

        return SepaText.Of(string.Join(' ', numbers), LongestRemittance);
    }

    private static string? Objection(PaymentRun run)
    {
        if (run.Payments.Count == 0)
        {
            return "A run without payments is no file.";
        }

        var used = new HashSet<string>(StringComparer.Ordinal);
        foreach (var payment in run.Payments)
        {
            if (!SepaText.IsReference(payment.EndToEndId, LongestReference) || !used.Add(payment.EndToEndId))
            {
                return $"'{payment.EndToEndId}' cannot identify a payment, or not this one too.";
            }

            if (!payment.Amount.IsPositive || payment.Amount > Most)
            {
                return $"The amount of {payment} cannot be transferred.";
            }

            if (payment.CreditorIban == default || payment.From.Iban == default)
            {
                return $"An account is missing for {payment}.";
            }
        }

        return SepaText.IsReference(run.Identification, LongestReference) && run.Blocks.All(block => SepaText.IsReference(block.Identification, LongestReference))
            ? null
            : $"'{run.Identification}' cannot identify a run.";
    }

    private sealed class Message(XmlWriter xml)
    {
        public void Run(PaymentRun run) => Group("Document", () => Group("CstmrCdtTrfInitn", () =>
        {
            Group("GrpHdr", () =>
            {
                Field("MsgId", run.Identification);
                Field("CreDtTm", $"{Day(AmsterdamDay.Of(run.CreatedAt))}T{AmsterdamDay.TimeOf(run.CreatedAt).ToString("HH:mm:ss", CultureInfo.InvariantCulture)}");
                Sums(run.Payments.Count, run.Total);
                Group("InitgPty", () => Name(run.InitiatedBy));
            });
            foreach (var block in run.Blocks)
            {
                Group("PmtInf", () => Block(block));
            }
        }));

        private void Block(PaymentBlock block)
        {
            Field("PmtInfId", block.Identification);
            Field("PmtMtd", "TRF");
            Field("BtchBookg", "true");
            Sums(block.Payments.Count, block.Total);
            Group("PmtTpInf", () => Group("SvcLvl", () => Field("Cd", "SEPA")));
            Group("ReqdExctnDt", () => Field("Dt", Day(block.RequestedOn)));
            Group("Dbtr", () => Name(block.From.Name));
            Account("DbtrAcct", block.From.Iban);
            // The schema wants a bank; the IBAN says which it is, and the SEPA rules take this for that.
            Group("DbtrAgt", () => Group("FinInstnId", () => Group("Othr", () => Field("Id", SepaText.Nothing))));
            Field("ChrgBr", "SLEV");
            foreach (var payment in block.Payments)
            {
                Group("CdtTrfTxInf", () => Transfer(payment));
            }
        }

        private void Transfer(Payment payment)
        {
            Group("PmtId", () => Field("EndToEndId", payment.EndToEndId));
            Group("Amt", () =>
            {
                xml.WriteStartElement("InstdAmt", Namespace);
                xml.WriteAttributeString("Ccy", "EUR");
                xml.WriteString(payment.Amount.ToDecimalPoint());
                xml.WriteEndElement();
            });
            Group("Cdtr", () => Name(payment.CreditorName));
            Account("CdtrAcct", payment.CreditorIban);
            if (payment.DeclarationNumbers.Count > 0)
            {
                Group("RmtInf", () => Field("Ustrd", Remittance(payment.DeclarationNumbers)));
            }
        }

        private void Sums(int count, Money total)
        {
            Field("NbOfTxs", count.ToString(CultureInfo.InvariantCulture));
            Field("CtrlSum", total.ToDecimalPoint());
        }

        private void Name(string name) => Field("Nm", SepaText.Of(name, LongestName));

        private void Account(string name, Iban iban) => Group(name, () => Group("Id", () => Field("IBAN", iban.Compact)));

        private void Group(string name, Action content)
        {
            xml.WriteStartElement(name, Namespace);
            content();
            xml.WriteEndElement();
        }

        private void Field(string name, string value) => xml.WriteElementString(name, Namespace, value);

        private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    }
}
