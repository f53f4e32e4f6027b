using System.Text.RegularExpressions;
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
internal static partial class DemoTraffic
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
        var (bsn, from) = (First(Bsn(), text), DateOnly.Parse(First(FirstDay(), text), System.Globalization.CultureInfo.InvariantCulture));
        var header = new MessageHeader(agb, First(Sender(), text), "START1", today, "1.0.0", "1.0.0");
        var client = new MessageClient(bsn, DateOnly.Parse(First(Born(), text), System.Globalization.CultureInfo.InvariantCulture), Gender.Unknown, First(Surname(), text));
        await Send(file => WriteStart.Write(file, new StartMessage(header, client, [new StartedProduct(number, Product: null, from, from, DeliveryStatus.First, XmlLine: 0)])));
        await Send(file => WriteChangeRequest.Write(file, new ChangeRequest(
            header with { Identification = "VRAAG1" }, bsn, "ONZE-VRAAG-1", ReasonOfRequest.Situation, Unchanged: [],
            [new ChangedProduct(number, today.AddDays(14), EndsOn: null, new Extent(5, IwmoUnit(text), ExtentFrequency.Week), Budget: null, XmlLine: 0)], Added: [])));

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

    private static string IwmoUnit(string text) => Unit().Match(text) is { Success: true } unit ? unit.Groups[1].Value : "04";

    private static string First(Regex regex, string text) => regex.Match(text).Groups[1].Value;

    [GeneratedRegex(":Bsn>([0-9]{9})<")]
    private static partial Regex Bsn();

    [GeneratedRegex(":Ingangsdatum>([0-9-]{10})<")]
    private static partial Regex FirstDay();

    [GeneratedRegex(":Afzender>([0-9]{4})<")]
    private static partial Regex Sender();

    [GeneratedRegex(":Datum>([0-9-]{10})<")]
    private static partial Regex Born();

    [GeneratedRegex(":Achternaam>([^<]+)<")]
    private static partial Regex Surname();

    [GeneratedRegex(":Eenheid>([0-9]{2})<")]
    private static partial Regex Unit();
}
