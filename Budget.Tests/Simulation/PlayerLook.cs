using Budget.Core.Assignments;
using Budget.Core.Budgets;
using Budget.Core.Closing;
using Budget.Core.Invoices;
using Budget.Core.Ledger;
using Budget.Core.PersonHeld;
using Budget.Core.Residents;
using Budget.Core.Storage;
using Budget.Core.SupportRequests;

namespace Budget.Tests.Simulation;

/// <summary>
/// Somebody asks: what the product shows is to the letter what the model says that this one may see today, no row less and no row more. What is
/// somebody else's is the same as what is not there.
/// </summary>
internal sealed class PlayerLook(SimulatedTown town, ModelTown model, Random random)
{
    private const string NotThere = "nothing";

    /// <summary>How often somebody saw something, and how often nothing.</summary>
    public Dictionary<string, int> Events { get; } = new(StringComparer.Ordinal);

    public async Task Ask(Database database)
    {
        var player = town.Cast.Players[random.Next(town.Cast.Players.Count)];
        var (question, product, expected) = random.Next(10) switch
        {
            0 => await Overview(database, player),
            1 => await OnDay(database, player),
            2 => await Case(database, player),
            3 => ("budgets", Lines((await new BudgetList(database).Of(player)).Select(budget => $"{budget.Number} {Figures(budget.Balance)}")),
                Lines(Budgets(player).Select(budget => $"{budget.Number} {Figures(ModelLedger.BalanceOf(model.Ledger.Of(budget.Number)))}"))),
            4 => ("cases", Lines((await new CaseList(database).Of(player)).Select(one => one.Number)), Lines(Requests(player).Select(request => town.Requests[request].RequestNumber))),
            5 => await Agreements(database, player),
            6 => ("assignments", Lines((await new AssignmentsOfProvider(database).Of(player)).Select(one => $"{one.Number} {one.Left?.Cents}")),
                Lines(player.ProviderId == town.Provider ? model.Assignments.Select(one => $"{one.Number} {model.Ledger.LeftOf(one.Number)}") : [])),
            7 => ("people", Lines((await new MyPeople(database).Of(player)).Select(person => $"{person.ResidentId.Value}")),
                Lines(player.Role == Role.Resident ? Requests(player).Select(request => $"{town.Requests[request].Id.Value}") : [])),
            8 => ("declarations", Lines((await new DeclarationMessages(database).Of(player)).Select(message => message.DeclarationNumber)), Lines(SeesBooks(player) && IsHere(player) ? ["D1"] : [])),
            _ => await Books(database, player),
        };
        var sees = expected is NotThere or "" ? "saw nothing" : "saw";
        Events[sees] = Events.GetValueOrDefault(sees) + 1;
        SimulationLook.Agree(product, expected, $"{question}, asked by {player.Role} of {player.MunicipalityCode}");
    }

    private async Task<(string, string, string)> Overview(Database database, Actor player)
    {
        var (number, mine) = SomeBudget(player);
        var product = await new BudgetOverview(database).Of(player, number) is { } answer
            ? Lines([$"{answer.Budget.Number} {Figures(answer.Balance)} {answer.HasMore}", .. answer.Postings.Select(posting => $"{posting.Number}")])
            : NotThere;
        var postings = model.Ledger.Of(number).Select(posting => posting.Number).OrderDescending().ToList();
        return ($"budget {number}", product, mine
            ? Lines([$"{number} {Figures(ModelLedger.BalanceOf(model.Ledger.Of(number)))} {postings.Count > BudgetOverview.PageSize}", .. postings.Take(BudgetOverview.PageSize).Select(posting => $"{posting}")])
            : NotThere);
    }

    private async Task<(string, string, string)> OnDay(Database database, Actor player)
    {
        var (number, mine) = SomeBudget(player);
        var day = Day();
        var product = await new BalanceOnDay(database).Of(player, number, day) is { } answer ? $"{Figures(answer.ByBooking)} {Figures(answer.ByCare)}" : NotThere;
        return ($"budget {number} on {day:O}", product, mine ? $"{Figures(model.Ledger.ByBooking(day, number))} {Figures(model.Ledger.ByCare(day, number))}" : NotThere);
    }

    private async Task<(string, string, string)> Case(Database database, Actor player)
    {
        var request = random.Next(town.Requests.Count);
        var number = town.Requests[request].RequestNumber;
        var product = await new CaseOverview(database).Of(player, number) is { } answer
            ? Lines([answer.Request.Number, .. answer.Decisions.Select(decision => decision.BudgetNumber)]) : NotThere;
        return ($"case {number}", product, Requests(player).Contains(request)
            ? Lines([number, .. model.Budgets.Where(budget => budget.Request == request).Select(budget => budget.Number)]) : NotThere);
    }

    private async Task<(string, string, string)> Agreements(Database database, Actor player)
    {
        var answer = await new CareAgreements(database).Of(player);
        var mine = model.Agreements.Where(agreement => Sees(player, agreement.Budget.Request)).ToList();
        return ("agreements", Lines(answer.Agreements.Select(one => one.Number).Append($"{answer.Claims.Count} claims")),
            Lines(mine.Select(one => one.Number).Append($"{model.ClaimsOf(mine)} claims")));
    }

    private async Task<(string, string, string)> Books(Database database, Actor player)
    {
        var day = Day();
        var (trial, closed) = (await new TrialBalance(database).On(player, day), await new BooksOverview(database).Of(player));
        var product = trial is null && closed is null ? NotThere : $"{Figures(trial!.ByBooking)} {Figures(trial.ByCare)} {trial.ClosedUntil:O} {closed!.ClosedUntil:O}";
        var (booked, cared, until) = IsHere(player) ? (model.Ledger.ByBooking(day), model.Ledger.ByCare(day), model.Ledger.ClosedUntil) : (Balance.Empty, Balance.Empty, null);
        return ($"books on {day:O}", product, SeesBooks(player) ? $"{Figures(booked)} {Figures(cared)} {until:O} {until:O}" : NotThere);
    }

    private static bool SeesBooks(Actor player) => player.Role is Role.Finance or Role.Auditor;

    private static bool IsHere(Actor player) => player.MunicipalityCode == Town.Huizen;

    private bool Sees(Actor player, int request) => town.Cast.MayOpen(player, request, model.Ledger.Today);

    private IEnumerable<int> Requests(Actor player) => Enumerable.Range(0, town.Requests.Count).Where(request => Sees(player, request));

    private IEnumerable<ModelTown.Budget> Budgets(Actor player) => model.Budgets.Where(budget => Sees(player, budget.Request));

    /// <summary>One that is there, anybody's; or one that never was.</summary>
    private (string Number, bool IsMine) SomeBudget(Actor player) => model.Budgets.Count > 0 && random.Next(10) > 0 && model.Budgets[random.Next(model.Budgets.Count)] is var budget
        ? (budget.Number, Sees(player, budget.Request)) : ("2026-999999", false);

    private DateOnly Day() => SimulatedTown.FirstDay.AddDays(random.Next(-40, Math.Max(1, model.Ledger.Today.DayNumber - SimulatedTown.FirstDay.DayNumber + 60)));

    private static string Figures(Balance balance) => $"{balance.Available.Cents} {balance.Reserved.Cents} {balance.Payable.Cents} {balance.Paid.Cents}";

    /// <summary>In what order is another question.</summary>
    private static string Lines(IEnumerable<string> lines) => string.Join('\n', lines.Order(StringComparer.Ordinal));
}
