using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using Budget.Core.Sampling;
using FsCheck;
using FsCheck.Fluent;

namespace Budget.Tests.Properties;

/// <summary>A sample is fair, the same each time, and can be computed again by hand.</summary>
public sealed class SampleProperties
{
    private static readonly IReadOnlyList<DrawnLine> Lines =
        [.. Enumerable.Range(1, 20).Select(line => new DrawnLine($"2026-{line % 4:000000}", line + 1, new Money(100 * line)))];

    private static readonly Arbitrary<(int Seed, int Count)> Asked =
        Gen.Choose(0, 1_000_000).SelectMany(seed => Gen.Choose(1, 25).Select(count => (seed, count))).ToArbitrary();

    private static IReadOnlyList<DrawnLine> Draw(IEnumerable<DrawnLine> lines, string seed, int count, SampleChance chance = SampleChance.Line)
    {
        var draw = new SampleDraw(seed, count, chance);
        foreach (var line in lines)
        {
            draw.Offer(Encoding.ASCII.GetBytes(line.BudgetNumber), line.Posting, line.Amount);
        }

        return draw.Drawn;
    }

    private static string Seed(int number) => number.ToString(CultureInfo.InvariantCulture);

    [Test]
    public void The_order_in_which_lines_come_makes_no_difference([Values] SampleChance chance) => Prop.ForAll(Asked, asked =>
        Draw(Lines, Seed(asked.Seed), asked.Count, chance).SequenceEqual(Draw(Lines.Reverse(), Seed(asked.Seed), asked.Count, chance))).QuickCheckThrowOnFailure();

    [Test]
    public void Who_draws_more_keeps_what_was_drawn_and_no_line_is_drawn_twice([Values] SampleChance chance) => Prop.ForAll(Asked, asked =>
    {
        var (some, all) = (Draw(Lines, Seed(asked.Seed), asked.Count, chance), Draw(Lines, Seed(asked.Seed), 500, chance));
        return some.SequenceEqual(all.Take(asked.Count)) && all.Count == Lines.Count && all.Distinct().Count() == Lines.Count;
    }).QuickCheckThrowOnFailure();

    [Test]
    public void Each_line_has_an_equal_chance()
    {
        const int Times = 4000;
        var drawn = Enumerable.Range(0, Times).SelectMany(seed => Draw(Lines, $"kans-{Seed(seed)}", 5)).CountBy(line => line.Posting).ToDictionary();

        // Five of twenty: a thousand times each, with a standard deviation of 27.
        Assert.That(Lines.Select(line => drawn.GetValueOrDefault(line.Posting)), Is.All.InRange(1000 - 140, 1000 + 140));
    }

    [Test]
    public void Each_euro_has_an_equal_chance()
    {
        const int Times = 4000;
        var drawn = Enumerable.Range(0, Times).SelectMany(seed => Draw(Lines, $"euro-{Seed(seed)}", 1, SampleChance.Euro)).CountBy(line => line.Posting).ToDictionary();

        var euros = Lines.Sum(line => line.Amount.Cents);
        foreach (var line in Lines)
        {
            var share = (double)line.Amount.Cents / euros;
            Assert.That(drawn.GetValueOrDefault(line.Posting), Is.EqualTo(Times * share).Within(5 * Math.Sqrt(Times * share * (1 - share))), $"line {line.Posting} of {line.Amount}");
        }
    }

    [Test]
    public void Anybody_computes_it_again_from_the_seed_and_the_numbers()
    {
        var byHand = Lines.OrderBy(line => new BigInteger(SHA256.HashData(Encoding.UTF8.GetBytes($"9f3c1a7b|{line.BudgetNumber}/{line.Posting}")), isUnsigned: true, isBigEndian: true)).Take(7);

        Assert.That(Draw(Lines, "9f3c1a7b", 7), Is.EqualTo(byHand));
    }

    [Test]
    public void It_says_from_how_many_lines_and_how_much_money_was_drawn()
    {
        var draw = new SampleDraw("x", 3, SampleChance.Line);
        foreach (var line in Lines)
        {
            draw.Offer(Encoding.ASCII.GetBytes(line.BudgetNumber), line.Posting, line.Amount);
        }

        Assert.That((draw.Population, draw.Total, draw.Drawn.Count), Is.EqualTo((20L, new Money(21_000), 3)));
        Assert.That(new SampleDraw("x", 3, SampleChance.Line).Drawn, Is.Empty);
        Assert.That(() => new SampleDraw("x", 0, SampleChance.Line), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }
}
