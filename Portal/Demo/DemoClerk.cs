using System.Globalization;
using Budget.Core;
using Budget.Core.Decisions;
using Budget.Core.Investigations;
using Budget.Core.Invoices;
using Budget.Core.Mandates;
using Budget.Core.MyData;
using Budget.Core.PersonHeld;
using Budget.Core.Providers;
using Budget.Core.Residents;
using Budget.Core.Storage;
using Budget.Core.SupportRequests;
using Portal.Hosting;
using static Portal.Demo.DemoTown;

namespace Portal.Demo;

/// <summary>
/// Writes the demo town: puts deeds in an agenda and does them in the order of their days, as the people themselves would have.
/// One file because it is one story; the order of its paragraphs is the order of the town's life.
/// </summary>
internal sealed class DemoClerk(Database town, DemoClock clock, DemoTown.Wish wish, DateOnly today)
{
    /// <summary>The logins of the neighbours begin so; a number follows.</summary>
    public const string NeighbourLogin = "bewoner";

    private static readonly Actor System = Actor.System(Persona.Huizen);
    private readonly PriorityQueue<Func<Task>, (DateOnly Day, int Order)> agenda = new();
    private readonly Dictionary<string, Actor> staff = [];
    private readonly Dictionary<string, ProviderId> providers = [];
    private readonly List<(Actor Resident, Actor Caseworker)> neighbours = [];
    private readonly List<(Actor Resident, string Budget)> helped = [];
    private readonly Random chance = new(wish.Seed);
    // The first of the month, a year (or more) ago: everything that runs now began then or later.
    private readonly DateOnly start = new DateOnly(today.Year, today.Month, 1).AddYears(-wish.Years);
    private int answers;
    private int keys;
    private int bsn = 999_900_006;

    public int ResidentCount { get; private set; }

    /// <summary>A running provision covers the whole story and one month more, so that there is always something to declare.</summary>
    private Period Running => new(start, start.AddMonths((wish.Years * 12) + 2).AddDays(-1));

    public async Task Write(Progress progress)
    {
        clock.GoTo(start.AddDays(-90));
        await OpenTown();
        await MeetPersonas();
        await DemoMunicipalities.Write(town, staff, Key, start.AddDays(-90), today);
        await DemoNeighbourhood.Draw(town, staff, Key);
        await MeetNeighbours();
        PlanDeclarations();
        DemoClosings.Plan(town, staff["financien"], Key, On, new Period(start.AddDays(-90), today));
        DemoPayments.Plan(town, staff, providers, Key, On, start, today);
        DemoMessages.Plan(town, staff, Key, On, today);
        DemoDisputes.Plan(town, staff, helped, Key, On, today);
        while (agenda.TryDequeue(out var deed, out var when) && when.Day <= today)
        {
            clock.GoTo(when.Day);
            await deed();
            progress.Show("Demo town", when.Day.DayNumber - start.DayNumber + 90, today.DayNumber - start.DayNumber + 90);
        }

        await DemoDecisions.Write(town, today, neighbours, staff, Key);
        await DemoRights.Write(town, staff, Key);
        await DemoCaseload.Write(town, neighbours, staff, Key);
        await DemoNeighbourhood.Live(town, staff, Key);
        await DemoSupporters.Write(town, today, staff, Key);
        await DemoProviders.Tell(town, staff, providers, helped, Key);
        await DemoPlans.Live(town, staff, Key);
        await DemoHelpers.Write(town, today, staff, Key);
        await DemoSvb.Write(town, today, staff, Key);
        await DemoTraffic.Write(town, staff, DemoCatalogue.Providers.First(one => one.StaffLogin == "aanbieder").Agb, Key);
        await DemoFunds.Write(town, staff["financien"], Key, start.Year, today.Year);
        progress.Show("Demo town", 1, 1);
    }

    private void On(DateOnly day, Func<Task> deed) => agenda.Enqueue(deed, (day, keys++));

    private IdempotencyKey Key() => IdempotencyKey.Of(string.Create(CultureInfo.InvariantCulture, $"demo-{keys++:D8}"));

    private async Task OpenTown()
    {
        foreach (var (code, name, phone) in new[] { (Persona.Huizen, "Huizen", "035 528 1911"), (Persona.Hilversum, "Hilversum", "14 035") })
        {
            Must(await new OpenMunicipality(town).Do(System, Key(), new(code, name, phone, "wmo@example.nl", DemoCatalogue.Products)));
        }

        foreach (var provider in DemoCatalogue.Providers)
        {
            var id = Must(await new AdmitProvider(town).Do(System, Key(), new(provider.Agb, provider.Kvk, provider.Name, provider.AboutNl, provider.AboutEn, provider.Phone)));
            providers[provider.Name] = id;
            foreach (var (product, cents) in provider.Offers)
            {
                foreach (var municipality in new[] { Persona.Huizen, Persona.Hilversum })
                {
                    Must(await new SignContract(town).Do(System, Key(), new(id, municipality, product, new Money(cents), Contracts, DemoProviders.NoticeDays, OptionYears: 5)));
                }
            }
        }

        await DemoProviders.Admit(town, Contracts, providers, Key);
    }

    private Period Contracts => new(start.AddYears(Math.Min(0, wish.Years - 3)), start.AddYears(wish.Years + 2).AddDays(-1));

    private async Task MeetPersonas()
    {
        foreach (var persona in Persona.All.Where(one => one.Login != DemoSupporters.Doctor))
        {
            var provider = DemoCatalogue.Providers.FirstOrDefault(one => one.StaffLogin == persona.Login || one.ReaderLogin == persona.Login);
            ProviderId? providerId = provider is null ? null : providers[provider.Name];
            var user = Must(await new RegisterUser(town).Do(System, Key(), new(persona.Login, persona.Name, persona.Role, persona.MunicipalityCode, providerId)));
            staff[persona.Login] = new Actor(user, persona.Role, persona.MunicipalityCode, providerId);
        }

        var deVries = await Resident("devries", "mevrouw A. de Vries", new(1948, 3, 12));
        var bakker = await Resident("bakker", "meneer H. Bakker", new(1981, 9, 2));
        var emre = await Resident("yilmaz", "Emre Yılmaz", new(2007, 6, 21), asRepresentative: true);
        await Resident("jansen", "meneer J. Jansen", new(1957, 11, 30));

        On(today.AddDays(-5), async () => Must(await new AskCorrection(town).Do(deVries.Actor, Key(), new(
            deVries.Id, CorrectionOf.Report, "In het verslag staat dat mijn buurvrouw soms helpt.", "Mijn buurvrouw is verhuisd. Zij helpt niet meer."))));
        PlanCase(deVries, start.AddDays(-60), DemoCatalogue.Needs[0],
            new Grant(DemoCatalogue.Household, new(3), Frequency.Week, FundingForm.PersonFollowing, Running, Provider: "Thuiszorg Gooi"),
            new Grant(DemoCatalogue.Guidance, new(1), Frequency.Week, FundingForm.PersonFollowing, Running, Provider: "De Meent Begeleiding"));
        PlanCase(bakker, start.AddDays(-58), DemoCatalogue.Needs[1],
            new Grant(DemoCatalogue.Guidance, new(26), Frequency.Month, FundingForm.PersonHeld, Running, Helpers:
            [
                new("Karin Postma", HelperKind.Freelancer, new Money(4950), new(14)),
                new("Joost Bakker", HelperKind.Network, new Money(2000), new(12)),
            ]));
        PlanCase(emre, start.AddDays(-56), DemoCatalogue.NeedOfEmre,
            new Grant(DemoCatalogue.DayActivities, new(4), Frequency.Week, FundingForm.PersonFollowing, Running, Provider: "De Meent Begeleiding", Then: "Buurthuis De Draaikom"),
            new Grant(DemoCatalogue.SpecialistGuidance, new(8), Frequency.Month, FundingForm.PersonHeld, Running, Helpers:
                [new("Merel Vos", HelperKind.Freelancer, new Money(5535), new(8))]));
    }

    private async Task MeetNeighbours()
    {
        for (var number = ResidentCount + 1; number <= wish.Residents; number++)
        {
            var hilversum = number % 8 == 0;
            var initial = (char)('A' + chance.Next(26));
            var title = chance.Next(2) == 0 ? "mevrouw" : "meneer";
            var name = $"{title} {initial}. {DemoCatalogue.FamilyNames[chance.Next(DemoCatalogue.FamilyNames.Count)]}";
            var resident = await Resident(
                $"{NeighbourLogin}{number}", name, new DateOnly(1935 + chance.Next(60), 1 + chance.Next(12), 1 + chance.Next(28)),
                municipality: hilversum ? Persona.Hilversum : Persona.Huizen);
            neighbours.Add((resident.Actor, resident.Caseworker));
            var need = DemoCatalogue.Needs[chance.Next(DemoCatalogue.Needs.Count)];

            // One in six has only just asked: those cases are still on the caseworkers' list.
            if (number % 6 == 5)
            {
                PlanCase(resident, today.AddDays(-2 - chance.Next(44)), need with { IsUrgent = number % 12 == 11 });
                continue;
            }

            // Half of the town was helped when the story begins, the rest comes in during the first months.
            var requestedOn = chance.Next(2) == 0 ? start.AddDays(-60 + chance.Next(10)) : start.AddDays(chance.Next(120));
            var from = Later(start, new DateOnly(requestedOn.Year, requestedOn.Month, 1).AddMonths(2));
            var period = new Period(from, Running.EndsOn);
            PlanCase(resident, requestedOn, need, chance.Next(10) switch
            {
                < 6 => new Grant(DemoCatalogue.Household, new(2 + chance.Next(3)), Frequency.Week, FundingForm.PersonFollowing, period,
                    Provider: chance.Next(3) == 0 ? "Buurthuis De Draaikom" : "Thuiszorg Gooi"),
                < 8 => new Grant(DemoCatalogue.Guidance, new(4 + chance.Next(8)), Frequency.Month, FundingForm.PersonFollowing, period, Provider: "De Meent Begeleiding"),
                < 9 => new Grant(DemoCatalogue.DayActivities, new(2 + chance.Next(4)), Frequency.Week, FundingForm.PersonFollowing, period, Provider: "De Meent Begeleiding"),
                _ => new Grant(DemoCatalogue.Guidance, new(10), Frequency.Month, FundingForm.PersonHeld, period, Helpers:
                    [new("Sam de Haan", HelperKind.Freelancer, new Money(4950), new(8))]),
            });
        }
    }

    private sealed record Person(ResidentId Id, Actor Actor, Actor Caseworker);

    private sealed record Helper(string Name, HelperKind Kind, Money Rate, Quantity MonthlyVolume);

    private sealed record Grant(
        string Product, Quantity Volume, Frequency Frequency, FundingForm Form, Period Period, string? Provider = null, IReadOnlyList<Helper>? Helpers = null, string? Then = null);

    private async Task<Person> Resident(string login, string name, DateOnly bornOn, bool asRepresentative = false, string municipality = Persona.Huizen)
    {
        ResidentCount++;
        var id = Must(await new RegisterResident(town).Do(System, Key(), new(municipality, NextBsn(), name, bornOn)));
        if (!staff.TryGetValue(login, out var actor))
        {
            actor = new Actor(Must(await new RegisterUser(town).Do(System, Key(), new(login, name, Role.Resident, municipality))), Role.Resident, municipality);
        }

        Must(await new GiveAccess(town).Do(System, Key(), new(actor.UserId, id, asRepresentative, start.AddYears(-1), start.AddYears(50), asRepresentative ? AccessGround.Curator : AccessGround.Law)));
        return new Person(id, actor, staff[municipality == Persona.Huizen ? "consulent" : "consulent2"]);
    }

    /// <summary>Request, report three weeks later, application, decision, choice: each in its turn, each by the one whose turn it is.</summary>
    private void PlanCase(Person person, DateOnly day, DemoCatalogue.Need need, params Grant[] grants) => On(day, async () =>
    {
        var request = Must(await new SubmitSupportRequest(town).Do(person.Actor, Key(), new(person.Id, need.Request)));
        On(day.AddDays(21), async () =>
        {
            var findings = new Dictionary<string, string>
            {
                ["a"] = need.OwnWords,
                ["b"] = "Licht werk in huis lukt zelf, met rust tussendoor.",
                ["c"] = "De buurvrouw helpt soms. Meer kan niet van haar worden gevraagd.",
            };
            Must(await new WriteReport(town).Do(person.Caseworker, Key(), new(request, findings, "Eigen kracht en netwerk zijn niet genoeg. Ondersteuning is nodig.") { Plan = 1 }));
        });
        On(day.AddDays(3), () => DemoCases.Plan(town, person.Actor, Key(), request));
        On(day.AddDays(24), () => DemoCases.Answer(town, person.Actor, person.Caseworker, Key, request, grants.Length > 0 ? null : answers++));
        foreach (var grant in grants)
        {
            On(day.AddDays(32), () => Decide(person, request, grant));
        }
    });

    private async Task Decide(Person person, string request, Grant grant)
    {
        var product = DemoCatalogue.Products.Single(one => one.Code == grant.Product);
        var budget = Must(await new GrantProvision(town).Do(person.Caseworker, Key(), new(
            request, AppliedOn: null, grant.Product, grant.Volume, grant.Frequency, product.Rate, grant.Period, grant.Form,
            "U kunt dit niet meer zelf. Ook uw omgeving en de algemene voorzieningen in de buurt zijn niet genoeg."))).BudgetNumber;
        if (grant.Provider is not null)
        {
            On(clock.Today().AddDays(3), () => DemoProviders.Choose(town, person.Actor, budget, providers[grant.Provider], helped, Key));
        }

        // Half-way a resident goes to another, from the first of the next month on.
        On(start.AddMonths(6), () => grant.Then is null ? Task.CompletedTask : DemoProviders.Switch(town, person.Actor, budget, providers[grant.Then], start.AddMonths(7), Key));

        foreach (var helper in grant.Helpers ?? [])
        {
            var agreement = Must(await new ApproveCareAgreement(town).Do(
                person.Caseworker, Key(), new(budget, helper.Name, helper.Kind, helper.Rate, helper.MonthlyVolume, grant.Period)));
            PlanClaims(person, agreement, helper, grant.Period);
        }
    }

    /// <summary>Each month's hours are forwarded on the ninth of the next; the last whole month is left for the visitor to try.</summary>
    private void PlanClaims(Person person, string agreement, Helper helper, Period period)
    {
        var thisMonth = new DateOnly(today.Year, today.Month, 1);
        foreach (var month in period.Months().Where(month => month.EndsOn < thisMonth.AddMonths(-1)))
        {
            var worked = new Quantity(helper.MonthlyVolume.Value - chance.Next(3));
            On(Later(month.EndsOn.AddDays(9), clock.Today().AddDays(1)), async () =>
                Must(await new ForwardClaim(town).Do(person.Actor, Key(), new(agreement, month.StartsOn, worked))));
        }
    }

    /// <summary>Providers declare each month on the fifth of the next; once, one of them forgets that its rate had been agreed.</summary>
    private void PlanDeclarations()
    {
        foreach (var month in new Period(start, today).Months().SkipLast(2))
        {
            foreach (var provider in DemoCatalogue.Providers)
            {
                var slip = provider.StaffLogin == "aanbieder2" && month.StartsOn == start.AddMonths(3);
                On(month.EndsOn.AddDays(5), () => Declare(provider.Name, month, Persona.Huizen, "financien", slip));
                On(month.EndsOn.AddDays(6), () => Declare(provider.Name, month, Persona.Hilversum, "consulent2", slip: false));
            }
        }
    }

    private async Task Declare(string provider, Period month, string municipality, string by, bool slip)
    {
        if (await new DeclarationOfMonth(town).Of(providers[provider], municipality, month) is not { } declaration)
        {
            return;
        }

        using var file = new MemoryStream();
        WriteDeclaration.Write(file, slip ? DemoCases.WithWrongRate(declaration) : declaration);
        file.Position = 0;
        // Hilversum has no finance persona: there the installation itself takes the messages in.
        var actor = staff[by] is { Role: Role.Finance } finance ? finance : Actor.System(municipality);
        var taken = await new ImportDeclaration(town).Do(actor, await DeclarationFile.Load(file, clock.Today()));
        if (taken.Fault is { } fault)
        {
            throw new InvalidOperationException($"The demo declaration was refused: {fault.Code}");
        }
    }

    private static DateOnly Later(DateOnly left, DateOnly right) => left > right ? left : right;

    /// <summary>The next number of the test range 999900006–999999990 that passes the eleven test.</summary>
    private string NextBsn()
    {
        while (true)
        {
            var text = (bsn++).ToString(CultureInfo.InvariantCulture);
            if (Bsn.IsWellFormed(text))
            {
                return text;
            }
        }
    }
}
