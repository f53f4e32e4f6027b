using Budget.Core.Management;
using FsCheck;
using FsCheck.Fluent;

namespace Budget.Tests.Properties;

/// <summary>Nothing that is hidden can be worked out from what is shown.</summary>
public sealed class SmallCellsProperties
{
    /// <summary>Small counts and large ones, and nothing now and then.</summary>
    private static readonly Gen<long> Counts = Gen.OneOf(Gen.Choose(0, 6), Gen.Choose(0, 30), Gen.Elements(0)).Select(count => (long)count);

    private static readonly Arbitrary<long[]> Lists = Gen.Choose(1, 7).SelectMany(many => Counts.ArrayOf(many)).ToArbitrary();

    [Test]
    public void Of_a_row_each_hidden_count_could_be_another_with_the_same_total() => Thorough.Check(Prop.ForAll(Lists, counts =>
    {
        var row = SmallCells.Of(counts);
        var hidden = Enumerable.Range(0, counts.Length).Where(at => row.Hidden[at]).ToList();
        return counts.Select((count, at) => (count, at)).All(one => one.count is 0 or >= SmallCells.Fewest || row.Hidden[one.at])
            && hidden.TrueForAll(at => counts[at] > 0)
            && (hidden.Count == 0 || row.IsTotalHidden
                || (hidden.Sum(at => counts[at]) >= SmallCells.Fewest && hidden.TrueForAll(at => hidden.Exists(other => other != at && (counts[at] > 1 || counts[other] > 1)))));
    }));
}
