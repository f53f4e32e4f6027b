using Budget.Core.Budgets;
using Budget.Core.Configuration;
using Budget.Core.Disputes;
using Budget.Core.Ledger;

namespace Budget.Core.Statements;

/// <summary>What was booked on one budget in a period, with what it comes to. The figures are the postings' own.</summary>
/// <param name="Booked">By the day of booking, its first and its last day.</param>
/// <param name="MadeOn">The day it was asked for.</param>
/// <param name="Opening">When the first day began.</param>
/// <param name="Closing">After the last posting.</param>
public sealed record Statement(
    PersonalBudget Budget, Period Booked, DateOnly MadeOn, Balance Opening, IReadOnlyList<PostingLine> Lines, Balance Closing)
{
    /// <summary>What is set aside on the day it was made, because the resident says that it is not so; of a period that is over nothing is told here.</summary>
    public Money Disputed { get; init; }

    /// <summary>What its reversals take back, by the number of the posting that was taken back.</summary>
    public IReadOnlyDictionary<long, PostingLine> Corrected { get; init; } = new Dictionary<long, PostingLine>();

    /// <summary>Where its invoices stand with the resident, by the number of the posting.</summary>
    public IReadOnlyDictionary<long, LineStanding> Standings { get; init; } = new Dictionary<long, LineStanding>();

    /// <summary>Of the municipality on the day it was made.</summary>
    public Letterhead Letterhead { get; init; } = Letterhead.Plain;

    /// <summary>The number of the last posting that it rests on; 0 when nothing was booked yet. Its hash covers all before it.</summary>
    public long Head { get; init; }

    public string HeadHash { get; init; } = "";

    /// <summary>None of a statement that rests on no posting.</summary>
    public string? Code => Head == 0 ? null : StatementCode.Of(Budget.Id, Booked, ClosesOn, Head, HeadHash);

    public bool IsRunning => MadeOn < Booked.EndsOn;

    /// <summary>Before this day nothing of the budget can have been booked.</summary>
    public DateOnly BeginsOn => Budget.DecidedOn < Budget.StartsOn ? Budget.DecidedOn : Budget.StartsOn;

    /// <summary>In this time the budget was not there yet: there is nothing to state.</summary>
    public bool IsBefore => Head == 0 && Booked.EndsOn < BeginsOn;

    /// <summary>The day of the closing balance: the last of the period, or the day it was made when the period is still running.</summary>
    public DateOnly ClosesOn => IsRunning && MadeOn >= Booked.StartsOn ? MadeOn : Booked.EndsOn;

    public IEnumerable<PostingLine> Corrections => Lines.Where(line => line.ReversesNumber is not null);

    /// <summary>Lines that the resident says are not so, and that nobody settled yet.</summary>
    public IEnumerable<PostingLine> DisputedLines => Lines.Where(line => Standings.TryGetValue(line.Number, out var standing) && standing.IsOpen);

    /// <summary>What each provider or helper charged, less what was taken back, and what each was paid; added up it is what was spent in the period.</summary>
    public IReadOnlyList<Helper> Helpers =>
    [
        .. Lines.Where(line => line.Who is not null && (IsOutside(line.FromAccount) || IsOutside(line.ToAccount)))
            .GroupBy(line => line.Who!)
            .OrderBy(lines => lines.Key, StringComparer.Ordinal)
            .Select(lines => new Helper(lines.Key, Sum(lines, "payable") + Sum(lines, "paid"), Sum(lines, "paid"))),
    ];

    /// <summary>
    /// What a posting does to what is not spent yet: a grant makes it more, help that was charged makes it less; nothing where money was only set aside or paid. Added up it is what granted
    /// minus spent changed by.
    /// </summary>
    public static Money Effect(PostingLine line) =>
        (IsUnspent(line.ToAccount) ? line.Amount : Money.Zero) - (IsUnspent(line.FromAccount) ? line.Amount : Money.Zero);

    /// <param name="Charged">Of this budget, in the period; below zero when more was taken back than charged.</param>
    public sealed record Helper(string Name, Money Charged, Money Paid);

    /// <summary>How often each kind of posting came, and what it comes to; in the order of <see cref="PostingKind"/>.</summary>
    public IReadOnlyList<Kind> Kinds =>
    [
        .. Lines.GroupBy(line => line.Kind)
            .OrderBy(lines => StoredNames.Parse<PostingKind>(lines.Key))
            .Select(lines => new Kind(lines.Key, lines.Count(), lines.Aggregate(Money.Zero, (sum, line) => sum + line.Amount))),
    ];

    public sealed record Kind(string Name, int Count, Money Amount);

    /// <summary>What was spent in each month of the period that has begun, by the day of booking; below zero when more was taken back. None of more than <see cref="MostMonths"/>.</summary>
    public IReadOnlyList<(DateOnly Month, Money Spent)> Months
    {
        get
        {
            List<(DateOnly, Money)> months = [];
            var (before, next) = (Opening.Spent, 0);
            for (var first = new DateOnly(Booked.StartsOn.Year, Booked.StartsOn.Month, 1); first <= ClosesOn && months.Count <= MostMonths; first = first.AddMonths(1))
            {
                var spent = before;
                for (; next < Lines.Count && Lines[next].PostedOn < first.AddMonths(1); next++)
                {
                    spent = Lines[next].After.Spent;
                }

                months.Add((first, spent - before));
                before = spent;
            }

            return months.Count > MostMonths ? [] : months;
        }
    }

    public const int MostMonths = 24;

    /// <summary>Of one month, or of nothing, a picture shows nothing.</summary>
    public bool HasChart => Months is { Count: > 1 } months && months.Any(month => month.Spent.IsPositive);

    private static bool IsUnspent(string account) => account is "available" or "reserved";

    private static bool IsOutside(string account) => account is "payable" or "paid";

    private static Money Sum(IEnumerable<PostingLine> lines, string account) => lines.Aggregate(
        Money.Zero, (sum, line) => sum + (line.ToAccount == account ? line.Amount : Money.Zero) - (line.FromAccount == account ? line.Amount : Money.Zero));
}
