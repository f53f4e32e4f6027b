using Budget.Core.Assignments;
using Budget.Core.Closing;
using Budget.Core.Decisions;
using Budget.Core.Ledger;
using Budget.Core.PersonHeld;

namespace Budget.Tests.Simulation;

/// <summary>The rules of the deeds around the ledger, on lists: who may choose, claim, end, release and close, when, and for how much.</summary>
internal sealed class ModelTown(ModelLedger ledger, Cast cast)
{
    public sealed record Budget(string Number, int Request, FundingForm Form, Period Period, long VolumeHundredths);

    public sealed record Assignment(long Number, Budget Budget, Period Period)
    {
        public DateOnly? EndedOn { get; set; }
    }

    public sealed record Agreement(string Number, Budget Budget, long RateCents, long MonthlyHundredths, Period Period);

    /// <summary>An invoice line or a claim, and the posting that it hangs on.</summary>
    private sealed record Bill(string Of, Period Month, string Budget, long Posting);

    private readonly List<Bill> bills = [];
    private readonly Dictionary<string, int> series = new(StringComparer.Ordinal);
    private int? closedYear;

    public ModelLedger Ledger => ledger;
    public Cast Cast => cast;
    public List<Budget> Budgets { get; } = [];
    public List<Assignment> Assignments { get; } = [];
    public List<Agreement> Agreements { get; } = [];
    public int YearToClose => closedYear + 1 ?? (ledger.Postings.Count > 0 ? ledger.Postings.Min(posting => posting.PostedOn).Year : ledger.Today.Year);

    public DateOnly? MonthToClose => ledger.ClosedUntil is { } closed ? Period.MonthOf(closed.AddDays(1)).EndsOn
        : ledger.Postings.Count > 0 ? Period.MonthOf(ledger.Postings.Min(posting => posting.PostedOn)).EndsOn : null;

    public Outcome<GrantProvision.Answer> Grant(int request, FundingForm form, Period period, long volumeHundredths, long rateCents)
    {
        if (Budgets.Exists(budget => budget.Request == request && budget.Period.Overlaps(period)))
        {
            return Refusal.AlreadyGranted;
        }

        var budget = new Budget(Next("budget"), request, form, period, volumeHundredths);
        Budgets.Add(budget);
        ledger.Post(budget.Number, PostingKind.Grant, Account.Fund, Account.Available, volumeHundredths * rateCents / 100, ledger.Today);
        return new GrantProvision.Answer(Next("decision"), budget.Number, new Money(volumeHundredths * rateCents / 100));
    }

    public Outcome<string> Agree(Budget budget, long rateCents, long monthlyHundredths)
    {
        Agreements.Add(new Agreement(Next("agreement"), budget, rateCents, monthlyHundredths, budget.Period));
        return Agreements[^1].Number;
    }

    public Outcome<ChooseProvider.Answer> Choose(Budget budget, long contractCents)
    {
        var earlier = Assignments.Where(assignment => assignment.Budget == budget).ToList();
        if (budget.Form == FundingForm.PersonHeld)
        {
            return Refusal.NotPersonFollowing;
        }

        var lastEnd = earlier.Max(assignment => assignment.EndedOn);
        if (budget.Period.EndsOn < ledger.Today)
        {
            return Refusal.BudgetEnded;
        }

        if (earlier.Exists(assignment => assignment.EndedOn is null))
        {
            return Refusal.AlreadyAssigned;
        }

        if (lastEnd >= budget.Period.EndsOn)
        {
            return Refusal.BudgetEnded;
        }

        var available = ModelLedger.Sum(ledger.Of(budget.Number), Account.Available);
        var reserved = ledger.Post(budget.Number, PostingKind.Reserve, Account.Available, Account.Reserved,
            Math.Min(available, budget.VolumeHundredths * contractCents / 100), ledger.Today, Assignments.Count + 1);
        if (reserved.IsRefused)
        {
            return reserved.Refusal!;
        }

        var startsOn = lastEnd >= budget.Period.StartsOn ? lastEnd.Value.AddDays(1) : budget.Period.StartsOn;
        Assignments.Add(new Assignment(Assignments.Count + 1, budget, new Period(startsOn, budget.Period.EndsOn)));
        return new ChooseProvider.Answer(Assignments.Count, new Money(reserved.Value.Cents));
    }

    public Outcome<EndAssignment.Answer> End(Budget budget, DateOnly endedOn, long contractCents)
    {
        if (Assignments.Find(assignment => assignment.Budget == budget && assignment.EndedOn is null) is not { } standing)
        {
            return Refusal.NotAssigned;
        }

        var declared = Standing($"assignment {standing.Number}").Max(bill => (DateOnly?)bill.Month.EndsOn);
        if (endedOn < standing.Period.StartsOn.AddDays(-1) || endedOn > standing.Period.EndsOn || endedOn < declared)
        {
            return Refusal.DayOutsideAssignment;
        }

        standing.EndedOn = endedOn;
        var openDays = Math.Max(0, endedOn.DayNumber - (declared ?? standing.Period.StartsOn.AddDays(-1)).DayNumber);
        var hundredths = (long)Math.Ceiling(budget.VolumeHundredths * openDays / (decimal)budget.Period.Days);
        var left = ledger.LeftOf(standing.Number);
        var needed = Math.Min(left, openDays == 0 ? 0 : (hundredths * contractCents / 100) + MoreToCome(standing, declared, left, contractCents));
        Release(standing, left - needed, ledger.Today);
        return new EndAssignment.Answer(standing.Number, new Money(left - needed), new Money(needed));
    }

    /// <summary>What was set aside after the first time is for more help, and nobody knows when that was given; less what was declared beyond the granted volume of its days.</summary>
    private long MoreToCome(Assignment standing, DateOnly? declared, long left, long contractCents)
    {
        var put = ledger.Of(standing.Budget.Number).Where(posting => posting.Assignment == standing.Number && posting.Kind == PostingKind.Reserve).OrderBy(posting => posting.Number).ToList();
        var all = put.Sum(posting => posting.Cents);
        var days = declared is { } until ? Math.Max(0, until.DayNumber - standing.Period.StartsOn.DayNumber + 1) : 0;
        var granted = (long)Math.Ceiling(standing.Budget.VolumeHundredths * days / (decimal)standing.Budget.Period.Days) * contractCents / 100;
        var beyond = declared is null ? 0 : Math.Max(0, all - left - granted);
        return Math.Max(0, all - put[0].Cents - beyond);
    }

    public Outcome<Money> Release(Assignment assignment)
    {
        if (assignment.EndedOn > ledger.Today || (assignment.EndedOn is null && assignment.Budget.Period.EndsOn >= ledger.Today))
        {
            return Refusal.AssignmentRuns;
        }

        var left = ledger.LeftOf(assignment.Number);
        Release(assignment, left, ledger.Today);
        return left > 0 ? new Money(left) : Refusal.ReservationTooLow.With(Money.Zero);
    }

    public Outcome<ForwardClaim.Answer> Claim(Agreement agreement, Period month, long hundredths)
    {
        if (agreement.Period.Intersect(month) is not { } worked)
        {
            return Refusal.MonthOutsideAgreement;
        }

        if (worked.EndsOn >= ledger.Today)
        {
            return Refusal.MonthNotOver;
        }

        if (hundredths > agreement.MonthlyHundredths)
        {
            return Refusal.VolumeAboveAgreement.With(Quantity.FromHundredths(agreement.MonthlyHundredths));
        }

        if (Standing($"agreement {agreement.Number}").Any(bill => bill.Month == worked))
        {
            return Refusal.MonthAlreadyClaimed;
        }

        var cents = ((agreement.RateCents * hundredths) + 50) / 100;
        var booked = ledger.Post(agreement.Budget.Number, PostingKind.Claim, Account.Available, Account.Payable, cents, worked.EndsOn);
        if (booked.IsRefused)
        {
            return booked.Refusal!;
        }

        bills.Add(new Bill($"agreement {agreement.Number}", worked, agreement.Budget.Number, booked.Value.Number));
        return new ForwardClaim.Answer(agreement.Budget.Number, new Money(cents), ModelLedger.BalanceOf(ledger.Of(agreement.Budget.Number)).Available);
    }

    public Outcome<long> Correct(Budget budget, long number)
    {
        if (ledger.Of(budget.Number).FirstOrDefault(posting => posting.Number == number)?.Kind is PostingKind.Grant or PostingKind.Reserve)
        {
            return Refusal.NotReversible;
        }

        var reversed = ledger.Reverse(budget.Number, number);
        return reversed.IsRefused ? reversed.Refusal! : reversed.Value.Number;
    }

    public Outcome<Book.Answer> Take(Book.Entry entry)
    {
        var ((from, to), before) = (Book.Way(entry.Kind), ledger.Postings.Count);
        Outcome<ModelPosting> booked = Refusal.NotFound;
        for (var time = 0; time < entry.Times; time++)
        {
            booked = entry.Kind == PostingKind.Reversal
                ? ledger.Reverse(entry.Budget, entry.Reverses)
                : ledger.Post(entry.Budget, entry.Kind, from, to, entry.Cents, entry.OccurredOn, entry.Assignment);
            if (booked.IsRefused)
            {
                ledger.Forget(before);
                return booked.Refusal!;
            }
        }

        var posting = booked.Value;
        if (entry.Kind == PostingKind.Invoice)
        {
            bills.Add(new Bill($"assignment {entry.Assignment}", Period.MonthOf(entry.OccurredOn), entry.Budget, posting.Number));
        }

        return new Book.Answer(posting.Number, posting.EffectiveOn, posting.PostedOn, ModelLedger.BalanceOf(ledger.Of(entry.Budget)),
            posting.Assignment is { } assignment ? new Money(ledger.LeftOf(assignment)) : null);
    }

    public Outcome<ClosedMonth> CloseMonth(Period month) =>
        month.EndsOn >= ledger.Today ? Refusal.MonthStillRunning
        : MonthToClose is not { } next || month.EndsOn < next ? Refusal.MonthAlreadyClosed
        : month.EndsOn > next ? Refusal.EarlierMonthOpen.With($"{next:MM-yyyy}")
        : ledger.Close(month.EndsOn);

    public Outcome<CloseYear.Answer> CloseYear(int year)
    {
        if (year >= ledger.Today.Year)
        {
            return Refusal.YearNotOver;
        }

        if (ledger.Postings.Count == 0 || year < YearToClose)
        {
            return closedYear is null ? Refusal.NothingToClose : Refusal.YearAlreadyClosed;
        }

        if (year > YearToClose)
        {
            return Refusal.EarlierYearOpen.With(YearToClose);
        }

        var lastDay = new DateOnly(year, 12, 31);
        var expired = Budgets.Where(budget => budget.Period.EndsOn <= lastDay).OrderBy(budget => budget.Number, StringComparer.Ordinal)
            .Select(Expire).OfType<CloseYear.ExpiredBudget>().ToList();
        var closed = 0L;
        for (; MonthToClose <= lastDay; closed++)
        {
            ledger.Close(MonthToClose!.Value);
        }

        ledger.RememberClosing();
        closedYear = year;
        var budgets = ledger.Postings.Where(posting => posting.PostedOn <= lastDay).DistinctBy(posting => posting.Budget).Count();
        return new CloseYear.Answer(year, budgets, ledger.ByBooking(lastDay), expired, closed);
    }

    private CloseYear.ExpiredBudget? Expire(Budget budget)
    {
        var before = ModelLedger.BalanceOf(ledger.Of(budget.Number));
        if (!(before.Available + before.Reserved).IsPositive)
        {
            return null;
        }

        Assignments.Where(assignment => assignment.Budget == budget).ToList()
            .ForEach(assignment => Release(assignment, ledger.LeftOf(assignment.Number), budget.Period.EndsOn));
        ledger.Post(budget.Number, PostingKind.Expiry, Account.Available, Account.Fund, (before.Available + before.Reserved).Cents, budget.Period.EndsOn);
        return new CloseYear.ExpiredBudget(budget.Number, budget.Period.EndsOn, before.Reserved, before.Available + before.Reserved);
    }

    private void Release(Assignment assignment, long cents, DateOnly day) =>
        _ = cents > 0 ? ledger.Post(assignment.Budget.Number, PostingKind.Release, Account.Reserved, Account.Available, cents, day, assignment.Number).Value : null;

    public int ClaimsOf(IReadOnlyCollection<Agreement> agreements) => bills.Count(bill => agreements.Any(agreement => bill.Of == $"agreement {agreement.Number}"));

    private IEnumerable<Bill> Standing(string of) => bills.Where(bill => bill.Of == of && !ledger.IsReversed(bill.Budget, bill.Posting));

    /// <summary>People see numbers that are counted per year, without gaps: "2026-000001".</summary>
    private string Next(string name)
    {
        var key = $"{name} {ledger.Today.Year}";
        series[key] = series.GetValueOrDefault(key) + 1;
        return $"{ledger.Today.Year}-{series[key]:D6}";
    }
}
