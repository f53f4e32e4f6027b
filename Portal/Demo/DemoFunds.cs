using Budget.Core;
using Budget.Core.Funds;
using Budget.Core.Storage;
using static Portal.Demo.DemoTown;

namespace Portal.Demo;

/// <summary>What the demo municipalities put aside for each year of the story: enough for most, and of guidance hardly more than was granted, after the council added something.</summary>
internal static class DemoFunds
{
    private const string Scarce = "02";

    public static async Task Write(Database town, Actor finance, Func<IdempotencyKey> key, int first, int last)
    {
        // Hilversum has no finance persona: there the installation itself puts it down.
        foreach (var actor in new[] { finance, Actor.System(Persona.Hilversum) })
        {
            for (var year = first; year <= last; year++)
            {
                var lines = (await new FundOverview(town).Of(actor, year))!.Lines;
                foreach (var category in DemoCatalogue.Products.Select(product => product.Category).Distinct())
                {
                    var granted = lines.FirstOrDefault(line => line.Category == category)?.Granted ?? Money.Zero;
                    if (category == Scarce && granted.IsPositive)
                    {
                        await Put(actor, year, category, UpTo(granted, 90), "Begroting van de raad");
                        await Put(actor, year, category, UpTo(granted, 101), "Voorjaarsnota: meer vraag naar begeleiding");
                    }
                    else
                    {
                        await Put(actor, year, category, UpTo(granted, 130) + new Money(500_000), "Begroting van de raad");
                    }
                }
            }
        }

        async Task Put(Actor actor, int year, string category, Money amount, string reason) =>
            Must(await new SetFundBudget(town).Do(actor, key(), new(year, category, amount, reason)));
    }

    /// <summary>So many percent of it, rounded up to a hundred euro.</summary>
    private static Money UpTo(Money granted, long percent) => new((long)Math.Ceiling(granted.Cents * percent / 1_000_000m) * 10_000);
}
