using System.Globalization;
using System.Text;
using Budget.Core;
using Budget.Core.Payments;
using Budget.Core.Storage;
using static Portal.Demo.DemoTown;

namespace Portal.Demo;

/// <summary>
/// Huizen pays its providers each month: one person of finance proposes on the twentieth, the other approves the day after, and the bank says that it paid. In the last of these months the bank did not pay
/// one: that is overdue, and waits for approval. What was declared since is to be paid. Hilversum has no finance persona, and pays nothing here.
/// </summary>
internal sealed class DemoPayments(Database town, IReadOnlyDictionary<string, Actor> staff, Func<IdempotencyKey> key)
{
    private Actor One => staff["financien"];
    private Actor Other => staff["financien2"];

    /// <param name="providers">Who declare, by name.</param>
    public static void Plan(
        Database town, IReadOnlyDictionary<string, Actor> staff, IReadOnlyDictionary<string, ProviderId> providers, Func<IdempotencyKey> key, Action<DateOnly, Func<Task>> on, DateOnly start, DateOnly today)
    {
        var payments = new DemoPayments(town, staff, key);
        on(start, () => payments.WriteDownAccounts(providers));
        // Declared on the fifth of the next month, until two months ago.
        var declared = new Period(start, today).Months().SkipLast(3).ToList();
        foreach (var month in declared)
        {
            var twentieth = month.EndsOn.AddDays(20);
            var number = "";
            on(twentieth, async () => number = await payments.Propose(twentieth.AddDays(2), dueUntil: null));
            on(twentieth.AddDays(1), async () => _ = number.Length == 0 ? null : Must(await new ApprovePayments(town).Do(payments.Other, key(), new(number))));
            on(twentieth.AddDays(1), async () => _ = number.Length == 0 ? null : Must(await new FetchPaymentFile(town).Do(payments.Other, key(), new(number))));
            on(twentieth.AddDays(3), () => payments.HearBank(number, isLast: month == declared[^1]));
            if (month == declared[^1])
            {
                // The first of the transfers went to an account that is closed: its owner has another since.
                on(twentieth.AddDays(5), () => payments.Confirm(providers[DemoCatalogue.Providers[0].Name], DemoCatalogue.Providers[0].Name, Account(30)));
            }
        }

        on(today, async () => await payments.Propose(today.AddDays(1), dueUntil: declared.Count == 0 ? null : declared[^1].EndsOn.AddDays(5 + 30)));
        on(today, async () => Must(await new ProposeBankAccount(town).Do(payments.One, key(), new(providers["De Meent Begeleiding"], "De Meent Begeleiding", Account(99)))));
    }

    private async Task WriteDownAccounts(IReadOnlyDictionary<string, ProviderId> providers)
    {
        await Confirm(owner: null, "Gemeente Huizen", Account(1));
        foreach (var (name, index) in DemoCatalogue.Providers.Select((provider, index) => (provider.Name, index)))
        {
            await Confirm(providers[name], name, Account(10 + index));
        }
    }

    private async Task Confirm(ProviderId? owner, string holder, string iban)
    {
        var id = Must(await new ProposeBankAccount(town).Do(One, key(), new(owner, holder, iban)));
        Must(await new AnswerBankAccount(town).Do(Other, key(), new(id, IsConfirmed: true)));
    }

    /// <summary>Nothing when there is nothing to pay.</summary>
    private async Task<string> Propose(DateOnly requestedOn, DateOnly? dueUntil)
    {
        var proposed = await new ProposePayments(town).Do(One, key(), new(requestedOn, dueUntil));
        return proposed.Refusal?.Is(Refusal.NothingToPay) == true ? "" : Must(proposed);
    }

    /// <summary>It paid all; of the last run it did not pay one.</summary>
    private async Task HearBank(string number, bool isLast)
    {
        if (number.Length == 0)
        {
            return;
        }

        var transfers = isLast ? (await new PaymentRuns(town).One(One, number))!.Transfers : [];
        await Hear(number, isLast ? "PART" : "ACSC", string.Concat(transfers.Select((transfer, index) => $"""<TxInfAndSts><OrgnlEndToEndId>{transfer.EndToEndId}</OrgnlEndToEndId>{(index == 0 ? Refused : "<TxSts>ACSC</TxSts>")}</TxInfAndSts>""")));
    }

    private const string Refused = "<TxSts>RJCT</TxSts><StsRsnInf><Rsn><Cd>AC04</Cd></Rsn><AddtlInf>Rekening opgeheven</AddtlInf></StsRsnInf>";

    private async Task Hear(string number, string status, string ofTransfers)
    {
        var run = $"ER-{Persona.Huizen}-{number}";
        var block = ofTransfers.Length == 0 ? "" : $"<OrgnlPmtInfAndSts><OrgnlPmtInfId>{run}-1</OrgnlPmtInfId>{ofTransfers}</OrgnlPmtInfAndSts>";
        var answer = $"""<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.10"><CstmrPmtStsRpt><GrpHdr><MsgId>DEMO-{number}-{status}</MsgId></GrpHdr><OrgnlGrpInfAndSts><OrgnlMsgId>{run}</OrgnlMsgId><GrpSts>{status}</GrpSts></OrgnlGrpInfAndSts>{block}</CstmrPmtStsRpt></Document>""";
        using var file = new MemoryStream(Encoding.UTF8.GetBytes(answer));
        Must(await new TakeBankAnswer(town).Do(One, key(), await BankFile.Load(file)));
    }

    /// <summary>A number that is well-formed and nobody's: the bank code is that of no bank.</summary>
    private static string Account(int number)
    {
        for (var check = 2; ; check++)
        {
            var text = string.Create(CultureInfo.InvariantCulture, $"NL{check:D2}DEMO{number:D10}");
            if (Iban.TryParse(text, out _))
            {
                return text;
            }
        }
    }
}
