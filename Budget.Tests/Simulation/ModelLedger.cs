using Budget.Core.Ledger;
using Budget.Core.Storage;

namespace Budget.Tests.Simulation;

/// <summary>A posting as the model remembers it.</summary>
internal sealed record ModelPosting(
    string Budget, long Number, PostingKind Kind, Account From, Account To, long Cents, DateOnly OccurredOn, DateOnly EffectiveOn,
    DateTimeOffset PostedAt, long? Assignment, long? Reverses, UserId By, int? OnBehalfOf)
{
    public DateOnly PostedOn { get; } = AmsterdamDay.Of(PostedAt);
}

/// <summary>
/// What the ledger must do, said a second time and as simply as it can be: one list of postings, every figure added up from it anew each
/// time it is asked, one table of keys. No chain, no cache, no index, no transaction; nothing here can be lost.
/// </summary>
internal sealed class ModelLedger(TimeProvider clock)
{
    private readonly List<ModelPosting> postings = [];
    private readonly Dictionary<(UserId By, string Key), (string Content, Reply Answer)> answers = [];
    private readonly List<LedgerHead> heads = [];
    private readonly List<DateOnly> closedOn = [];
    private readonly List<ClosedMonth> months = [];

    public IReadOnlyList<ModelPosting> Postings => postings;
    public IReadOnlyList<LedgerHead> Heads => heads;
    public IReadOnlyList<ClosedMonth> Months => months;
    public int KeysUsed => answers.Count;

    /// <summary>Who is at work, and for whose request when for somebody else: every posting remembers.</summary>
    public Actor By { get; set; } = Actor.System("");
    public int? OnBehalfOf { get; set; }

    public DateTimeOffset Now => clock.GetUtcNow();
    public DateOnly Today => AmsterdamDay.Of(Now);
    public DateOnly? ClosedUntil => months.Count > 0 ? months[^1].EndsOn : null;

    public IEnumerable<ModelPosting> Of(string budget) => postings.Where(posting => posting.Budget == budget);

    public static long Sum(IEnumerable<ModelPosting> moves, Account account) =>
        moves.Sum(posting => posting.To == account ? posting.Cents : posting.From == account ? -posting.Cents : 0);

    public static Balance BalanceOf(IEnumerable<ModelPosting> moves) => moves.ToList() is var all
        ? new(new(Sum(all, Account.Available)), new(Sum(all, Account.Reserved)), new(Sum(all, Account.Payable)), new(Sum(all, Account.Paid)))
        : Balance.Empty;

    public Balance ByBooking(DateOnly day, string? budget = null) =>
        BalanceOf(postings.Where(posting => posting.PostedOn <= day && (budget ?? posting.Budget) == posting.Budget));

    public Balance ByCare(DateOnly day, string? budget = null) =>
        BalanceOf(postings.Where(posting => posting.EffectiveOn <= day && (budget ?? posting.Budget) == posting.Budget));

    public long LeftOf(long assignment) => Sum(postings.Where(posting => posting.Assignment == assignment), Account.Reserved);

    public bool IsReversed(string budget, long number) => Of(budget).Any(posting => posting.Reverses == number);

    /// <summary>The first time decides; after that the key has its answer, or is refused for other content. A refusal leaves the key as it was.</summary>
    public Reply Once(UserId by, string key, string content, Func<Reply> decide)
    {
        if (answers.TryGetValue((by, key), out var first))
        {
            return first.Content == content ? first.Answer with { IsReplay = true } : Reply.Of<long>(Refusal.KeyUsedForOtherContent);
        }

        var answer = decide();
        if (!answer.IsRefused)
        {
            answers[(by, key)] = (content, answer);
        }

        return answer;
    }

    public Outcome<ModelPosting> Post(
        string budget, PostingKind kind, Account from, Account to, long cents, DateOnly occurredOn, long? assignment = null, long? reverses = null)
    {
        var stands = Sum(Of(budget), from);
        if (cents <= 0)
        {
            return Refusal.AmountNotPositive;
        }

        if (from != Account.Fund && stands < cents)
        {
            return (from == Account.Reserved ? Refusal.ReservationTooLow : Refusal.BalanceTooLow).With(new Money(stands));
        }

        if (assignment is { } reservation && to != Account.Reserved && LeftOf(reservation) < cents)
        {
            return Refusal.ReservationTooLow.With(new Money(LeftOf(reservation)));
        }

        // Never before the last posting of the budget, on a day whose head was written down, or in a month that was closed.
        var firstOpenDay = (heads.Count > 0 ? heads[^1].Day : DateOnly.MinValue) is var head && ClosedUntil > head ? ClosedUntil.Value : head;
        DateTimeOffset[] earliest = [Now, .. Of(budget).TakeLast(1).Select(last => last.PostedAt), AmsterdamDay.At(firstOpenDay.AddDays(1), TimeOnly.MinValue)];
        var postedAt = earliest.Max();
        DateOnly[] bounds = [occurredOn < AmsterdamDay.Of(postedAt) ? occurredOn : AmsterdamDay.Of(postedAt), ClosedUntil?.AddDays(1) ?? DateOnly.MinValue];
        var posting = new ModelPosting(budget, Of(budget).Count() + 1, kind, from, to, cents, occurredOn, bounds.Max(), postedAt, assignment, reverses, By.UserId, OnBehalfOf);
        postings.Add(posting);
        return posting;
    }

    public Outcome<ModelPosting> Reverse(string budget, long number) => Of(budget).FirstOrDefault(posting => posting.Number == number) switch
    {
        null => Refusal.NotFound,
        { Kind: PostingKind.Reversal } => Refusal.ReversalOfReversal,
        _ when IsReversed(budget, number) => Refusal.AlreadyReversed,
        var original => Post(budget, PostingKind.Reversal, original.To, original.From, original.Cents, original.OccurredOn, original.Assignment, number),
    };

    /// <summary>A deed that is refused halfway has written nothing.</summary>
    public void Forget(int from) => postings.RemoveRange(from, postings.Count - from);

    public ClosedMonth Close(DateOnly endsOn)
    {
        var counted = postings.Where(posting => posting.EffectiveOn <= endsOn).ToList();
        var balance = BalanceOf(counted);
        RememberClosing();
        months.Add(new ClosedMonth(endsOn, counted.Count, balance.Available, balance.Reserved, balance.Payable, balance.Paid));
        return months[^1];
    }

    /// <summary>Of a month or a year: the day gets a head, also when nothing was booked on it.</summary>
    public void RememberClosing() =>
        closedOn.Add(heads.Count > 0 && heads[^1].Day >= AmsterdamDay.Of(Now) ? heads[^1].Day.AddDays(1) : AmsterdamDay.Of(Now));

    /// <returns>How many heads were written; the root and the hash of a head are left to `verify`.</returns>
    public int WriteHeads(int most)
    {
        var lastDay = AmsterdamDay.Of(Now.AddHours(-1)).AddDays(-1);
        var due = postings.Select(posting => posting.PostedOn).Concat(closedOn)
            .Where(day => day <= lastDay && (heads.Count == 0 || day > heads[^1].Day)).Distinct().Order().Take(most).ToList();
        foreach (var day in due)
        {
            var upTo = postings.Where(posting => posting.PostedOn <= day).ToList();
            var balance = BalanceOf(upTo);
            heads.Add(new LedgerHead("", day, upTo.DistinctBy(posting => posting.Budget).Count(), upTo.Count,
                balance.Available, balance.Reserved, balance.Payable, balance.Paid, "", ""));
        }

        return due.Count;
    }
}
