using Budget.Core.Assignments;
using Budget.Core.Closing;
using Budget.Core.Decisions;
using Budget.Core.Ledger;
using Budget.Core.PersonHeld;
using Budget.Core.Storage;

namespace Budget.Tests.Simulation;

/// <summary>One deed with its key, as a client holds it: to be sent to the product and, in the same words, to the model; as often as one likes.</summary>
/// <param name="Rights">Who may do it; none for one that has no business with rights and is done by the right one only.</param>
internal sealed record Deed(
    Actor By, string Key, string Content, Func<Database, Actor, IdempotencyKey, Task<Reply>> Send, Func<ModelTown, Reply> Expect, Rights? Rights = null)
{
    private static readonly Role[] Residents = [Role.Resident];
    private static readonly Role[] ResidentsAndCaseworkers = [Role.Resident, Role.Caseworker];
    private static readonly Role[] Caseworkers = [Role.Caseworker];
    private static readonly Role[] Finance = [Role.Finance];

    public Task<Reply> SendTo(Database database) => Send(database, By, IdempotencyKey.Of(Key));

    public Reply ExpectOf(ModelTown model) => model.Ledger.Once(By.UserId, Key, Content, () =>
    {
        model.Ledger.By = By;
        model.Ledger.OnBehalfOf = Rights?.Request is { } request && model.Cast.IsForAnother(By, request) ? request : null;
        return Rights?.Objection(By, model) is { } refusal ? Reply.Of<long>(refusal) : Expect(model);
    });

    public override string ToString() => $"{Key} {Content} by {By.Role} of {By.MunicipalityCode}";

    private Deed For(IReadOnlyList<Role> mayDo, int? request, Func<ModelTown, Refusal>? elsewhere = null) => this with { Rights = new Rights(mayDo, request, elsewhere) };

    private static Deed Make<T>(Actor by, object content, Func<Database, Actor, IdempotencyKey, Task<Outcome<T>>> send, Func<ModelTown, Outcome<T>> expect) =>
        new(by, "", $"{content.GetType().DeclaringType!.Name} {content}", async (database, actor, key) => Reply.Of(await send(database, actor, key)), model => Reply.Of(expect(model)));

    public static Deed Book(SimulatedTown town, Book.Entry entry) =>
        Make(town.Finance, entry with { Reason = $"{entry.Reason.Length}" }, (database, actor, key) => new Book(database).Do(actor, key, entry), model => model.Take(entry));

    public static Deed Grant(SimulatedTown town, int request, FundingForm form, Period period, long hundredths, long rateCents)
    {
        var entry = new GrantProvision.Entry(town.Requests[request].RequestNumber, SimulatedTown.FirstDay, Town.Guidance,
            Quantity.FromHundredths(hundredths), Frequency.Total, new Money(rateCents), period, form, "Nodig.");
        return Make(town.Caseworker, entry, (database, actor, key) => new GrantProvision(database).Do(actor, key, entry),
            model => model.Grant(request, form, period, hundredths, rateCents)).For(Caseworkers, request);
    }

    public static Deed Agree(SimulatedTown town, ModelTown.Budget budget, long rateCents, long hundredths)
    {
        var entry = new ApproveCareAgreement.Entry(budget.Number, "Hulp", HelperKind.Network, new Money(rateCents), Quantity.FromHundredths(hundredths), budget.Period);
        return Make(town.Caseworker, entry, (database, actor, key) => new ApproveCareAgreement(database).Do(actor, key, entry),
            model => model.Agree(budget, rateCents, hundredths)).For(Caseworkers, budget.Request);
    }

    public static Deed Choose(SimulatedTown town, ModelTown.Budget budget)
    {
        var entry = new ChooseProvider.Entry(budget.Number, town.Contract);
        return Make(town.Requests[budget.Request].Resident, entry, (database, actor, key) => new ChooseProvider(database).Do(actor, key, entry),
            model => model.Choose(budget, SimulatedTown.ContractCents)).For(Residents, budget.Request);
    }

    public static Deed End(SimulatedTown town, ModelTown.Budget budget, DateOnly endedOn)
    {
        var entry = new EndAssignment.Entry(budget.Number, endedOn, EndReason.Client);
        return Make(town.Requests[budget.Request].Resident, entry, (database, actor, key) => new EndAssignment(database).Do(actor, key, entry),
            model => model.End(budget, endedOn, SimulatedTown.ContractCents)).For(ResidentsAndCaseworkers, budget.Request);
    }

    public static Deed Release(SimulatedTown town, ModelTown.Assignment assignment)
    {
        var entry = new ReleaseReservation.Entry(assignment.Budget.Number, assignment.Number);
        return Make(town.Finance, entry, (database, actor, key) => new ReleaseReservation(database).Do(actor, key, entry), model => model.Release(assignment))
            .For(Finance, assignment.Budget.Request);
    }

    public static Deed Claim(SimulatedTown town, ModelTown.Agreement agreement, DateOnly month, long hundredths)
    {
        var entry = new ForwardClaim.Entry(agreement.Number, month, Quantity.FromHundredths(hundredths));
        return Make(town.Requests[agreement.Budget.Request].Resident, entry, (database, actor, key) => new ForwardClaim(database).Do(actor, key, entry),
            model => model.Claim(agreement, Period.MonthOf(month), hundredths)).For(Residents, agreement.Budget.Request);
    }

    public static Deed Reverse(SimulatedTown town, ModelTown.Budget budget, long number)
    {
        var entry = new ProposeReversal.Entry(budget.Number, number, "verkeerd");
        // Four eyes, as one deed of two people: what is not approved was never proposed.
        return Make(town.Finance, entry, (database, actor, key) => database.Once(actor, key, "Reverse", entry, async session =>
        {
            var proposed = await ProposeReversal.In(session, town.ColleagueOf(actor), entry);
            return proposed.IsRefused ? proposed.Refusal! : await ApproveReversal.In(session, actor, proposed.Value);
        }), model => model.Correct(budget, number))
            .For(Finance, budget.Request);
    }

    public static Deed CloseMonth(SimulatedTown town, DateOnly month) => Make(town.Finance, new CloseMonth.Entry(month),
        (database, actor, key) => new CloseMonth(database).Do(actor, key, new(month)), model => model.CloseMonth(Period.MonthOf(month)))
        .For(Finance, request: null, model => Period.MonthOf(month).EndsOn >= model.Ledger.Today ? Refusal.MonthStillRunning : Refusal.MonthAlreadyClosed);

    public static Deed CloseYear(SimulatedTown town, int year) => Make(town.Finance, new CloseYear.Entry(year),
        (database, actor, key) => new CloseYear(database).Do(actor, key, new(year)), model => model.CloseYear(year))
        .For(Finance, request: null, model => year >= model.Ledger.Today.Year ? Refusal.YearNotOver : Refusal.NothingToClose);
}
