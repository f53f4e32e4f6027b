using Budget.Core;
using Budget.Core.Storage;
using Budget.Core.Supporters;
using Budget.Core.SupportRequests;
using static Portal.Demo.DemoTown;

namespace Portal.Demo;

/// <summary>Who stands beside the residents of the demo town: client support in both municipalities, and Anja Meijer, whom mevrouw De Vries invited to read along.</summary>
internal static class DemoSupporters
{
    /// <summary>When the story of the town ends.</summary>
    public static async Task Write(Database town, IReadOnlyDictionary<string, Actor> staff, Func<IdempotencyKey> key)
    {
        foreach (var (administrator, name, phone) in new[] { ("beheer", "Stichting Naast U, het Gooi", "035 555 0610"), ("beheer3", "Steunpunt Hilversum", "035 555 0620") })
        {
            Must(await new SetClientSupport(town).Do(staff[administrator], key(), new(
                name, phone, "Iemand die de weg kent, gaat met u mee naar het gesprek en leest het verslag met u door. Bel op werkdagen van 9 tot 12 uur.",
                "Somebody who knows the way comes along to the conversation and reads the report with you. Call on weekdays from 9 to 12.", Seen: "")));
        }

        var (deVries, anja) = (staff["devries"], staff["ondersteuner"]);
        var number = (await new CaseList(town).Of(deVries))[0].Number;
        Must(await new InviteSupporter(town).Do(deVries, key(), new(number, "Anja van Stichting Naast U")));
        var code = (await new SupportersOfCase(town).Of(deVries, number))!.Items[0].Code;
        Must(await new AcceptInvitation(town).Do(anja, key(), new(code)));
        await new SupportedCase(town).Of(anja, number);
    }
}
