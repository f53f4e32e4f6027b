using System.Text;
using Budget.Core.Payments;

namespace Budget.Tests.Support;

/// <summary>Accounts, runs and answers of a bank in a test town: each with the two people it takes.</summary>
internal static class Paying
{
    public const string TownIban = "NL91ABNA0417164300";
    public const string ProviderIban = "NL69INGB0123456789";

    /// <summary>The municipality's own account and that of its provider, both confirmed.</summary>
    public static async Task Accounts(this Town town)
    {
        await town.Account(provider: null, TownIban);
        await town.Account(town.Provider, ProviderIban);
    }

    public static async Task<BankAccountId> Account(this Town town, ProviderId? provider, string iban, string holder = "De Helpende Hand B.V.")
    {
        var id = (await new ProposeBankAccount(town.Database).Do(town.Finance, town.Key(), new(provider, holder, iban))).Value;
        Assert.That((await new AnswerBankAccount(town.Database).Do(town.FinanceToo, town.Key(), new(id, IsConfirmed: true))).Value, Is.EqualTo("confirmed"));
        return id;
    }

    /// <returns>The number of the run.</returns>
    public static async Task<string> ProposeRun(this Town town) => (await new ProposePayments(town.Database).Do(town.Finance, town.Key(), new(town.Today, DueUntil: null))).Value;

    public static async Task<ApprovePayments.Answer> ApproveRun(this Town town, string number) => (await new ApprovePayments(town.Database).Do(town.FinanceToo, town.Key(), new(number))).Value;

    /// <summary>Proposed, approved and taken to the bank.</summary>
    /// <returns>The number of the run.</returns>
    public static async Task<string> Pay(this Town town)
    {
        var number = (await town.ApproveRun(await town.ProposeRun())).Number;
        Assert.That((await new FetchPaymentFile(town.Database).Do(town.Finance, town.Key(), new(number))).Refusal, Is.Null);
        return number;
    }

    public static async Task<PaymentsDue.Overview> Due(this Town town) => (await new PaymentsDue(town.Database).Of(town.Finance))!;

    public static async Task<PaymentRuns.Details> Run(this Town town, string number) => (await new PaymentRuns(town.Database).One(town.Finance, number))!;

    public static async Task<string> PaymentFile(this Town town, string number) => (await new FetchPaymentFile(town.Database).Do(town.Finance, town.Key(), new(number))).Value.File;

    public static Money Euros(long euros) => new(euros * 100);

    public static Task<Outcome<TakeBankAnswer.Answer>> Bank(this Town town, string file, Actor? by = null) => town.Bank(Encoding.UTF8.GetBytes(file), by);

    public static async Task<Outcome<TakeBankAnswer.Answer>> Bank(this Town town, byte[] file, Actor? by = null)
    {
        using var stream = new MemoryStream(file);
        var read = await BankFile.Load(stream);
        Assert.That(read.Fault, Is.Null);
        return await new TakeBankAnswer(town.Database).Do(by ?? town.Finance, town.Key(), read);
    }

    public static async Task<Reconciliation.Figures> Figures(this Town town)
    {
        var answer = (await new Reconciliation(town.Database).Of(town.Finance))!;
        Assert.That(answer.IsSound, Is.True, "the reconciliation adds up");
        return answer.Sum;
    }

    /// <summary>What the bank says of a run (pain.002), the whole of it or one transfer.</summary>
    public static string Status(string run, string status, string? endToEndId = null, string reason = "MS03", string remark = "Niet uitgevoerd")
    {
        var why = status == "RJCT" ? $"<StsRsnInf><Rsn><Cd>{reason}</Cd></Rsn><AddtlInf>{remark}</AddtlInf></StsRsnInf>" : "";
        return $"""
            <?xml version="1.0" encoding="UTF-8"?>
            <Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.10">
            <CstmrPmtStsRpt>
            <GrpHdr><MsgId>BANK-{run}-{status}</MsgId><CreDtTm>2026-06-15T15:00:00</CreDtTm></GrpHdr>
            <OrgnlGrpInfAndSts><OrgnlMsgId>ER-{Town.Huizen}-{run}</OrgnlMsgId><OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId>{(endToEndId is null ? $"<GrpSts>{status}</GrpSts>{why}" : "")}</OrgnlGrpInfAndSts>
            {(endToEndId is null ? "" : $"<OrgnlPmtInfAndSts><OrgnlPmtInfId>ER-{Town.Huizen}-{run}-1</OrgnlPmtInfId><TxInfAndSts><OrgnlEndToEndId>{endToEndId}</OrgnlEndToEndId><TxSts>{status}</TxSts>{why}</TxInfAndSts></OrgnlPmtInfAndSts>")}
            </CstmrPmtStsRpt>
            </Document>
            """;
    }

    /// <summary>Money that came back (camt.054).</summary>
    public static string Return(string endToEndId, Money amount, string identification = "CAMT-1", string account = TownIban, string reason = "MS03") =>
        $"""
        <?xml version="1.0" encoding="UTF-8"?>
        <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.054.001.08">
        <BkToCstmrDbtCdtNtfctn>
        <GrpHdr><MsgId>{identification}</MsgId><CreDtTm>2026-06-18T08:00:00</CreDtTm></GrpHdr>
        <Ntfctn><Id>N1</Id><Acct><Id><IBAN>{account}</IBAN></Id></Acct><Ntry><Amt Ccy="EUR">{amount.ToDecimalPoint()}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2026-06-18</Dt></BookgDt>
        <NtryDtls><TxDtls><Refs><EndToEndId>{endToEndId}</EndToEndId></Refs><Amt Ccy="EUR">{amount.ToDecimalPoint()}</Amt><CdtDbtInd>CRDT</CdtDbtInd>
        <RtrInf><Rsn><Cd>{reason}</Cd></Rsn><AddtlInf>Niet aangenomen</AddtlInf></RtrInf></TxDtls></NtryDtls></Ntry></Ntfctn>
        </BkToCstmrDbtCdtNtfctn>
        </Document>
        """;
}
