using System.Text;
using Budget.Core.Exchange;
using Budget.Core.Iwmo;

namespace Budget.Tests.Support;

/// <summary>The messages beside the declaration, as the provider of a town sends them; right until a test breaks them.</summary>
internal static class MessagesOf
{
    public static MessageHeader Header(string identification) => new(Town.Agb, Town.Huizen, identification, new DateOnly(2026, 6, 10), "1.0.0", "1.0.0");

    public static MessageClient Client(string bsn) => new(bsn, new DateOnly(1950, 5, 5), Gender.Unknown, "Jansen");

    public static StartMessage Start(string identification, string bsn, params (long? Number, DateOnly On)[] parts) => new(
        Header(identification), Client(bsn), [.. parts.Select(part => new StartedProduct(part.Number, Product: null, AllottedFrom: null, part.On, DeliveryStatus.First, XmlLine: 0))]);

    public static StopMessage Stop(string identification, string bsn, long number, DateOnly on, string reason) => new(
        Header(identification), Client(bsn), [new StoppedProduct(number, Product: null, AllottedFrom: null, new(2026, 6, 1), reason, on, DeliveryStatus.First, XmlLine: 0)]);

    public static AllocationRequest Request(string identification, string bsn, string reference = "ONZE-1", string? code = Town.Guidance) => new(
        Header(identification), Client(bsn),
        [new RequestedProduct(reference, DecisionNumber: null, new MessageProduct("02", code), DecisionFrom: null, new(2026, 7, 1), new(2026, 12, 31), new Extent(3, "04", ExtentFrequency.Week), Budget: null, new Referrer(ReferrerType.Nobody), XmlLine: 0)]);

    public static ChangeRequest Change(string identification, string bsn, long number, string reference = "ONZE-2") => new(
        Header(identification), bsn, reference, ReasonOfRequest.Situation, Unchanged: [],
        [new ChangedProduct(number, new(2026, 7, 1), EndsOn: null, new Extent(5, "04", ExtentFrequency.Week), Budget: null, XmlLine: 0)], Added: []);

    public static byte[] File(object message)
    {
        using var file = new MemoryStream();
        switch (message)
        {
            case StartMessage start: WriteStart.Write(file, start); break;
            case StopMessage stop: WriteStop.Write(file, stop); break;
            case AllocationRequest request: WriteAllocationRequest.Write(file, request); break;
            case ChangeRequest change: WriteChangeRequest.Write(file, change); break;
            default: throw new ArgumentException("No message.", nameof(message));
        }

        return file.ToArray();
    }

    public static async Task<ImportMessage.Answer> Send(this Town town, object message, Actor? by = null) => await town.SendFile(File(message), by);

    public static async Task<ImportMessage.Answer> SendFile(this Town town, byte[] bytes, Actor? by = null)
    {
        using var file = new MemoryStream(bytes);
        return await new ImportMessage(town.Database).Do(by ?? town.ProviderStaff, await MessageFile.Load(file));
    }

    /// <summary>What became of each part: a word, or the code of what refused it.</summary>
    public static async Task<IReadOnlyList<string>> Parts(this Town town, object message, Actor? by = null)
    {
        var answer = await town.Send(message, by);
        Assert.That((answer.Fault, answer.Refusal), Is.EqualTo(((MessageFault?)null, (Refusal?)null)));
        return [.. answer.Result!.Parts.Select(part => $"{part.Code} {part.Detail}".Trim())];
    }

    /// <summary>What there is to fetch, the oldest first, once everything was prepared.</summary>
    public static async Task<IReadOnlyList<(MessageTraffic.Sent Row, string Text)>> Fetched(this Town town)
    {
        Assert.That((await new PrepareMessages(town.Database).Do(town.ProviderStaff, town.Key())).Refusal, Is.Null);
        var traffic = new MessageTraffic(town.Database);
        List<(MessageTraffic.Sent, string)> all = [];
        foreach (var row in (await traffic.Of(town.ProviderStaff)).ToFetch.OrderBy(row => row.Identification, StringComparer.Ordinal))
        {
            all.Add((row, (await traffic.Text(town.ProviderStaff, row.Id))!.Text));
        }

        return all;
    }

    /// <summary>What one element of a message says.</summary>
    public static string Said(string text, string element) => text.IndexOf($":{element}>", StringComparison.Ordinal) is >= 0 and var at && at + element.Length + 2 is var start ? text[start..text.IndexOf('<', start)] : "";

    public static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
