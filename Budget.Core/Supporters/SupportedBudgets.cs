using Budget.Core.Audit;
using Budget.Core.Storage;

namespace Budget.Core.Supporters;

/// <summary>With which budgets do I read along? Because somebody invited me; that I saw the list stands in the file of each who is on it.</summary>
public sealed class SupportedBudgets(Database database)
{
    public sealed record Item(string Number, string ResidentName, string ProductNl, string ProductEn, bool MayPrepare, DateOnly EndsOn);

    /// <summary>How many: shows nothing of them, and leaves no trace.</summary>
    public Task<int> Count(Actor actor) => database.Read(async session => (await SupportedBudget.In(session, actor, number: "")).Count);

    public async Task<IReadOnlyList<Item>> Of(Actor actor)
    {
        var found = await database.Read(session => SupportedBudget.In(session, actor, number: ""));
        if (found.Count > 0)
        {
            await database.Overwrite(async session =>
            {
                foreach (var one in found)
                {
                    await Trace.Write(session, actor, TraceAction.Look, nameof(SupportedBudgets), one.Number, one.ResidentId, onBehalfOf: null, TraceBasis.Consent);
                }
            });
        }

        return [.. found.Select(one => new Item(one.Number, one.ResidentName, one.ProductNl, one.ProductEn, one.MayPrepare == 1, one.EndsOn))];
    }
}
