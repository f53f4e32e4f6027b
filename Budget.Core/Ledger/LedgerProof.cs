using Budget.Core.Budgets;
using Budget.Core.Storage;

namespace Budget.Core.Ledger;

/// <summary>
/// Proves what a budget stood at on a day, to somebody who holds that day's head and nothing else: the hash of the budget's last posting and
/// the handful of hashes that lead from it to the root. Of other budgets it shows nothing.
/// </summary>
public sealed class LedgerProof(Database database)
{
    /// <param name="PostingHash">The hash of the budget's last posting that day.</param>
    /// <param name="Index">Its place among the budgets, from 0.</param>
    /// <param name="Path">The neighbours on the way to the root, nearest first; hexadecimal.</param>
    public sealed record Answer(LedgerHead Head, long PostingNumber, Balance Balance, string PostingHash, int Index, IReadOnlyList<string> Path)
    {
        /// <summary>Whether the path leads from the posting to the root that was written down.</summary>
        public bool Holds => Head.Root == Convert.ToHexStringLower(
            MerkleTree.RootFrom(Convert.FromHexString(PostingHash), Index, (int)Head.Budgets, [.. Path.Select(Convert.FromHexString)]));
    }

    /// <returns>None when the budget is not yours, or had no posting yet, or no head was written by that day.</returns>
    public Task<Answer?> Of(Actor actor, string budgetNumber, DateOnly day) => database.Read(async session =>
    {
        if (await BudgetQuery.Find(session, actor, budgetNumber) is not { } budget
            || await LedgerHead.UpTo(session, budget.MunicipalityCode, day) is not { } head)
        {
            return null;
        }

        var last = (await LastPosting.UpTo(session, budget.MunicipalityCode, head.Day)).ToList();
        var index = last.FindIndex(posting => posting.BudgetId == budget.Id);
        if (index < 0)
        {
            return null;
        }

        var path = MerkleTree.Path([.. last.Select(posting => Convert.FromHexString(posting.Hash))], index);
        return new Answer(head, last[index].Number, last[index].After, last[index].Hash, index, [.. path.Select(Convert.ToHexStringLower)]);
    });
}
