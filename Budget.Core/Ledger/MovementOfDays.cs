using System.Runtime.InteropServices;

namespace Budget.Core.Ledger;

/// <summary>What moved in one municipality on one day: how many postings, how many of them the first of a budget, and by how much each account grew.</summary>
internal record struct Movement(long Postings, long Budgets, Money Available, Money Reserved, Money Payable, Money Paid)
{
    public readonly Balance Balance => new(Available, Reserved, Payable, Paid);

    public static Movement operator +(Movement left, Movement right) => new(
        left.Postings + right.Postings, left.Budgets + right.Budgets, left.Available + right.Available, left.Reserved + right.Reserved,
        left.Payable + right.Payable, left.Paid + right.Paid);
}

/// <summary>Movements by municipality and day: grows with the days of the ledger, not with its postings.</summary>
internal sealed class MovementOfDays
{
    private readonly Dictionary<(TownFacts Town, DateOnly Day), Movement> days = [];

    public void Add(TownFacts town, DateOnly day, Movement moved)
    {
        ref var there = ref CollectionsMarshal.GetValueRefOrAddDefault(days, (town, day), out _);
        there += moved;
    }

    public void Add(MovementOfDays others)
    {
        foreach (var ((town, day), moved) in others.days)
        {
            Add(town, day, moved);
        }
    }

    /// <summary>The first day on which something moved; none when nothing did.</summary>
    public DateOnly? FirstOf(TownFacts town) => days.Keys.Where(key => key.Town == town).Min(key => (DateOnly?)key.Day);

    /// <summary>What stood there at the end of each of these days, in their order.</summary>
    public IEnumerable<Movement> AtTheEndOf(TownFacts town, IEnumerable<DateOnly> endsOn)
    {
        var sum = default(Movement);
        var next = 0;
        var all = days.Where(day => day.Key.Town == town).OrderBy(day => day.Key.Day).ToList();
        foreach (var end in endsOn)
        {
            for (; next < all.Count && all[next].Key.Day <= end; next++)
            {
                sum += all[next].Value;
            }

            yield return sum;
        }
    }
}
