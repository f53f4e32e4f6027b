using Budget.Core.Audit;
using Budget.Core.Ledger;
using Budget.Core.Storage;

namespace Budget.Core.Caseload;

/// <summary>Why somebody else leads a case from now on. One of a few, because what is typed freely would have to be hidden.</summary>
public enum HandOverReason
{
    /// <summary>Who led it is away for a while.</summary>
    Absent,
    Workload,
    /// <summary>Somebody else knows more about what is needed here.</summary>
    Knowledge,
    /// <summary>The resident asked for it.</summary>
    Asked,
    /// <summary>Who led it does not work here any more.</summary>
    Left,
    Other,
}

/// <summary>The cases of a household go to a colleague of the same municipality, or to oneself: by any caseworker, for who led them may not be there to do it.</summary>
public sealed class HandOverCase(Database database)
{
    /// <param name="SeenLead">Who led it when the form was shown; none when nobody did. Of two colleagues who give it away at once the second is told.</param>
    public sealed record Entry(string RequestNumber, UserId To, HandOverReason Reason, UserId? SeenLead);

    public Task<Outcome<string>> Do(Actor actor, IdempotencyKey key, Entry entry) =>
        database.Once<string>(actor, key, nameof(HandOverCase), entry, async session =>
        {
            if (actor.Role != Role.Caseworker)
            {
                return Refusal.NotAllowed;
            }

            if (await Household.Of(session, actor, entry.RequestNumber) is not { } household)
            {
                return Refusal.NotFound;
            }

            if (household.LeadId != entry.SeenLead)
            {
                return Refusal.LeadChanged;
            }

            if (household.LeadId == entry.To)
            {
                return Refusal.LeadsAlready;
            }

            if (await session.Single<long>(MayLeadSql, new { entry.To, actor.MunicipalityCode }) == 0)
            {
                return Refusal.NoCaseworker;
            }

            await Household.Give(session, actor, household.Id, entry.To, entry.Reason.Stored());
            foreach (var member in await household.Members(session))
            {
                await Trace.Write(session, actor, nameof(HandOverCase), entry.RequestNumber, member);
            }

            return entry.RequestNumber;
        });

    private const string MayLeadSql = $"""
        SELECT COUNT(*)
        FROM users holder
        WHERE holder.id = @To
          AND holder.municipality_code = @MunicipalityCode
          AND {CaseLead.MayLead}
        """;
}
