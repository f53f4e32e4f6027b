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
            if (head.Hash != LedgerHead.HashOf(previous, town.Code, head.Day, head.Budgets, head.Postings, head.Balance, head.Root))
            {
                return At(town, head.Day, "the head of the day was changed after it was written, or the one before it was: its hash does not match");
            }

            if ((head.Budgets, head.Postings, head.Balance) != (sum.Budgets, sum.Postings, sum.Balance))
            {
                return At(town, head.Day, "the head of the day does not say what the postings up to that day add up to");
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

    public static VerifyLedger.Fault? Months(TownFacts town, MovementOfDays byEffectiveDay)
    {
        DateOnly? previous = null;
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

    public static VerifyLedger.Fault? Years(TownFacts town, IReadOnlyDictionary<(TownFacts Town, long Year), Movement> closings) =>
        town.Years.Find(year => closings.GetValueOrDefault((town, year.Year)) is var sum && (year.Budgets, year.Balance) != (sum.Budgets, sum.Balance)) is { } wrong
            ? new VerifyLedger.Fault($"{town.Code}/{wrong.Year}", "the closed year does not say what the closing balances of its budgets add up to")
            : null;

    private static string RootOf(IEnumerable<BudgetFacts> budgets) => Convert.ToHexStringLower(MerkleTree.Root(
        [.. budgets.Where(budget => budget.Leaf is not null).OrderBy(budget => budget.Id, StringComparer.Ordinal).Select(budget => budget.Leaf!)]));

    private static VerifyLedger.Fault WrongRoot(TownFacts town, DateOnly day) => At(town, day, "the root of the day is not the root of the last postings of its budgets");

    private static VerifyLedger.Fault At(TownFacts town, DateOnly day, string why) => new(FormattableString.Invariant($"{town.Code}/{day:yyyy-MM-dd}"), why);
}
