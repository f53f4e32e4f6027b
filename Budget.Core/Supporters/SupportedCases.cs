using Budget.Core.Audit;
using Budget.Core.Storage;
using Budget.Core.SupportRequests;

namespace Budget.Core.Supporters;

/// <summary>With which cases do I read along? Because somebody invited me; that I saw the list stands in the file of each who is on it.</summary>
public sealed class SupportedCases(Database database)
{
    public sealed record Item(string Number, string ResidentName, string MunicipalityName, DateOnly SubmittedOn, DateOnly EndsOn, CaseProgress Progress);

    public async Task<IReadOnlyList<Item>> Of(Actor actor)
    {
        var found = await database.Read(session => SupportedRequest.Of(session, actor, number: ""));
        if (found.Count > 0)
        {
            await database.Overwrite(async session =>
            {
                foreach (var one in found)
                {
                    await Trace.Write(session, actor, TraceAction.Look, nameof(SupportedCases), one.Number, one.ResidentId, onBehalfOf: null, TraceBasis.Consent);
                }
            });
        }

        return [.. found.Select(one => new Item(one.Number, one.ResidentName, one.MunicipalityName, one.SubmittedOn, one.EndsOn, one.Progress))];
    }

    /// <summary>How many: shows nothing of them, and leaves no trace.</summary>
    public Task<int> Count(Actor actor) => database.Read(async session => (await SupportedRequest.Of(session, actor, number: "")).Count);
}
