using System.Globalization;
using Budget.Core;
using Budget.Core.Budgets;
using Budget.Core.Concerns;
using Budget.Core.Mandates;
using Budget.Core.Residents;
using Budget.Core.Storage;
using Budget.Core.Supporters;
using Budget.Core.SupportRequests;
using static Portal.Demo.DemoTown;

namespace Portal.Demo;

/// <summary>
/// Who stands beside the residents of the demo town: client support in both municipalities, Anja Meijer, whom mevrouw De Vries invited to read along and meneer Bakker to type over hours, his daughter, who acts for him by a mandate, and a family doctor, who reported
/// that meneer Jansen needs help.
/// </summary>
internal static class DemoSupporters
{
    /// <summary>The persona of the doctor, whose practice is admitted here.</summary>
    public const string Doctor = "huisarts";

    /// <summary>When the story of the town ends.</summary>
    public static async Task Write(Database town, DateOnly today, IReadOnlyDictionary<string, Actor> staff, Func<IdempotencyKey> key)
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

        var bakker = staff["bakker"];
        var held = (await new BudgetList(town).Of(bakker)).First(budget => budget.IsPersonHeld).Number;
        Must(await new InviteToBudget(town).Do(bakker, key(), new(held, "Anja van Stichting Naast U", MayPrepare: true, today.AddMonths(6))));
        Must(await new AcceptInvitation(town).Do(anja, key(), new((await new SupportersOfBudget(town).Of(bakker, held))!.Items[0].Code)));
        await new SupportedBudget(town).Of(anja, held);
        // Where the money goes and whether to object he keeps to himself.
        var (lotte, whose) = (staff["dochter"].UserId, (await new MyPeople(town).Of(bakker))[0].ResidentId);
        Must(await new GiveAccess(town).Do(staff["beheer"], key(), new(lotte, whose, AsRepresentative: true, today, today.AddYears(2), AccessGround.Mandate)));
        Must(await new NarrowMandate(town).Do(bakker, key(), new(whose, lotte, [MandateAct.Accounts, MandateAct.Objections])));
        await Report(town, staff, key);
    }

    private static async Task Report(Database town, IReadOnlyDictionary<string, Actor> staff, Func<IdempotencyKey> key)
    {
        var practice = Must(await new AdmitDoctor(town).Do(staff["beheer"], key(), new("01009911", "90009911", "Huisartsenpraktijk De Brink", "035 555 0630")));
        var persona = Persona.All.Single(one => one.Login == Doctor);
        var user = Must(await new RegisterUser(town).Do(Actor.System(Persona.Huizen), key(), new(persona.Login, persona.Name, persona.Role, persona.MunicipalityCode, practice)));
        // Meneer Jansen is the fourth who was taken in: his is the fourth BSN of the test range.
        var bsn = Enumerable.Range(999_900_006, 1_000).Select(number => number.ToString(CultureInfo.InvariantCulture)).Where(Bsn.IsWellFormed).ElementAt(3);
        Must(await new ReportConcern(town).Do(new Actor(user, persona.Role, "", practice), key(), new(
            Persona.Huizen, "meneer J. Jansen", bsn, new DateOnly(1957, 11, 30), "Havenstraat 12, Huizen",
            "Sinds zijn vrouw overleed, eet hij slecht en komt hij weinig buiten. Koken lukt niet goed meer.", Agrees: true)));
    }
}
