using System.Globalization;
using Budget.Core;
using Budget.Core.Assignments;
using Budget.Core.Caseload;
using Budget.Core.Community;
using Budget.Core.Decisions;
using Budget.Core.Delivery;
using Budget.Core.Investigations;
using Budget.Core.MyData;
using Budget.Core.PersonHeld;
using Budget.Core.Residents;
using Budget.Core.SupportRequests;

namespace Budget.Bench;

/// <summary>
/// A year in a town of three thousand residents, by the deeds themselves: each asks once; of most of them the support runs, one in eight still waits in some step, and of some the help does not
/// come, an objection was made, or data are to be put right. Ten caseworkers lead nine cases in ten.
/// </summary>
internal static class WorklistTown
{
    public const int Residents = 3_000;
    private const int Together = 8;
    private static readonly string[] Names = ["de Vries", "Bakker", "Jansen", "Yılmaz", "Mulder", "Smit", "Postma", "de Groot", "Visser", "Bos"];

    public static async Task Write(BenchTown town)
    {
        List<Actor> caseworkers = [town.Caseworker];
        while (caseworkers.Count < 10)
        {
            caseworkers.Add(await town.User($"consulent{caseworkers.Count + 10}", Role.Caseworker));
        }

        foreach (var day in Enumerable.Range(0, Residents).GroupBy(AskedOn).OrderBy(day => day.Key))
        {
            town.GoTo(day.Key);
            var numbers = new System.Collections.Concurrent.ConcurrentQueue<int>(day);
            await Task.WhenAll(Enumerable.Range(0, Together).Select(_ => Task.Run(async () =>
            {
                while (numbers.TryDequeue(out var number))
                {
                    await Live(town, caseworkers, number, day.Key);
                }
            })));
            Progress.Show("residents", Residents - numbers.Count, Residents);
        }

        town.GoTo(BenchTown.Today);
        // What providers said, all at once: each by its own deed looks through the provider's whole list first.
        await using var connection = await town.Storage.OpenPlain();
        await using var command = connection.CreateCommand();
        command.CommandText = """
            INSERT INTO delivery_reports (id, assignment_id, kind, happened_on, reason, reported_by, reported_at)
            SELECT id, id, 'started', starts_on, '', chosen_by, chosen_at
            FROM assignments
            WHERE number % 40 <> 0
            """;
        await command.ExecuteNonQueryAsync();
    }

    private static bool IsOpen(int number) => number % 8 == 0;

    private static DateOnly AskedOn(int number) => BenchTown.Today.AddDays(IsOpen(number) ? -5 - (number / 8 % 4 * 14) : -70 - (number % 10 * 29));

    private static async Task Live(BenchTown town, List<Actor> caseworkers, int number, DateOnly today)
    {
        var (database, system) = (town.Database, Actor.System(BenchTown.Municipality));
        var name = string.Create(CultureInfo.InvariantCulture, $"mevrouw {(char)('A' + (number % 26))}. {Names[number % Names.Length]}");
        var id = BenchTown.Must(await new RegisterResident(database).Do(system, town.Key(), new(BenchTown.Municipality, TestBsns.At(number), name, new(1948, 3, 12))));
        var resident = await town.User(string.Create(CultureInfo.InvariantCulture, $"r{number}"), Role.Resident);
        BenchTown.Must(await new GiveAccess(database).Do(system, town.Key(), new(resident.UserId, id, AsRepresentative: false, new(2000, 1, 1), new(2100, 1, 1))));
        var request = BenchTown.Must(await new SubmitSupportRequest(database).Do(resident, town.Key(), new(id, new RequestContent(
            "Het gaat niet meer.", [new(LifeDomain.Household, "Een schoon huis")], "Mijn dochter", "Hulp", "", WishedForm.Unsure)
        { IsUrgent = number % 40 == 0, UrgentBecause = number % 40 == 0 ? "Ik ben alleen." : "" })));
        var lead = caseworkers[number % caseworkers.Count];
        if (number % 10 != 9)
        {
            BenchTown.Must(await new TakeCase(database).Do(lead, town.Key(), request));
        }

        var step = IsOpen(number) ? number / 8 % 6 : int.MaxValue;
        if (step <= 1)
        {
            return;
        }

        BenchTown.Must(await new WriteReport(database).Do(lead, town.Key(), new(request, new Dictionary<string, string> { ["a"] = "Wat nodig is." }, "Toekennen.")));
        if (step == 2)
        {
            return;
        }

        var disagrees = step == 3;
        BenchTown.Must(await new AnswerReport(database).Do(
            resident, town.Key(), new(request, 1, disagrees ? ReportAnswer.Disagree : ReportAnswer.Agree, disagrees ? "De was doe ik zelf." : "", Applies: !disagrees)));
        if (IsOpen(number))
        {
            return;
        }

        var form = number % 7 == 0 ? FundingForm.PersonHeld : FundingForm.PersonFollowing;
        var granted = BenchTown.Must(await new GrantProvision(database).Do(lead, town.Key(), new(
            request, AppliedOn: null, BenchTown.Product, new Quantity(100), Frequency.Total, BenchTown.Rate, new Period(today, BenchTown.Running.EndsOn), form, "Dit is nodig.")));
        if (form == FundingForm.PersonFollowing && number % 50 != 1)
        {
            BenchTown.Must(await new ChooseProvider(database).Do(resident, town.Key(), new(granted.BudgetNumber, town.Contract)));
        }
        else if (form == FundingForm.PersonHeld && number % 50 != 1)
        {
            BenchTown.Must(await new ApproveCareAgreement(database).Do(lead, town.Key(), new(
                granted.BudgetNumber, "Fatima El Amrani", HelperKind.Freelancer, BenchTown.Rate, new Quantity(40), new Period(today, BenchTown.Running.EndsOn))));
        }

        switch (number % 60)
        {
            case 3:
                BenchTown.Must(await new AskCorrection(database).Do(resident, town.Key(), new(id, CorrectionOf.Report, "Dit klopt niet.", "Zo is het wel.")));
                break;
            case 5:
                BenchTown.Must(await new TellIdea(database).Do(resident, town.Key(), new(id, IdeaKind.Need, "Er is geen bankje bij de bushalte.")));
                break;
            case 6:
                BenchTown.Must(await new ObjectToDecision(database).Do(resident, town.Key(), new(granted.DecisionNumber, "Het is te weinig.", "")));
                break;
            case 11 when form == FundingForm.PersonFollowing:
                BenchTown.Must(await new ProposeProvider(database).Do(resident, town.Key(), new(granted.BudgetNumber, "Mijn nicht", "Zij kent mij.")));
                break;
            default:
                break;
        }
    }
}
