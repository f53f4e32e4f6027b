using Budget.Core.Audit;
using Budget.Core.Ledger;
using Budget.Core.Storage;
using Budget.Core.SupportRequests;

namespace Budget.Core.Decisions;

/// <summary>
/// The beschikking that grants nothing: on a ground of the law or the by-law, with reasons in plain words. Only after the report and the application, and as long as
/// nothing was granted on the request: less than asked is <see cref="GrantProvision"/> with a ground, and no longer is <see cref="WithdrawProvision"/>.
/// </summary>
public sealed class RefuseApplication(Database database)
{
    /// <inheritdoc cref="GrantProvision.Entry"/>
    public sealed record Entry(string RequestNumber, DateOnly? AppliedOn, RefusalGround Ground, string Reasons, long? Seen = null);

    /// <returns>The number of the decision.</returns>
    public Task<Outcome<string>> Do(Actor actor, IdempotencyKey key, Entry entry) =>
        database.Once<string>(actor, key, nameof(RefuseApplication), entry, session => Run(session, actor, entry));

    /// <summary>What it would answer; nothing is written.</summary>
    public Task<Outcome<string>> Draft(Actor actor, Entry entry) => database.Draft(session => Run(session, actor, entry));

    private static async Task<Outcome<string>> Run(Session session, Actor actor, Entry entry)
    {
        var begun = await NewDecision.Begin(session, actor, entry.RequestNumber, entry.Seen);
        if (begun.IsRefused)
        {
            return begun.Refusal!;
        }

        var decision = begun.Value;
        if ((Applied.Objection(session.Today, decision.Request, entry.AppliedOn, CaseAction.Refuse) ?? await Applied.Decided(session, decision.Request)
            ?? ProvisionRules.Written(entry.Reasons)) is { } refusal)
        {
            return refusal;
        }

        await Applied.Keep(session, decision.Request, entry.AppliedOn);
        await decision.Write(DecisionKind.Refuse, entry.Ground.Stored(), entry.Reasons);
        await Trace.Write(session, actor, nameof(RefuseApplication), decision.Number, decision.Request.ResidentId);
        return decision.Number;
    }
}
