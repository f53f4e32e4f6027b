namespace Budget.Core.Closing;

/// <summary>Adds up the postings of a PGB for the account of one year.</summary>
/// <param name="first">The year in which the budget begins: what was decided or worked before counts there.</param>
/// <param name="closed">When which year was closed.</param>
/// <param name="start">From when the SVB pays by our files; none as long as nobody said so.</param>
internal sealed class YearSum(int year, int first, IReadOnlyDictionary<int, DateTimeOffset> closed, YearSum.Start? start)
{
    public sealed record Start(DateOnly StartsOn);

    /// <summary>The year in which it counts. A grant does in the first year, unless that was closed before it was decided.</summary>
    public int YearOf(YearMovement movement) =>
        movement.IsGrant && !(closed.TryGetValue(first, out var at) && movement.PostedAt >= at) ? first : Math.Max(first, movement.EffectiveOn.Year);

    public YearFigures Figures(IReadOnlyList<YearMovement> all)
    {
        var counted = all.Where(movement => YearOf(movement) == year).ToList();
        var help = counted.Where(IsOfItsYear).ToList();
        var known = all.Where(movement => WorkedIn(movement) == year && movement.AgreementNumber is not null).ToList();
        return new YearFigures(
            Opening: Sum(all.Where(movement => YearOf(movement) < year), movement => movement.Left),
            Granted: Sum(counted.Where(movement => movement.IsGrant), movement => movement.Left),
            Shifted: Sum(counted.Where(movement => movement.Kind == "shift"), movement => movement.Left),
            Spent: Sum(help, movement => movement.Spent),
            SpentEarlier: Sum(counted.Where(movement => !IsOfItsYear(movement)), movement => movement.Spent),
            Returned: -Sum(counted.Where(movement => movement.AgreementNumber is null && !movement.IsGrant && movement.Kind != "shift"), movement => movement.Left),
            PaidBySvb: Sum(help, movement => movement.PaidBySvb),
            PaidOtherwise: Sum(help.Where(movement => !GoesToSvb(movement)), movement => movement.Spent),
            SpentLater: Sum(known.Where(movement => YearOf(movement) > year), movement => movement.Spent),
            ToPayNow: Sum(known.Where(GoesToSvb), movement => movement.Spent - movement.PaidBySvb),
            OwnMoney: Sum(help, OwnMoney));
    }

    /// <summary>By care agreement, in the order of their numbers; without those of which nothing counts in this year.</summary>
    public IReadOnlyList<HelperOfYear> Helpers(IReadOnlyList<YearMovement> all) =>
    [
        .. all.Where(movement => movement.AgreementNumber is not null && YearOf(movement) == year && movement.Left != Money.Zero)
            .GroupBy(movement => movement.AgreementNumber!, StringComparer.Ordinal)
            .OrderBy(helper => helper.Key, StringComparer.Ordinal)
            .Select(helper => new HelperOfYear(
                helper.Key, helper.First().HelperName!, helper.First().Pay!, Quantity.FromHundredths(helper.Where(IsOfItsYear).Sum(movement => movement.Hundredths)),
                Sum(helper.Where(IsOfItsYear), movement => movement.Spent),
                -Sum(helper.Where(movement => IsOfItsYear(movement) && movement.Spent.IsNegative), movement => movement.Spent),
                Sum(helper.Where(movement => !IsOfItsYear(movement)), movement => movement.Spent))),
    ];

    private int WorkedIn(YearMovement movement) => Math.Max(first, movement.OccurredOn.Year);

    private bool IsOfItsYear(YearMovement movement) => WorkedIn(movement) >= YearOf(movement);

    /// <summary>Approved on the day from which the SVB pays by our files, or later: it comes into a file, also of a year that was closed before anybody said which day that is.</summary>
    private bool GoesToSvb(YearMovement movement) => start is not null && movement.ApprovedOn >= start.StartsOn;

    private static Money OwnMoney(YearMovement movement) =>
        movement is { OwnPart: { IsPositive: true } part, Hundredths: not 0 and var hundredths }
            ? hundredths > 0 ? Money.Of(part, Quantity.FromHundredths(hundredths)) : -Money.Of(part, Quantity.FromHundredths(-hundredths))
            : Money.Zero;

    private static Money Sum(IEnumerable<YearMovement> movements, Func<YearMovement, Money> amount) => movements.Aggregate(Money.Zero, (sum, movement) => sum + amount(movement));
}
