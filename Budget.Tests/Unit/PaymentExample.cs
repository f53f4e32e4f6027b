using System.Text;
using System.Xml.Schema;
using Budget.Core.Payments;

namespace Budget.Tests.Unit;

/// <summary>A small run of payments, and the answers a bank could give to it.</summary>
internal static class PaymentExample
{
    public static readonly DebtorAccount TownAccount = new("Gemeente Huizen", Account("NL91ABNA0417164300"));

    public static readonly Payment First = new(
        "2026-06-P1", TownAccount, new DateOnly(2026, 6, 12), new Money(12720), "Thuiszorg Gooi B.V.", Account("NL69INGB0123456789"), ["DN001", "DN002"]);

    public static readonly Payment Second = First with
    {
        EndToEndId = "2026-06-P2",
        Amount = new Money(30005),
        CreditorName = "Zorg & Zo",
        CreditorIban = Account("NL44RABO0123456789"),
        DeclarationNumbers = ["F17"],
    };

    public static readonly Payment Later = Second with { EndToEndId = "2026-06-P3", RequestedOn = new DateOnly(2026, 6, 15), Amount = new Money(1) };

    public static readonly PaymentRun Run = new("HUIZEN-2026-06", new DateTimeOffset(2026, 6, 10, 12, 30, 0, TimeSpan.Zero), "Gemeente Huizen", [First, Second, Later]);

    public static XmlSchemaSet Schema { get; } = Load();

    public static Iban Account(string text) => Iban.TryParse(text, out var iban) ? iban : throw new ArgumentException($"{text} is no IBAN.", nameof(text));

    public static byte[] Bytes(PaymentRun run)
    {
        using var file = new MemoryStream();
        WritePaymentFile.Write(file, run);
        return file.ToArray();
    }

    public static string Text(PaymentRun run) => Encoding.UTF8.GetString(Bytes(run));

    /// <summary>The texts of all elements of this name in a message, in their order.</summary>
    public static IReadOnlyList<string> All(string message, string name) => [.. XmlText.Select(message, $"//*[local-name()='{name}']").Select(found => found.Value)];

    /// <summary>A pain.002 as banks send it: a header, and the rest as given, one element a line.</summary>
    public static string Answer(string rest, string version = "10") =>
        $"""
        <?xml version="1.0" encoding="UTF-8"?>
        <Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.{version}">
        <CstmrPmtStsRpt>
        <GrpHdr><MsgId>BANK-1</MsgId><CreDtTm>2026-06-10T15:00:00</CreDtTm><DbtrAgt><FinInstnId><BICFI>ABNANL2A</BICFI></FinInstnId></DbtrAgt></GrpHdr>
        {rest}
        </CstmrPmtStsRpt>
        </Document>
        """;

    public static string Group(string status, string reasons = "") =>
        $"<OrgnlGrpInfAndSts><OrgnlMsgId>HUIZEN-2026-06</OrgnlMsgId><OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId>{status}{reasons}</OrgnlGrpInfAndSts>";

    public static string Block(string number, string content) => $"<OrgnlPmtInfAndSts><OrgnlPmtInfId>HUIZEN-2026-06-{number}</OrgnlPmtInfId>{content}</OrgnlPmtInfAndSts>";

    public static string Transaction(string endToEndId, string status, string reasons = "") =>
        $"""
        <TxInfAndSts><OrgnlEndToEndId>{endToEndId}</OrgnlEndToEndId>{status}{reasons}
        <OrgnlTxRef><Amt><InstdAmt Ccy="EUR">127.20</InstdAmt></Amt><Cdtr><Nm>Thuiszorg Gooi B.V.</Nm></Cdtr></OrgnlTxRef></TxInfAndSts>
        """;

    public static string Reason(string code, string remark = "") =>
        $"<StsRsnInf><Orgtr><Nm>Bank</Nm></Orgtr><Rsn><Cd>{code}</Cd></Rsn>{(remark.Length > 0 ? $"<AddtlInf>{remark}</AddtlInf>" : "")}</StsRsnInf>";

    public static BankReading<PaymentStatusReport> Read(string text) => Read(Encoding.UTF8.GetBytes(text));

    public static BankReading<PaymentStatusReport> Read(byte[] bytes)
    {
        using var file = new MemoryStream(bytes);
        return ReadPaymentStatus.Read(file);
    }

    private static XmlSchemaSet Load()
    {
        var schemas = new XmlSchemaSet { XmlResolver = null };
        using var reader = System.Xml.XmlReader.Create(Path.Combine(Repository.Root, "Budget.Tests/Unit/pain.001.001.09.as-written.xsd"));
        schemas.Add(targetNamespace: null, reader);
        schemas.Compile();
        return schemas;
    }
}
