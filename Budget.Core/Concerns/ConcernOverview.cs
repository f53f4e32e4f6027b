using Budget.Core.Audit;
using Budget.Core.Storage;
using Budget.Core.SupportRequests;

namespace Budget.Core.Concerns;

/// <summary>One concern, whole, for a caseworker of the municipality: about whom, what was seen, and whose file it is. Linked to a file, each look stands in it.</summary>
public sealed class ConcernOverview(Database database)
{
    /// <param name="Born">As the doctor wrote it, as a day; none when it was not.</param>
    public sealed record Answer(
        ConcernId Id, string Number, string ProviderName, string ReportedByName, DateOnly ReportedOn, DateOnly PickUpBy, bool IsLate,
        string Name, string Bsn, DateOnly? Born, string Address, string Words, ResidentId? ResidentId, string? ResidentName, DateOnly? PickedUpOn);

    public async Task<Answer?> Of(Actor actor, ConcernId id)
    {
        var found = actor.Role != Role.Caseworker ? null : await database.Read(async session =>
        {
            if (await ConcernRow.Find(session, actor, id) is not { } hidden)
            {
                return null;
            }

            var row = hidden.Shown(await hidden.Key(session));
            var pickUpBy = LegalTerm.WorkingDaysAfter(row.ReportedOn, ConcernList.WorkingDays);
            return new Answer(
                id, row.Number, row.ProviderName, row.ReportedByName, row.ReportedOn, pickUpBy, row.PickedUpOn is null && session.Today > pickUpBy,
                row.Name, row.Bsn, DayText.TryParse(row.Born, out var born) ? born : null, row.Address, row.Words, row.ResidentId, row.ResidentName, row.PickedUpOn);
        });
        await database.Overwrite(async session =>
        {
            if (found is null)
            {
                await RaiseAlert.AfterRefusal(session, actor, nameof(ConcernOverview), subject: "");
            }
            else if (found.ResidentId is { } resident)
            {
                await LookAtFile.Keep(session, actor, nameof(ConcernOverview), found.Number, resident, onBehalfOf: null, TraceBasis.Task);
            }
            else
            {
                await Trace.Write(session, actor, TraceAction.Look, nameof(ConcernOverview), found.Number, resident: null, onBehalfOf: null, TraceBasis.Task);
            }
        });
        return found;
    }
}
