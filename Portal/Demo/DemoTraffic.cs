using System.Globalization;
using Budget.Core;
using Budget.Core.Assignments;
using Budget.Core.Exchange;
using Budget.Core.Iwmo;
using Budget.Core.Storage;
using static Portal.Demo.DemoTown;

namespace Portal.Demo;

/// <summary>
/// The provider of the demo fetches its allocations, reports by message that the help to the client that it got last began, and asks for more for that client: something of each to see, as the
/// provider itself would do it, from the message that it got.
/// </summary>
internal static class DemoTraffic
{
    public static async Task Write(Database town, IReadOnlyDictionary<string, Actor> staff, string agb, Func<IdempotencyKey> key)
    {
        var today = town.Time.Today();
        var provider = staff["aanbieder"];
        int made;
        do
        {
            made = Must(await new PrepareMessages(town).Do(provider, key()));
        }
        while (made == PrepareMessages.Most);

        var traffic = new MessageTraffic(town);
        var runs = (await new AssignmentsOfProvider(town).Of(provider)).Where(row => row.IsRunning == 1 && row.StartsOn <= today).Select(row => row.Number).ToHashSet();
        if ((await traffic.Of(provider)).ToFetch.FirstOrDefault(one => one is { About: "new", AssignmentNumber: { } of } && runs.Contains(of)) is not { AssignmentNumber: { } number } last)
        {
            return;
        }

        var text = (await traffic.Text(provider, last.Id))!.Text;
        var (bsn, from) = (First("Bsn", text)!, DateOnly.Parse(First("Ingangsdatum", text)!, CultureInfo.InvariantCulture));
        var header = new MessageHeader(agb, First("Afzender", text)!, "START1", today, "1.0.0", "1.0.0");
        var client = new MessageClient(bsn, DateOnly.Parse(First("Datum", text)!, CultureInfo.InvariantCulture), Gender.Unknown, First("Achternaam", text)!);
        await Send(file => WriteStart.Write(file, new StartMessage(header, client, [new StartedProduct(number, Product: null, from, from, DeliveryStatus.First, XmlLine: 0)])));
        await Send(file => WriteChangeRequest.Write(file, new ChangeRequest(
            header with { Identification = "VRAAG1" }, bsn, "ONZE-VRAAG-1", ReasonOfRequest.Situation, Unchanged: [],
            [new ChangedProduct(number, today.AddDays(14), EndsOn: null, new Extent(5, First("Eenheid", text) ?? "04", ExtentFrequency.Week), Budget: null, XmlLine: 0)], Added: [])));

        async Task Send(Action<Stream> write)
        {
            using var file = new MemoryStream();
            write(file);
            file.Position = 0;
            if ((await new ImportMessage(town).Do(provider, await MessageFile.Load(file))).Result is null)
            {
                throw new InvalidOperationException("The demo sent a message that was refused.");
            }
        }
    }

    /// <summary>What the first element of that name says; the product has no reader of its own messages.</summary>
    private static string? First(string element, string text) =>
        text.IndexOf($":{element}>", StringComparison.Ordinal) is >= 0 and var at && at + element.Length + 2 is var start ? text[start..text.IndexOf('<', start)] : null;
}
