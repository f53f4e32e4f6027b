using Budget.Core;
using Budget.Core.Closing;
using Budget.Core.Storage;

namespace Portal.Demo;

/// <summary>Finance of the demo town closes each month ten days after the term for declaring it, and a year together with its last month.</summary>
internal static class DemoClosings
{
    public static void Plan(Database town, Actor finance, Func<IdempotencyKey> key, Action<DateOnly, Func<Task>> on, Period story)
    {
        // Hilversum has no finance persona: there the installation itself closes.
        foreach (var actor in new[] { finance, Actor.System(Persona.Hilversum) })
        {
            foreach (var month in story.Months())
            {
                var first = new DateOnly(month.StartsOn.Year, month.StartsOn.Month, 1);
                on(first.AddMonths(2).AddDays(9), async () => Check(first.Month == 12
                    ? (await new CloseYear(town).Do(actor, key(), new(first.Year))).Refusal
                    : (await new CloseMonth(town).Do(actor, key(), new(first))).Refusal));
            }
        }
    }

    /// <summary>The months before the first posting are nobody's to close.</summary>
    private static void Check(Refusal? refusal)
    {
        if (refusal is not null && !refusal.Is(Refusal.MonthAlreadyClosed) && !refusal.Is(Refusal.NothingToClose))
        {
            throw new InvalidOperationException($"The demo town broke a rule: {refusal}");
        }
    }
}
