using Budget.Core.Decisions;
using Budget.Core.Ledger;

namespace Budget.Tests.Simulation;

/// <summary>What somebody might do next: mostly something that makes sense in the town as it is, sometimes something that does not.</summary>
internal sealed class DeedChoice(SimulatedTown town, ModelTown model, Random random)
{
    private int keys;

    public Deed Next() => ByWhomever(Any() with { Key = $"key-{++keys:D6}" });

    /// <summary>Mostly the one whose deed it is; sometimes anybody else, who may do it as well or may not.</summary>
    private Deed ByWhomever(Deed deed) => deed.Rights is not null && random.Next(4) == 0 ? deed with { By = One(town.Cast.Players) } : deed;

    private Deed Any()
    {
        var today = model.Ledger.Today;
        var running = model.Budgets.Where(budget => budget.Period.EndsOn.AddDays(60) >= today).ToList();
        if (running.Count == 0 || random.Next(25) == 0)
        {
            return Grant(random.Next(town.Requests.Count), new(today.AddDays(-random.Next(200)), today.AddDays(random.Next(20, 500))));
        }

        var budget = One(random.Next(8) == 0 ? model.Budgets : running);
        return random.Next(100) switch
        {
            < 5 when model.Assignments.Count > 0 => Deed.End(town, budget, today.AddDays(-random.Next(40))),
            < 8 when model.Assignments.Count > 0 => Deed.Release(town, One(model.Assignments)),
            < 22 => Reverse(budget),
            < 27 => Deed.CloseMonth(town, model.MonthToClose is { } next && random.Next(5) > 0 ? next : today.AddMonths(-random.Next(4))),
            < 29 => Deed.CloseYear(town, random.Next(4) > 0 ? model.YearToClose : today.Year - random.Next(3)),
            < 75 => Spend(budget),
            _ => Book(budget),
        };
    }

    private Deed Grant(int request, Period period) => FormOf(request) == FundingForm.PersonHeld
        ? Deed.Grant(town, request, FundingForm.PersonHeld, period, random.Next(20_000, 200_000) / 100 * period.Days / 365 * 100, 100)
        : Deed.Grant(town, request, FundingForm.PersonFollowing, period, random.Next(800, 8_000), 6_600);

    private static FundingForm FormOf(int request) => request % 2 == 0 ? FundingForm.PersonFollowing : FundingForm.PersonHeld;

    /// <summary>Mostly an invoice or a claim; sometimes a posting that may not be reversed, or is not there. Grants and reservations only the deed refuses.</summary>
    private Deed Reverse(ModelTown.Budget budget)
    {
        var postings = model.Ledger.Of(budget.Number).ToList();
        var usual = postings.Where(posting => posting.Kind is not (PostingKind.Grant or PostingKind.Reserve)).Select(posting => posting.Number).ToList();
        var number = usual.Count > 0 && random.Next(5) > 0 ? One(usual) : random.Next(2 + postings.Count);
        return random.Next(2) == 0 || (number > 0 && number <= postings.Count && !usual.Contains(number))
            ? Deed.Reverse(town, budget, number)
            : Entry(budget, PostingKind.Reversal, 0, null, number);
    }

    /// <summary>The way money should go: a provider or an agreement first, then invoices and claims.</summary>
    private Deed Spend(ModelTown.Budget budget)
    {
        if (budget.Form == FundingForm.PersonFollowing)
        {
            return model.Assignments.Exists(assignment => assignment.Budget == budget && assignment.EndedOn is null) && random.Next(10) > 0
                ? OnAssignment(budget, PostingKind.Invoice)
                : Deed.Choose(town, budget);
        }

        return model.Agreements.Where(agreement => agreement.Budget == budget).ToList() is { Count: > 0 } agreements && random.Next(15) > 0
            ? Deed.Claim(town, One(agreements), model.Ledger.Today.AddMonths(-random.Next(5)), random.Next(1, random.Next(10) == 0 ? 75_000 : 20_000))
            // A month costs no more than the whole grant, which is of a euro an hour.
            : Deed.Agree(town, budget, random.Next(10, 101), Math.Min(random.Next(20_000, 74_401), budget.VolumeHundredths));
    }

    private Deed Book(ModelTown.Budget budget) => random.Next(5) switch
    {
        // Only from what is over: `verify` asks that of each.
        0 or 1 when budget.Period.EndsOn >= model.Ledger.Today => OnAssignment(budget, PostingKind.Invoice),
        0 when random.Next(6) == 0 => Entry(budget, PostingKind.Expiry, Amount(ModelLedger.Sum(model.Ledger.Of(budget.Number), Account.Available)), null, 0),
        1 => Entry(budget, PostingKind.Expiry, Amount(ModelLedger.Sum(model.Ledger.Of(budget.Number), Account.Available) / 8), null, 0),
        2 => OnAssignment(budget, PostingKind.Reserve),
        3 => OnAssignment(budget, PostingKind.Release),
        _ => OnAssignment(budget, PostingKind.Invoice),
    };

    private Deed OnAssignment(ModelTown.Budget budget, PostingKind kind)
    {
        if (model.Assignments.Where(assignment => assignment.Budget == budget).ToList() is not { Count: > 0 } assignments)
        {
            return Spend(budget);
        }

        var assignment = random.Next(4) > 0 ? assignments[^1] : One(assignments);
        var most = kind == PostingKind.Reserve ? ModelLedger.Sum(model.Ledger.Of(budget.Number), Account.Available) : model.Ledger.LeftOf(assignment.Number);
        return Entry(budget, kind, Amount(most / 3), assignment.Number, 0);
    }

    /// <summary>Between nothing and a little too much; often to the cent what there is.</summary>
    private long Amount(long usual) => random.Next(12) switch
    {
        0 => usual,
        1 => (usual * 2) + 1,
        2 => usual * 2,
        3 => 0,
        _ => 1 + (long)(random.NextDouble() * usual),
    };

    private Deed Entry(ModelTown.Budget budget, PostingKind kind, long cents, long? assignment, long reverses)
    {
        var today = model.Ledger.Today;
        var occurredOn = kind == PostingKind.Invoice ? Period.MonthOf(today.AddMonths(-random.Next(4))).EndsOn : today.AddDays(random.Next(-120, 20));
        var times = kind is not (PostingKind.Invoice or PostingKind.Reversal) && random.Next(3) == 0 ? random.Next(2, 5) : 1;
        return Deed.Book(town, new(budget.Number, kind, cents, occurredOn, assignment, reverses, times, new string('x', random.Next(6) == 0 ? random.Next(4_000, 9_000) : 1)));
    }

    private T One<T>(IReadOnlyList<T> of) => of[random.Next(of.Count)];
}
