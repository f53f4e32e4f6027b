using Budget.Core.Storage;

namespace Budget.Core.Mandates;

/// <summary>Does the mandate by which I act for this resident leave this act out? Asked before a form is shown that would be refused; what is refused does not hang on it.</summary>
public sealed class KeptActs(Database database)
{
    /// <summary>The resident who kept something in own hands.</summary>
    public sealed record Keeper(ResidentId ResidentId, string Name);

    /// <returns>None when it may be done.</returns>
    public Task<Keeper?> KeptBy(Actor actor, ResidentId resident, MandateAct act) => database.Read(async session =>
        actor.Role == Role.Resident && await MandateActs.LeftOut(session, actor, resident) is { } kept && kept.Acts.Contains(act) ? new Keeper(resident, kept.ResidentName) : null);
}
