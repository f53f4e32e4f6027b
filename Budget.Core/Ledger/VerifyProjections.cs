using Budget.Core.Storage;

namespace Budget.Core.Ledger;

/// <summary>What was written down of a municipality's ledger (heads, months, years) against what its postings add up to.</summary>
internal static class VerifyProjections
{
    /// <summary>
    /// Each head names the one before it, and says how many postings and budgets there were and what stood on the accounts at the end of its day. The root
    /// of the last one is computed again from the postings just read.
    /// </summary>
    /// <param name="budgets">All budgets of the town; any order.</param>
    public static VerifyLedger.Fault? Heads(TownFacts town, MovementOfDays byPostedDay, IEnumerable<BudgetFacts> budgets)
    {
        var previous = Posting.NoHash;
        foreach (var (head, sum) in town.Heads.Zip(byPostedDay.AtTheEndOf(town, town.Heads.Select(head => head.Day))))
        {
            if (head.Hash != LedgerHead.HashOf(previous, town.Code, head.Day, head.Budgets, head.Postings, head.Balance, head.Root, head.ClosedUntil, head.ClosedYear))
            {
                return At(town, head.Day, "the head of the day was changed after it was written, or the one before it was: its hash does not match");
            }

            if ((head.Budgets, head.Postings, head.Balance) != (sum.Budgets, sum.Postings, sum.Balance))
            {
                return At(town, head.Day, "the head of the day does not say what the postings up to that day add up to");
            }

            if (head.ClosedYear is not null && (head.ClosedUntil, head.ClosedYear) != ClosedBy(town, head.Day))
            {
                return At(town, head.Day, "the head of the day says that other months or years were closed by then than are written down");
            }

            previous = head.Hash;
        }

        return town.Heads.Count == 0 || town.Heads[^1].Root == RootOf(budgets) ? null : WrongRoot(town, town.Heads[^1].Day);
    }

    /// <summary>The root of every head, each by a question of its own: much slower than the rest together.</summary>
    public static async Task<VerifyLedger.Fault?> EveryRoot(Session session, TownFacts town)
    {
        foreach (var head in town.Heads)
        {
            var last = await LastPosting.UpTo(session, town.Code, head.Day);
            if (head.Root != LedgerHead.RootOf(last.Select(posting => posting.Hash)))
            {
                return WrongRoot(town, head.Day);
            }
        }

        return null;
    }

    public static VerifyLedger.Fault? Months(TownFacts town, MovementOfDays byEffectiveDay, DateOnly? firstPosting)
    {
        DateOnly? previous = null;
        if (town.Months.Count > 0 && firstPosting < Period.MonthOf(town.Months[0].EndsOn).StartsOn)
        {
            return At(town, town.Months[0].EndsOn, "the months are closed from here on, and something was booked in a month before");
        }

        if (town.Months.Find(month => !(town.ClosedOn(month) > month.EndsOn)) is { } early)
        {
            return At(town, early.EndsOn, "the month was closed before it was over");
        }

        foreach (var (month, sum) in town.Months.Zip(byEffectiveDay.AtTheEndOf(town, town.Months.Select(month => month.EndsOn))))
        {
            if (month.EndsOn != Period.MonthOf(month.EndsOn).EndsOn || (previous is { } before && month.EndsOn != Period.MonthOf(before.AddDays(1)).EndsOn))
            {
                return At(town, month.EndsOn, "the closed month does not end with a month, or not with the month after the one that was closed before");
            }

            if ((month.Postings, month.Balance) != (sum.Postings, sum.Balance))
            {
                return At(town, month.EndsOn, "the closed month does not say what the postings that count in it and before it add up to");
            }

            previous = month.EndsOn;
        }

        return null;
    }

    public static VerifyLedger.Fault? Years(TownFacts town, IReadOnlyDictionary<(TownFacts Town, long Year), Movement> closings)
    {
        foreach (var (year, before) in town.Years.Zip(town.Years.Take(1).Concat(town.Years)))
        {
            var sum = closings.GetValueOrDefault((town, year.Year));
            var why = (year.Budgets, year.Balance) != (sum.Budgets, sum.Balance) ? "the closed year does not say what the closing balances of its budgets add up to"
                : year.Year - before.Year is not (0 or 1) ? "the year before it was not closed"
                : town.Months.Exists(month => month.EndsOn == year.EndsOn) ? null
                : "the year was closed, and its last month was not";
            if (why is not null)
            {
                return new VerifyLedger.Fault($"{town.Code}/{year.Year}", why);
            }
        }

        return null;
    }

    /// <summary>Until when months and up to which year years were closed at the end of a day.</summary>
    private static (DateOnly?, long?) ClosedBy(TownFacts town, DateOnly day) => (
        town.Months.FindLast(month => town.ClosedOn(month) <= day)?.EndsOn, town.Years.FindLast(year => town.ClosedOn(year) <= day)?.Year ?? 0);

    private static string RootOf(IEnumerable<BudgetFacts> budgets) => Convert.ToHexStringLower(MerkleTree.Root(
        [.. budgets.Where(budget => budget.Leaf is not null).OrderBy(budget => budget.Id, StringComparer.Ordinal).Select(budget => budget.Leaf!)]));

    private static VerifyLedger.Fault WrongRoot(TownFacts town, DateOnly day) => At(town, day, "the root of the day is not the root of the last postings of its budgets");

    private static VerifyLedger.Fault At(TownFacts town, DateOnly day, string why) => new(FormattableString.Invariant($"{town.Code}/{day:yyyy-MM-dd}"), why);
}
